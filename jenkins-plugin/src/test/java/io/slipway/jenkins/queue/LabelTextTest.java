package io.slipway.jenkins.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTextTest {
    /** Nodes 0 to 3: a, b, both, none; all are x-1, and 0 has a blank in a label. */
    private static final List<List<String>> NODES =
            List.of(List.of("a", "x-1", "big iron"), List.of("b", "x-1"), List.of("a", "b", "x-1"), List.of("x-1"));

    private static String meeting(String text) {
        return LabelText.nodesMeeting(text, byAtom(NODES), NODES.size()).toString();
    }

    private static Map<String, BitSet> byAtom(List<List<String>> nodes) {
        Map<String, BitSet> byAtom = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String label : nodes.get(i))
                byAtom.computeIfAbsent(label, any -> new BitSet()).set(i);
        }
        return byAtom;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``;                   {0, 1, 2, 3}",
                "a;                    {0, 2}",
                "nobody;               {}",
                "!a;                   {1, 3}",
                "a&&b;                 {2}",
                "a || b;               {0, 1, 2}",
                "a || b && nobody;     {0, 2}",
                "(a || b) && !b;       {0}",
                "a -> b;               {1, 2, 3}",
                "a->b;                 {1, 2, 3}",
                "a <-> b;              {2, 3}",
                "!(a <-> b);           {0, 1}",
                "x-1 && !a;            {1, 3}",
                "\"big iron\";         {0}",
                "\"big iron\" || b;    {0, 1, 2}",
                "! a;                  {1, 3}"
            })
    void means_the_nodes_that_jenkins_means(String text, String nodes) {
        assertThat(meeting(text)).isEqualTo(nodes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a &&", "(a", "a b", "\"a", "&&", "a)", "a & b"})
    void what_is_no_expression_means_who_has_it_as_a_label(String text) {
        List<List<String>> nodes = List.of(List.of("a"), List.of(text));

        assertThat(LabelText.nodesMeeting(text, byAtom(nodes), 2).toString()).isEqualTo("{1}");
    }

    @Test
    void de_morgan_holds_for_any_two_labels_seed_5() {
        RandomGenerator random = new SplittableRandom(5);
        for (int i = 0; i < 200; i++) {
            List<String> some = random.ints(6, 0, 4).mapToObj(n -> "l" + n).toList();
            String left = "!(" + some.get(0) + " && (" + some.get(1) + " || !" + some.get(2) + "))";
            String right = "!" + some.get(0) + " || !" + some.get(1) + " && " + some.get(2);
            List<List<String>> nodes = List.of(
                    some.subList(0, 2), some.subList(1, 4), some.subList(3, 6), some.subList(2, 3), List.of("l0"));

            assertThat(LabelText.nodesMeeting(left, byAtom(nodes), 5))
                    .isEqualTo(LabelText.nodesMeeting(right, byAtom(nodes), 5));
        }
    }
}

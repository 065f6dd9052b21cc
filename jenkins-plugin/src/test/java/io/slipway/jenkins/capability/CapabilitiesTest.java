package io.slipway.jenkins.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilitiesTest {
    /** What the lexer of label expressions takes for a word. */
    private static final String ATOM = "(?:[^&|!<>() \\t\"'-]|-(?!>))+";

    @Test
    void what_it_runs_on_is_a_word_and_a_name_with_a_value() {
        assertThat(Capabilities.of(Map.of("os", "linux", "arch", "amd64")).labels())
                .containsExactly("amd64", "arch=amd64", "linux", "os=linux");
    }

    @Test
    void a_tool_is_a_word_and_each_beginning_of_its_version() {
        assertThat(Capabilities.of(Map.of("jdk", "17.0.15")).labels())
                .containsExactly("jdk", "jdk=17", "jdk=17.0", "jdk=17.0.15");
    }

    @Test
    void a_version_of_many_parts_makes_few_labels() {
        assertThat(Capabilities.of(Map.of("tool", "1.2.3.4.5.6.7.8")).labels()).hasSize(6);
    }

    @Test
    void sizes_are_told_as_powers_of_two_that_are_there() {
        assertThat(Capabilities.of(Map.of("cpus", "6")).labels())
                .containsExactlyInAnyOrder("cpus=6", "cpus.min=1", "cpus.min=2", "cpus.min=4");
        assertThat(Capabilities.of(Map.of("memory", Long.toString((5L << 30) + 1)))
                        .labels())
                .containsExactlyInAnyOrder("memory=5Gi", "memory.min=1Gi", "memory.min=2Gi", "memory.min=4Gi");
    }

    @ParameterizedTest
    @CsvSource({"cpus, 0", "cpus, many", "memory, 1000", "memory, -1"})
    void a_size_that_is_none_makes_no_label(String name, String value) {
        assertThat(Capabilities.of(Map.of(name, value)).labels()).isEmpty();
    }

    @Test
    void the_largest_size_there_is_ends() {
        assertThat(Capabilities.of(Map.of("cpus", Long.toString(Long.MAX_VALUE)))
                        .labels())
                .hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void no_label_needs_quotes_in_an_expression_whatever_a_tool_says(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            String name = text(random, 'a', 'z' + 1);
            String value = text(random, ' ', 127);

            assertThat(Capabilities.of(Map.of(name, value)).labels())
                    .isNotEmpty()
                    .allSatisfy(label -> assertThat(label).matches(ATOM));
        }
    }

    private static String text(Random random, int from, int to) {
        StringBuilder text = new StringBuilder();
        random.ints(6, from, to).forEach(text::appendCodePoint);
        return text.toString();
    }

    @Test
    void reads_one_in_a_line_with_or_without_a_value() {
        assertThat(Capabilities.parse("board=stm32\n\n  gpu  \r\ncan = 2.0").values())
                .isEqualTo(Map.of("board", "stm32", "gpu", "gpu", "can", "2.0"));
    }

    @Test
    void a_capability_without_a_value_is_one_word() {
        assertThat(Capabilities.parse("gpu").labels()).containsExactly("gpu");
    }

    @ParameterizedTest
    @CsvSource({"'ok\na b', line 2: 'a b'", "x=, line 1: ''", "'x=1\nx=2', line 2: 'x' is there twice"})
    void a_line_of_another_form_is_named(String text, String told) {
        assertThatThrownBy(() -> Capabilities.parse(text.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }

    @Test
    void what_a_person_says_counts_more_than_what_was_found() {
        Capabilities found = Capabilities.of(Map.of("os", "linux", "jdk", "11.0.2"));

        assertThat(found.and(Capabilities.parse("jdk=17.0.2\nboard=stm32")).values())
                .isEqualTo(Map.of("os", "linux", "jdk", "17.0.2", "board", "stm32"));
    }
}

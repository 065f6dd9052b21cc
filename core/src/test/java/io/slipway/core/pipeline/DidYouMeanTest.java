package io.slipway.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DidYouMeanTest {
    private static final List<String> KEYS = List.of("run", "kind", "inputs", "outputs", "needs", "env");

    @ParameterizedTest
    @CsvSource({
        "rum, run", // a letter wrong
        "runs, run", // one too many
        "un, run", // one missing
        "nede, needs", // two mistakes in a short word are too many, two in this one are not
        "nurn, run",
        "ipnuts, inputs", // two swapped count as one
        "output, outputs",
        "KIND, kind",
    })
    void finds_the_word_that_is_a_few_typing_mistakes_away(String written, String meant) {
        assertThat(DidYouMean.among(written, KEYS)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "abc", "timeout", "a much longer word than any of them"})
    void finds_nothing_when_every_word_is_another(String written) {
        assertThat(DidYouMean.among(written, KEYS)).isEmpty();
    }

    @Test
    void the_first_in_the_alphabet_wins_among_equals() {
        assertThat(DidYouMean.among("cat", List.of("hat", "bat", "cut"))).contains("bat");
    }

    @Test
    void asks_for_the_word_that_was_meant() {
        assertThat(DidYouMean.suggest("rum", KEYS)).isEqualTo("did you mean `run`?");
    }

    @Test
    void names_what_there_is_when_nothing_is_near() {
        assertThat(DidYouMean.suggest("frobnicate", List.of("run", "kind"))).isEqualTo("use one of `run`, `kind`");
    }

    @Test
    void names_only_the_first_of_many() {
        List<String> many =
                IntStream.range(10, 40).mapToObj(i -> "task-number-" + i).toList();

        assertThat(DidYouMean.suggest("x", many))
                .startsWith("use one of `task-number-10`, ")
                .endsWith("`task-number-21`, … (18 more)");
    }

    @Test
    void says_so_when_there_is_nothing_to_choose_from() {
        assertThat(DidYouMean.suggest("x", List.of())).isEqualTo("there is nothing to choose from yet");
    }
}

package io.slipway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FuzzInputsTest {
    private static final List<byte[]> DEFINITIONS =
            List.of("slipway: 1\nservice: a\ntasks: {b: {run: make, needs: [c]}, c: {run: make}}\n".getBytes(UTF_8));

    @Test
    void inputs_of_seed_7_end_with_a_result_or_problems_that_have_places() throws IOException, InterruptedException {
        TimedProcess read = FuzzBench.read(300, 7, Path.of("../examples"));

        assertThat(read.lastLine()).startsWith("0 ");
    }

    @Test
    void the_same_numbers_give_the_same_input_and_others_another() {
        FuzzInputs one = new FuzzInputs(DEFINITIONS, 1);
        FuzzInputs same = new FuzzInputs(DEFINITIONS, 1);
        FuzzInputs other = new FuzzInputs(DEFINITIONS, 2);

        assertThat(LongStream.rangeClosed(1, 100))
                .allSatisfy(number -> assertThat(one.get(number)).isEqualTo(same.get(number)));
        assertThat(LongStream.rangeClosed(1, 100))
                .anySatisfy(number -> assertThat(one.get(number)).isNotEqualTo(other.get(number)));
    }

    @Test
    void one_in_a_thousand_is_large_and_of_the_others_half_are_conditions() {
        assertThat(LongStream.range(0, 2_000).filter(number -> FuzzInputs.sort(number) == FuzzInputs.Sort.LARGE))
                .containsExactly(0L, 1_000L);
        assertThat(LongStream.range(0, 2_000).filter(number -> FuzzInputs.sort(number) == FuzzInputs.Sort.CONDITION))
                .hasSize(1_000);
    }
}

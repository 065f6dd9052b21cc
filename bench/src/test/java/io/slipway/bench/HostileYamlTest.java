package io.slipway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.bench.HostileReading.Host;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostileYamlTest {
    private static final int TWO_OF_EACH_KIND = 32;
    private static final double MOST_MILLIS = 2_000;
    private static final double MOST_MIB = 256;

    @ParameterizedTest(name = "{0}, seed 7")
    @EnumSource
    void hostile_files_end_with_a_result_or_a_problem_soon_and_in_little_memory(Host host)
            throws IOException, InterruptedException {
        String[] said = HostileBench.read(host, TWO_OF_EACH_KIND, 7).split(" ", -1);

        assertThat(said[0]).as("crashed").isEqualTo("0");
        assertThat(Double.parseDouble(said[2])).as("file " + said[1]).isLessThan(MOST_MILLIS);
        assertThat(Double.parseDouble(said[3])).as("MiB").isLessThan(MOST_MIB);
    }

    @Test
    void the_same_numbers_give_the_same_file() {
        for (int kind = 0; kind < TWO_OF_EACH_KIND; kind++) {
            byte[] one = HostileYaml.file("a: {b: c}\n", kind, new SplittableRandom(kind));
            byte[] other = HostileYaml.file("a: {b: c}\n", kind, new SplittableRandom(kind));

            assertThat(Arrays.equals(one, other)).as("kind " + kind).isTrue();
        }
    }
}

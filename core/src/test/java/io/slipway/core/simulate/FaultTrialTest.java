package io.slipway.core.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTrialTest {
    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("slipway.trials", 12));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void loses_doubles_misplaces_and_overcommits_nothing_whatever_goes_wrong(long seed) {
        FaultTrial trial = FaultTrial.of(seed);

        assertThat(trial.agents()).isGreaterThanOrEqualTo(20);
        assertThat(trial.tasks()).isGreaterThanOrEqualTo(200);
        assertThat(trial.faults()).isGreaterThanOrEqualTo(10);
        assertThat(trial.run()).isEmpty();
    }
}

package io.slipway.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void nine_in_ten_lie_in_the_interval_though_it_was_said_far_too_narrow__seed_3() {
        SplittableRandom random = new SplittableRandom(3);
        Calibration calibration = new Calibration();
        Span said = new Span(Duration.ofSeconds(100), Duration.ofSeconds(98), Duration.ofSeconds(102));
        int within = 0;

        for (int i = 0; i < 3000; i++) {
            Duration actual = Duration.ofMillis((long) (100_000 * Math.exp(0.3 * random.nextGaussian())));
            Span told = calibration.apply(said);
            if (i >= 1000 && actual.compareTo(told.low()) >= 0 && actual.compareTo(told.high()) <= 0) within++;
            calibration.learn(said, actual);
        }

        assertThat(within / 2000.0).isCloseTo(0.9, within(0.02));
    }

    @Test
    void what_always_takes_longer_is_said_to() {
        Calibration calibration = new Calibration();
        Span said = new Span(Duration.ofSeconds(100), Duration.ofSeconds(90), Duration.ofSeconds(110));

        for (int i = 0; i < 400; i++) calibration.learn(said, Duration.ofSeconds(120));

        assertThat(calibration.apply(said).point().toMillis()).isCloseTo(120_000, within(500L));
    }

    @Test
    void a_span_is_in_order() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Span(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)))
                .withMessageContaining("ascending");
    }
}

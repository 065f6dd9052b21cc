package io.slipway.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private final Intake intake = new Intake(100);

    @Test
    void accepts_what_fits() {
        assertThat(intake.refuses(60, 40, 0)).isEmpty();
        assertThat(intake.refuses(100, 0, 0)).isEmpty();
    }

    @Test
    void refuses_one_too_many_until_it_is_likely_to_fit() {
        Optional<Intake.Overload> overload = intake.refuses(90, 31, 2);

        assertThat(overload.flatMap(Intake.Overload::retryAfter)).contains(Duration.ofSeconds(11));
        assertThat(overload.map(Intake.Overload::toString))
                .contains("90 of at most 100 tasks wait, and this brings 31; submit it again in 11 s");
    }

    @Test
    void one_place_is_enough_for_one_task() {
        assertThat(new Intake(1).refuses(0, 1, 0)).isEmpty();
        assertThat(new Intake(1).refuses(1, 1, 0)).isPresent();
    }

    @Test
    void says_when_it_never_fits() {
        assertThat(intake.refuses(0, 101, 5).map(Intake.Overload::toString))
                .contains("0 of at most 100 tasks wait, and this brings 101; submit it in parts of at most 100 tasks");
    }

    @Test
    void asks_for_a_try_in_ten_minutes_when_it_does_not_know_better() {
        assertThat(intake.refuses(100, 1, 0).flatMap(Intake.Overload::retryAfter))
                .contains(Duration.ofMinutes(10));
        assertThat(intake.refuses(100, 100, 0.001).flatMap(Intake.Overload::retryAfter))
                .contains(Duration.ofMinutes(10));
    }

    @Test
    void says_what_it_expects() {
        assertThatThrownBy(() -> new Intake(0)).hasMessage("mostWaiting: 0 (expected: >= 1)");
        assertThatThrownBy(() -> intake.refuses(-1, 1, 1)).hasMessage("waiting: -1 (expected: >= 0)");
        assertThatThrownBy(() -> intake.refuses(1, -1, 1)).hasMessage("arriving: -1 (expected: >= 0)");
        assertThatThrownBy(() -> intake.refuses(1, 1, Double.NaN)).hasMessage("endedPerSecond: NaN (expected: >= 0)");
    }
}

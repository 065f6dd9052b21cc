package io.slipway.core.limit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void says_what_it_expects() {
        Duration second = Duration.ofSeconds(1);
        Sample.Outcome completed = Sample.Outcome.COMPLETED;

        assertThatThrownBy(() -> new Sample(second.negated(), Optional.empty(), 1, completed))
                .hasMessage("actual: PT-1S (expected: >= 0)");
        assertThatThrownBy(() -> new Sample(second, Optional.of(second.negated()), 1, completed))
                .hasMessage("expected: PT-1S (expected: >= 0)");
        assertThatThrownBy(() -> new Sample(second, Optional.empty(), 0, completed))
                .hasMessage("inFlight: 0 (expected: >= 1)");
        assertThatThrownBy(() -> new LimitChange(0, 1, false, LimitChange.Cause.SET))
                .hasMessage("from: 0 (expected: >= 1)");
        assertThatThrownBy(() -> new LimitChange(1, 0, false, LimitChange.Cause.SET))
                .hasMessage("to: 0 (expected: >= 1)");
    }
}

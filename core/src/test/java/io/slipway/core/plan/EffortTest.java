package io.slipway.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EffortTest {
    @Test
    void of_time_is_not_limited_in_schedules_and_the_other_way_round() {
        assertThat(Effort.ofTime(Duration.ofSeconds(2)).schedules()).isEqualTo(Integer.MAX_VALUE);
        assertThat(Effort.ofSchedules(100).time()).isGreaterThan(Duration.ofDays(100));
        assertThat(Effort.ofSchedules(100).withSeed(9).seed()).isEqualTo(9);
    }

    @Test
    void is_never_negative() {
        assertThatThrownBy(() -> Effort.ofTime(Duration.ofSeconds(-2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("time: PT-2S");
        assertThatThrownBy(() -> Effort.ofSchedules(-2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schedules: -2");
    }

    @Test
    void nor_are_a_task_or_a_bound() {
        assertThatThrownBy(() -> new Work(Duration.ofSeconds(-1), Resources.DEFAULT, Selector.any()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("duration: PT-1S");
        assertThatThrownBy(() -> new LowerBound(Duration.ofSeconds(-1), LowerBound.Argument.WORK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("atLeast: PT-1S");
    }
}

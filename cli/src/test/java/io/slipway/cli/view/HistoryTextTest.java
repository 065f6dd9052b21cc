package io.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.estimate.Blame;
import io.slipway.core.estimate.ChangePoint;
import io.slipway.core.estimate.Flakiness;
import io.slipway.core.estimate.ResourceAdvice;
import io.slipway.core.estimate.Subject;
import io.slipway.core.local.TaskTrend;
import io.slipway.core.pipeline.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTextTest {
    private static final Flakiness STEADY = new Flakiness(0.01, 0, 0.05, 9, 0.1);

    private static String text(List<TaskTrend.Change> changes, Flakiness flakiness, Optional<ResourceAdvice> advice) {
        TaskTrend trend =
                new TaskTrend(new Subject("shop:build", "build"), List.of(), changes, 0, 9, 0, flakiness, advice);
        return HistoryText.of(List.of(trend));
    }

    @Test
    void says_what_a_task_should_ask_for() {
        ResourceAdvice advice = new ResourceAdvice(
                "shop:build",
                new Resources(1500, 625L << 20),
                "shop:build asks for 4096 MiB of memory and needs 500 at its peak; ask for what it needs");

        assertThat(text(List.of(), STEADY, Optional.of(advice)))
                .endsWith("needs 500 at its peak; ask for what it needs: cpu 1.5, memory 625Mi\n");
        ResourceAdvice cpuOnly = new ResourceAdvice("shop:build", new Resources(2000, 0), "why; ask for what it needs");
        assertThat(text(List.of(), STEADY, Optional.of(cpuOnly))).endsWith("ask for what it needs: cpu 2\n");
    }

    @Test
    void says_how_often_a_task_fails_by_chance_and_what_a_retry_is_worth() {
        Flakiness flaky = new Flakiness(0.12, 0.05, 0.21, 60, 0.8);

        assertThat(text(List.of(), flaky, Optional.empty()))
                .endsWith("    fails by chance in 12 % of its runs (5 % to 21 %);"
                        + " what has failed passes 80 % of the time when it is tried again\n");
        assertThat(text(List.of(), STEADY, Optional.empty())).doesNotContain("by chance");
    }

    @Test
    void says_that_a_queue_has_become_longer() {
        ChangePoint step =
                new ChangePoint(ChangePoint.Kind.STEP, 40, 43, Duration.ofSeconds(62), Duration.ofSeconds(150), 1, 30);
        TaskTrend.Change change = new TaskTrend.Change(step, "r40", new Blame(Blame.Suspect.QUEUE, 0.99), true);

        assertThat(text(List.of(change), STEADY, Optional.empty()))
                .endsWith("    step since run r40: done after 2m30s, was 1m02s; the queue explains 99 % of it\n");
    }
}

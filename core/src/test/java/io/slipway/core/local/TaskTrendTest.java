package io.slipway.core.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.estimate.Blame.Suspect;
import io.slipway.core.estimate.ChangePoint;
import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.Subject;
import io.slipway.core.local.WorkspacePast.Met;
import io.slipway.core.local.WorkspacePast.PastTask;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of a task's runs: since when it takes longer, and who is to blame; its failures; and what it asks for. */
class TaskTrendTest {
    private static final TaskAddress BUILD = TaskAddress.parse("shop:build");

    private final List<PastTask> tasks = new ArrayList<>();

    /** Its next run, a minute long give or take a second. */
    private Run run() {
        return new Run();
    }

    private final class Run {
        private Outcome.Kind outcome = Outcome.Kind.SUCCEEDED;
        private double seconds = 59 + tasks.size() * 7 % 3;
        private Duration waited = Duration.ZERO;
        private String agent = "local";
        private String cache = "warm";
        private int key = 1;
        private long mebibytes;

        Run takes(double factor) {
            seconds *= factor;
            return this;
        }

        Run waited(long seconds) {
            waited = Duration.ofSeconds(seconds);
            return this;
        }

        Run on(String one) {
            agent = one;
            return this;
        }

        Run finding(String cached) {
            cache = cached;
            return this;
        }

        Run under(int number) {
            key = number;
            return this;
        }

        Run using(long memory) {
            mebibytes = memory;
            return this;
        }

        Run fails() {
            outcome = Outcome.Kind.FAILED;
            return this;
        }

        void ends() {
            Duration took = Duration.ofMillis((long) (1000 * seconds));
            tasks.add(new PastTask(
                    Subject.of(BUILD),
                    "run " + tasks.size(),
                    Instant.parse("2026-01-05T08:00:00Z").plusSeconds(3600L * tasks.size()),
                    Optional.of(outcome),
                    new Usage(took, took.dividedBy(2), mebibytes << 20, 0, 0),
                    Optional.of(new ActionKey("%064x".formatted(key))),
                    agent,
                    new Met(waited, cache, Covariates.NONE, false)));
        }
    }

    private TaskTrend trend(Resources asked) {
        Task task = Task.builder("shop:build").run("make").resources(asked).build();
        return TaskTrend.of(WorkspacePast.of(tasks, List.of()), Pipeline.of(List.of(task)))
                .get(0);
    }

    private TaskTrend.Change onlyChange() {
        List<TaskTrend.Change> changes = trend(Resources.DEFAULT).changes();
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).point().kind()).isEqualTo(ChangePoint.Kind.STEP);
        assertThat(changes.get(0).point().since()).isBetween(38, 42);
        return changes.get(0);
    }

    @Test
    void runs_that_start_without_their_caches_are_the_caches_doing() {
        for (int i = 0; i < 40; i++) {
            if (i % 8 == 5) run().takes(2).finding("cold").ends();
            else run().ends();
        }
        for (int i = 0; i < 20; i++) run().takes(2).finding("cold").under(2).ends();

        assertThat(trend(Resources.DEFAULT).changes())
                .anySatisfy(change -> assertThat(change.blame().suspect()).isEqualTo(Suspect.CACHE));
    }

    @Test
    void another_agent_is_blamed_for_what_it_alone_explains() {
        for (int i = 0; i < 40; i++) run().ends();
        for (int i = 0; i < 20; i++) run().takes(2).on("slow").under(2).ends();

        assertThat(onlyChange().blame().suspect()).isEqualTo(Suspect.AGENT);
    }

    @Test
    void a_change_of_the_inputs_is_blamed_where_nothing_else_differs() {
        for (int i = 0; i < 40; i++) run().ends();
        for (int i = 0; i < 20; i++) run().takes(2).under(2).ends();

        TaskTrend.Change change = onlyChange();
        assertThat(change.blame().suspect()).isEqualTo(Suspect.CHANGE);
        assertThat(change.withWaiting()).isFalse();
    }

    @Test
    void a_queue_that_became_long_is_told_though_the_task_runs_for_as_long_as_before() {
        for (int i = 0; i < 40; i++) run().waited(2).ends();
        for (int i = 0; i < 20; i++) run().waited(90).under(2).ends();

        TaskTrend.Change change = onlyChange();
        assertThat(change.blame().suspect()).isEqualTo(Suspect.QUEUE);
        assertThat(change.withWaiting()).isTrue();
        assertThat(change.point().after()).isBetween(Duration.ofSeconds(140), Duration.ofSeconds(160));
    }

    @Test
    void a_task_that_waits_as_ever_and_runs_as_ever_has_not_changed() {
        for (int i = 0; i < 80; i++) run().waited(i % 5).ends();

        assertThat(trend(Resources.DEFAULT).changes()).isEmpty();
    }

    @Test
    void the_same_key_with_another_outcome_is_chance() {
        for (int i = 0; i < 60; i++) {
            run().under(i).ends();
            if (i % 4 == 0) run().under(i).fails().ends();
        }

        TaskTrend trend = trend(Resources.DEFAULT);

        assertThat(trend.flakiness().isFlaky()).isTrue();
        assertThat(trend.flakiness().probability()).isBetween(0.1, 0.25);
        assertThat(trend.flakiness().retryWorth()).isGreaterThan(0.5);
        assertThat(trend.failures()).isEqualTo(15);
    }

    @Test
    void a_key_that_never_passes_is_not_chance() {
        for (int i = 0; i < 60; i++) {
            run().under(i).ends();
            if (i % 4 == 0) run().under(1000 + i).fails().ends();
        }

        assertThat(trend(Resources.DEFAULT).flakiness().isFlaky()).isFalse();
    }

    @Test
    void who_asks_for_far_too_much_or_too_little_is_told() {
        for (int i = 0; i < 10; i++) run().using(300).ends();

        assertThat(trend(new Resources(4000, 8L << 30)).advice().orElseThrow().ask())
                .isEqualTo(new Resources(500, 375L << 20));
        assertThat(trend(new Resources(500, 100L << 20)).advice().orElseThrow().ask())
                .isEqualTo(new Resources(500, 375L << 20));
        assertThat(trend(new Resources(500, 400L << 20)).advice()).isEmpty();
    }

    @Test
    void who_did_not_ask_for_anything_is_not_told_that_it_was_too_much() {
        for (int i = 0; i < 10; i++) run().using(300).ends();

        assertThat(trend(Resources.DEFAULT).advice()).isEmpty();
        assertThat(trend(new Resources(2000, 0)).advice()).isPresent();
    }
}

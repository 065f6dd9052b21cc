package io.slipway.core.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.Observation;
import io.slipway.core.estimate.Subject;
import io.slipway.core.estimate.TaskModels;
import io.slipway.core.forecast.Calibration;
import io.slipway.core.forecast.SituationRecorder;
import io.slipway.core.forecast.Span;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.Usage;
import io.slipway.core.schedule.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run of {@code first} and then {@code second}, each of which used to take a minute. */
class RunForecasterTest {
    private static final RunId RUN = new RunId("run");
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final TaskAddress FIRST = TaskAddress.parse("s:first");
    private static final TaskAddress SECOND = TaskAddress.parse("s:second");
    private static final Digest DIGEST = Digest.of(new byte[] {1});

    private final TaskModels models = new TaskModels();
    private final List<Span> kept = new ArrayList<>();
    private final List<Span> raw = new ArrayList<>();
    private final Deque<Due> due = new ArrayDeque<>();
    private final Calibration calibration = new Calibration();
    private final RunForecaster forecaster = forecaster();
    private Instant now = START;
    private int asked;
    private long elapsed;
    private long cost;

    private record Due(Instant at, Runnable work) {}

    private RunForecaster forecaster() {
        SituationRecorder recorder = new SituationRecorder();
        recorder.know(
                DIGEST,
                Pipeline.of(List.of(
                        Task.builder("s:first").run("true").build(),
                        Task.builder("s:second").run("true").needs("first").build())));
        RunForecaster.Memory memory = new RunForecaster.Memory() {
            @Override
            public TaskModels models() {
                asked++;
                return models;
            }

            @Override
            public Calibration calibration(boolean atStart) {
                return calibration;
            }

            @Override
            public void keep(Instant made, List<TaskAddress> tasks, Span said, Span told) {
                assertThat(tasks).containsExactly(FIRST, SECOND);
                raw.add(said);
                kept.add(told);
            }
        };
        return new RunForecaster(
                RUN,
                memory,
                recorder,
                Limits.inFlight(9),
                () -> now,
                () -> elapsed += cost,
                (nanos, work) -> due.add(new Due(now.plusNanos(nanos), work)));
    }

    private void learn() {
        for (int i = 0; i < 30; i++) {
            for (TaskAddress task : List.of(FIRST, SECOND))
                models.observe(new Observation(
                        Subject.of(task),
                        "run " + i,
                        Optional.empty(),
                        Covariates.NONE,
                        START.minusSeconds(3600L * (40 - i)),
                        Optional.of(Outcome.Kind.SUCCEEDED),
                        new Usage(Duration.ofSeconds(59 + i % 3), Duration.ZERO, 0, 0, 0)));
        }
    }

    private void tell(Event... events) {
        List<JournalEntry> entries = new ArrayList<>();
        for (Event event : events) entries.add(new JournalEntry(entries.size() + 1L, now, "someone", "", event));
        forecaster.onEvents(entries);
    }

    private void submit() {
        tell(
                new FleetEvent.AgentRegistered(new Agent("local", Labels.of(Map.of()), new Resources(4000, 1 << 30))),
                new RunEvent.RunSubmitted(RUN, DIGEST, DIGEST, List.of(FIRST, SECOND), RunOptions.DEFAULT));
    }

    private void starts(TaskAddress task) {
        tell(
                new RunEvent.TaskReady(RUN, task, Optional.empty(), Duration.ZERO),
                new RunEvent.TaskMissed(
                        RUN, task, Optional.empty(), Invalidation.because(Invalidation.Cause.Kind.NEVER_RAN, "")),
                new RunEvent.AttemptStarted(RUN, task, 1, "local"));
    }

    private void ends(TaskAddress task, long seconds) {
        tell(new RunEvent.AttemptFinished(
                RUN,
                task,
                1,
                Outcome.succeeded(),
                new Usage(Duration.ofSeconds(seconds), Duration.ZERO, 0, 0, 0),
                Optional.of(DIGEST),
                true,
                false));
    }

    private void at(long seconds) {
        Instant then = START.plusSeconds(seconds);
        while (!due.isEmpty() && !due.peek().at().isAfter(then)) {
            now = due.peek().at();
            due.remove().work().run();
        }
        now = then;
    }

    private Duration left() {
        return forecaster.current().orElseThrow().leftAt(now);
    }

    @Test
    void a_run_in_which_nothing_has_to_be_done_asks_for_nothing() {
        learn();

        submit();
        tell(new RunEvent.TaskReady(RUN, FIRST, Optional.empty(), Duration.ZERO));
        at(100);

        assertThat(asked).isZero();
        assertThat(forecaster.current()).isEmpty();
    }

    @Test
    void of_a_run_of_which_nothing_is_known_nothing_is_foreseen() {
        submit();
        starts(FIRST);
        at(100);

        assertThat(kept).isEmpty();
        assertThat(forecaster.current()).isEmpty();
        assertThat(due).isEmpty();
    }

    @Test
    void a_forecast_is_kept_soon_after_the_start_after_a_quarter_and_half_way() {
        learn();
        submit();
        starts(FIRST);

        at(1);
        assertThat(kept).hasSize(1);
        assertThat(left()).isBetween(Duration.ofSeconds(112), Duration.ofSeconds(124));
        at(29);
        assertThat(kept).hasSize(1);
        at(33);
        assertThat(kept).hasSize(2);
        at(70);

        assertThat(kept).hasSize(3);
        at(110);
        assertThat(kept).as("no more").hasSize(3);
    }

    @Test
    void what_would_take_a_good_part_of_the_run_is_not_foreseen() {
        learn();
        cost = Duration.ofSeconds(2).toNanos();
        submit();
        starts(FIRST);

        at(100);

        assertThat(kept).isEmpty();
        assertThat(forecaster.current()).isEmpty();
    }

    @Test
    void a_task_that_ends_early_brings_the_end_nearer_at_once() {
        learn();
        submit();
        starts(FIRST);
        at(1);

        at(10);
        ends(FIRST, 10);
        starts(SECOND);
        at(11);

        assertThat(left()).isBetween(Duration.ofSeconds(54), Duration.ofSeconds(64));
        assertThat(forecaster.current().orElseThrow().mostLeftAt(now)).isGreaterThanOrEqualTo(left());
        assertThat(kept).hasSize(1);
    }

    @Test
    void what_is_told_is_put_right_by_how_earlier_forecasts_came_out() {
        learn();
        Duration minute = Duration.ofMinutes(1);
        for (int i = 0; i < 200; i++)
            calibration.learn(new Span(minute, minute, minute), minute.plus(minute.dividedBy(4)));
        submit();
        starts(FIRST);

        at(1);

        assertThat(kept.get(0).point().toMillis() / (double) raw.get(0).point().toMillis())
                .isBetween(1.2, 1.3);
    }

    @Test
    void after_its_end_nothing_is_foreseen_any_more() {
        learn();
        submit();
        starts(FIRST);
        at(1);

        forecaster.end();
        at(500);

        assertThat(forecaster.current()).isEmpty();
        assertThat(kept).hasSize(1);
        assertThat(due).isEmpty();
    }

    @Test
    void what_is_left_is_never_less_than_nothing() {
        Foreseen foreseen =
                new Foreseen(START, new Span(Duration.ofSeconds(5), Duration.ofSeconds(4), Duration.ofSeconds(6)));

        assertThat(foreseen.leftAt(START.plusSeconds(9))).isZero();
        assertThat(foreseen.mostLeftAt(START.plusSeconds(1))).isEqualTo(Duration.ofSeconds(5));
    }
}

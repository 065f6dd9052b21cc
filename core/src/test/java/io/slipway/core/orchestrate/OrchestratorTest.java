package io.slipway.core.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.ManualClock;
import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.content.Digest;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.journal.JournalException;
import io.slipway.core.journal.MemoryJournal;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.plan.Durations;
import io.slipway.core.run.Event;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.PipelineRun;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.Usage;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Limits;
import io.slipway.core.schedule.Scheduler;
import io.slipway.core.schedule.SchedulerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OrchestratorTest {
    private static final Digest DIGEST = Digest.of(new byte[0]);
    private static final RunId RUN = new RunId("run");
    private static final Agent LOCAL = new Agent("local", Labels.of(Map.of()), new Resources(2000, 0));

    private final ManualClock clock = new ManualClock();
    private final MemoryJournal journal = new MemoryJournal();
    private final FakeAgent agent = new FakeAgent();
    private final List<JournalEntry> told = new ArrayList<>();
    private final List<RuntimeException> listenerFailures = new ArrayList<>();
    private final Pipeline pipeline = Pipeline.of(List.of(
            Task.builder("shop:build").run("make").build(),
            Task.builder("shop:test").run("make test").needs("build").build()));

    private final SchedulerState state = new SchedulerState(digest -> pipeline);
    private final Orchestrator orchestrator = orchestrator(told::addAll);

    private Orchestrator orchestrator(EventListener... listeners) {
        return new Orchestrator(
                new Scheduler(Durations.UNKNOWN, Limits.inFlight(2)),
                state,
                journal,
                clock,
                agent,
                List.of(listeners),
                (listener, failure) -> listenerFailures.add(failure));
    }

    private static Input.Submit submit(RunId run, Pipeline pipeline) {
        List<TaskAddress> all = new ArrayList<>(pipeline.graph().nodes());
        return new Input.Submit(run, pipeline, DIGEST, DIGEST, all, RunOptions.DEFAULT);
    }

    private PipelineRun run() {
        return state.find(RUN).orElseThrow();
    }

    private TaskState stateOf(String task) {
        return run().get(TaskAddress.parse(task)).state();
    }

    @Test
    void carries_a_run_from_submission_to_end() {
        orchestrator.submit(new Input.Register(LOCAL));
        orchestrator.submit("ada", submit(RUN, pipeline));
        orchestrator.runUntilIdle();
        assertThat(agent.running()).containsExactly("shop:build");

        agent.finish("shop:build");
        orchestrator.runUntilIdle();
        assertThat(agent.running()).containsExactly("shop:test");

        agent.finish("shop:test");
        orchestrator.runUntilIdle();
        assertThat(run().result()).contains(RunResult.SUCCEEDED);
    }

    @Test
    void reuses_everything_the_second_time() {
        agent.finishingAtOnce();
        orchestrator.submit(new Input.Register(LOCAL));
        orchestrator.submit(submit(new RunId("first"), pipeline));
        orchestrator.runUntilIdle();

        orchestrator.submit(submit(RUN, pipeline));
        orchestrator.runUntilIdle();

        assertThat(run().tasks())
                .filteredOn(task -> task.state() == TaskState.REUSED)
                .hasSize(2);
        assertThat(run().result()).contains(RunResult.SUCCEEDED);
    }

    @Test
    void tells_what_was_written_down_in_order_with_its_time_and_actor() {
        agent.finishingAtOnce();
        orchestrator.submit(new Input.Register(LOCAL));
        orchestrator.submit("ada", submit(RUN, pipeline));
        clock.advance(Duration.ofMinutes(1));

        orchestrator.runUntilIdle();

        assertThat(told).isEqualTo(journal.read());
        assertThat(told).allSatisfy(entry -> assertThat(entry.at()).isEqualTo(clock.instant()));
        assertThat(told)
                .filteredOn(entry -> entry.actor().equals("ada"))
                .extracting(JournalEntry::event)
                .hasAtLeastOneElementOfType(RunEvent.RunSubmitted.class)
                .noneMatch(event -> event instanceof RunEvent.AttemptStarted);
    }

    @Test
    void writes_all_inputs_that_are_there_as_one_commit() {
        orchestrator.submit(new Input.Register(LOCAL));
        orchestrator.submit(submit(RUN, pipeline));
        orchestrator.submit(new Input.Cancel(RUN, "never mind"));

        orchestrator.runUntilIdle();

        assertThat(journal.commits()).hasSize(1);
        assertThat(run().result()).contains(RunResult.CANCELLED);
    }

    @Test
    void releases_nothing_and_tells_nothing_when_the_journal_is_broken() {
        orchestrator.submit(new Input.Register(LOCAL));
        orchestrator.runUntilIdle();
        journal.breakDown();
        int toldBefore = told.size();

        orchestrator.submit(submit(RUN, pipeline));
        orchestrator.runUntilIdle();

        assertThat(agent.seen()).isEmpty();
        assertThat(told).hasSize(toldBefore);
        assertThatThrownBy(() -> orchestrator.ended().toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(JournalException.class);
    }

    @Test
    void takes_nothing_more_once_it_has_ended() {
        orchestrator.shutDown();
        orchestrator.runUntilIdle();

        orchestrator.submit(submit(RUN, pipeline));
        orchestrator.runUntilIdle();
        orchestrator.run();

        assertThat(journal.read()).isEmpty();
        assertThat(orchestrator.ended().toCompletableFuture()).isCompleted();
    }

    @Test
    void takes_what_came_before_the_end_and_nothing_after_it() {
        orchestrator.submit(new Input.Register(LOCAL));
        orchestrator.shutDown();
        orchestrator.submit(submit(RUN, pipeline));

        orchestrator.run();

        assertThat(journal.read()).hasSize(1);
        assertThat(orchestrator.ended().toCompletableFuture()).isCompleted();
    }

    @Test
    void a_listener_that_throws_harms_nobody_else() {
        RuntimeException failure = new IllegalStateException("my own affair");
        Orchestrator unlucky = orchestrator(
                entries -> {
                    throw failure;
                },
                told::addAll);
        agent.finishingAtOnce();

        unlucky.submit(new Input.Register(LOCAL));
        unlucky.submit(submit(RUN, pipeline));
        unlucky.runUntilIdle();

        assertThat(run().result()).contains(RunResult.SUCCEEDED);
        assertThat(told).isEqualTo(journal.read());
        assertThat(listenerFailures).isNotEmpty().allMatch(failure::equals);
    }

    @Test
    void goes_on_from_a_journal_after_its_process_was_killed() {
        orchestrator.submit(new Input.Register(LOCAL));
        orchestrator.submit(submit(RUN, pipeline));
        orchestrator.runUntilIdle();
        agent.finish("shop:build");
        orchestrator.runUntilIdle();
        SchedulerState folded = new SchedulerState(digest -> pipeline);
        for (JournalEntry entry : journal.read()) folded.apply(entry.event());
        FakeAgent newAgent = new FakeAgent().finishingAtOnce();

        Orchestrator next = new Orchestrator(
                new Scheduler(Durations.UNKNOWN, Limits.inFlight(2)),
                folded,
                journal,
                clock,
                newAgent,
                List.of(),
                (listener, failure) -> listenerFailures.add(failure));
        Outcome lost = new Outcome(Outcome.Kind.LOST, -1, "");
        next.submit(
                new Input.Report(RUN, TaskAddress.parse("shop:test"), 1, lost, Usage.NONE, Optional.empty(), false));
        next.runUntilIdle();

        PipelineRun run = folded.find(RUN).orElseThrow();
        assertThat(run.result()).contains(RunResult.SUCCEEDED);
        assertThat(run.get(TaskAddress.parse("shop:build")).attempts()).hasSize(1);
        assertThat(run.get(TaskAddress.parse("shop:test")).attempts()).hasSize(2);
        assertThat(newAgent.seen()).noneMatch(effect -> effect instanceof Effect.Resolve);
    }

    @Test
    void looks_up_again_what_was_being_looked_up() {
        SchedulerState folded = new SchedulerState(digest -> pipeline);
        Scheduler scheduler = new Scheduler(Durations.UNKNOWN, Limits.inFlight(2));
        for (Event event : scheduler.step(folded, submit(RUN, pipeline)).events()) {
            journal.append(clock.instant(), "ada", List.of(event));
            state.apply(event);
        }
        orchestrator.runUntilIdle();

        assertThat(agent.seen()).containsExactly(new Effect.Resolve(RUN, TaskAddress.parse("shop:build")));
        assertThat(stateOf("shop:build")).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void ends_with_the_interrupt_when_its_thread_is_interrupted() {
        Thread.currentThread().interrupt();

        orchestrator.run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(orchestrator.ended().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void loses_no_input_that_many_threads_give_at_once() throws Exception {
        int threads = 8;
        int runs = 50;
        agent.finishingAtOnce();
        orchestrator.submit(new Input.Register(LOCAL));
        ExecutorService executor = Executors.newFixedThreadPool(threads + 1);
        try {
            Future<?> loop = executor.submit(orchestrator);
            List<Future<?>> givers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int giver = thread;
                givers.add(executor.submit(() -> {
                    for (int i = 0; i < runs; i++) {
                        orchestrator.submit("giver", submit(new RunId(giver + "-" + i), pipeline));
                    }
                }));
            }
            for (Future<?> giver : givers) giver.get(30, TimeUnit.SECONDS);
            orchestrator.shutDown();
            loop.get(30, TimeUnit.SECONDS);
        } finally {
            executor.shutdownNow();
        }

        assertThat(orchestrator.ended().toCompletableFuture()).isCompleted();
        assertThat(state.runs()).hasSize(threads * runs);
        assertThat(told).isEqualTo(journal.read());
    }
}

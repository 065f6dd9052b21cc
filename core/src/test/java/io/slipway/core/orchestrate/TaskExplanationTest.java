package io.slipway.core.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.cache.Invalidation.Cause;
import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.SkipReason;
import io.slipway.core.run.Usage;
import io.slipway.core.run.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TaskExplanationTest {
    private static final RunId RUN = new RunId("r-1");
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    private static final TaskAddress COMPILE = TaskAddress.parse("orders:compile");
    private static final TaskAddress MIGRATE = TaskAddress.parse("orders:migrate");
    private static final ActionKey KEY = new ActionKey("ab".repeat(32));
    private static final Digest NOTHING = Tree.empty().digest();

    private final List<JournalEntry> entries = new ArrayList<>();
    private Instant now = BEGIN;

    @Test
    void says_that_a_task_was_reused_and_what_that_saved() {
        happened(submitted());
        after(Duration.ofMillis(40));
        happened(ready(Optional.of(Duration.ofSeconds(3))));
        happened(new RunEvent.TaskReused(RUN, COMPILE, KEY, NOTHING, Duration.ofMillis(2500)));
        happened(new RunEvent.RunFinished(RUN, RunResult.SUCCEEDED));

        assertThat(TaskExplanation.of(COMPILE, entries))
                .containsExactly(
                        "asked for by raj at 2026-01-02T03:04:05Z in run r-1",
                        "ready after 40 ms: everything it needs was done; expected to take 3.0 s",
                        "reused: its result was there under key " + KEY + ", which saved 2.5 s");
    }

    @Test
    void counts_the_causes_that_are_not_named() {
        happened(submitted());
        happened(ready(Optional.empty()));
        Cause changed = new Cause(Cause.Kind.FILE_CHANGED, "orders/Main.java");
        happened(new RunEvent.TaskMissed(RUN, COMPILE, Optional.empty(), new Invalidation(List.of(changed), 9_980)));

        assertThat(TaskExplanation.of(COMPILE, entries)).endsWith("because orders/Main.java changed", "and 9980 more");
    }

    @Test
    void says_that_another_attempt_follows_one_that_was_lost() {
        happened(submitted());
        happened(ready(Optional.empty()));
        happened(new RunEvent.AttemptStarted(RUN, COMPILE, 1, "local"));
        happened(new RunEvent.AttemptFinished(
                RUN,
                COMPILE,
                1,
                new Outcome(Outcome.Kind.LOST, -1, "Slipway was ended while it ran"),
                Usage.NONE,
                Optional.empty(),
                false,
                true));

        assertThat(TaskExplanation.of(COMPILE, entries))
                .endsWith("attempt 1 ended: Slipway was ended while it ran (wall 0 ms, cpu 0 ms, peak memory 0 MiB);"
                        + " another one follows");
    }

    @Test
    void says_for_whom_an_attempt_had_to_make_room_and_who_had_one_kept_free() {
        happened(submitted());
        happened(new RunEvent.TaskHeld(
                RUN, COMPILE, List.of(new WaitReason(WaitReason.Kind.SHARE, "acme/web", 0, 0, List.of()))));
        happened(new RunEvent.TaskPromised(RUN, COMPILE, "local"));
        happened(new RunEvent.AttemptStarted(RUN, COMPILE, 1, "local"));
        happened(new RunEvent.AttemptPreempted(
                RUN, COMPILE, 1, new RunId("urgent"), MIGRATE, "run urgent, task orders:migrate needs its place"));

        assertThat(TaskExplanation.of(COMPILE, entries))
                .contains(
                        "waited: tenant acme/web holds as much as it may; wait for its tasks, or let it hold more",
                        "agent local is kept free for it")
                .endsWith("attempt 1 had to make room: run urgent, task orders:migrate needs its place");
    }

    @Test
    void says_why_a_task_ran_what_it_waited_for_and_how_it_ended() {
        happened(submitted());
        happened(ready(Optional.empty()));
        happened(new RunEvent.TaskMissed(
                RUN,
                COMPILE,
                Optional.of(KEY),
                Invalidation.because(Invalidation.Cause.Kind.FILE_CHANGED, "orders/Main.java")));
        happened(new RunEvent.TaskHeld(
                RUN, COMPILE, List.of(new WaitReason(WaitReason.Kind.LOCK, "db", 0, 0, List.of(MIGRATE)))));
        after(Duration.ofSeconds(2));
        happened(new RunEvent.AttemptStarted(RUN, COMPILE, 1, "local"));
        happened(finished(Outcome.succeeded(), true));

        assertThat(TaskExplanation.of(COMPILE, entries))
                .endsWith(
                        "had to run: nothing was kept under key " + KEY,
                        "because orders/Main.java changed",
                        "waited: lock db, held by orders:migrate",
                        "attempt 1 started on agent local after waiting 2.0 s for its turn",
                        "succeeded (wall 1.5 s, cpu 900 ms, peak memory 64 MiB); its result was kept");
    }

    @Test
    void says_how_an_attempt_failed() {
        happened(submitted());
        happened(new RunEvent.AttemptStarted(RUN, COMPILE, 1, "local"));
        happened(finished(new Outcome(Outcome.Kind.FAILED, 3, "exited with code 3; read its log"), false));

        assertThat(TaskExplanation.of(COMPILE, entries))
                .contains("attempt 1 started on agent local after waiting an unknown time for its turn")
                .endsWith(
                        "attempt 1 ended: exited with code 3; read its log (wall 1.5 s, cpu 900 ms, peak memory 64 MiB)");
    }

    @Test
    void says_why_a_task_was_skipped() {
        happened(submitted());
        happened(new RunEvent.TaskSkipped(
                RUN, COMPILE, new SkipReason(SkipReason.Kind.NEED_FAILED, Optional.of(MIGRATE))));

        assertThat(TaskExplanation.of(COMPILE, entries)).endsWith("skipped: orders:migrate, which it needs, failed");
    }

    @Test
    void says_nothing_of_a_task_that_the_run_did_not_have() {
        happened(new FleetEvent.AgentRegistered(new Agent("local", Labels.of(Map.of()), Resources.DEFAULT)));
        happened(submitted());

        assertThat(TaskExplanation.of(TaskAddress.parse("web:bundle"), entries)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CPU       | 1500       | 500        | needs 1.50 CPU, 0.50 free, held by orders:migrate
                    CPU       | 2000       | 1000       | needs 2 CPU, 1 free, held by orders:migrate
                    MEMORY    | 1073741824 | 536870912  | needs 1024 MiB of memory, 512 MiB free, held by orders:migrate
                    LOCK      | 0          | 0          | lock db, held by orders:migrate
                    IN_FLIGHT | 0          | 0          | as many tasks as allowed are in flight
                    SAME_KEY  | 0          | 0          | the same work is being done, by orders:migrate
                    AGENT     | 0          | 0          | an agent that can run it: db
                    EXCLUSIVE | 0          | 0          | an agent where nothing else runs, or that nobody has to themselves, held by orders:migrate
                    TURN      | 0          | 0          | a task that has waited longer goes first, namely orders:migrate
                    """)
    void puts_each_wait_into_words(WaitReason.Kind kind, long needed, long free, String words) {
        WaitReason reason = new WaitReason(kind, "db", needed, free, List.of(MIGRATE));

        assertThat(TaskExplanation.text(reason)).isEqualTo(words);
    }

    @ParameterizedTest
    @EnumSource(SkipReason.Kind.class)
    void puts_each_skip_into_words_of_its_own(SkipReason.Kind kind) {
        String words = TaskExplanation.text(new SkipReason(kind, Optional.of(MIGRATE), "no jdk >=21"));

        String expected = switch (kind) {
            case NEED_FAILED -> "orders:migrate, which it needs, failed";
            case NEED_SKIPPED -> "orders:migrate, which it needs, was skipped";
            case FAIL_FAST ->
                "orders:migrate failed, and the run stops at the first failure; use --keep-going to go on";
            case CANCELLED -> "the run was cancelled";
            case UNPLACEABLE -> "no agent can run it: no jdk >=21";
            case CONDITION_FAILED -> "its condition cannot be answered: no jdk >=21";
            case CONDITION -> "it runs only under a condition: no jdk >=21";
        };
        assertThat(words).isEqualTo(expected);
    }

    private void happened(Event event) {
        entries.add(new JournalEntry(entries.size() + 1L, now, "raj", "00".repeat(32), event));
    }

    private void after(Duration time) {
        now = now.plus(time);
    }

    private static RunEvent.RunSubmitted submitted() {
        return new RunEvent.RunSubmitted(RUN, NOTHING, NOTHING, List.of(COMPILE, MIGRATE), RunOptions.DEFAULT);
    }

    private static RunEvent.TaskReady ready(Optional<Duration> expected) {
        return new RunEvent.TaskReady(RUN, COMPILE, expected, Duration.ofSeconds(5));
    }

    private static RunEvent.AttemptFinished finished(Outcome outcome, boolean stored) {
        Usage usage = new Usage(Duration.ofMillis(1500), Duration.ofMillis(900), 64 << 20, 10, 20);
        return new RunEvent.AttemptFinished(RUN, COMPILE, 1, outcome, usage, Optional.empty(), stored, false);
    }
}

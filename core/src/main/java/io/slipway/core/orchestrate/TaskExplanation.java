package io.slipway.core.orchestrate;

import io.slipway.core.cache.Invalidation;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.SkipReason;
import io.slipway.core.run.Usage;
import io.slipway.core.run.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says in sentences what happened to one task of a run and why, from what was written down at the time. Confined to one
 * thread.
 */
public final class TaskExplanation {
    private final TaskAddress task;
    private final List<String> sentences = new ArrayList<>();
    private @Nullable Instant submittedAt;
    private @Nullable Instant queuedAt;

    private TaskExplanation(TaskAddress task) {
        this.task = task;
    }

    /**
     * What {@code entries}, a run's journal, tell of {@code task}: empty when the run did not have it. O(entries).
     */
    public static List<String> of(TaskAddress task, List<JournalEntry> entries) {
        TaskExplanation explanation = new TaskExplanation(task);
        for (JournalEntry entry : entries) explanation.tell(entry);
        return List.copyOf(explanation.sentences);
    }

    private void tell(JournalEntry entry) {
        Instant at = entry.at();
        if (entry.event() instanceof RunEvent.RunSubmitted submitted) {
            submittedAt = at;
            if (submitted.tasks().contains(task)) {
                sentences.add("asked for by " + entry.actor() + " at " + at + " in run " + submitted.run());
            }
        } else if (entry.event() instanceof RunEvent.TaskReady ready
                && ready.task().equals(task)) {
            sentences.add("ready after " + since(submittedAt, at) + ": everything it needs was done"
                    + ready.expected()
                            .map(expected -> "; expected to take " + text(expected))
                            .orElse(""));
        } else if (entry.event() instanceof RunEvent.TaskReused reused
                && reused.task().equals(task)) {
            sentences.add(
                    "reused: its result was there under key " + reused.key() + ", which saved " + text(reused.saved()));
        } else if (entry.event() instanceof RunEvent.TaskMissed missed
                && missed.task().equals(task)) {
            queuedAt = at;
            missed(missed);
        } else if (entry.event() instanceof RunEvent.TaskHeld held
                && held.task().equals(task)) {
            for (WaitReason reason : held.reasons()) sentences.add("waited: " + text(reason));
        } else if (entry.event() instanceof RunEvent.AttemptStarted started
                && started.task().equals(task)) {
            sentences.add("attempt " + started.attempt() + " started on agent " + started.agent() + " after waiting "
                    + since(queuedAt, at) + " for its turn");
        } else if (entry.event() instanceof RunEvent.TaskPromised promised
                && promised.task().equals(task)) {
            sentences.add("agent " + promised.agent() + " is kept free for it");
        } else if (entry.event() instanceof RunEvent.AttemptOverdue overdue
                && overdue.task().equals(task)) {
            sentences.add("attempt " + overdue.attempt() + " took longer than " + text(overdue.usual())
                    + ", as only one in a hundred of its runs does");
        } else if (entry.event() instanceof RunEvent.TaskResized resized
                && resized.task().equals(task)) {
            sentences.add("asks for more memory: " + resized.why());
        } else if (entry.event() instanceof RunEvent.AttemptPreempted preempted
                && preempted.task().equals(task)) {
            sentences.add("attempt " + preempted.attempt() + " had to make room: " + preempted.why());
        } else if (entry.event() instanceof RunEvent.AttemptFinished finished
                && finished.task().equals(task)) {
            finished(finished);
            if (finished.retried()) queuedAt = at;
        } else if (entry.event() instanceof RunEvent.TaskSetAside aside
                && aside.task().equals(task)) {
            sentences.add("set aside: " + aside.why());
        } else if (entry.event() instanceof RunEvent.TaskApproved approved
                && approved.task().equals(task)) {
            sentences.add("approved by " + approved.by() + " at " + at);
        } else if (entry.event() instanceof RunEvent.TaskTakenUp taken
                && taken.task().equals(task)) {
            sentences.add("taken up again after " + since(queuedAt, at));
            queuedAt = at;
        } else if (entry.event() instanceof RunEvent.TaskGivenUp givenUp
                && givenUp.task().equals(task)) {
            sentences.add("given up: " + givenUp.reason());
        } else if (entry.event() instanceof RunEvent.TaskDeadLettered dead
                && dead.task().equals(task)) {
            sentences.add("was tried as often as its definition says, and failed each time");
        } else if (entry.event() instanceof RunEvent.TaskSkipped skipped
                && skipped.task().equals(task)) {
            sentences.add("skipped: " + text(skipped.reason()));
        }
    }

    private void missed(RunEvent.TaskMissed missed) {
        List<Invalidation.Cause> causes = missed.because().causes();
        sentences.add("had to run"
                + missed.key().map(key -> ": nothing was kept under key " + key).orElse(""));
        for (Invalidation.Cause cause : causes) sentences.add("because " + cause.text());
        if (missed.because().more() > 0) sentences.add("and " + missed.because().more() + " more");
    }

    private void finished(RunEvent.AttemptFinished finished) {
        Usage usage = finished.usage();
        String used = "wall " + text(usage.wall()) + ", cpu " + text(usage.cpu()) + ", peak memory "
                + usage.peakMemoryBytes() / (1024 * 1024) + " MiB";
        if (finished.outcome().kind() == Outcome.Kind.SUCCEEDED) {
            sentences.add("succeeded (" + used + "); its result was " + (finished.stored() ? "kept" : "not kept"));
        } else {
            sentences.add("attempt " + finished.attempt() + " ended: "
                    + finished.outcome().message() + " (" + used + ")"
                    + (finished.retried() ? "; another one follows" : ""));
        }
    }

    /** A sentence for one thing waited for, such as {@code lock db, held by orders:migrate}. */
    public static String text(WaitReason reason) {
        String holders = reason.heldBy().isEmpty() ? "" : ", held by " + join(reason.heldBy());
        return switch (reason.kind()) {
            case CPU -> "needs " + cpu(reason.needed()) + " CPU, " + cpu(reason.free()) + " free" + holders;
            case MEMORY ->
                "needs " + mebibytes(reason.needed()) + " of memory, " + mebibytes(reason.free()) + " free" + holders;
            case DISK ->
                "needs " + mebibytes(reason.needed()) + " of disk, " + mebibytes(reason.free()) + " free" + holders;
            case COUNT ->
                "needs " + reason.needed() + " " + reason.subject() + ", " + reason.free() + " free" + holders;
            case LOCK -> "lock " + reason.subject() + holders;
            case LIMIT ->
                reason.subject().isEmpty()
                        ? "every agent that could run it runs as many tasks as it may"
                        : "throttle class " + reason.subject() + ", of which it needs " + reason.needed() + " and "
                                + reason.free() + " are free";
            case IN_FLIGHT -> "as many tasks as allowed are in flight";
            case SAME_KEY -> "the same work is being done" + holders.replace("held by", "by");
            case AGENT -> "an agent that can run it" + (reason.subject().isEmpty() ? "" : ": " + reason.subject());
            case SHARE ->
                "tenant " + reason.subject() + " holds as much as it may; wait for its tasks, or let it hold more";
            case EXCLUSIVE -> "an agent where nothing else runs, or that nobody has to themselves" + holders;
            case TURN -> "a task that has waited longer goes first" + holders.replace("held by", "namely");
        };
    }

    /** A sentence for why a task did not run. */
    public static String text(SkipReason reason) {
        String cause = reason.cause().map(TaskAddress::toString).orElse("another task");
        return switch (reason.kind()) {
            case NEED_FAILED -> cause + ", which it needs, failed";
            case NEED_SKIPPED -> cause + ", which it needs, was skipped";
            case FAIL_FAST -> cause + " failed, and the run stops at the first failure; use --keep-going to go on";
            case CANCELLED -> "the run was cancelled";
            case CONDITION -> "it runs only under a condition: " + reason.detail();
            case CONDITION_FAILED -> "its condition cannot be answered: " + reason.detail();
            case UNPLACEABLE -> "no agent can run it" + (reason.detail().isEmpty() ? "" : ": " + reason.detail());
        };
    }

    private static String join(List<TaskAddress> tasks) {
        StringBuilder text = new StringBuilder();
        for (TaskAddress each : tasks) text.append(text.isEmpty() ? "" : ", ").append(each);
        return text.toString();
    }

    private static String cpu(long milliCpu) {
        return milliCpu % 1000 == 0
                ? String.valueOf(milliCpu / 1000)
                : String.format(Locale.ROOT, "%.2f", milliCpu / 1000.0);
    }

    private static String mebibytes(long bytes) {
        return bytes / (1024 * 1024) + " MiB";
    }

    private static String since(@Nullable Instant from, Instant to) {
        return from == null ? "an unknown time" : text(Duration.between(from, to));
    }

    private static String text(Duration duration) {
        long millis = duration.toMillis();
        return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}

package io.slipway.jenkins.run;

import io.slipway.core.cache.Invalidation;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.orchestrate.TaskExplanation;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.SkipReason;
import io.slipway.core.run.WaitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Follows a run and tells it, a line for each decision. Thread-safe. */
final class RunStory {
    private static final int MOST_CAUSES = 3;

    private final Set<TaskAddress> done = new TreeSet<>();

    /** Tasks whose outputs are there, sorted. */
    synchronized List<TaskAddress> done() {
        return List.copyOf(done);
    }

    /** What is new, in a sentence; empty when the entry is not worth one. */
    synchronized String tell(JournalEntry entry) {
        if (entry.event() instanceof RunEvent.RunSubmitted submitted) {
            return "run " + submitted.run() + " of " + submitted.tasks().size() + " tasks";
        }
        if (entry.event() instanceof RunEvent.TaskReused reused) {
            done.add(reused.task());
            return reused.task() + " reused, which saves " + BuildLog.seconds(reused.saved());
        }
        if (entry.event() instanceof RunEvent.TaskMissed missed) {
            return missed.task() + " has to run: " + causes(missed.because());
        }
        if (entry.event() instanceof RunEvent.TaskHeld held) return held.task() + " waits: " + reasons(held.reasons());
        if (entry.event() instanceof RunEvent.AttemptStarted started) {
            String again = started.attempt() > 1 ? " (attempt " + started.attempt() + ")" : "";
            return started.task() + " goes to " + started.agent() + again;
        }
        if (entry.event() instanceof RunEvent.AttemptOverdue overdue) {
            return overdue.task() + " runs for more than " + BuildLog.seconds(overdue.usual())
                    + ", as 1 in 100 of its runs does; see whether it hangs";
        }
        if (entry.event() instanceof RunEvent.AttemptFinished finished) {
            if (finished.outcome().isSuccess()) done.add(finished.task());
            return finished.retried() ? finished.task() + " is tried again" : "";
        }
        if (entry.event() instanceof RunEvent.TaskSetAside aside) return aside.task() + " is set aside: " + aside.why();
        if (entry.event() instanceof RunEvent.TaskSkipped skipped) {
            if (skipped.reason().kind() == SkipReason.Kind.FAIL_FAST) return ""; // one failure is enough to read of
            return skipped.task() + " skipped: " + TaskExplanation.text(skipped.reason());
        }
        if (entry.event() instanceof RunEvent.RunCancelled cancelled) return "the run ends: " + cancelled.reason();
        return "";
    }

    private static String causes(Invalidation because) {
        List<String> causes = new ArrayList<>();
        for (Invalidation.Cause cause : because.causes()) {
            if (causes.size() < MOST_CAUSES) causes.add(cause.text());
        }
        int more = because.causes().size() - causes.size() + because.more();
        return String.join(", ", causes) + (more > 0 ? " and " + more + " more" : "");
    }

    private static String reasons(List<WaitReason> reasons) {
        List<String> texts = new ArrayList<>();
        for (WaitReason reason : reasons) texts.add(TaskExplanation.text(reason));
        return String.join("; ", texts);
    }
}

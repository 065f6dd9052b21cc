package io.slipway.core.schedule;

import io.slipway.core.content.Digest;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.PipelineRun;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.Usage;
import java.util.List;
import java.util.Optional;

/** The end of attempts within one step, and whether the task is tried again. Confined to the state's thread. */
final class AttemptLife {
    /** How often a task is tried whose runner got lost: once may be an accident, three times is the task. */
    private static final int ATTEMPTS = 3;

    private final Taking taking;

    AttemptLife(Taking taking) {
        this.taking = taking;
    }

    void report(Input.Report input) {
        TaskNode node = taking.runs.find(input.run(), input.task());
        if (node == null || !node.isRunning(input.attempt())) return;
        end(node, input.outcome(), input.usage(), input.outputs(), input.stored());
    }

    /** Whoever ran it is gone. */
    void lose(TaskNode node, String why) {
        end(node, new Outcome(Outcome.Kind.LOST, -1, why), Usage.NONE, Optional.empty(), false);
    }

    private void end(TaskNode node, Outcome how, Usage usage, Optional<Digest> outputs, boolean stored) {
        boolean lost = how.kind() == Outcome.Kind.LOST;
        boolean retried = lost && isRetriable(node);
        Outcome outcome = lost && !retried ? givenUp(node, how) : how;
        List<TaskNode> waiting = retried ? List.of() : taking.state.waitingFor(node);
        taking.emit(new RunEvent.AttemptFinished(
                node.runId(), node.address(), node.attempt(), outcome, usage, outputs, stored, retried));
        if (retried) return;
        taking.runs.lookUpAgain(waiting);
        taking.runs.ended(node);
        taking.runs.tellSuccessors();
        taking.runs.stopEarly(node.run);
    }

    private boolean isRetriable(TaskNode node) {
        PipelineRun run = node.run.run;
        if (!node.task.kind().isReusable() || run.cancelled().isPresent()) return false;
        if (run.isStopping() && !node.task.always()) return false;
        return node.taskRun.attempts().size() < ATTEMPTS;
    }

    private Outcome givenUp(TaskNode node, Outcome lost) {
        String advice;
        if (!node.task.kind().isReusable()) {
            advice = "it may have changed something outside, so it is not run again by itself; look at what it did,"
                    + " then decide whether to run it again";
        } else if (node.taskRun.attempts().size() >= ATTEMPTS) {
            advice = "that was attempt " + ATTEMPTS + "; look at its log for what ends its runner";
        } else {
            advice = "the run is ending, so it is not tried again; start a new run";
        }
        String what = lost.message().isBlank() ? "whoever ran it is gone" : lost.message();
        return new Outcome(Outcome.Kind.LOST, lost.exitCode(), what + "; " + advice);
    }

}

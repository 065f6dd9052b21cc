package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.Approval;
import io.slipway.core.pipeline.RetryPolicy;
import io.slipway.core.pipeline.RetryPolicy.Backoff;
import io.slipway.core.pipeline.RetryPolicy.Failure;
import io.slipway.core.pipeline.RetryPolicy.OnLost;
import io.slipway.core.plan.Durations;
import io.slipway.core.run.Attempt;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.PipelineRun;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of attempts within one step: tried again, now or later; left to a person; or the end of the task. Confined to
 * the state's thread.
 */
final class AttemptLife {
    private static final long MEBIBYTE = 1 << 20;
    private static final String SOMEBODY = "somebody";

    private final Taking taking;

    AttemptLife(Taking taking) {
        this.taking = taking;
    }

    void report(Input.Report input) {
        TaskNode node = taking.runs.find(input.run(), input.task());
        if (node == null || !node.isRunning(input.attempt())) return;
        end(node, input.outcome(), input.usage(), input.outputs(), input.stored());
    }

    /** What it was given goes to those who wait, while what it made is kept. */
    void exited(Input.Exited input) {
        TaskNode node = taking.runs.find(input.run(), input.task());
        if (node == null || !node.isRunning(input.attempt()) || !node.takesRoom()) return;
        if (!node.task.locks().isEmpty() || taking.state.waiting() == 0) return;
        taking.emit(new RunEvent.AttemptExited(node.runId(), node.address(), node.attempt()));
    }

    /** Whoever ran it is gone. */
    void lose(TaskNode node, String why) {
        end(node, new Outcome(Outcome.Kind.LOST, -1, why), Usage.NONE, Optional.empty(), false);
    }

    private void end(TaskNode node, Outcome how, Usage usage, Optional<Digest> outputs, boolean stored) {
        if (node.taskRun.isMakingRoom() && !mayNotStartAgain(node) && isWithoutResult(how.kind())) {
            makeRoom(node, usage);
            return;
        }
        @Nullable Failure failure = failure(how.kind());
        boolean ending = failure == null || mayNotStartAgain(node);
        boolean held = !ending && failure == Failure.LOST && onLost(node) == OnLost.HOLD;
        @Nullable Backoff backoff = ending ? null : backoff(node, failure, how.exitCode());
        boolean spent = backoff != null && failures(node, failure) + 1 >= backoff.attempts();
        boolean retried = held || (backoff != null && !spent);
        Outcome outcome = failure == Failure.LOST && !retried ? givenUp(node, how, ending) : how;
        List<TaskNode> waiting = retried ? List.of() : taking.state.sameWork().waitingFor(node);
        taking.emit(new RunEvent.AttemptFinished(
                node.runId(), node.address(), node.attempt(), outcome, usage, outputs, stored, retried));
        taking.learning.ended(node, taking.state.standing(node.lastAgent()), outcome.kind(), usage);
        if (!outcome.isSuccess()) suspect(node);
        if (retried && failure == Failure.EXCEEDED) resize(node);
        if (held) {
            leaveToPerson(node, how);
        } else if (retried && backoff != null) {
            pause(node, failure, backoff);
        } else {
            if (spent && backoff != null && backoff.attempts() > 1)
                taking.emit(new RunEvent.TaskDeadLettered(node.runId(), node.address()));
            over(node, waiting);
        }
    }

    /**
     * What was not enough will not be enough. It asks for what its runs needed in the past, and at least for twice as much
     * as it had, but for no more than the largest agent has that could run it.
     */
    private void resize(TaskNode node) {
        long had = node.shape.resources().memoryBytes();
        if (had == 0) return;
        Durations past = taking.durations.apply(node.runId());
        long learnt = past.memoryBytes(node.address()).orElse(0);
        long doubled = had > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * had;
        long memory = Math.min(Math.max(learnt, doubled), most(node));
        if (memory <= had) return;
        String why = "it ran out of " + had / MEBIBYTE + " MiB; the next attempt has " + memory / MEBIBYTE + " MiB"
                + (learnt > doubled ? ", which its earlier runs needed" : "");
        taking.emit(new RunEvent.TaskResized(node.runId(), node.address(), memory, why));
    }

    /** O(agents): a task that runs out of memory is rare. */
    private long most(TaskNode node) {
        long most = 0;
        for (Agent agent : taking.state.fleet().agents()) {
            Standing standing = taking.state.standing(agent.id());
            if (standing == null || !standing.isFor(node.shape) || !node.shape.couldRunOn(standing)) continue;
            most = Math.max(most, agent.capacity().memoryBytes());
        }
        return most;
    }

    private static boolean isWithoutResult(Outcome.Kind kind) {
        return kind == Outcome.Kind.CANCELLED || kind == Outcome.Kind.LOST;
    }

    /** It goes back to the queue, and its attempt counts for nothing. */
    private void makeRoom(TaskNode node, Usage usage) {
        Standing agent = taking.state.standing(node.lastAgent());
        Outcome outcome = new Outcome(
                Outcome.Kind.PREEMPTED,
                -1,
                node.whyDrivenOut() + "; it is tried again by itself, nothing is to be done");
        taking.emit(new RunEvent.AttemptFinished(
                node.runId(), node.address(), node.attempt(), outcome, usage, Optional.empty(), false, true));
        taking.learning.ended(node, agent, outcome.kind(), usage);
    }

    /** Whether it may be ended and done again without anybody being asked. */
    boolean mayBeDoneAgain(TaskNode node) {
        return !mayNotStartAgain(node) && node.task.kind().isReusable() && onLost(node) == OnLost.RETRY;
    }

    /** Who lets tasks fail that succeed elsewhere gets nothing new until somebody has looked at it. */
    private void suspect(TaskNode node) {
        if (!taking.limits.suspectsAgents()) return;
        String agent = node.lastAgent();
        Standing standing = taking.state.standing(agent);
        if (standing == null || !standing.takesTasks() || !taking.state.isSuspicious(agent)) return;
        taking.emit(new FleetEvent.AgentStateChanged(
                agent,
                AgentState.SUSPECTED,
                "its tasks fail more often than the same tasks elsewhere; look at it, then uncordon it"));
    }

    private void over(TaskNode node, List<TaskNode> waiting) {
        taking.runs.lookUpAgain(waiting);
        taking.runs.ended(node);
        taking.runs.tellSuccessors();
        taking.runs.stopEarly(node.run);
    }

    private void leaveToPerson(TaskNode node, Outcome lost) {
        setAside(
                node,
                Optional.empty(),
                lostWords(lost) + "; nobody knows how far it got: look at what it did, then"
                        + " approve another attempt or reject it");
    }

    /** The writer of the journal died before it said that a task was lost, or that a lost one waits for a person. */
    void settle(TaskNode node) {
        if (node.state() == TaskState.RUNNING) {
            Standing agent = taking.state.standing(node.lastAgent());
            if (agent != null && agent.state() == AgentState.LOST) lose(node, "agent " + agent.id + " was lost");
            return;
        }
        awaitApproval(node);
        if (!node.uncertain || !node.isInQueue() || onLost(node) != OnLost.HOLD) return;
        leaveToPerson(node, node.taskRun.lastAttempt().flatMap(Attempt::outcome).orElseThrow());
    }

    private void pause(TaskNode node, @Nullable Failure failure, Backoff backoff) {
        if (failure == null) return;
        int failures = failures(node, failure);
        Duration wait = backoff.waitAfter(failures, seed(node));
        if (wait.isZero()) return;
        Instant until = taking.state.now().plus(wait);
        setAside(
                node,
                Optional.of(until),
                failure.text() + " " + failures + " of at most " + backoff.attempts() + "; it is tried again at "
                        + until + ", or when somebody approves it");
    }

    /** The same for the same attempt, so that a decision can be repeated, and different for any two. */
    private static long seed(TaskNode node) {
        long run = node.runId().value().hashCode();
        return (run << 32 ^ node.address().toString().hashCode()) * 31 + node.attempt();
    }

    private void setAside(TaskNode node, Optional<Instant> until, String why) {
        taking.emit(new RunEvent.TaskSetAside(node.runId(), node.address(), until, why));
    }

    private static @Nullable Failure failure(Outcome.Kind kind) {
        return switch (kind) {
            case FAILED -> Failure.EXIT;
            case TIMED_OUT -> Failure.TIMEOUT;
            case LOST -> Failure.LOST;
            case MEMORY_EXCEEDED -> Failure.EXCEEDED;
            case SUCCEEDED, COULD_NOT_START, OUTPUT_MISSING, CANCELLED, PREEMPTED -> null;
        };
    }

    /** How many of its ended attempts failed in this way. */
    private static int failures(TaskNode node, @Nullable Failure failure) {
        int failures = 0;
        for (Attempt attempt : node.taskRun.attempts()) {
            if (attempt.outcome().isPresent() && failure(attempt.outcome().get().kind()) == failure) failures++;
        }
        return failures;
    }

    private @Nullable Backoff backoff(TaskNode node, @Nullable Failure failure, int exitCode) {
        if (failure == null) return null;
        if (failure == Failure.LOST && onLost(node) != OnLost.RETRY) return null;
        RetryPolicy retry = node.task.retry();
        if (failure == Failure.EXIT && !retry.triesAgainAfterExit(exitCode)) return null;
        return retry.after(failure).orElse(null);
    }

    /** What must not happen twice is not done again without a person, or where there is none not at all. */
    private OnLost onLost(TaskNode node) {
        Optional<OnLost> said = node.task.retry().onLost();
        if (said.isPresent()) return said.get();
        return node.task.kind().isReusable() ? OnLost.RETRY : taking.limits.lostDeploys();
    }

    private static boolean mayNotStartAgain(TaskNode node) {
        PipelineRun run = node.run.run;
        return run.cancelled().isPresent() || (run.isStopping() && !node.task.always());
    }

    private Outcome givenUp(TaskNode node, Outcome lost, boolean ending) {
        String advice;
        if (onLost(node) != OnLost.RETRY) {
            advice = "it may have changed something outside, so it is not run again by itself; look at what it did,"
                    + " then decide whether to run it again";
        } else if (ending) {
            advice = "the run is ending, so it is not tried again; start a new run";
        } else {
            advice = "that was attempt " + node.attempt() + "; look at its log for what ends its runner";
        }
        return new Outcome(Outcome.Kind.LOST, lost.exitCode(), lostWords(lost) + "; " + advice);
    }

    private static String lostWords(Outcome lost) {
        return lost.message().isBlank() ? "whoever ran it is gone" : lost.message();
    }

    /** Somebody wants it not to start for now. */
    void hold(Input.Hold input) {
        TaskNode node = taking.runs.find(input.run(), input.task());
        if (node == null) return;
        if (pausesForRetry(node)) taking.emit(new RunEvent.TaskTakenUp(node.runId(), node.address()));
        if (!node.isInQueue()) return;
        setAside(node, Optional.empty(), input.reason() + "; approve it when it may start");
    }

    /** Whether it would go on by itself when its time has come. */
    private static boolean pausesForRetry(TaskNode node) {
        return node.taskRun.aside().flatMap(RunEvent.TaskSetAside::until).isPresent();
    }

    /** One that has to run and wants approval does not start before that. */
    void awaitApproval(TaskNode node) {
        if (!node.isInQueue() || !node.wantsApproval()) return;
        node.task
                .terms()
                .approval()
                .ifPresent(approval -> setAside(node, Optional.empty(), "waits for approval" + words(approval)));
    }

    private static String words(Approval approval) {
        String by = approval.by().isEmpty() ? "" : " by " + String.join(" or ", approval.by());
        return approval.note().isEmpty() ? by : by + ": " + approval.note();
    }

    /** Somebody says that it may start. */
    void approve(Input.Approve input) {
        TaskNode node = taking.runs.find(input.run(), input.task());
        if (node == null) return;
        if (node.wantsApproval() && node.isUnstarted()) {
            boolean isHisToSay = input.by().isEmpty()
                    || node.task
                            .terms()
                            .approval()
                            .filter(approval -> approval.mayBeGivenBy(input.by()))
                            .isPresent();
            if (!isHisToSay) return;
            taking.emit(new RunEvent.TaskApproved(
                    node.runId(), node.address(), input.by().isEmpty() ? SOMEBODY : input.by()));
        }
        if (!node.isAside()) return;
        taking.emit(new RunEvent.TaskTakenUp(node.runId(), node.address()));
    }

    /** Somebody says that it is not to start. */
    void reject(Input.Reject input) {
        TaskNode node = taking.runs.find(input.run(), input.task());
        if (node == null || !node.isAside()) return;
        List<TaskNode> waiting = taking.state.sameWork().waitingFor(node);
        taking.emit(new RunEvent.TaskGivenUp(node.runId(), node.address(), input.reason()));
        over(node, waiting);
    }

    /** What takes too long is told; those whose time has come go back to the queue. */
    void tick(Instant now) {
        for (TaskNode node = taking.state.nextOverdueBy(now); node != null; node = taking.state.nextOverdueBy(now)) {
            Instant due = Objects.requireNonNull(node.overdueAt, "overdue");
            taking.emit(new RunEvent.AttemptOverdue(
                    node.runId(), node.address(), node.attempt(), Duration.between(node.startedAt, due)));
        }
        for (TaskNode node = taking.state.nextDueBy(now); node != null; node = taking.state.nextDueBy(now)) {
            taking.emit(new RunEvent.TaskTakenUp(node.runId(), node.address()));
        }
    }
}

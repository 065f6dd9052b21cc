package io.slipway.core.schedule;

import io.slipway.core.agent.Reservation;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.fairshare.Ticket;
import io.slipway.core.limit.Urgency;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.placement.Request;
import io.slipway.core.run.Attempt;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.TaskRun;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.WaitReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A selected task of one run, tied to its neighbours and to its place in the queue. Confined to the state's thread. */
final class TaskNode implements Comparable<TaskNode> {
    final ActiveRun run;
    final Task task;
    final TaskRun taskRun;

    /** Another one when the priority of its run says so. */
    Shape shape;

    final List<Edge> successors = new ArrayList<>(2);
    final List<Edge> predecessors;

    /** Needs that have not come to an end. */
    int pending;

    /** The key for whose result it waits, though its own look-up missed. */
    @Nullable
    ActionKey awaitedKey;

    /** What was last written down about its waiting, unless that is over; says nothing once it was woken. */
    List<WaitReason> lastReasons = List.of();

    /** The lock under which it is set aside; absent while it may be looked at. */
    @Nullable
    String parkedOn;

    /** With which others it is set aside. */
    ParkedTasks.@Nullable Kind parkedAs;

    /** What it was found to lack since it is queued. Others must leave that alone when it is its turn. */
    boolean lackedCpu;

    boolean lackedMemory;

    /** Disk, or what comes in pieces. */
    boolean lackedOther;

    /** That nothing else ran on the agent, or that nobody had it to themselves. */
    boolean lackedAlone;

    boolean lackedLock;

    /** The agent on which others leave to it what it lacks; absent until it is its turn. */
    @Nullable
    String promised;

    /** As of which change of the fleet an agent was last sought that could be promised. */
    long promiseSoughtAt = -1;

    /** Whether its last attempt was lost, and it was not yet said what becomes of it. */
    boolean uncertain;

    /** Its place in the line; absent while it is in none. */
    @Nullable
    Ticket<TaskNode> ticket;

    /** How many took something that it lacks. */
    int overtaken;

    /** Under which it waits. */
    int queuedPriority;

    /** When the attempt that is under way or was the last was given to its agent. */
    Instant startedAt = Instant.EPOCH;

    /** When the attempt that is under way will be longer than nearly all of its like; absent when that is not watched. */
    @Nullable
    Instant overdueAt;

    /** Whether the agent has said that it runs the attempt that is under way. */
    boolean isConfirmed;

    /** When a heartbeat last listed the attempt that is under way, by the number of the heartbeat. */
    long listedIn;

    private Input.@Nullable RunningAttempt runningAttempt;

    TaskNode(ActiveRun run, Task task, TaskRun taskRun, Shape shape) {
        this.run = run;
        this.task = task;
        this.taskRun = taskRun;
        this.shape = shape;
        this.predecessors = new ArrayList<>(task.needs().size());
    }

    /** One task's need for another. */
    record Edge(TaskNode from, TaskNode to, boolean optional) {
        /** Whether {@code to} cannot run any more, because of how {@code from} ended. */
        boolean isBroken() {
            TaskState state = from.state();
            boolean isExcused = optional || to.task.always() || (state == TaskState.FAILED && from.task.allowFailure());
            return state.isTerminal() && !state.isDone() && !isExcused;
        }
    }

    TaskAddress address() {
        return task.address();
    }

    /** Among the tasks of its tenant. */
    int priority() {
        return run.priority(task);
    }

    Urgency urgency() {
        return shape.ask.urgency();
    }

    TaskState state() {
        return taskRun.state();
    }

    RunId runId() {
        return run.run.id();
    }

    /** Number of the attempt that is under way or was the last; 0 when it never started. */
    int attempt() {
        return taskRun.attempts().size();
    }

    boolean isRunning(int attempt) {
        return state() == TaskState.RUNNING && attempt == attempt();
    }

    /** Whether it runs, and its processes have not ended. */
    boolean takesRoom() {
        return state() == TaskState.RUNNING && !taskRun.hasExited();
    }

    /** Whether it has to run and may. */
    boolean isInQueue() {
        return state() == TaskState.QUEUED && !isAside();
    }

    /** Whether somebody has to agree before it starts, and nobody has. */
    boolean wantsApproval() {
        return task.terms().approval().isPresent()
                && taskRun.approvedBy().isEmpty()
                && taskRun.attempts().isEmpty();
    }

    /** Whether it has to run, but not now. */
    boolean isAside() {
        return taskRun.aside().isPresent();
    }

    /** Whether its result is being looked up. */
    boolean isLookedUp() {
        return state() == TaskState.READY && isReusable();
    }

    /**
     * Whether an earlier result will do: not for what changes the world outside, nor for what always runs when a need has
     * not ended well, which is to clean up or to tell somebody once more.
     */
    boolean isReusable() {
        if (!task.kind().isReusable() || !task.always()) return task.kind().isReusable();
        for (Edge edge : predecessors) {
            if (!edge.from().state().isDone()) return false;
        }
        return true;
    }

    /** Ids of agents where attempts at it failed. */
    List<String> failedOn() {
        if (taskRun.attempts().isEmpty()) return List.of();
        List<String> agents = new ArrayList<>();
        for (Attempt attempt : taskRun.attempts()) {
            boolean failed = attempt.outcome()
                    .filter(outcome -> !outcome.isSuccess() && outcome.kind() != Outcome.Kind.PREEMPTED)
                    .isPresent();
            if (failed && !agents.contains(attempt.agent())) agents.add(attempt.agent());
        }
        return agents;
    }

    /** What it asks of an agent now. */
    Request request() {
        List<String> failedOn = failedOn();
        return failedOn.isEmpty() ? shape.request : shape.request.afterFailuresOn(failedOn);
    }

    /** Ends the attempt that is under way. */
    Effect.Stop stop(String reason) {
        return new Effect.Stop(runId(), address(), attempt(), lastAgent(), reason);
    }

    /** Ends the attempt that is under way, when its run was cancelled or another task is to get its place. */
    Optional<Effect.Stop> stopDue(Optional<String> cancelled) {
        if (state() != TaskState.RUNNING) return Optional.empty();
        if (cancelled.isPresent()) return Optional.of(stop(cancelled.get()));
        return taskRun.isMakingRoom() ? Optional.of(stop(whyDrivenOut())) : Optional.empty();
    }

    /** What was said when it was asked last to make room. */
    String whyDrivenOut() {
        List<RunEvent.AttemptPreempted> times = taskRun.preemptions();
        return times.get(times.size() - 1).why();
    }

    /** The agent of the attempt that is under way or was the last. */
    String lastAgent() {
        return taskRun.lastAttempt().orElseThrow().agent();
    }

    /** An attempt begins. */
    void begin(Instant now) {
        startedAt = now;
        isConfirmed = false;
        runningAttempt = null;
    }

    /** The attempt that is under way, as its agent knows it. */
    Input.RunningAttempt runningAttempt() {
        Input.RunningAttempt known = runningAttempt;
        if (known == null) {
            known = new Input.RunningAttempt(runId(), address(), attempt());
            runningAttempt = known;
        }
        return known;
    }

    /** What the attempt that is under way holds. */
    Reservation reservation() {
        return new Reservation(
                runId().value(), address(), lastAgent(), shape.resources(), task.locks(), task.exclusive(), "");
    }

    /** Whether it once had to make room for that other one. */
    boolean wasDrivenOutBy(TaskNode other) {
        for (RunEvent.AttemptPreempted each : taskRun.preemptions()) {
            if (each.by().equals(other.address()) && each.byRun().equals(other.runId())) return true;
        }
        return false;
    }

    /** Names of what an agent has to fetch for it: the source, and what was made of its needs. */
    List<String> fetches() {
        List<String> names = new ArrayList<>(1 + predecessors.size());
        names.add(run.run.source().hash());
        for (Edge edge : predecessors) edge.from().taskRun.outputs().ifPresent(outputs -> names.add(outputs.hash()));
        return names;
    }

    boolean isUnstarted() {
        TaskState state = state();
        return state == TaskState.WAITING || state == TaskState.READY || state == TaskState.QUEUED;
    }

    boolean lacksSomething() {
        return lacksRoom() || lackedLock;
    }

    /** Whether no agent takes it for now, however much is left to it. */
    boolean lacksAgent() {
        return shape.isBlocked() && shape.reasons.get(0).kind() == WaitReason.Kind.AGENT;
    }

    /** Whether it was found to lack something that an agent has to give. */
    boolean lacksRoom() {
        return lackedCpu || lackedMemory || lackedOther || lackedAlone;
    }

    /**
     * Earlier runs first, so that a stream of new runs cannot starve one; in a run, what has the higher priority, then what
     * most depends on; then by address.
     */
    @Override
    public int compareTo(TaskNode other) {
        if (run != other.run) return Long.compare(run.sequence, other.run.sequence);
        if (task.priority() != other.task.priority()) return Integer.compare(other.task.priority(), task.priority());
        int byRank = other.taskRun.rank().compareTo(taskRun.rank());
        return byRank != 0 ? byRank : address().compareTo(other.address());
    }

    @Override
    public String toString() {
        return runId() + " " + taskRun;
    }
}

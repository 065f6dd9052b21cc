package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Reservation;
import io.slipway.core.agent.Unplaceable;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.WaitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which queued tasks start within one step, where, and why the others do not. Confined to the state's thread. */
final class Admission {
    /** How many shapes of tasks that do not fit are looked at in a row before the search for a smaller one ends. */
    private static final int LOOKS = 32;

    private final Taking taking;
    private final SchedulerState state;

    Admission(Taking taking) {
        this.taking = taking;
        this.state = taking.state;
    }

    /** Starts as many as there is room for. */
    void admit() {
        while (true) {
            TaskNode first = state.queue().first();
            if (first == null && state.queue().watched().isEmpty()) return;
            if (state.fleet().inFlight() >= taking.limits.inFlight()) {
                if (first != null && first.lastReasons.isEmpty()) hold(first, reason(WaitReason.Kind.IN_FLIGHT));
                return;
            }
            if (!startOverdue() && !startFirstThatFits()) return;
        }
    }

    private boolean startOverdue() {
        for (TaskNode node : state.queue().watched()) {
            if (isOverdue(node) && look(node)) return true;
        }
        return false;
    }

    private boolean isOverdue(TaskNode node) {
        return node.overtaken >= taking.limits.overtaken();
    }

    private boolean startFirstThatFits() {
        TaskNode node = state.queue().first();
        for (int looks = 0; node != null && looks < LOOKS; ) {
            if (look(node)) return true;
            if (node.parkedOn == null) looks++;
            node = state.queue().headAfter(node);
        }
        return false;
    }

    /** Starts the task when it can start, else writes down why not. */
    private boolean look(TaskNode node) {
        Optional<Unplaceable> never = node.shape.whyNever(state.fleet());
        if (never.isPresent()) {
            taking.runs.skipUnplaceable(node, never.get());
            taking.runs.tellSuccessors();
            taking.runs.stopEarly(node.run);
            taking.runs.tellSuccessors();
            return true;
        }
        List<WaitReason> reasons = new ArrayList<>(2);
        Agent agent = agentFor(node, reasons);
        if (agent != null) addBusyLock(node, reasons);
        if (agent == null || !reasons.isEmpty()) {
            hold(node, reasons);
            return false;
        }
        int attempt = node.taskRun.attempts().size() + 1;
        taking.emit(new RunEvent.AttemptStarted(node.runId(), node.address(), attempt, agent.id()));
        if (taking.limits.lease().isPresent()) state.leases().dispatched(node.runningAttempt());
        taking.effect(new Effect.Dispatch(node.runId(), node.address(), attempt, agent.id(), node.taskRun.key()));
        return true;
    }

    /** The first agent by id that has room and is not promised to somebody else; without one, {@code reasons} say why. */
    private @Nullable Agent agentFor(TaskNode node, List<WaitReason> reasons) {
        List<WaitReason> why = List.of(reason(WaitReason.Kind.AGENT));
        for (Agent agent : state.fleet().agents()) {
            if (!node.shape.couldRunOn(agent) || !state.takesTasks(agent)) continue;
            List<WaitReason> lacking = lacking(node.shape.resources, agent);
            TaskNode promised = lacking.isEmpty() ? promisedTo(node, agent) : null;
            if (lacking.isEmpty() && promised == null) return agent;
            if (promised != null) {
                lacking = List.of(new WaitReason(WaitReason.Kind.TURN, "", 0, 0, List.of(promised.address())));
            }
            why = lacking;
        }
        reasons.addAll(why);
        return null;
    }

    private List<WaitReason> lacking(Resources wanted, Agent agent) {
        Resources free = state.fleet().free(agent);
        if (wanted.fitsIn(free)) return List.of();
        List<WaitReason> lacking = new ArrayList<>(2);
        List<Reservation> reserved = state.fleet().reservedOn(agent);
        if (wanted.milliCpu() > free.milliCpu()) {
            TreeSet<TaskAddress> holders = new TreeSet<>();
            for (Reservation one : reserved) if (one.resources().milliCpu() > 0) holders.add(one.task());
            lacking.add(new WaitReason(
                    WaitReason.Kind.CPU, "", wanted.milliCpu(), free.milliCpu(), List.copyOf(holders)));
        }
        if (wanted.memoryBytes() > free.memoryBytes()) {
            TreeSet<TaskAddress> holders = new TreeSet<>();
            for (Reservation one : reserved) if (one.resources().memoryBytes() > 0) holders.add(one.task());
            lacking.add(new WaitReason(
                    WaitReason.Kind.MEMORY, "", wanted.memoryBytes(), free.memoryBytes(), List.copyOf(holders)));
        }
        if (wanted.diskBytes() > free.diskBytes()) {
            TreeSet<TaskAddress> holders = new TreeSet<>();
            for (Reservation one : reserved) if (one.resources().diskBytes() > 0) holders.add(one.task());
            lacking.add(new WaitReason(
                    WaitReason.Kind.DISK, "", wanted.diskBytes(), free.diskBytes(), List.copyOf(holders)));
        }
        wanted.counts().forEach((name, count) -> {
            if (count <= free.count(name)) return;
            TreeSet<TaskAddress> holders = new TreeSet<>();
            for (Reservation one : reserved) if (one.resources().count(name) > 0) holders.add(one.task());
            lacking.add(new WaitReason(WaitReason.Kind.COUNT, name, count, free.count(name), List.copyOf(holders)));
        });
        return lacking;
    }

    /** Whose turn it is to have what {@code node} would take of the agent. */
    private @Nullable TaskNode promisedTo(TaskNode node, Agent agent) {
        for (TaskNode other : state.queue().watched()) {
            if (other == node) return null;
            if (!isOverdue(other) || !other.shape.couldRunOn(agent)) continue;
            Resources taken = node.shape.resources;
            if (other.lackedCpu && taken.milliCpu() > 0) return other;
            if (other.lackedMemory && taken.memoryBytes() > 0) return other;
        }
        return null;
    }

    private void addBusyLock(TaskNode node, List<WaitReason> reasons) {
        for (String lock : node.task.locks()) {
            Optional<Reservation> holder = state.fleet().holderOf(lock);
            if (holder.isPresent()) {
                reasons.add(new WaitReason(
                        WaitReason.Kind.LOCK,
                        lock,
                        0,
                        0,
                        List.of(holder.get().task())));
                return;
            }
        }
        if (node.task.locks().isEmpty()) return;
        for (TaskNode other : state.queue().watched()) {
            if (other == node) return;
            String lock = isOverdue(other) ? TaskQueue.commonLock(node, other) : null;
            if (lock != null) {
                reasons.add(new WaitReason(WaitReason.Kind.TURN, lock, 0, 0, List.of(other.address())));
                return;
            }
        }
    }

    private void hold(TaskNode node, WaitReason reason) {
        hold(node, List.of(reason));
    }

    private void hold(TaskNode node, List<WaitReason> reasons) {
        if (areAlike(node.lastReasons, reasons)) return;
        taking.emit(new RunEvent.TaskHeld(node.runId(), node.address(), reasons));
    }

    static WaitReason reason(WaitReason.Kind kind) {
        return new WaitReason(kind, "", 0, 0, List.of());
    }

    /** Amounts and holders change all the time; what a task waits for does not. */
    private static boolean areAlike(List<WaitReason> some, List<WaitReason> others) {
        if (some.size() != others.size()) return false;
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i).kind() != others.get(i).kind()
                    || !some.get(i).subject().equals(others.get(i).subject())) {
                return false;
            }
        }
        return true;
    }
}

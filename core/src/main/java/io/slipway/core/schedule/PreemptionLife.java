package io.slipway.core.schedule;

import io.slipway.core.agent.Reservation;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.fairshare.Ticket;
import io.slipway.core.placement.Preemption;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.RunEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Making room within one step: who waits for room that does not come soon gets the place of others, in pools where people
 * allowed that. Confined to the state's thread.
 *
 * <p>A task gives way to one of higher priority, and to one whose tenant is guaranteed what it borrows. Those go that lose
 * least work ({@link Preemption}). They are asked to end; until they have, the agent is promised to the one that gets the
 * place, which goes before all others there. So the place is free before it is given again, and nobody else has it.
 *
 * <p>It comes to an end: priorities are a strict order, claims on guarantees end by what {@link
 * io.slipway.core.fairshare.FairShareQueue#giveBack} says, no task drives out one that drove it out, and none is driven out
 * more than twice.
 *
 * <p>Looked for at most once a second of the told time: O(waiting + agents + running × log running) then, for each of the
 * first 16 that differ in what they ask for or in who asks.
 */
final class PreemptionLife {
    /** A task that was driven out so often stays. */
    static final int MOST_TIMES = 2;

    private static final int MOST_CLAIMANTS = 16;
    private static final int MOST_GIVEN_BACK = 64;
    private static final Duration USUAL = Duration.ofMinutes(1);

    private final Taking taking;
    private final SchedulerState state;
    private final TaskQueue queue;

    PreemptionLife(Taking taking) {
        this.taking = taking;
        this.state = taking.state;
        this.queue = taking.state.queue();
    }

    void set(Input.SetPreemption input) {
        if (state.preemptionPools().isSo(input)) return;
        taking.emit(new FleetEvent.PreemptionSet(input.pool(), input.allowed(), input.patience()));
    }

    /** Makes room for those that wait for it in vain. */
    void makeRoom() {
        if (state.preemptionPools().isEmpty() || !queue.someBlocked()) return;
        if (state.fleet().inFlight() >= taking.limits.inFlight()) return;
        if (!state.unwritten().isPreemptionDue(state.now())) return;
        Map<Claim, TaskNode> claimants = claimants();
        if (claimants.isEmpty()) return;
        List<TaskNode> running = new ArrayList<>();
        for (Standing agent : state.agents().byId()) {
            for (TaskNode node : agent.running) if (node.takesRoom()) running.add(node);
        }
        for (TaskNode claimant : claimants.values()) makeRoomFor(claimant, running);
    }

    /** What makes one that waits differ from another. */
    private record Claim(Shape shape, Tenant tenant, int priority) {}

    /** The first of each kind, highest priority first. */
    private Map<Claim, TaskNode> claimants() {
        Map<Claim, TaskNode> found = new LinkedHashMap<>();
        for (Set<TaskNode> equals : queue.byPriority()) {
            for (TaskNode node : equals) {
                if (found.size() == MOST_CLAIMANTS) return found;
                if (!node.shape.isBlocked() || node.parkedOn != null || queue.isClaiming(node)) continue;
                found.putIfAbsent(new Claim(node.shape, node.run.tenant(), node.priority()), node);
            }
        }
        return found;
    }

    private void makeRoomFor(TaskNode claimant, List<TaskNode> running) {
        if (state.ceilings().whyNot(claimant).isPresent()) return;
        Set<TaskNode> borrowing = borrowing(claimant);
        Map<Reservation, TaskNode> byHeld = new LinkedHashMap<>();
        List<Preemption.Running> all = new ArrayList<>(running.size());
        boolean someMayGo = false;
        for (TaskNode node : running) {
            boolean gives = borrowing.contains(node) || node.priority() < claimant.priority();
            boolean mayGo = gives && mayGo(node, claimant);
            someMayGo |= mayGo;
            Reservation held = node.reservation();
            byHeld.put(held, node);
            int rank = borrowing.contains(node) ? Integer.MIN_VALUE : node.priority();
            all.add(new Preemption.Running(held, rank, mayGo, elapsed(node), remaining(node)));
        }
        if (!someMayGo) return;
        Optional<Preemption> chosen = Preemption.choose(
                claimant.request(),
                claimant.priority(),
                state.fleet(),
                state.preemptionPools()::have,
                all,
                state.preemptionPools().patience());
        if (chosen.isEmpty()) return;
        String agent = chosen.get().agent();
        taking.emit(new RunEvent.TaskPromised(claimant.runId(), claimant.address(), agent));
        for (Preemption.Running victim : chosen.get().victims()) {
            TaskNode node = byHeld.get(victim.held());
            if (node != null) end(node, claimant, agent, borrowing.contains(node));
        }
    }

    private void end(TaskNode node, TaskNode claimant, String agent, boolean borrows) {
        String who = "run " + claimant.runId() + ", task " + claimant.address();
        String why = borrows
                ? who + " needs its place on " + agent + ", which is guaranteed to " + claimant.run.tenant()
                        + " and borrowed by " + node.run.tenant()
                : who + " of priority " + claimant.priority() + " needs its place on " + agent
                        + ", and its own priority is " + node.priority();
        taking.emit(new RunEvent.AttemptPreempted(
                node.runId(), node.address(), node.attempt(), claimant.runId(), claimant.address(), why));
        taking.effect(node.stop(why));
    }

    private boolean mayGo(TaskNode node, TaskNode claimant) {
        return !node.taskRun.isMakingRoom()
                && node.taskRun.preemptions().size() < MOST_TIMES
                && taking.attempts.mayBeDoneAgain(node)
                && !claimant.wasDrivenOutBy(node);
    }

    private Set<TaskNode> borrowing(TaskNode claimant) {
        Ticket<TaskNode> ticket = claimant.ticket;
        Set<TaskNode> found = new HashSet<>();
        if (ticket == null) return found;
        for (Ticket<TaskNode> each : queue.line().giveBack(ticket, MOST_GIVEN_BACK)) found.add(each.item());
        return found;
    }

    private Duration elapsed(TaskNode node) {
        Duration elapsed = Duration.between(node.startedAt, state.now());
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    /** One that is over its time is thought to take as long again: durations have a long tail. */
    private Duration remaining(TaskNode node) {
        if (node.taskRun.isMakingRoom()) return Duration.ZERO;
        Duration elapsed = elapsed(node);
        Duration left = node.taskRun.expected().orElse(USUAL).minus(elapsed);
        return left.isNegative() || left.isZero() ? elapsed : left;
    }
}

package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.run.FleetEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The coming and going of agents within one step. What ran on an agent that fell silent is lost there and then; when the
 * agent comes back, what it still runs of that is stopped, and it gets nothing new until it has ended: so no attempt
 * counts twice, and none takes room that was given to another. Confined to the state's thread.
 */
final class FleetLife {
    private static final String GIVEN_UP = "it was given up when its agent was not heard of";

    private final Taking taking;
    private final SchedulerState state;
    private final Leases leases;
    private final Optional<Duration> lease;

    FleetLife(Taking taking) {
        this.taking = taking;
        this.state = taking.state;
        this.leases = taking.state.leases();
        this.lease = taking.limits.lease();
    }

    void register(Agent agent) {
        heard(agent);
        comeBack(agent.id());
    }

    private void heard(Agent agent) {
        if (lease.isPresent()) leases.heard(agent.id());
        Standing standing = state.standing(agent.id());
        if (standing != null && standing.agent.equals(agent)) return;
        int milliCpuBefore = standing == null ? 0 : standing.agent.capacity().milliCpu();
        taking.emit(new FleetEvent.AgentRegistered(agent));
        Standing registered = state.standing(agent.id());
        if (registered == null) return;
        if (standing == null) taking.learning.limitAsEvery(registered);
        else taking.learning.changed(registered, milliCpuBefore);
    }

    private void comeBack(String agent) {
        Standing standing = state.standing(agent);
        if (standing == null || standing.state() != AgentState.LOST) return;
        change(standing, standing.known(), "it is heard of again");
    }

    /**
     * Whether the heartbeat changes nothing but when its agent and its attempts were heard of, of which note is taken then.
     * Most do, so this takes no memory, but once for each attempt; O(attempts that run there).
     */
    static boolean isNothingNew(Input.Heartbeat input, SchedulerState state, Limits limits) {
        Standing standing = state.standing(input.agent().id());
        if (standing == null
                || standing.state() == AgentState.LOST
                || !standing.agent.equals(input.agent())
                || !standing.vitals.equals(input.vitals())
                || LimitLife.isTaughtBy(standing, input.vitals())
                || !standing.runsJust(input.running())) return false;
        for (TaskNode node : standing.running) {
            if (node.isConfirmed) continue;
            node.isConfirmed = true;
            state.leases().confirmed(node.runningAttempt());
        }
        if (limits.lease().isPresent()) state.leases().heard(standing.id);
        return true;
    }

    void heartbeat(Input.Heartbeat input) {
        String agent = input.agent().id();
        boolean isNew = state.standing(agent) == null;
        heard(input.agent());
        long number = state.unwritten().nextHeartbeat();
        boolean clean = true;
        for (Input.RunningAttempt attempt : input.running()) {
            TaskNode node = taking.runs.find(attempt.run(), attempt.task());
            if (node != null && isCurrent(node, attempt, agent)) {
                confirm(node, number);
            } else {
                clean = false;
                taking.effect(new Effect.Stop(attempt.run(), attempt.task(), attempt.attempt(), agent, GIVEN_UP));
            }
        }
        loseWhatItDoesNotKnow(agent, number);
        Standing standing = state.standing(agent);
        if (standing == null) return;
        state.agents().see(standing, input.vitals());
        taking.learning.heard(standing);
        if (clean) comeBack(agent);
        else if (isNew)
            change(standing, AgentState.LOST, "it was away for so long that what it still runs was given up");
    }

    private static boolean isCurrent(TaskNode node, Input.RunningAttempt attempt, String agent) {
        return node.isRunning(attempt.attempt()) && node.lastAgent().equals(agent);
    }

    private void confirm(TaskNode node, long heartbeat) {
        node.listedIn = heartbeat;
        if (node.isConfirmed) return;
        if (node.taskRun.isMakingRoom()) {
            taking.effect(node.stop(node.whyDrivenOut()));
            leases.confirmed(node.runningAttempt());
            return;
        }
        node.isConfirmed = true;
        leases.confirmed(node.runningAttempt());
    }

    /** It was started anew, or what was sent to it never arrived. */
    private void loseWhatItDoesNotKnow(String agent, long heartbeat) {
        Standing standing = state.standing(agent);
        if (standing == null || lease.isEmpty()) return;
        for (TaskNode node : List.copyOf(standing.running)) {
            if (node.listedIn == heartbeat || !leases.shouldBeKnown(node.runningAttempt(), lease.get())) continue;
            taking.attempts.lose(node, "agent " + agent + " no longer knows of it");
        }
    }

    /** Time has passed: who has been silent for too long is lost. */
    void tick(Instant now) {
        leases.tick(now, lease);
        if (lease.isEmpty()) return;
        for (String silent = leases.nextSilent(lease.get()); silent != null; silent = leases.nextSilent(lease.get())) {
            Standing standing = state.standing(silent);
            if (standing != null) lose(standing, lease.get());
        }
        for (String gone = leases.nextGone(lease.get()); gone != null; gone = leases.nextGone(lease.get())) {
            Standing standing = state.standing(gone);
            if (standing != null) leave(standing);
        }
    }

    private void lose(Standing standing, Duration lease) {
        leases.lost(standing.id);
        if (standing.state() == AgentState.LOST) return;
        boolean leaves = standing.state() == AgentState.DRAINING;
        String silence = "not heard of for " + lease.toSeconds() + " s";
        change(standing, AgentState.LOST, silence);
        for (TaskNode node : List.copyOf(standing.running)) {
            taking.attempts.lose(node, "agent " + standing.id + " was " + silence);
        }
        if (leaves) leave(standing);
    }

    private void leave(Standing standing) {
        state.unwritten().forget(standing.id);
        taking.bookings.agentLeaves(standing.id);
        taking.emit(new FleetEvent.AgentLeft(standing.id));
    }

    void cordon(Input.Cordon input) {
        Standing standing = state.standing(input.agent());
        if (standing == null || standing.known() == AgentState.CORDONED) return;
        steer(standing, AgentState.CORDONED, input.reason());
    }

    void uncordon(Input.Uncordon input) {
        Standing standing = state.standing(input.agent());
        if (standing == null || standing.known() == AgentState.READY) return;
        steer(standing, AgentState.READY, "");
    }

    void drain(Input.Drain input) {
        Standing standing = state.standing(input.agent());
        if (standing == null || standing.known() == AgentState.DRAINING) return;
        steer(standing, AgentState.DRAINING, input.reason());
    }

    /** Of an agent that is lost it is written down what it is to be when it comes back. */
    private void steer(Standing standing, AgentState next, String reason) {
        boolean lost = standing.state() == AgentState.LOST;
        change(standing, next, reason);
        if (lost) change(standing, AgentState.LOST, "it is still not heard of");
    }

    private void change(Standing standing, AgentState next, String reason) {
        taking.emit(new FleetEvent.AgentStateChanged(standing.id, next, reason));
    }

    /** A drained agent leaves; one with a lease when it falls silent, for until then it would only register again. */
    void letGoOfDrained() {
        if (lease.isPresent()) return;
        for (Standing standing : state.agents().draining()) {
            if (standing.running.isEmpty()) leave(standing);
        }
    }

    /** After a restart nobody has been heard of. */
    void believeAll() {
        if (lease.isEmpty()) return;
        for (Agent agent : state.fleet().agents()) leases.believe(agent.id());
    }
}

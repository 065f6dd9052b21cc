package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Agent.AgentClass;
import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.agent.Fleet;
import io.slipway.core.agent.Reservation;
import io.slipway.core.agent.Vitals;
import io.slipway.core.limit.Throttle;
import io.slipway.core.limit.Urgency;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.placement.Filter;
import io.slipway.core.placement.PlacementRules;
import io.slipway.core.placement.Placer;
import io.slipway.core.placement.Request;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The agents as they stand: what runs on each, which limits are on it, how reliable it is, and what whoever places tasks
 * sees of all that. Moved only by events, through {@link SchedulerState}, but for what agents {@linkplain #see say of
 * themselves}; confined to its thread. O(log agents) for each change.
 */
final class Roster {
    private static final Resources NOTHING = new Resources(0, 0);

    final Fleet fleet;
    final Placer placer;
    final Ceilings ceilings;
    final Reputation reputation = new Reputation();
    private final Map<String, Standing> standings = new HashMap<>();
    private final Map<AgentClass, Integer> classes = new HashMap<>();
    private final TreeMap<String, Standing> draining = new TreeMap<>();
    private final Unwritten unwritten;
    private Resources capacity = NOTHING;
    private long changes;

    /**
     * @param turns leaves to tasks whose turn it is what they wait for
     */
    Roster(Fleet fleet, PlacementRules rules, Filter turns, Unwritten unwritten) {
        this.fleet = fleet;
        this.ceilings = new Ceilings(standings);
        this.placer = new Placer(rules.with(turns).with(ceilings));
        this.unwritten = unwritten;
    }

    @Nullable
    Standing find(String agent) {
        return standings.get(agent);
    }

    /**
     * @throws IllegalStateException when it is not part of the fleet
     */
    Standing get(String agent, Object event) {
        Standing standing = standings.get(agent);
        if (standing == null) {
            throw new IllegalStateException(
                    event + " cannot happen, because no agent " + agent + " has registered; the journal is damaged");
        }
        return standing;
    }

    List<Standing> byId() {
        List<Standing> all = new ArrayList<>(standings.values());
        all.sort(Comparator.comparing(standing -> standing.id));
        return all;
    }

    /** Agents that leave when nothing runs on them any more, by id. */
    List<Standing> draining() {
        return draining.isEmpty() ? List.of() : List.copyOf(draining.values());
    }

    /** What all agents give together. */
    Resources capacity() {
        return capacity;
    }

    /** A number that grows whenever an agent comes, goes, or is given work or not. */
    long changes() {
        return changes;
    }

    /** An agent offers itself, or something else than before; whether it was known. */
    boolean register(Agent agent) {
        Standing standing = standings.get(agent.id());
        boolean known = standing != null;
        Resources before = standing == null ? NOTHING : standing.agent.capacity();
        fleet.register(agent);
        if (standing == null) {
            standing = new Standing(agent, unwritten.vitals(agent.id()));
            standings.put(agent.id(), standing);
        }
        standing.agent = agent;
        standing.classNumber = classes.computeIfAbsent(agent.agentClass(), any -> classes.size());
        ceilings.assign(standing);
        show(standing);
        capacity = capacity.plus(agent.capacity()).minus(before);
        return known;
    }

    void become(Standing standing, AgentState state) {
        if (state == AgentState.READY && standing.known() == AgentState.SUSPECTED) {
            reputation.forget(standing.id);
            standing.failures = 0;
        }
        standing.become(state);
        draining.remove(standing.id);
        if (state == AgentState.DRAINING) draining.put(standing.id, standing);
        show(standing);
    }

    void remove(Standing standing) {
        reputation.forget(standing.id);
        ceilings.forget(standing);
        standings.remove(standing.id);
        draining.remove(standing.id);
        fleet.remove(standing.id);
        placer.remove(standing.id);
        changes++;
        capacity = capacity.minus(standing.agent.capacity());
    }

    void limit(FleetEvent.LimitChanged event) {
        ceilings.apply(event, standings.values());
    }

    void holdFor(Standing standing, String holder) {
        standing.heldFor = holder;
        show(standing);
    }

    /** The attempt is under way there. */
    void started(TaskNode node, Standing standing) {
        Reservation reservation = node.reservation();
        fleet.reserve(reservation);
        placer.take(reservation);
        standing.running.add(node);
        standing.inUse++;
        ceilings.start(node.task, standing);
        showIfFullnessChanged(standing);
    }

    /** Those of its pools that may run a task more when one of its tasks has ended. O(agents of those pools that are full). */
    List<Standing> alsoGetRoom(Standing standing) {
        List<Standing> found = List.of();
        for (Throttle pool : standing.pools) {
            if (pool.whyNot(1, Urgency.LOW).isEmpty()) continue;
            if (found.isEmpty()) found = new ArrayList<>();
            found.addAll(ceilings.members(pool.name()));
        }
        return found;
    }

    /** The attempt takes no room there any more. */
    void giveBack(TaskNode node, Standing standing) {
        placer.release(node.reservation());
        fleet.release(node.runId().value(), node.address());
        standing.inUse--;
        ceilings.end(node.task, standing);
        showIfFullnessChanged(standing);
    }

    /** The attempt that was under way there has ended. */
    void ended(TaskNode node, Standing standing, Outcome.Kind outcome) {
        standing.running.remove(node);
        reputation.count(node.address(), standing.id, outcome);
        countFailures(standing);
        for (String agent : node.failedOn()) {
            Standing other = standings.get(agent);
            if (other != null) countFailures(other);
        }
    }

    private void countFailures(Standing standing) {
        int failures = reputation.failuresOwn(standing.id);
        if (failures == standing.failures) return;
        standing.failures = failures;
        weigh(standing);
    }

    /** Takes note of what the agent says of itself; whoever places tasks sees it when it is worth a look. */
    void see(Standing standing, Vitals vitals) {
        unwritten.see(standing.id, vitals);
        boolean matters = standing.weighsOtherwise(vitals);
        standing.vitals = vitals;
        if (matters) weigh(standing);
    }

    /** What the task asks of an agent, and what it would not have to fetch on some of them. */
    Request request(TaskNode node) {
        Request request = node.request();
        if (!placer.knowsWarmth()) return request;
        TreeSet<String> warm = new TreeSet<>();
        for (String name : node.fetches()) if (placer.isWarmSomewhere(name)) warm.add(name);
        return warm.isEmpty() ? request : request.wanting(warm);
    }

    /** Whether the agent may be given something more, if that is small enough. */
    boolean hasRoom(Standing agent) {
        return agent.takesTasks() && ceilings.leaveRoom(agent);
    }

    /** Lets the placer see how the agent stands. One that runs as many tasks as it may is as good as cordoned. */
    void show(Standing standing) {
        changes++;
        weigh(standing);
    }

    private void showIfFullnessChanged(Standing standing) {
        if (standing.isShownFull != (standing.takesTasks() && ceilings.isFull(standing))) show(standing);
    }

    private void weigh(Standing standing) {
        AgentStatus status = standing.status();
        fleet.setStatus(standing.id, status);
        standing.isShownFull = standing.takesTasks() && ceilings.isFull(standing);
        placer.put(standing.agent, standing.isShownFull ? status.withState(AgentState.CORDONED) : status);
    }
}

package io.slipway.core.placement;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.agent.Fleet;
import io.slipway.core.agent.Reservation;
import io.slipway.core.placement.EquivalenceClass.Standing;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which agent a task goes to. Keeps its own index over the agents, which is told of everything that happens to them:
 * {@link #put} and {@link #remove} of agents, {@link #take} and {@link #release} of what tasks hold. It decides by that
 * alone, and does not change by deciding. The same agents and reservations lead to the same decisions, in whichever order
 * they came, so it can be made anew {@linkplain #of from a fleet} at any time.
 *
 * <p>Confined to one thread.
 *
 * <h2>Which agent</h2>
 * The agents that may have the task are too many to compare, so up to 16 <i>candidates</i> are looked for, in this order:
 * <ol>
 *   <li>up to 4 agents that have something warm that it wants, going by id through at most 32 holders of each of the
 *       first 4 names;
 *   <li>the agents that are held for it, if it runs in somebody's name, by id;
 *   <li>of each class of equal agents that has all the labels it prefers, the best class first (by the weighed scores of the
 *       {@link ClassScorer}s, then by what it is): the 4 that fit tightest, with least CPU free, by id among equals. A
 *       request with a group takes those with most CPU free instead, the last by id among equals;
 *   <li>the same of all classes;
 *   <li>if these were fewer than 16, once more through all classes, without the limit of 4.
 * </ol>
 * Agents on which it failed before are left out unless there are no others. No filter's refusal counts against these
 * numbers: the search goes on until somebody accepts or all that have room were asked, so nothing is called unplaceable that
 * is not. Of the candidates the one with the highest total score is taken, the smallest id among equals.
 *
 * <p>Costs O(log agents) for a request that some agents accept; O(classes) more to explain that there is none; each change of
 * who the agents are or what they are O(classes × labels) at the next decision, once for all changes in between.
 */
public final class Placer {
    /** So many shapes of requests are remembered; ranges of versions could be without number. */
    private static final int MOST_SHAPES = 4096;

    private final PlacementRules rules;
    private final AgentSlots agents = new AgentSlots();
    private final Map<EquivalenceClass.Key, EquivalenceClass> classes = new HashMap<>();
    private final Map<String, NavigableSet<AgentSlot>> warm = new HashMap<>();
    private final Map<String, NavigableSet<AgentSlot>> held = new HashMap<>();
    private final Map<String, Map<String, Integer>> groupsByZone = new HashMap<>();
    private final Map<RequestShape.Key, RequestShape> shapes = new HashMap<>();
    private @Nullable ClassOrder order;
    private final RangeMemo ranges = new RangeMemo();
    private long searches;

    public Placer(PlacementRules rules) {
        this.rules = rules;
    }

    /** A placer that knows all agents of the fleet and what they have reserved. O(agents × log agents). */
    public static Placer of(Fleet fleet, PlacementRules rules) {
        Placer placer = new Placer(rules);
        for (Agent agent : fleet.agents()) placer.put(agent, fleet.status(agent.id()));
        for (Reservation reservation : fleet.reservations()) placer.take(reservation);
        return placer;
    }

    /** An agent came, or is something else, or does something else now. What it has reserved stays reserved. */
    public void put(Agent agent, AgentStatus status) {
        AgentSlot slot = agents.find(agent.id());
        if (slot == null) {
            slot = new AgentSlot(this, agent, status, classOf(agent), groupsIn(agent.zone()));
            agents.add(slot);
            slot.ofClass.join(slot);
            order = null;
        } else if (slot.agent.equals(agent)) {
            forgetStatus(slot);
            slot.ofClass.exit(slot);
            slot.setStatus(status);
            slot.ofClass.enter(slot);
            refresh(slot);
        } else {
            forgetStatus(slot);
            countGroups(slot, -1);
            leaveClass(slot);
            slot.agent = agent;
            slot.setStatus(status);
            slot.zoneGroups = groupsIn(agent.zone());
            slot.ofClass = classOf(agent);
            slot.findFree();
            slot.ofClass.join(slot);
            countGroups(slot, 1);
            order = null;
        }
        rememberStatus(slot);
    }

    /**
     * An agent is gone for good.
     *
     * @throws IllegalStateException when it is not known, or something is reserved on it
     */
    public void remove(String agent) {
        AgentSlot slot = get(agent);
        if (slot.running() > 0) {
            throw new IllegalStateException(
                    slot.running() + " tasks run on agent " + agent + "; release what they hold before it is removed");
        }
        forgetStatus(slot);
        leaveClass(slot);
        agents.remove(slot);
        order = null;
    }

    /**
     * A task starts on the agent that the reservation names. Not checked against what is free: that is the fleet's.
     *
     * @throws IllegalStateException when the agent is not known
     */
    public void take(Reservation reservation) {
        AgentSlot slot = get(reservation.agent());
        slot.ofClass.exit(slot);
        slot.take(reservation);
        slot.ofClass.enter(slot);
        countGroup(slot, reservation.group(), 1);
        refresh(slot);
    }

    /**
     * A task has ended and gives back what it took.
     *
     * @throws IllegalStateException when the agent is not known
     */
    public void release(Reservation reservation) {
        AgentSlot slot = get(reservation.agent());
        slot.ofClass.exit(slot);
        slot.release(reservation);
        slot.ofClass.enter(slot);
        countGroup(slot, reservation.group(), -1);
        refresh(slot);
    }

    /** As {@link #place}, for those who do not ask why when it is nowhere: O(log agents) then too. */
    public Optional<Placed> find(Request request) {
        RequestShape shape = shapeOf(request);
        Amounts wanted = new Amounts(request.resources());
        Search search =
                new Search(this, request, shape, wanted, !request.failedOn().isEmpty());
        if (search.finds()) return Optional.of(search.best());
        if (request.failedOn().isEmpty()) return Optional.empty();
        search = new Search(this, request, shape, wanted, false);
        return search.finds() ? Optional.of(search.best()) : Optional.empty();
    }

    /** Where it goes now, or why nowhere. Changes nothing: what was placed is taken with {@link #take}. */
    public Decision place(Request request) {
        RequestShape shape = shapeOf(request);
        Amounts wanted = new Amounts(request.resources());
        Search search =
                new Search(this, request, shape, wanted, !request.failedOn().isEmpty());
        if (search.finds()) return search.best();
        if (!request.failedOn().isEmpty()) {
            search = new Search(this, request, shape, wanted, false);
            if (search.finds()) return search.best();
        }
        return new Explanation(rules.filters(), order(), request, shape, wanted).now(search, heldFor(request.holder()));
    }

    /** Why it can never run on any agent that is known; absent when it could on one, and while there are no agents at all. */
    public Optional<Unplaceable> whyNever(Request request) {
        if (agents.isEmpty()) return Optional.empty();
        return new Explanation(rules.filters(), order(), request, shapeOf(request), new Amounts(request.resources()))
                .never();
    }

    /** Whether any agent has anything warm. */
    public boolean knowsWarmth() {
        return !warm.isEmpty();
    }

    /** Whether an agent has {@code name} warm, so that wishing for it makes a difference. */
    public boolean isWarmSomewhere(String name) {
        return warm.containsKey(name);
    }

    private RequestShape shapeOf(Request request) {
        ClassOrder current = order();
        RequestShape.Key key = new RequestShape.Key(request.requires(), request.prefers());
        RequestShape shape = shapes.get(key);
        if (shape == null) {
            if (shapes.size() >= MOST_SHAPES) shapes.clear();
            shape = new RequestShape(key, current);
            shapes.put(key, shape);
        }
        return shape;
    }

    PlacementRules rules() {
        return rules;
    }

    long nextSearch() {
        return ++searches;
    }

    /** The classes in order, as the agents are now. */
    ClassOrder order() {
        if (order == null) {
            order = new ClassOrder(classes.values(), rules, ranges);
            shapes.clear();
        }
        return order;
    }

    /** Agents that have {@code name} warm, by id. */
    SortedSet<AgentSlot> warmWith(String name) {
        NavigableSet<AgentSlot> found = warm.get(name);
        return found == null ? Collections.emptySortedSet() : found;
    }

    /** Agents that are held for {@code holder}, by id. */
    SortedSet<AgentSlot> heldFor(String holder) {
        NavigableSet<AgentSlot> found = held.get(holder);
        return found == null ? Collections.emptySortedSet() : found;
    }

    private Map<String, Integer> groupsIn(String zone) {
        return groupsByZone.computeIfAbsent(zone, any -> new HashMap<>());
    }

    boolean areAlike(AgentSlot slot, String other) {
        AgentSlot found = agents.find(other);
        return found != null && found.agent.agentClass().equals(slot.agent.agentClass());
    }

    private AgentSlot get(String agent) {
        AgentSlot slot = agents.find(agent);
        if (slot == null) throw new IllegalStateException("no agent " + agent + "; it has to be put first");
        return slot;
    }

    private EquivalenceClass classOf(Agent agent) {
        return classes.computeIfAbsent(EquivalenceClass.Key.of(agent), EquivalenceClass::new);
    }

    private void leaveClass(AgentSlot slot) {
        slot.ofClass.leave(slot);
        if (slot.ofClass.size() == 0) classes.remove(slot.ofClass.key);
    }

    private void refresh(AgentSlot slot) {
        if (order != null) order.refresh(slot.ofClass);
    }

    private void rememberStatus(AgentSlot slot) {
        for (String name : slot.status().warm()) {
            warm.computeIfAbsent(name, any -> new TreeSet<>()).add(slot);
        }
        if (slot.standing == Standing.HELD) {
            held.computeIfAbsent(slot.status().heldFor(), any -> new TreeSet<>())
                    .add(slot);
        }
    }

    private void forgetStatus(AgentSlot slot) {
        for (String name : slot.status().warm()) drop(warm, name, slot);
        if (slot.standing == Standing.HELD) drop(held, slot.status().heldFor(), slot);
    }

    private static void drop(Map<String, NavigableSet<AgentSlot>> from, String name, AgentSlot slot) {
        NavigableSet<AgentSlot> slots = from.get(name);
        if (slots == null) return;
        slots.remove(slot);
        if (slots.isEmpty()) from.remove(name);
    }

    private void countGroups(AgentSlot slot, int sign) {
        slot.groups().forEach((group, count) -> countGroup(slot, group, sign * count));
    }

    private void countGroup(AgentSlot slot, String group, int change) {
        if (group.isEmpty()) return;
        if (slot.zoneGroups.merge(group, change, Integer::sum) == 0) slot.zoneGroups.remove(group);
    }
}

package io.slipway.core.schedule;

import io.slipway.core.limit.Refusal;
import io.slipway.core.limit.Throttle;
import io.slipway.core.limit.Throttles;
import io.slipway.core.limit.Urgency;
import io.slipway.core.pipeline.Task;
import io.slipway.core.placement.Candidate;
import io.slipway.core.placement.Filter;
import io.slipway.core.placement.Lack;
import io.slipway.core.placement.Request;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.LimitScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much may run at a time: on an agent, on all agents of a pool together, and of a throttle class. A pool is named by
 * the label that its agents have in common, such as {@code os=linux}. Moved only by events, through {@link
 * SchedulerState}; confined to its thread. As a filter it keeps tasks from agents that run as many as they may.
 */
final class Ceilings implements Filter {
    /** Of agents that have a limit, be they part of the fleet or not. */
    private final Map<String, Throttle> agents = new HashMap<>();

    private final Throttles throttleClasses = new Throttles();
    private final SortedMap<String, Throttle> pools = new TreeMap<>();

    /** By the name of the pool and then of the agent: those that share its limit. */
    private final Map<String, SortedMap<String, Standing>> members = new HashMap<>();

    private final Map<String, Standing> standings;
    private Urgency urgency = Urgency.NORMAL;

    /** How many limits follow what is learnt. */
    private int learning;

    Ceilings(Map<String, Standing> standings) {
        this.standings = standings;
    }

    /** Who asks the filter next. */
    void ask(TaskNode node) {
        urgency = node.urgency();
    }

    void apply(FleetEvent.LimitChanged event, Iterable<Standing> all) {
        Throttle limit = switch (event.scope()) {
            case AGENT -> setAgent(event);
            case THROTTLE -> throttleClasses.set(event.name(), event.value(), event.underPressure());
            case POOL -> setPool(event, all);
        };
        if (limit.learns() != event.ceiling() > 0) learning += limit.learns() ? -1 : 1;
        limit.learnUpTo(event.ceiling());
    }

    /** Whether any limit follows what is learnt. */
    boolean someLearn() {
        return learning > 0;
    }

    /**
     * Something that a task draws on, and how much of it.
     *
     * @param weight how many slots it takes
     */
    record Drawn(LimitScope scope, Throttle limit, int weight) {}

    /** Limits that learn from how the task goes on the agent: the agent's, its pools', and of throttle classes by name. */
    List<Drawn> learntFrom(Task task, Standing agent) {
        List<Drawn> found = new ArrayList<>(2);
        if (agent.limit != null && agent.limit.learns()) found.add(new Drawn(LimitScope.AGENT, agent.limit, 1));
        for (Throttle pool : agent.pools) if (pool.learns()) found.add(new Drawn(LimitScope.POOL, pool, 1));
        task.throttles()
                .forEach((name, weight) -> throttleClasses
                        .find(name)
                        .filter(Throttle::learns)
                        .ifPresent(limit -> found.add(new Drawn(LimitScope.THROTTLE, limit, weight))));
        return found;
    }

    /** How many slots of the limit the task takes on the agent; 0 when it does not draw on it. */
    int weight(LimitScope scope, Throttle limit, Task task, Standing agent) {
        return switch (scope) {
            case AGENT -> agent.limit == limit ? 1 : 0;
            case POOL -> agent.pools.contains(limit) ? 1 : 0;
            case THROTTLE -> task.throttles().getOrDefault(limit.name(), 0);
        };
    }

    private Throttle setAgent(FleetEvent.LimitChanged event) {
        Throttle limit = agents.computeIfAbsent(event.name(), id -> new Throttle(id, event.value()));
        limit.set(event.value(), event.underPressure());
        Standing agent = standings.get(event.name());
        if (agent != null && agent.limit != limit) {
            take(limit, agent.inUse);
            agent.limit = limit;
        }
        return limit;
    }

    private Throttle setPool(FleetEvent.LimitChanged event, Iterable<Standing> all) {
        Throttle known = pools.get(event.name());
        if (known != null) {
            known.set(event.value(), event.underPressure());
            return known;
        }
        Throttle pool = new Throttle(event.name(), event.value());
        pool.set(event.value(), event.underPressure());
        pools.put(event.name(), pool);
        for (Standing agent : all) assign(agent);
        return pool;
    }

    /** Finds the limits that are on the agent, as it registered now. */
    void assign(Standing agent) {
        Throttle limit = agents.get(agent.id);
        if (limit != null) agent.limit = limit;
        if (pools.isEmpty()) return;
        List<Throttle> found = new ArrayList<>();
        for (Map.Entry<String, Throttle> pool : pools.entrySet()) {
            if (Pool.of(pool.getKey()).has(agent.agent)) found.add(pool.getValue());
        }
        for (Throttle pool : agent.pools) if (!found.contains(pool)) leave(pool, agent);
        for (Throttle pool : found) if (!agent.pools.contains(pool)) join(pool, agent);
        agent.pools = found;
    }

    private void join(Throttle pool, Standing agent) {
        take(pool, agent.inUse);
        members.computeIfAbsent(pool.name(), any -> new TreeMap<>()).put(agent.id, agent);
    }

    private void leave(Throttle pool, Standing agent) {
        giveBack(pool, agent.inUse);
        SortedMap<String, Standing> others = members.get(pool.name());
        if (others != null) others.remove(agent.id);
    }

    /** Agents that share the limit of a pool, by id. */
    Collection<Standing> members(String pool) {
        SortedMap<String, Standing> found = members.get(pool);
        return found == null ? List.of() : found.values();
    }

    /**
     * The agent is gone, perhaps for good. The limit that every agent has is forgotten with what was learnt there, as it would
     * get that again; what somebody said of it alone is kept.
     */
    void forget(Standing agent) {
        for (Throttle pool : agent.pools) leave(pool, agent);
        Throttle limit = agent.limit;
        if (limit == null || !isAsEvery(agent)) return;
        agents.remove(agent.id);
        if (limit.learns()) learning--;
    }

    /** Whether nobody set a limit for this agent alone, or the very one that every agent has. */
    boolean isAsEvery(Standing agent) {
        Throttle limit = agent.limit;
        if (limit == null) return true;
        Throttle every = agents.get(Input.SetLimit.EVERY_AGENT);
        return every != null
                && limit.ceiling() == every.ceiling()
                && (limit.learns() || limit.value() == every.value());
    }

    private static void take(Throttle pool, int tasks) {
        if (tasks > 0) pool.take(tasks);
    }

    private static void giveBack(Throttle pool, int tasks) {
        if (tasks > 0) pool.giveBack(tasks);
    }

    void start(Task task, Standing agent) {
        if (agent.limit != null) agent.limit.take(1);
        for (Throttle pool : agent.pools) pool.take(1);
        throttleClasses.take(task.throttles());
    }

    void end(Task task, Standing agent) {
        if (agent.limit != null) agent.limit.giveBack(1);
        for (Throttle pool : agent.pools) pool.giveBack(1);
        throttleClasses.giveBack(task.throttles());
    }

    Optional<Throttle> find(LimitScope scope, String name) {
        return switch (scope) {
            case AGENT -> Optional.ofNullable(agents.get(name));
            case POOL -> Optional.ofNullable(pools.get(name));
            case THROTTLE -> throttleClasses.find(name);
        };
    }

    /** Why a throttle class does not let the task start; absent when all that it draws on do. */
    Optional<Refusal> whyNot(TaskNode node) {
        if (node.task.throttles().isEmpty()) return Optional.empty();
        return throttleClasses.whyNot(node.task.throttles(), node.urgency());
    }

    /** Whether there are limits on agents or pools. */
    boolean areOnAgents() {
        return !agents.isEmpty() || !pools.isEmpty();
    }

    /** Whether the agent and its pools leave room for a task of some urgency. */
    boolean leaveRoom(Standing agent) {
        return leaveRoom(agent, Urgency.URGENT);
    }

    /** Whether the agent itself runs as many tasks as it may, pools aside. */
    boolean isFull(Standing agent) {
        return agent.limit != null && agent.limit.whyNot(1, Urgency.URGENT).isPresent();
    }

    /** As {@link #leaveRoom(Standing)}, for a task of this urgency. */
    boolean leaveRoom(Standing agent, Urgency urgency) {
        for (Throttle pool : agent.pools) if (pool.whyNot(1, urgency).isPresent()) return false;
        return agent.limit == null || agent.limit.whyNot(1, urgency).isEmpty();
    }

    @Override
    public String name() {
        return "limit";
    }

    @Override
    public boolean accepts(Request request, Candidate agent) {
        if (!areOnAgents()) return true;
        Standing standing = standings.get(agent.agent().id());
        return standing == null || leaveRoom(standing, urgency);
    }

    @Override
    public List<Lack> lacks(Request request, Candidate agent) {
        return accepts(request, agent)
                ? List.of()
                : List.of(new Lack("tasks", "one more", agent.running() + " running"));
    }
}

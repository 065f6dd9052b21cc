package io.slipway.core.schedule;

import io.slipway.core.limit.LimitChange;
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
    private final Throttles agents = new Throttles();
    private final Throttles throttleClasses = new Throttles();
    private final SortedMap<String, Throttle> pools = new TreeMap<>();
    private final Map<String, Standing> standings;
    private Urgency urgency = Urgency.NORMAL;

    Ceilings(Map<String, Standing> standings) {
        this.standings = standings;
    }

    /** Who asks the filter next. */
    void ask(TaskNode node) {
        urgency = node.run.urgency();
    }

    void apply(FleetEvent.LimitChanged event, Iterable<Standing> all) {
        switch (event.scope()) {
            case AGENT -> agents.set(event.name(), event.value(), event.underPressure());
            case THROTTLE -> throttleClasses.set(event.name(), event.value(), event.underPressure());
            case POOL -> setPool(event, all);
        }
    }

    private void setPool(FleetEvent.LimitChanged event, Iterable<Standing> all) {
        Throttle known = pools.get(event.name());
        if (known != null) {
            known.set(event.value(), event.underPressure());
            return;
        }
        Throttle pool = new Throttle(event.name(), event.value());
        pool.set(event.value(), event.underPressure());
        pools.put(event.name(), pool);
        for (Standing agent : all) assign(agent);
    }

    /** Finds the pools with a limit that the agent belongs to, as it registered now. */
    void assign(Standing agent) {
        if (pools.isEmpty()) return;
        List<Throttle> found = new ArrayList<>();
        for (Map.Entry<String, Throttle> pool : pools.entrySet()) {
            int equals = pool.getKey().indexOf('=');
            String label = pool.getKey().substring(0, equals);
            String value = pool.getKey().substring(equals + 1);
            if (agent.agent.labels().find(label).filter(value::equals).isPresent()) found.add(pool.getValue());
        }
        for (Throttle pool : agent.pools) if (!found.contains(pool)) giveBack(pool, agent.running.size());
        for (Throttle pool : found) if (!agent.pools.contains(pool)) take(pool, agent.running.size());
        agent.pools = found;
    }

    private static void take(Throttle pool, int tasks) {
        if (tasks > 0) pool.take(tasks);
    }

    private static void giveBack(Throttle pool, int tasks) {
        if (tasks > 0) pool.giveBack(tasks);
    }

    void start(Task task, Standing agent) {
        agents.take(one(agent));
        for (Throttle pool : agent.pools) pool.take(1);
        throttleClasses.take(task.throttles());
    }

    void end(Task task, Standing agent) {
        agents.giveBack(one(agent));
        for (Throttle pool : agent.pools) pool.giveBack(1);
        throttleClasses.giveBack(task.throttles());
    }

    private static SortedMap<String, Integer> one(Standing agent) {
        return agent.oneTask;
    }

    Optional<Throttle> find(LimitScope scope, String name) {
        return switch (scope) {
            case AGENT -> agents.find(name);
            case POOL -> Optional.ofNullable(pools.get(name));
            case THROTTLE -> throttleClasses.find(name);
        };
    }

    /** Why a throttle class does not let the task start; absent when all that it draws on do. */
    Optional<Refusal> whyNot(TaskNode node) {
        if (node.task.throttles().isEmpty()) return Optional.empty();
        return throttleClasses.whyNot(node.task.throttles(), node.run.urgency());
    }

    /** Whether the agent and its pools leave room for a task of some urgency. */
    boolean leaveRoom(Standing agent) {
        return leaveRoom(agent, Urgency.URGENT);
    }

    /** Whether the agent itself runs as many tasks as it may, pools aside. */
    boolean isFull(Standing agent) {
        return agents.whyNot(one(agent), Urgency.URGENT).isPresent();
    }

    private boolean leaveRoom(Standing agent, Urgency urgency) {
        for (Throttle pool : agent.pools) if (pool.whyNot(1, urgency).isPresent()) return false;
        return agents.whyNot(one(agent), urgency).isEmpty();
    }

    @Override
    public String name() {
        return "limit";
    }

    @Override
    public boolean accepts(Request request, Candidate agent) {
        Standing standing = standings.get(agent.agent().id());
        return standing == null || leaveRoom(standing, urgency);
    }

    @Override
    public List<Lack> lacks(Request request, Candidate agent) {
        return accepts(request, agent) ? List.of() : List.of(new Lack("tasks", "one more", agent.running() + " running"));
    }
}

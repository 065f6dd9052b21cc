package io.slipway.core.plan;

import static java.util.Objects.requireNonNull;

import io.slipway.core.agent.Agent;
import io.slipway.core.graph.Dag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Finds the order and places that get a whole graph of tasks done soonest.
 *
 * <p>Tries the simple rules first, so that it is never worse than any of them, and then looks for something better with
 * the time it is given. Immutable, and thread-safe if its clock is; every call works for itself.
 */
public final class Planner {
    /** Of the time: a better bound is worth it, as it can end the search. */
    private static final double SHARE_FOR_BOUND = 0.2;

    private final LongSupplier nanos;

    /** @param nanos elapsed time, from any origin */
    public Planner(LongSupplier nanos) {
        this.nanos = requireNonNull(nanos, "nanos");
    }

    /**
     * Plans all tasks of a graph on agents that have nothing else to do.
     *
     * @param dag tasks, each after those it waits for
     * @param work what each task takes
     * @param agents where they may run
     * @param effort when to be content
     * @throws IllegalArgumentException when no agent could ever run one of the tasks
     */
    public <N> Schedule<N> plan(Dag<N> dag, Function<N, Work> work, List<Agent> agents, Effort effort) {
        long from = nanos.getAsLong();
        Backlog backlog = Backlog.of(dag, work, agents);
        Bound bound = Bound.of(backlog);
        Search search = new Search(backlog, bound.units(), effort, nanos, from);
        new PriorityRules(backlog).tryAll(search);
        search.raiseBound(SHARE_FOR_BOUND);
        new Evolution(search, new Chance(effort.seed())).run();

        List<Schedule.Slot> slots = new ArrayList<>(backlog.size);
        for (int i = 0; i < backlog.size; i++) {
            int k = search.bestAgent(i);
            long start = search.bestStart(i);
            slots.add(new Schedule.Slot(
                    agents.get(k).id(), backlog.time(start), backlog.time(start + backlog.duration[k][i])));
        }
        Bound raised = bound.or(search.bound(), LowerBound.Argument.CONTRADICTION);
        return new Schedule<>(dag.nodes(), slots, new LowerBound(backlog.time(raised.units()), raised.because()));
    }
}

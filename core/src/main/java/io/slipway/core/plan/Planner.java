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
 * <p>Immutable and thread-safe if its clock is; every call works for itself.
 */
public final class Planner {
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
        Backlog backlog = Backlog.of(dag, work, agents);
        Decoder decoder = Decoder.of(backlog);
        long[] tail = Tails.of(backlog, false);
        int[] list = new int[backlog.size];
        long[] key = new long[backlog.size];
        for (int i = 0; i < key.length; i++) key[i] = -tail[i];
        new TaskSorter(backlog.size).sort(list, key, false);
        decoder.parallel(list, false);
        List<Schedule.Slot> slots = new ArrayList<>(backlog.size);
        for (int i = 0; i < backlog.size; i++) {
            slots.add(new Schedule.Slot(
                    agents.get(decoder.agent(i)).id(), backlog.time(decoder.start(i)), backlog.time(decoder.finish(i))));
        }
        long longest = 0;
        for (int i = 0; i < backlog.size; i++) longest = Math.max(longest, tail[i] + backlog.shortest[i]);
        return new Schedule<>(
                dag.nodes(), slots, new LowerBound(backlog.time(longest), LowerBound.Argument.CRITICAL_PATH));
    }
}

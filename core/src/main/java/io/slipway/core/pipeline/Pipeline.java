package io.slipway.core.pipeline;

import io.slipway.core.graph.CycleException;
import io.slipway.core.graph.Dag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tasks and what they need, checked: every needed task exists, nothing needs itself through others, and no two tasks
 * claim one output. Whoever holds a {@code Pipeline} need not check again.
 *
 * <p>Immutable and thread-safe. Two pipelines of the same tasks are equal, however they were written.
 */
public final class Pipeline {
    private final List<Task> tasks;
    private final Map<TaskAddress, Task> byAddress;
    private final Dag<TaskAddress> graph;

    private Pipeline(List<Task> tasks, Map<TaskAddress, Task> byAddress, Dag<TaskAddress> graph) {
        this.tasks = tasks;
        this.byAddress = byAddress;
        this.graph = graph;
    }

    /**
     * A pipeline of these tasks. O(tasks + needs), apart from the comparison of output patterns.
     *
     * @throws InvalidPipelineException with every problem there is
     */
    public static Pipeline of(Collection<Task> tasks) {
        return of(tasks, Places.NOWHERE);
    }

    /** As {@link #of(Collection)}; problems say where things were written. */
    public static Pipeline of(Collection<Task> tasks, Places places) {
        List<Problem> problems = PipelineCheck.problems(tasks, places, Set.of());
        if (!problems.isEmpty()) throw new InvalidPipelineException(problems);
        return trusted(tasks);
    }

    /**
     * A pipeline of tasks that were checked before.
     *
     * @throws IllegalArgumentException when a needed task is missing
     * @throws CycleException when tasks need each other
     */
    static Pipeline trusted(Collection<Task> tasks) {
        Map<TaskAddress, Task> byAddress = new HashMap<>(tasks.size() * 2);
        for (Task task : tasks) byAddress.put(task.address(), task);
        List<Task> sorted = new ArrayList<>(byAddress.values());
        sorted.sort(Comparator.comparing(Task::address));
        Dag<TaskAddress> graph = graph(sorted);
        if (graph.nodes().size() != sorted.size()) {
            throw new IllegalArgumentException("tasks: one needs a task that is missing (expected: all of a pipeline)");
        }
        return new Pipeline(Collections.unmodifiableList(sorted), byAddress, graph);
    }

    /**
     * Edges from each task to those that come after it, tasks that could go either way in the order given.
     *
     * @throws CycleException when there is a cycle
     */
    static Dag<TaskAddress> graph(Collection<Task> tasks) {
        Dag.Builder<TaskAddress> graph = Dag.builder();
        for (Task task : tasks) graph.add(task.address());
        for (Task task : tasks) {
            for (Need need : task.needs()) {
                if (task.waitsFor(need)) graph.edge(need.task(), task.address());
            }
        }
        return graph.build();
    }

    /** The same tasks, each as {@code change} would have it; it may change neither its address, nor needs, nor outputs. */
    public Pipeline with(UnaryOperator<Task> change) {
        List<Task> changed = new ArrayList<>(tasks.size());
        Map<TaskAddress, Task> found = new HashMap<>(tasks.size() * 2);
        for (Task task : tasks) {
            Task other = change.apply(task);
            if (!other.address().equals(task.address()) || !other.needs().equals(task.needs()))
                throw new IllegalArgumentException(
                        "task: " + other.address() + " (expected: address and needs of " + task.address() + ")");
            changed.add(other);
            found.put(other.address(), other);
        }
        return new Pipeline(Collections.unmodifiableList(changed), found, graph);
    }

    /** All tasks, sorted by address. */
    public List<Task> tasks() {
        return tasks;
    }

    public Optional<Task> find(TaskAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /**
     * @throws IllegalArgumentException when there is no such task
     */
    public Task get(TaskAddress address) {
        return find(address)
                .orElseThrow(
                        () -> new IllegalArgumentException("task: " + address + " (expected: one of this pipeline)"));
    }

    /**
     * Edges from each task to those that come after it because they need it. A runtime need is an edge only for a
     * deploy: it never delays a build or a test.
     */
    public Dag<TaskAddress> graph() {
        return graph;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Pipeline pipeline && tasks.equals(pipeline.tasks);
    }

    @Override
    public int hashCode() {
        return tasks.hashCode();
    }

    @Override
    public String toString() {
        return "Pipeline" + tasks.stream().map(Task::address).toList();
    }
}

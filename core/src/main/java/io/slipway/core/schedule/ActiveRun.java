package io.slipway.core.schedule;

import io.slipway.core.fairshare.Tenant;
import io.slipway.core.graph.Dag;
import io.slipway.core.limit.Urgency;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.plan.Durations;
import io.slipway.core.plan.Ranks;
import io.slipway.core.run.PipelineRun;
import io.slipway.core.run.TaskRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run together with the shape of its graph, for looking up neighbours in O(1). Confined to the state's thread. */
final class ActiveRun {
    /** Assumed of a task while nothing is known of any. */
    private static final Duration USUAL = Duration.ofSeconds(1);

    final PipelineRun run;
    final long sequence;
    final Instant since;

    /** In the order of the run: by address. */
    final List<TaskNode> nodes;

    private final Map<TaskAddress, TaskNode> byAddress;
    private final Dag<TaskAddress> graph;

    /** Not part of the fold: computed from the durations when first asked for. What was made of it is in the events. */
    private @Nullable Ranks<TaskAddress> ranks;

    /**
     * @param since when it was submitted; of two runs the earlier one is always before the later one
     */
    ActiveRun(PipelineRun run, long sequence, Instant since, Pipeline pipeline, Function<Shape.Ask, Shape> shapes) {
        this.run = run;
        this.sequence = sequence;
        this.since = since;
        this.graph = pipeline.graph();
        this.nodes = new ArrayList<>(run.tasks().size());
        this.byAddress = new HashMap<>(run.tasks().size() * 2);
        for (TaskRun taskRun : run.tasks()) {
            Task task = pipeline.get(taskRun.task());
            TaskNode node = new TaskNode(this, task, taskRun, shapes.apply(ask(task)));
            nodes.add(node);
            byAddress.put(task.address(), node);
        }
        for (TaskNode node : nodes) {
            for (Need need : node.task.needs()) {
                TaskNode needed = get(need.task());
                TaskNode.Edge edge = new TaskNode.Edge(needed, node, need.optional());
                needed.successors.add(edge);
                node.predecessors.add(edge);
            }
            node.pending = node.predecessors.size();
        }
    }

    private Shape.Ask ask(Task task) {
        return new Shape.Ask(
                task.requires(),
                task.resources(),
                task.prefers(),
                run.options().holder(),
                task.exclusive(),
                urgency(task));
    }

    /** Of the task among those of its tenant: the run's and its own. */
    int priority(Task task) {
        int highest = Task.HIGHEST_PRIORITY;
        return Math.max(-highest, Math.min(highest, run.priority() + task.priority()));
    }

    /**
     * What gives way first when something is under pressure. A task may say that it gives way; what is kept for urgent work
     * it gets only by the priority of its run.
     */
    Urgency urgency(Task task) {
        if (priority(task) < 0) return Urgency.LOW;
        return run.priority() > 0 ? Urgency.URGENT : Urgency.NORMAL;
    }

    Tenant tenant() {
        return run.options().tenant();
    }

    @Nullable
    TaskNode find(TaskAddress task) {
        return byAddress.get(task);
    }

    TaskNode get(TaskAddress task) {
        TaskNode node = byAddress.get(task);
        if (node == null) {
            throw new IllegalStateException("run " + run.id() + " has no task " + task
                    + ", though one of its tasks needs it; the pipeline kept for the run is not the one it began with");
        }
        return node;
    }

    /**
     * How long from the task's start until everything selected after it is done. O(V + E) the first time, then as {@link
     * Ranks#change}.
     *
     * @param expected how long the task is thought to take by now
     */
    Duration rank(TaskNode node, Optional<Duration> expected, Durations durations) {
        Ranks<TaskAddress> known = ranks;
        if (known == null) {
            known = ranks(durations);
            ranks = known;
        }
        if (expected.isPresent()) known.change(node.address(), expected.get().toNanos());
        return Duration.ofNanos(known.rank(node.address()));
    }

    /** It needs no more time, and nothing before it has to wait for it. */
    void ended(TaskNode node) {
        if (ranks != null) ranks.finish(node.address());
    }

    private Ranks<TaskAddress> ranks(Durations durations) {
        Map<TaskAddress, Long> known = new HashMap<>();
        for (TaskNode node : nodes) {
            Optional<Duration> expected = durations.expected(node.address());
            if (expected.isPresent()) known.put(node.address(), expected.get().toNanos());
        }
        long usual = median(known);
        Dag<TaskAddress> selected =
                byAddress.size() == graph.nodes().size() ? graph : graph.restrictedTo(byAddress.keySet());
        Ranks<TaskAddress> begun = Ranks.of(selected, address -> known.getOrDefault(address, usual));
        for (TaskNode node : nodes) if (node.state().isTerminal()) begun.finish(node.address());
        return begun;
    }

    private static long median(Map<TaskAddress, Long> known) {
        if (known.isEmpty()) return USUAL.toNanos();
        List<Long> sorted = new ArrayList<>(known.values());
        sorted.sort(null);
        return sorted.get(sorted.size() / 2);
    }
}

package io.slipway.core.local;

import static java.util.Objects.requireNonNull;

import io.slipway.core.cache.Action;
import io.slipway.core.cache.ActionCache;
import io.slipway.core.cache.ActionFactory;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.cache.Invalidation.Cause.Kind;
import io.slipway.core.content.Tree;
import io.slipway.core.graph.CriticalPath;
import io.slipway.core.graph.Dag;
import io.slipway.core.local.PlannedTask.Verdict;
import io.slipway.core.pipeline.Approval;
import io.slipway.core.pipeline.Condition;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.plan.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Works out what a run would do without doing it: looks every task up whose inputs are known, and says of the others
 * what they wait to learn. Confined to one thread.
 */
final class PlanPreview {
    /** Weight of a task of unknown duration: enough to make a longer chain of unknown tasks go first. */
    private static final Duration UNKNOWN = Duration.ofSeconds(1);

    private final Pipeline pipeline;
    private final ActionFactory actions;
    private final ActionCache cache;
    private final MissReason missReason;
    private final Durations durations;
    private final Map<TaskAddress, Tree> outputs = new HashMap<>();
    private final Map<TaskAddress, PlannedTask> planned = new TreeMap<>();

    PlanPreview(
            Pipeline pipeline, ActionFactory actions, ActionCache cache, MissReason missReason, Durations durations) {
        this.pipeline = pipeline;
        this.actions = actions;
        this.cache = cache;
        this.missReason = missReason;
        this.durations = durations;
    }

    /**
     * @param selected tasks, with all they need
     * @param rebuild whether every task would run though its result is there
     * @param objection why a task's condition does not hold already now; a condition that asks how needs end is taken to hold
     */
    LocalPlan of(Set<TaskAddress> selected, boolean rebuild, Function<Condition, Optional<String>> objection) {
        NavigableMap<TaskAddress, String> skipped = skipped(selected, objection);
        Set<TaskAddress> wanted = new LinkedHashSet<>(selected);
        wanted.removeAll(skipped.keySet());
        Dag<TaskAddress> graph = pipeline.graph().restrictedTo(wanted);
        for (TaskAddress task : graph.nodes()) planned.put(task, foresee(pipeline.get(task), graph, rebuild));
        CriticalPath<TaskAddress> path = CriticalPath.of(graph, this::millisToRun);
        List<TaskAddress> running = new ArrayList<>(path.path());
        running.removeIf(task -> isReused(foreseen(task)));
        return new LocalPlan(inOrderOfStart(graph, path), graph, running, skipped, approvals(graph), Optional.empty());
    }

    /** What is reused does not start, so nobody has to agree. */
    private NavigableMap<TaskAddress, Approval> approvals(Dag<TaskAddress> graph) {
        NavigableMap<TaskAddress, Approval> approvals = new TreeMap<>();
        for (TaskAddress address : graph.nodes()) {
            if (isReused(foreseen(address))) continue;
            pipeline.get(address).terms().approval().ifPresent(approval -> approvals.put(address, approval));
        }
        return approvals;
    }

    /** Those whose condition does not hold, and those that cannot do without one of them. */
    private NavigableMap<TaskAddress, String> skipped(
            Set<TaskAddress> selected, Function<Condition, Optional<String>> objection) {
        NavigableMap<TaskAddress, String> skipped = new TreeMap<>();
        for (TaskAddress address : pipeline.graph().restrictedTo(selected).nodes()) {
            Task task = pipeline.get(address);
            Optional<TaskAddress> missing = task.needs().stream()
                    .filter(need -> !need.optional() && !task.always() && task.waitsFor(need))
                    .map(Need::task)
                    .filter(skipped::containsKey)
                    .findFirst();
            missing.map(needed -> "needs " + needed + ", which is skipped")
                    .or(() -> task.when().flatMap(objection))
                    .ifPresent(why -> skipped.put(address, why));
        }
        return skipped;
    }

    private PlannedTask foresee(Task task, Dag<TaskAddress> graph, boolean rebuild) {
        TaskAddress address = task.address();
        Optional<Duration> expected = durations.expected(address);
        List<TaskAddress> unsure = new ArrayList<>();
        for (TaskAddress needed : graph.predecessors(address)) {
            PlannedTask before = planned.get(needed);
            if (before != null && before.verdict() != Verdict.REUSE) unsure.add(needed);
        }
        if (!task.kind().isReusable()) return runs(address, because(Kind.NOT_REUSABLE), unsure, expected);
        if (rebuild) return runs(address, because(Kind.REBUILD_ASKED), unsure, expected);
        return unsure.isEmpty() ? lookUp(task, expected) : unsure(task, unsure, expected);
    }

    private PlannedTask lookUp(Task task, Optional<Duration> expected) {
        TaskAddress address = task.address();
        Action action = actions.of(task, this::outputs);
        ActionKey key = action.key();
        Optional<ActionResult> result = cache.find(key);
        if (result.isEmpty()) return runs(address, missReason.of(address, action, key), List.of(), expected);
        outputs.put(address, result.get().outputs());
        return new PlannedTask(
                address,
                Verdict.REUSE,
                Optional.empty(),
                List.of(),
                Optional.of(result.get().wall()));
    }

    /**
     * What it needs will run and may make something new. If anything else about the task has changed it runs for sure;
     * so compare with the last time as if its needs made what they made then.
     */
    private PlannedTask unsure(Task task, List<TaskAddress> after, Optional<Duration> expected) {
        TaskAddress address = task.address();
        Optional<Action> before = missReason.lastAction(address);
        if (before.isEmpty()) return runs(address, because(Kind.NEVER_RAN), after, expected);
        Map<TaskAddress, Tree> then = before.get().needs();
        Action action = actions.of(
                task, needed -> after.contains(needed) ? Optional.ofNullable(then.get(needed)) : outputs(needed));
        if (action.key().equals(before.get().key())) {
            return new PlannedTask(address, Verdict.RUN_IF_CHANGED, Optional.empty(), after, expected);
        }
        return runs(address, Invalidation.between(before.get(), action), after, expected);
    }

    private Optional<Tree> outputs(TaskAddress task) {
        return Optional.ofNullable(outputs.get(task));
    }

    private static Invalidation because(Kind kind) {
        return Invalidation.because(kind, "");
    }

    private static PlannedTask runs(
            TaskAddress task, Invalidation because, List<TaskAddress> after, Optional<Duration> expected) {
        return new PlannedTask(task, Verdict.RUN, Optional.of(because), after, expected);
    }

    private long millisToRun(TaskAddress task) {
        PlannedTask plan = foreseen(task);
        return isReused(plan) ? 0 : plan.expected().orElse(UNKNOWN).toMillis();
    }

    private PlannedTask foreseen(TaskAddress task) {
        return requireNonNull(planned.get(task), "foreseen after what it needs");
    }

    private static boolean isReused(PlannedTask plan) {
        return plan.verdict() == Verdict.REUSE;
    }

    /** As the scheduler would take them with one slot: of those that are ready, the one with most work behind it. */
    private List<PlannedTask> inOrderOfStart(Dag<TaskAddress> graph, CriticalPath<TaskAddress> path) {
        PriorityQueue<TaskAddress> ready = new PriorityQueue<>(
                Comparator.comparingLong((TaskAddress task) -> -path.rank(task)).thenComparing(task -> task));
        Map<TaskAddress, Integer> missing = new HashMap<>();
        for (TaskAddress task : graph.nodes()) {
            int needs = graph.predecessors(task).size();
            missing.put(task, needs);
            if (needs == 0) ready.add(task);
        }
        List<PlannedTask> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            TaskAddress task = ready.remove();
            PlannedTask plan = planned.get(task);
            if (plan != null) order.add(plan);
            for (TaskAddress next : graph.successors(task)) {
                if (missing.merge(next, -1, Integer::sum) == 0) ready.add(next);
            }
        }
        return order;
    }
}

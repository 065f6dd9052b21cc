package io.slipway.core.bridge;

import io.slipway.core.graph.Dag;
import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.PlannedTask;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.plan.Shards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes jobs for a host of what a run would do now; none for what is reused. Immutable and deterministic.
 *
 * <p>A host whose jobs wait for each other gets {@link #inStages}: a job for each task, after the jobs of those it needs. A
 * host whose jobs all start at once gets {@link SelfContained}: each job runs what its tasks need by itself.
 */
public final class CommitJobs {
    /** A task that is handed these two does its part of the work, and may be there several times. */
    private static final List<String> PART = List.of("CI_NODE_INDEX", "CI_NODE_TOTAL");

    private final LocalPlan plan;
    private final Pipeline pipeline;
    private final Rules rules;
    private final LockGroups locks;
    private final Map<TaskAddress, PlannedTask> toRun = new LinkedHashMap<>();
    private final Dag<TaskAddress> graph;

    /**
     * What a host bears.
     *
     * @param mostJobs at once; when more had to be, several tasks share one
     * @param mostParts of one task
     * @param target how long a job should take that could be made shorter by more of them
     */
    public record Rules(int mostJobs, int mostParts, Duration target, MachineLabels labels) {
        public Rules {
            if (mostJobs < 1) throw new IllegalArgumentException("mostJobs: " + mostJobs + " (expected: >= 1)");
            if (mostParts < 1) throw new IllegalArgumentException("mostParts: " + mostParts + " (expected: >= 1)");
            if (target.isZero() || target.isNegative())
                throw new IllegalArgumentException("target: " + target + " (expected: longer than nothing)");
        }
    }

    public CommitJobs(LocalPlan plan, Pipeline pipeline, Rules rules) {
        this.plan = plan;
        this.pipeline = pipeline;
        this.rules = rules;
        this.locks = new LockGroups(pipeline);
        Map<TaskAddress, PlannedTask> planned = new HashMap<>();
        for (PlannedTask task : plan.tasks()) planned.put(task.task(), task);
        for (TaskAddress address : plan.graph().nodes()) {
            PlannedTask task = planned.get(address);
            if (task != null && task.verdict() != PlannedTask.Verdict.REUSE) toRun.put(address, task);
        }
        this.graph = plan.graph().restrictedTo(toRun.keySet());
    }

    /** Whether every result is there already. */
    public boolean isEmpty() {
        return toRun.isEmpty();
    }

    Dag<TaskAddress> graph() {
        return graph;
    }

    Task task(TaskAddress address) {
        return pipeline.get(address);
    }

    Optional<String> lock(TaskAddress address) {
        return locks.of(task(address));
    }

    Rules rules() {
        return rules;
    }

    /** How long tasks are thought to take that have to run. */
    Optional<Duration> expected(TaskAddress address) {
        return Optional.ofNullable(toRun.get(address)).flatMap(PlannedTask::expected);
    }

    /**
     * Whether there may be several of it, each with its part of the work. Not when another waits for it: that one would run
     * all of it once more.
     */
    boolean hasParts(TaskAddress address) {
        return task(address).pass().containsAll(PART)
                && graph.successors(address).isEmpty();
    }

    int parts(TaskAddress address, Duration target) {
        if (!hasParts(address)) return 1;
        return Shards.count(expected(address).orElse(Duration.ZERO), target, rules.mostParts());
    }

    CommitJob job(
            String name,
            int stage,
            List<TaskAddress> tasks,
            Optional<List<String>> needs,
            int parts,
            MachineLabels.Kind kind,
            Optional<String> lock) {
        List<String> junit = new ArrayList<>();
        Optional<Duration> timeout = Optional.of(Duration.ZERO);
        Duration expected = Duration.ZERO;
        for (TaskAddress address : tasks) {
            Task task = task(address);
            timeout = timeout.flatMap(sum -> task.timeout().map(sum::plus));
            expected = expected.plus(expected(address).orElse(Duration.ZERO));
            if (task.reports().containsKey("junit"))
                for (String pattern :
                        task.reports().get("junit").in(task.directory()).patterns())
                    if (!pattern.startsWith("!")) junit.add(pattern);
        }
        return new CommitJob(
                name, stage, tasks, needs, parts, rules.labels().texts(kind), lock, timeout, junit, expected);
    }

    /**
     * A job for each task, after the jobs of those it needs; with more tasks than jobs, those that may run at the same time,
     * on the same machines and under the same lock share jobs, as equal as can be; with more stages than jobs, jobs run by
     * themselves what their tasks need. In order of stages. O(tasks + edges).
     *
     * @param mostNeeds of one job; with more it waits for all of the stages before
     * @throws IllegalArgumentException when even so there would be too many jobs
     */
    public List<CommitJob> inStages(int mostNeeds) {
        Map<TaskAddress, Integer> stages = stages();
        List<CommitJob> jobs = toRun.size() <= rules.mostJobs() ? oneByOne(stages, mostNeeds) : together(stages);
        return jobs.stream().sorted(Comparator.comparingInt(CommitJob::stage)).toList();
    }

    /** How many tasks that have to run come before it at most. What is reused in between counts for nothing. */
    private Map<TaskAddress, Integer> stages() {
        Map<TaskAddress, Integer> stages = new HashMap<>();
        for (TaskAddress address : plan.graph().nodes()) {
            int stage = 0;
            for (TaskAddress before : plan.graph().predecessors(address))
                stage = Math.max(stage, stages.getOrDefault(before, 0) + (toRun.containsKey(before) ? 1 : 0));
            stages.put(address, stage);
        }
        return stages;
    }

    private List<CommitJob> oneByOne(Map<TaskAddress, Integer> stages, int mostNeeds) {
        Duration target = rules.target();
        while (jobsWithParts(target) > rules.mostJobs()) target = target.multipliedBy(2);
        List<CommitJob> jobs = new ArrayList<>();
        for (TaskAddress address : toRun.keySet()) {
            List<String> needs = graph.predecessors(address).stream()
                    .map(TaskAddress::toString)
                    .toList();
            jobs.add(job(
                    address.toString(),
                    stages.getOrDefault(address, 0),
                    List.of(address),
                    needs.size() <= mostNeeds ? Optional.of(needs) : Optional.empty(),
                    parts(address, target),
                    rules.labels().of(task(address)),
                    lock(address)));
        }
        return jobs;
    }

    private long jobsWithParts(Duration target) {
        long jobs = 0;
        for (TaskAddress address : toRun.keySet()) jobs += parts(address, target);
        return jobs;
    }

    /** What may share a job. */
    private record Group(int stage, String lock, MachineLabels.Kind kind) {}

    private List<CommitJob> together(Map<TaskAddress, Integer> stages) {
        Map<Group, List<TaskAddress>> groups = new LinkedHashMap<>();
        for (TaskAddress address : toRun.keySet()) {
            Group group = new Group(
                    stages.getOrDefault(address, 0),
                    lock(address).orElse(""),
                    rules.labels().of(task(address)));
            groups.computeIfAbsent(group, any -> new ArrayList<>()).add(address);
        }
        if (groups.size() > rules.mostJobs()) return SelfContained.jobs(this);
        int[] shards = room(groups.values().stream().map(List::size).toList(), rules.mostJobs());
        List<CommitJob> jobs = new ArrayList<>();
        Map<Integer, Integer> numbers = new HashMap<>();
        int at = 0;
        for (Map.Entry<Group, List<TaskAddress>> entry : groups.entrySet()) {
            Group group = entry.getKey();
            for (Shards.Shard<TaskAddress> shard : Shards.balance(entry.getValue(), this::expected, shards[at++])) {
                int number = numbers.merge(group.stage(), 1, Integer::sum);
                jobs.add(job(
                        "tasks " + (group.stage() + 1) + "." + number,
                        group.stage(),
                        shard.items(),
                        Optional.empty(),
                        1,
                        group.kind(),
                        Optional.of(group.lock()).filter(lock -> !lock.isEmpty())));
            }
        }
        return jobs;
    }

    /** So many jobs for each group of so many items, at least one and by size, {@code most} together. */
    static int[] room(List<Integer> sizes, int most) {
        long items = sizes.stream().mapToLong(Integer::longValue).sum();
        long spare = (long) most - sizes.size();
        int[] room = new int[sizes.size()];
        for (int i = 0; i < room.length; i++)
            room[i] = (int) Math.min(sizes.get(i), 1 + spare * sizes.get(i) / Math.max(1, items));
        return room;
    }
}

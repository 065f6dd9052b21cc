package io.slipway.gitlab.plan;

import io.slipway.core.graph.Dag;
import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.PlannedTask;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.plan.Shards;
import io.slipway.gitlab.write.ChildJob;
import io.slipway.gitlab.write.ChildPipeline;
import io.slipway.gitlab.write.Trust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a child pipeline of what a run would do now: a job for each task that has or may have to run, after the jobs of those
 * it needs; none for what is reused. Stateless and deterministic; O(tasks + edges).
 */
public final class CommitPlan {
    /** A task that is handed these two does its part of the work, and may be there several times. */
    private static final List<String> PART = List.of("CI_NODE_INDEX", "CI_NODE_TOTAL");

    private CommitPlan() {}

    /**
     * How jobs are written.
     *
     * @param command that starts Slipway in a job, for a shell
     * @param tags of every job
     * @param requiresAsTags whether what a task requires exactly is a tag too
     * @param shardTarget how long one part of a task should take
     * @param mostJobs in one child pipeline; when more had to be, several tasks share one
     * @param store the directory that carries results, relative to the project; absent when all jobs see one store
     */
    public record Settings(
            String command,
            List<String> tags,
            boolean requiresAsTags,
            Duration shardTarget,
            int mostJobs,
            Optional<String> store,
            Trust trust) {
        public Settings {
            tags = List.copyOf(tags);
            if (mostJobs < 1) throw new IllegalArgumentException("mostJobs: " + mostJobs + " (expected: >= 1)");
        }
    }

    public static ChildPipeline of(LocalPlan plan, Pipeline pipeline, Settings settings) {
        Map<TaskAddress, PlannedTask> toRun = new LinkedHashMap<>();
        Map<TaskAddress, Integer> levels = new HashMap<>();
        Map<TaskAddress, PlannedTask> planned = new HashMap<>();
        for (PlannedTask task : plan.tasks()) planned.put(task.task(), task);
        for (TaskAddress address : plan.graph().nodes()) {
            PlannedTask task = planned.get(address);
            int level = 0;
            for (TaskAddress before : plan.graph().predecessors(address)) {
                level = Math.max(level, levels.getOrDefault(before, 0) + (toRun.containsKey(before) ? 1 : 0));
            }
            levels.put(address, level);
            if (task != null && task.verdict() != PlannedTask.Verdict.REUSE) toRun.put(address, task);
        }
        if (toRun.isEmpty())
            return new ChildPipeline(List.of(ChildPipeline.nothingToDo()), Optional.empty(), settings.trust());
        List<ChildJob> jobs = new ArrayList<>(
                toRun.size() <= settings.mostJobs()
                        ? oneByOne(plan.graph(), pipeline, toRun, levels, settings)
                        : together(toRun, levels, settings));
        jobs.sort(Comparator.comparing(
                (ChildJob job) -> Integer.parseInt(job.stage().substring("slipway-".length()))));
        if (settings.store().isPresent()) jobs.add(keeping(settings));
        return new ChildPipeline(jobs, settings.store(), settings.trust());
    }

    private static List<ChildJob> oneByOne(
            Dag<TaskAddress> graph,
            Pipeline pipeline,
            Map<TaskAddress, PlannedTask> toRun,
            Map<TaskAddress, Integer> levels,
            Settings settings) {
        List<ChildJob> jobs = new ArrayList<>();
        toRun.forEach((address, planned) -> {
            Task task = pipeline.get(address);
            List<String> needs = new ArrayList<>();
            for (TaskAddress before : graph.predecessors(address))
                if (toRun.containsKey(before)) needs.add(before.toString());
            int shards = task.pass().containsAll(PART)
                    ? Shards.count(planned.expected().orElse(Duration.ZERO), settings.shardTarget(), 200)
                    : 1;
            jobs.add(new ChildJob(
                    address.toString(),
                    stage(levels, address),
                    List.of(settings.command() + " run " + shellQuoted(address.toString())),
                    needs.size() <= ChildPipeline.MOST_NEEDS ? Optional.of(needs) : Optional.empty(),
                    shards,
                    tags(task, settings),
                    task.locks().stream().findFirst(),
                    task.timeout().map(timeout -> timeout.plusMinutes(5)), // what Slipway itself takes comes on top
                    junit(task),
                    settings.store().map(store -> List.of(store + "/")).orElse(List.of()),
                    false));
        });
        return jobs;
    }

    /** Too many for one pipeline: those that may run at the same time share jobs, as equal as can be. */
    private static List<ChildJob> together(
            Map<TaskAddress, PlannedTask> toRun, Map<TaskAddress, Integer> levels, Settings settings) {
        Map<Integer, List<TaskAddress>> byLevel = new TreeMap<>();
        toRun.keySet()
                .forEach(task -> byLevel.computeIfAbsent(levels.getOrDefault(task, 0), any -> new ArrayList<>())
                        .add(task));
        int perLevel = Math.max(1, settings.mostJobs() / byLevel.size());
        List<ChildJob> jobs = new ArrayList<>();
        byLevel.forEach((level, tasks) -> {
            List<Shards.Shard<TaskAddress>> shards = Shards.balance(
                    tasks,
                    task -> Optional.ofNullable(toRun.get(task)).flatMap(PlannedTask::expected),
                    Math.min(perLevel, tasks.size()));
            for (int i = 0; i < shards.size(); i++) {
                StringBuilder line = new StringBuilder(settings.command()).append(" run");
                for (TaskAddress task : shards.get(i).items()) line.append(' ').append(shellQuoted(task.toString()));
                jobs.add(new ChildJob(
                        "tasks " + (level + 1) + "." + (i + 1),
                        "slipway-" + (level + 1),
                        List.of(line.toString()),
                        Optional.empty(),
                        1,
                        settings.tags(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        settings.store().map(store -> List.of(store + "/")).orElse(List.of()),
                        false));
            }
        });
        return jobs;
    }

    /** Results come from all jobs as artifacts; this one alone puts them into the cache, so that none overwrites another's. */
    private static ChildJob keeping(Settings settings) {
        return new ChildJob(
                "keep results",
                "slipway-keep",
                List.of(settings.command() + " save"),
                Optional.empty(),
                1,
                settings.tags(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                true);
    }

    private static String stage(Map<TaskAddress, Integer> levels, TaskAddress task) {
        return "slipway-" + (levels.getOrDefault(task, 0) + 1);
    }

    private static List<String> tags(Task task, Settings settings) {
        Set<String> tags = new LinkedHashSet<>(settings.tags());
        if (settings.requiresAsTags()) {
            task.requires().texts().forEach((label, range) -> {
                if (range.matches("[A-Za-z0-9._-]+"))
                    tags.add(label.equals("os") || label.equals("arch") ? range : label + "-" + range);
            });
        }
        return List.copyOf(tags);
    }

    private static List<String> junit(Task task) {
        List<String> patterns = new ArrayList<>();
        if (task.reports().containsKey("junit"))
            for (String pattern :
                    task.reports().get("junit").in(task.directory()).patterns())
                if (!pattern.startsWith("!")) patterns.add(pattern);
        return patterns;
    }

    private static String shellQuoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

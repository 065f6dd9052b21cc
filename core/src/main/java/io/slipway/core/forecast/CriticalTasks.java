package io.slipway.core.forecast;

import io.slipway.core.graph.CriticalPath;
import io.slipway.core.graph.Dag;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tasks decide when a run is done: the heaviest chain of what is left, a task's time being what it runs and what it
 * waits after its needs are done. Immutable.
 *
 * <p>Slack is how much longer a task may take before the end moves (Kelley and Walker 1959); drag how much earlier the end
 * would be without the task (Devaux 1999): the length less that of the graph with the task at no time.
 *
 * @param length of the chain
 * @param chain its tasks, first to last
 * @param tasks all that are left, in topological order
 */
public record CriticalTasks(Duration length, List<Figures> chain, List<Figures> tasks) {
    /**
     * One task.
     *
     * @param time how long it waits after its needs, and runs
     * @param drag zero for a task that is not in the chain
     */
    public record Figures(TaskAddress task, Duration time, Duration slack, Duration drag) {}

    public CriticalTasks {
        chain = List.copyOf(chain);
        tasks = List.copyOf(tasks);
    }

    static CriticalTasks of(Situation situation, Outlook outlook, RunId run, Pipeline pipeline) {
        Outlook typical = new Outlook() {
            @Override
            public Duration quantile(TaskAddress task, double probability, Duration elapsed) {
                return outlook.quantile(task, 0.5, elapsed);
            }

            @Override
            public double reuse(TaskAddress task) {
                return outlook.reuse(task) > 0.5 ? 1 : 0;
            }
        };
        Sample sample = new Future(situation.withoutArrivals(), typical, new Draw(0, 0), Map.of()).run(List.of());
        Dag<TaskAddress> dag = pipeline.graph();
        Map<TaskAddress, Long> time = new HashMap<>();
        for (TaskAddress task : dag.nodes()) {
            long end = sample.end().getOrDefault(new TaskOf(run, task), 0L);
            long needed = 0;
            for (TaskAddress need : dag.predecessors(task))
                needed = Math.max(needed, sample.end().getOrDefault(new TaskOf(run, need), 0L));
            time.put(task, Math.max(0, end - needed));
        }
        return of(dag, time);
    }

    static CriticalTasks of(Dag<TaskAddress> dag, Map<TaskAddress, Long> time) {
        CriticalPath<TaskAddress> path = CriticalPath.of(dag, task -> time.getOrDefault(task, 0L));
        Map<TaskAddress, Long> starts = new HashMap<>();
        List<Figures> tasks = new ArrayList<>();
        Map<TaskAddress, Figures> byTask = new HashMap<>();
        for (TaskAddress task : dag.nodes()) {
            long start = 0;
            for (TaskAddress need : dag.predecessors(task))
                start = Math.max(start, starts.getOrDefault(need, 0L) + time.getOrDefault(need, 0L));
            starts.put(task, start);
            long own = time.getOrDefault(task, 0L);
            if (own == 0) continue;
            boolean critical = path.path().contains(task);
            long slack = path.length() - start - path.rank(task);
            long drag = critical
                    ? path.length()
                            - CriticalPath.of(dag, other -> other.equals(task) ? 0 : time.getOrDefault(other, 0L))
                                    .length()
                    : 0;
            Figures figures = new Figures(task, Duration.ofNanos(own), Duration.ofNanos(slack), Duration.ofNanos(drag));
            tasks.add(figures);
            byTask.put(task, figures);
        }
        List<Figures> chain = new ArrayList<>();
        for (TaskAddress task : path.path()) if (byTask.containsKey(task)) chain.add(byTask.get(task));
        return new CriticalTasks(Duration.ofNanos(path.length()), chain, tasks);
    }
}

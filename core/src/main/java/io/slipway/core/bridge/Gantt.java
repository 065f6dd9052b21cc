package io.slipway.core.bridge;

import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.PlannedTask;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A plan or a run as bars over time, in a Mermaid block that GitHub and GitLab draw; empty when nothing ran or will.
 * Stateless; O(tasks + edges).
 */
public final class Gantt {
    private static final Duration UNKNOWN = Duration.ofSeconds(1);

    /** More bars nobody can read, and Mermaid draws no more than 50,000 characters. */
    private static final int MOST_BARS = 300;

    private Gantt() {}

    /** Each bar begins when the last task that it needs is done; what is reused has none. */
    static String of(LocalPlan plan) {
        StringBuilder text = new StringBuilder();
        Map<TaskAddress, Long> done = new HashMap<>();
        Map<TaskAddress, PlannedTask> byAddress = new HashMap<>();
        for (PlannedTask task : plan.tasks()) byAddress.put(task.task(), task);
        int bars = 0;
        for (TaskAddress address : plan.graph().nodes()) {
            PlannedTask task = byAddress.get(address);
            long start = 0;
            for (TaskAddress before : plan.graph().predecessors(address))
                start = Math.max(start, done.getOrDefault(before, 0L));
            long end = start;
            if (task != null && task.verdict() != PlannedTask.Verdict.REUSE) {
                end += Math.max(1, task.expected().orElse(UNKNOWN).toMillis());
                if (bars++ < MOST_BARS) bar(text, address, "", start, end);
            }
            done.put(address, end);
        }
        return chart(text);
    }

    /** Bars are as it went. */
    public static String of(RunSummary run) {
        Optional<Instant> first =
                run.tasks().stream().flatMap(task -> task.startedAt().stream()).min(Instant::compareTo);
        StringBuilder text = new StringBuilder();
        int bars = 0;
        for (TaskSummary task : run.tasks()) {
            if (task.startedAt().isEmpty() || first.isEmpty() || bars++ >= MOST_BARS) continue;
            long start = Duration.between(first.get(), task.startedAt().get()).toMillis();
            long end = start + Math.max(1, task.usage().wall().toMillis());
            bar(text, task.task(), task.state() == TaskState.FAILED ? "crit, " : "done, ", start, end);
        }
        return chart(text);
    }

    private static void bar(StringBuilder text, TaskAddress task, String state, long start, long end) {
        // A colon or a comma would end the name, and a semicolon or # the line.
        String name = task.toString().replaceAll("[:;,#]", " ");
        text.append("  ").append(name).append(" :").append(state);
        text.append(start).append(", ").append(end).append('\n');
    }

    private static String chart(StringBuilder bars) {
        if (bars.length() == 0) return "";
        return "\n```mermaid\ngantt\n  dateFormat x\n  axisFormat %M:%S\n" + bars + "```\n";
    }
}

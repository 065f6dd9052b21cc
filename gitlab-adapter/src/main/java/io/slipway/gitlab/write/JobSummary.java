package io.slipway.gitlab.write;

import io.slipway.core.graph.Dag;
import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.PlannedTask;
import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A plan as Markdown with a Mermaid gantt, which GitLab draws. Stateless; O(tasks + edges). */
public final class JobSummary {
    private static final Duration UNKNOWN = Duration.ofSeconds(1);

    private JobSummary() {}

    public static String of(LocalPlan plan) {
        long reused = plan.tasks().stream()
                .filter(task -> task.verdict() == PlannedTask.Verdict.REUSE)
                .count();
        StringBuilder text = new StringBuilder("## Slipway\n\n");
        text.append(plan.tasks().size() - reused)
                .append(" to run, ")
                .append(reused)
                .append(" reused");
        if (!plan.criticalPath().isEmpty())
            text.append("; longest chain ")
                    .append(plan.criticalPathKnown().toSeconds())
                    .append(" s known, ")
                    .append(plan.criticalPathUnknown())
                    .append(" never ran");
        text.append("\n\n| task | | because |\n|---|---|---|\n");
        for (PlannedTask task : plan.tasks()) {
            String because = task.because()
                    .map(why ->
                            why.causes().isEmpty() ? "" : why.causes().get(0).text())
                    .orElse("");
            text.append("| `")
                    .append(task.task())
                    .append("` | ")
                    .append(word(task.verdict()))
                    .append(" | ")
                    .append(escaped(because))
                    .append(" |\n");
        }
        if (reused < plan.tasks().size()) gantt(plan, text);
        return text.toString();
    }

    private static String word(PlannedTask.Verdict verdict) {
        return switch (verdict) {
            case REUSE -> "reused";
            case RUN -> "runs";
            case RUN_IF_CHANGED -> "runs if what it needs changed";
        };
    }

    /** With as many machines as are wanted: each task begins when the last that it needs is done. */
    private static void gantt(LocalPlan plan, StringBuilder text) {
        text.append("\n```mermaid\ngantt\n  dateFormat X\n  axisFormat %M:%S\n");
        Map<TaskAddress, Long> done = new HashMap<>();
        Map<TaskAddress, PlannedTask> byAddress = new HashMap<>();
        for (PlannedTask task : plan.tasks()) byAddress.put(task.task(), task);
        Dag<TaskAddress> graph = plan.graph();
        for (TaskAddress address : graph.nodes()) {
            PlannedTask task = byAddress.get(address);
            long start = 0;
            for (TaskAddress before : graph.predecessors(address))
                start = Math.max(start, done.getOrDefault(before, 0L));
            boolean runs = task != null && task.verdict() != PlannedTask.Verdict.REUSE;
            long end = start;
            if (runs && task != null) {
                end += Math.max(1, task.expected().orElse(UNKNOWN).toSeconds());
                text.append("  ")
                        .append(address.service())
                        .append(" ")
                        .append(address.task())
                        .append(" :")
                        .append(start)
                        .append(", ")
                        .append(end)
                        .append('\n');
            }
            done.put(address, end);
        }
        text.append("```\n");
    }

    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("`", "'");
    }
}

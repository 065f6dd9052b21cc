package io.slipway.cli.view;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.PastRun;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A run on record as a page of Markdown, with a gantt that GitHub and GitLab draw. */
public final class RunReport {
    /** Mermaid draws no more than 50,000 characters, and nobody reads more bars. */
    private static final int MOST_BARS = 200;

    private RunReport() {}

    public static String markdown(PastRun run) {
        RunSummary summary = run.summary();
        Tally tally = Tally.of(summary);
        StringBuilder text = new StringBuilder("## Slipway: ");
        text.append(ending(run, summary)).append("\n\n");
        text.append(Amounts.count(tally.tasks(), "task")).append(" in ").append(Amounts.duration(summary.wall()));
        text.append(": ")
                .append(tally.ran())
                .append(" ran, ")
                .append(tally.reused())
                .append(" reused, ");
        text.append(tally.failed()).append(" failed, ").append(tally.skipped()).append(" skipped.\n");
        if (!summary.savedByCache().isZero())
            text.append("Saved ")
                    .append(Amounts.duration(summary.savedByCache()))
                    .append(" by reuse.\n");
        if (!summary.criticalPath().isEmpty())
            text.append("Critical path ")
                    .append(Amounts.duration(summary.criticalPathLength()))
                    .append(": `")
                    .append(SummaryText.path(summary.criticalPath()))
                    .append("`.\n");
        failures(summary.tasks(), text);
        approvals(run, text);
        text.append("\n| task | | took | because |\n|---|---|---|---|\n");
        for (TaskSummary task : summary.tasks()) row(task, text);
        gantt(summary.tasks(), text);
        return text.toString();
    }

    private static String ending(PastRun run, RunSummary summary) {
        if (run.hasEnded()) return summary.result().name().toLowerCase(Locale.ROOT);
        return summary.result() == RunResult.WAITING ? "waits for approval" : "not ended";
    }

    private static void failures(List<TaskSummary> tasks, StringBuilder text) {
        String before = "\n### Failed\n\n";
        for (TaskSummary task : tasks) {
            if (task.state() != TaskState.FAILED) continue;
            text.append(before).append("- `").append(task.task()).append("`: ");
            text.append(safe(task.outcome().map(outcome -> outcome.message()).orElse("gave up")))
                    .append('\n');
            before = "";
        }
    }

    private static void approvals(PastRun run, StringBuilder text) {
        String before = "\n### Approved\n\n";
        for (JournalEntry entry : run.entries()) {
            if (!(entry.event() instanceof RunEvent.TaskApproved approved)) continue;
            text.append(before).append("- `").append(approved.task()).append("` by ");
            text.append(safe(approved.by())).append(" at ").append(entry.at()).append('\n');
            before = "";
        }
    }

    private static void row(TaskSummary task, StringBuilder text) {
        boolean ran = task.attempts() > 0;
        String because = task.because()
                .filter(why -> !why.causes().isEmpty())
                .map(why -> why.causes().get(0).text())
                .orElse("");
        text.append("| `").append(task.task()).append("` | ");
        text.append(task.state().name().toLowerCase(Locale.ROOT));
        if (task.attempts() > 1) text.append(", attempt ").append(task.attempts());
        text.append(" | ").append(ran ? Amounts.duration(task.usage().wall()) : "");
        text.append(" | ").append(safe(because)).append(" |\n");
    }

    private static void gantt(List<TaskSummary> tasks, StringBuilder text) {
        Optional<Instant> first =
                tasks.stream().flatMap(task -> task.startedAt().stream()).min(Instant::compareTo);
        if (first.isEmpty()) return;
        text.append("\n```mermaid\ngantt\n  dateFormat x\n  axisFormat %M:%S\n");
        int bars = 0;
        for (TaskSummary task : tasks) {
            if (task.startedAt().isEmpty() || bars++ >= MOST_BARS) continue;
            long start = Duration.between(first.get(), task.startedAt().get()).toMillis();
            long end = start + Math.max(1, task.usage().wall().toMillis());
            // a colon or a comma would end the name, and a semicolon or # the line
            String name = task.task().toString().replaceAll("[:;,#]", " ");
            text.append("  ").append(name).append(" :").append(task.state() == TaskState.FAILED ? "crit" : "done");
            text.append(", ").append(start).append(", ").append(end).append('\n');
        }
        text.append("```\n");
        if (bars > MOST_BARS) text.append("\n… and ").append(bars - MOST_BARS).append(" more tasks ran.\n");
    }

    /** On one line, and no markup of it counts. */
    private static String safe(String plain) {
        StringBuilder safe = new StringBuilder(plain.length());
        plain.replaceAll("\\p{Cntrl}+", " ").codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '\\', '|', '`', '*', '_', '[', ']', '!', '#', '~', '@' ->
                    safe.append('\\').appendCodePoint(c);
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}

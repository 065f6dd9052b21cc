package io.slipway.cli.view;

import io.slipway.core.bridge.Gantt;
import io.slipway.core.bridge.SafeText;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.PastRun;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.TaskState;
import java.util.List;
import java.util.Locale;

/** A run on record as a page of Markdown, with a gantt that GitHub and GitLab draw. */
public final class RunReport {
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
        overdue(run, text);
        approvals(run, text);
        text.append("\n| task | | took | because |\n|---|---|---|---|\n");
        for (TaskSummary task : summary.tasks()) row(task, text);
        return text.append(Gantt.of(summary)).toString();
    }

    /** The same as one JSON object. Names freeze. */
    public static String json(PastRun run) {
        RunSummary summary = run.summary();
        Tally tally = Tally.of(summary);
        return Json.object(json -> {
            json.writeStringField("type", "report");
            json.writeStringField("run", run.id().value());
            json.writeStringField("result", run.hasEnded() ? Json.name(summary.result()) : notEnded(summary));
            Json.millis(json, "wallMillis", summary.wall());
            json.writeNumberField("ran", tally.ran());
            json.writeNumberField("reused", tally.reused());
            json.writeNumberField("failed", tally.failed());
            json.writeNumberField("skipped", tally.skipped());
            Json.millis(json, "savedByCacheMillis", summary.savedByCache());
            Json.tasks(json, "criticalPath", summary.criticalPath());
            Json.millis(json, "criticalPathMillis", summary.criticalPathLength());
            json.writeArrayFieldStart("tasks");
            for (TaskSummary task : summary.tasks()) {
                json.writeStartObject();
                json.writeStringField("task", task.task().toString());
                json.writeStringField("state", Json.name(task.state()));
                json.writeNumberField("attempts", task.attempts());
                if (task.attempts() > 0)
                    Json.millis(json, "wallMillis", task.usage().wall());
                if (!because(task).isEmpty()) json.writeStringField("because", because(task));
                if (task.state() == TaskState.FAILED) json.writeStringField("failure", failure(task));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static String notEnded(RunSummary summary) {
        return summary.result() == RunResult.WAITING ? "waiting" : "notEnded";
    }

    private static String because(TaskSummary task) {
        return task.because()
                .filter(why -> !why.causes().isEmpty())
                .map(why -> why.causes().get(0).text())
                .orElse("");
    }

    private static String failure(TaskSummary task) {
        return task.outcome().map(outcome -> outcome.message()).orElse("gave up");
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
            text.append(SafeText.markdown(failure(task))).append('\n');
            before = "";
        }
    }

    private static void overdue(PastRun run, StringBuilder text) {
        String before = "\n### Took longer than 99 in 100 of their runs\n\n";
        for (JournalEntry entry : run.entries()) {
            if (!(entry.event() instanceof RunEvent.AttemptOverdue overdue)) continue;
            text.append(before).append("- `").append(overdue.task()).append("`: more than ");
            text.append(Amounts.duration(overdue.usual())).append('\n');
            before = "";
        }
    }

    private static void approvals(PastRun run, StringBuilder text) {
        String before = "\n### Approved\n\n";
        for (JournalEntry entry : run.entries()) {
            if (!(entry.event() instanceof RunEvent.TaskApproved approved)) continue;
            text.append(before).append("- `").append(approved.task()).append("` by ");
            text.append(SafeText.markdown(approved.by()))
                    .append(" at ")
                    .append(entry.at())
                    .append('\n');
            before = "";
        }
    }

    private static void row(TaskSummary task, StringBuilder text) {
        boolean ran = task.attempts() > 0;
        text.append("| `").append(task.task()).append("` | ");
        text.append(task.state().name().toLowerCase(Locale.ROOT));
        if (task.attempts() > 1) text.append(", attempt ").append(task.attempts());
        text.append(" | ").append(ran ? Amounts.duration(task.usage().wall()) : "");
        text.append(" | ").append(SafeText.markdown(because(task))).append(" |\n");
    }
}

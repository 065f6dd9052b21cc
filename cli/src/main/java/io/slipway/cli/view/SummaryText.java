package io.slipway.cli.view;

import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.util.List;

/** The last lines of a run: how it ended, what was slow, what was saved. */
final class SummaryText {
    private static final int LONGEST_PATH = 6;

    private final Style style;

    SummaryText(Style style) {
        this.style = style;
    }

    String of(RunSummary summary) {
        Tally tally = Tally.of(summary);
        StringBuilder text = new StringBuilder();
        text.append(result(summary)).append(" in ").append(Amounts.duration(summary.wall()));
        text.append(": ").append(Amounts.count(tally.tasks(), "task"));
        append(text, tally.ran(), "ran");
        append(text, tally.reused(), "reused");
        append(text, tally.retried(), "tried again");
        append(text, tally.failed(), "failed");
        append(text, tally.stopped(), "stopped");
        append(text, tally.skipped(), "skipped");
        text.append('\n');
        if (!summary.criticalPath().isEmpty()) {
            text.append("critical path ").append(Amounts.duration(summary.criticalPathLength()));
            text.append(": ").append(path(summary.criticalPath())).append('\n');
        }
        appendSaved(text, summary.savedByCache(), summary.savedByParallelism());
        return text.toString();
    }

    private String result(RunSummary summary) {
        return switch (summary.result()) {
            case SUCCEEDED -> style.green("succeeded");
            case FAILED -> style.red("failed");
            case CANCELLED -> style.yellow("interrupted");
            case WAITING -> style.yellow("waits for approval");
        };
    }

    private static void append(StringBuilder text, int count, String what) {
        if (count > 0) text.append(", ").append(count).append(' ').append(what);
    }

    /** The whole path, or its ends when it is long. */
    static String path(List<TaskAddress> path) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < path.size(); i++) {
            if (path.size() > LONGEST_PATH && i == LONGEST_PATH / 2) {
                int left = path.size() - LONGEST_PATH;
                text.append(" > ... ").append(left).append(" more ...");
                i += left;
            }
            if (text.length() > 0) text.append(" > ");
            text.append(path.get(i));
        }
        return text.toString();
    }

    private static void appendSaved(StringBuilder text, Duration byCache, Duration byParallelism) {
        boolean cache = isWorthSaying(byCache);
        boolean parallelism = isWorthSaying(byParallelism);
        if (!cache && !parallelism) return;
        text.append("saved ");
        if (cache) text.append(Amounts.duration(byCache)).append(" by reuse");
        if (cache && parallelism) text.append(", ");
        if (parallelism) text.append(Amounts.duration(byParallelism)).append(" by running side by side");
        text.append('\n');
    }

    private static boolean isWorthSaying(Duration saved) {
        return saved.toMillis() >= 10;
    }
}

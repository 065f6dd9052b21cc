package io.slipway.core.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.PlannedTask;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A plan or a run as Markdown with a Mermaid gantt, as hosts draw it; never larger than it may be: rows go first, then the
 * gantt. Stateless; O(tasks + edges).
 */
public final class Page {
    private static final int MOST_FAILED_TESTS = 50;

    private Page() {}

    /** What would run, and why; each bar begins when the last task that it needs is done. */
    public static String of(LocalPlan plan, int mostBytes) {
        long reused = plan.tasks().stream()
                .filter(task -> task.verdict() == PlannedTask.Verdict.REUSE)
                .count();
        StringBuilder head = new StringBuilder("## Slipway\n\n");
        head.append(plan.tasks().size() - reused)
                .append(" to run, ")
                .append(reused)
                .append(" reused");
        if (!plan.criticalPath().isEmpty())
            head.append("; longest chain ")
                    .append(plan.criticalPathKnown().toSeconds())
                    .append(" s known, ")
                    .append(plan.criticalPathUnknown())
                    .append(" never ran");
        List<String> rows = new ArrayList<>();
        for (PlannedTask task : plan.tasks()) {
            String because = task.because()
                    .map(why ->
                            why.causes().isEmpty() ? "" : why.causes().get(0).text())
                    .orElse("");
            rows.add(row(task.task(), word(task.verdict()), because));
        }
        return bounded(head.toString(), rows, Gantt.of(plan), mostBytes);
    }

    private static String word(PlannedTask.Verdict verdict) {
        return switch (verdict) {
            case REUSE -> "reused";
            case RUN -> "runs";
            case RUN_IF_CHANGED -> "runs if what it needs changed";
        };
    }

    /** What became of a run; bars are as it went. */
    public static String of(RunSummary run, TestResults tests, int mostBytes) {
        long reused = run.tasks().stream()
                .filter(task -> task.state() == TaskState.REUSED)
                .count();
        long failed = run.tasks().stream()
                .filter(task -> task.state() == TaskState.FAILED)
                .count();
        StringBuilder head = new StringBuilder("## Slipway\n\n");
        head.append(run.tasks().size()).append(" tasks, ").append(reused).append(" reused, ");
        head.append(failed).append(" failed, in ").append(seconds(run.wall()));
        if (!run.savedByCache().isZero())
            head.append("; ").append(seconds(run.savedByCache())).append(" saved by reuse");
        tests(tests, head);
        List<String> rows = new ArrayList<>();
        for (TaskSummary task : run.tasks()) {
            String why = task.outcome()
                    .filter(outcome -> !outcome.isSuccess())
                    .map(outcome -> outcome.message())
                    .or(() -> task.because()
                            .filter(because -> !because.causes().isEmpty())
                            .map(because -> because.causes().get(0).text()))
                    .orElse("");
            String time = task.state() == TaskState.REUSED
                    ? ""
                    : " " + seconds(task.usage().wall());
            rows.add(row(task.task(), word(task.state()) + time, why));
        }
        return bounded(head.toString(), rows, Gantt.of(run), mostBytes);
    }

    static String word(TaskState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void tests(TestResults tests, StringBuilder head) {
        if (tests.count() == 0) return;
        head.append("\n\n")
                .append(tests.count())
                .append(" tests, ")
                .append(tests.failures().size())
                .append(" failed, ")
                .append(tests.skipped())
                .append(" skipped");
        if (tests.failures().isEmpty()) return;
        head.append('\n');
        for (TestResults.Failure failure : tests.failures()
                .subList(0, Math.min(MOST_FAILED_TESTS, tests.failures().size())))
            head.append("\n- ")
                    .append(SafeText.markdown(cut(failure.test(), 200)))
                    .append(": ")
                    .append(SafeText.markdown(cut(failure.message(), 300)));
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, text.offsetByCodePoints(0, most / 2)) + "…";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static String row(TaskAddress task, String what, String because) {
        return "| `" + task + "` | " + what + " | " + SafeText.markdown(because) + " |\n";
    }

    private static String bounded(String head, List<String> rows, String gantt, int mostBytes) {
        String begin = head + "\n\n| task | | because |\n|---|---|---|\n";
        int reserved = bytes(begin) + 100;
        String drawn = reserved + bytes(gantt) <= mostBytes ? gantt : "";
        int room = mostBytes - reserved - bytes(drawn);
        StringBuilder text = new StringBuilder(begin);
        int shown = 0;
        for (String row : rows) {
            room -= bytes(row);
            if (room < 0) break;
            text.append(row);
            shown++;
        }
        if (shown < rows.size())
            text.append("\n… and ").append(rows.size() - shown).append(" more tasks\n");
        return text.append(drawn).toString();
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}

package io.slipway.cli.view;

import io.slipway.core.estimate.ChangePoint;
import io.slipway.core.estimate.Flakiness;
import io.slipway.core.local.TaskTrend;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How tasks have fared, a line for each and one for each change. Ends with a line break. */
public final class HistoryText {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int WIDTH = 40;
    private static final String ROW = "%-32s %6s %8s %6s %6s %6s  %s%n";

    private HistoryText() {}

    public static String of(List<TaskTrend> trends) {
        if (trends.isEmpty()) return "nothing has run here yet; run something, or import a history\n";
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                ROW,
                "task",
                "runs",
                "median",
                "hits",
                "fails",
                "flaky",
                "last " + WIDTH + " that passed"));
        for (TaskTrend trend : trends) {
            text.append(String.format(
                    Locale.ROOT,
                    ROW,
                    trend.subject().name(),
                    trend.runs(),
                    trend.passes().isEmpty() ? "-" : Amounts.duration(median(trend)),
                    share(trend.hits(), trend.hits() + trend.runs()),
                    share(trend.failures(), trend.runs()),
                    trend.flakiness().isFlaky()
                            ? String.format(
                                    Locale.ROOT,
                                    "%.0f %%",
                                    100 * trend.flakiness().probability())
                            : "-",
                    spark(trend)));
            for (TaskTrend.Change change : trend.changes())
                text.append("    ").append(told(change)).append('\n');
            if (trend.flakiness().isFlaky())
                text.append("    ").append(told(trend.flakiness())).append('\n');
            trend.advice()
                    .ifPresent(advice ->
                            text.append("    ").append(AdviceText.told(advice)).append('\n'));
        }
        return text.toString();
    }

    /** What came of an import. */
    public static String imported(int runs, int fresh, int problems) {
        return Amounts.count(runs, "run") + " read, " + fresh + " of them new, " + Amounts.count(problems, "row")
                + " left out";
    }

    /** {@code step since run …: 2m05s, was 1m00s; the change of its inputs explains 100 % of it}. */
    static String told(TaskTrend.Change change) {
        ChangePoint point = change.point();
        String what = point.kind().name().toLowerCase(Locale.ROOT);
        if (point.kind() == ChangePoint.Kind.SPIKE)
            return what + " in run " + change.run() + ": " + Amounts.duration(point.after()) + ", usually "
                    + Amounts.duration(point.before());
        String how = point.kind() == ChangePoint.Kind.VARIANCE
                ? String.format(Locale.ROOT, "spread %.1f times as wide", point.spreadRatio())
                : (change.withWaiting() ? "done after " : "") + Amounts.duration(point.after()) + ", was "
                        + Amounts.duration(point.before());
        return what + " since run " + change.run() + ": " + how + "; " + blamed(change);
    }

    /** {@code fails by chance in 12 % of its runs (5 % to 21 %); a failure passes 80 % of the time when tried again}. */
    static String told(Flakiness flakiness) {
        return String.format(
                Locale.ROOT,
                "fails by chance in %.0f %% of its runs (%.0f %% to %.0f %%); what has failed passes %.0f %% of the time"
                        + " when it is tried again",
                100 * flakiness.probability(),
                100 * flakiness.low(),
                100 * flakiness.high(),
                100 * flakiness.retryWorth());
    }

    private static String blamed(TaskTrend.Change change) {
        String who = switch (change.blame().suspect()) {
            case AGENT -> "other agents";
            case CACHE -> "its caches";
            case QUEUE -> "the queue";
            case CHANGE -> "the change of its inputs";
            case UNKNOWN -> "";
        };
        if (who.isEmpty()) return "nothing known explains it";
        return String.format(
                Locale.ROOT,
                "%s %s %.0f %% of it",
                who,
                who.endsWith("s") && !who.endsWith("inputs") ? "explain" : "explains",
                100 * change.blame().share());
    }

    static Duration median(TaskTrend trend) {
        List<Duration> sorted =
                trend.passes().stream().map(one -> one.took()).sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get(sorted.size() / 2);
    }

    private static String share(int part, int all) {
        return all == 0 ? "-" : Math.round(100.0 * part / all) + " %";
    }

    private static String spark(TaskTrend trend) {
        List<Duration> last = trend.passes().stream().map(one -> one.took()).toList();
        last = last.subList(Math.max(0, last.size() - WIDTH), last.size());
        long most = last.stream().mapToLong(Duration::toMillis).max().orElse(0);
        StringBuilder bars = new StringBuilder();
        for (Duration one : last) {
            int height = most == 0 ? 0 : (int) (one.toMillis() * (BARS.length() - 1) / most);
            bars.append(BARS.charAt(height));
        }
        return bars.toString();
    }
}

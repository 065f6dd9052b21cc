package io.slipway.cli.view;

import io.slipway.core.forecast.CriticalTasks;
import io.slipway.core.forecast.Span;
import io.slipway.core.forecast.WhatIf;
import io.slipway.core.local.KeptForecasts;
import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** When a run is done, and why then, as a few lines. Ends with a line break. */
public final class ForecastText {
    /** The longest chains say nothing any more. */
    private static final int MOST_TASKS = 12;

    private ForecastText() {}

    /**
     * @param unknown how many of the {@code tasks} were never run
     * @param flaky how often those fail by chance that are tried again then
     */
    public static String of(
            Instant now,
            Span finish,
            CriticalTasks critical,
            int tasks,
            int unknown,
            SortedMap<TaskAddress, Double> flaky,
            List<WhatIf.Gain> gains) {
        StringBuilder text = new StringBuilder();
        if (finish.high().isZero()) return "nothing has to run: every result is there\n";
        line(
                text,
                "done in %s, nine times in ten between %s and %s",
                Amounts.duration(finish.point()),
                Amounts.duration(finish.low()),
                Amounts.duration(finish.high()));
        String all = Amounts.count(tasks, "task");
        line(text, "at %s", now.plus(finish.point()).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        if (unknown == tasks)
            line(text, "%d of %s never ran here, so this is a mere guess; run them once", unknown, all);
        else if (unknown > 0)
            line(text, "%d of %s never ran here; what they take is guessed from the others", unknown, all);
        if (!critical.chain().isEmpty()) {
            text.append("\nwhat decides it\n");
            List<CriticalTasks.Figures> chain = critical.chain();
            for (CriticalTasks.Figures one : chain.subList(0, Math.min(MOST_TASKS, chain.size())))
                line(
                        text,
                        "  %-32s %8s  without it %s sooner",
                        one.task(),
                        Amounts.duration(one.time()),
                        Amounts.duration(one.drag()));
            if (chain.size() > MOST_TASKS) line(text, "  and %d more", chain.size() - MOST_TASKS);
        }
        flaky.forEach((task, chance) -> line(
                text,
                "%s fails by chance in %.0f %% of its runs, and is tried again: that counts",
                task,
                100 * chance));
        if (!gains.isEmpty()) {
            text.append("\nwhat if\n");
            for (WhatIf.Gain gain : gains)
                line(
                        text,
                        "  %-48s %s (%s to %s)",
                        gain.change(),
                        sooner(gain.sooner()),
                        signed(gain.low()),
                        signed(gain.high()));
        }
        return text.toString();
    }

    /** What came of forecasts. */
    public static String score(KeptForecasts kept) {
        List<KeptForecasts.Scored> scored = kept.scored();
        if (scored.isEmpty()) return "no run of a forecast has ended yet; " + waiting(kept) + "\n";
        StringBuilder text = new StringBuilder();
        line(text, "%s, %s", Amounts.count(scored.size(), "forecast"), waiting(kept));
        text.append('\n');
        line(text, "%-16s %9s %11s %13s %7s", "made", "forecasts", "within 15 %", "median error", "inside");
        part(text, "at the start", scored, 0, 0.2);
        part(text, "after a quarter", scored, 0.2, 0.4);
        part(text, "later", scored, 0.4, 2);
        part(text, "all", scored, 0, 2);
        line(text, "%n90 %% inside of the intervals is right");
        return text.toString();
    }

    private static String waiting(KeptForecasts kept) {
        return kept.open() == 1 ? "1 waits for its run to end" : kept.open() + " wait for their run to end";
    }

    /** Those that were made when the share of their run that was gone is from {@code from} to below {@code to}. */
    private static void part(StringBuilder text, String when, List<KeptForecasts.Scored> all, double from, double to) {
        List<KeptForecasts.Scored> part = all.stream()
                .filter(one -> one.gone() >= from && one.gone() < to)
                .toList();
        if (part.isEmpty()) return;
        line(
                text,
                "%-16s %9d %9.0f %% %11.1f %% %5.0f %%",
                when,
                part.size(),
                100.0 * within(part) / part.size(),
                100 * medianError(part),
                100.0 * inside(part) / part.size());
    }

    static long within(List<KeptForecasts.Scored> scored) {
        return scored.stream().filter(one -> one.error() <= 0.15).count();
    }

    static long inside(List<KeptForecasts.Scored> scored) {
        return scored.stream().filter(KeptForecasts.Scored::isInside).count();
    }

    static double medianError(List<KeptForecasts.Scored> scored) {
        List<Double> errors = new ArrayList<>();
        for (KeptForecasts.Scored one : scored) errors.add(one.error());
        errors.sort(null);
        return errors.get(errors.size() / 2);
    }

    private static String sooner(Duration gain) {
        if (gain.isZero()) return "no sooner";
        return gain.isNegative() ? Amounts.duration(gain.negated()) + " later" : Amounts.duration(gain) + " sooner";
    }

    private static String signed(Duration gain) {
        return gain.isNegative() ? "-" + Amounts.duration(gain.negated()) : Amounts.duration(gain);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

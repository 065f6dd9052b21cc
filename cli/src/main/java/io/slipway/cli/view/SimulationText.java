package io.slipway.cli.view;

import io.slipway.core.run.DeadLetter;
import io.slipway.core.run.Outcome;
import io.slipway.core.simulate.SimulationResult;
import io.slipway.core.simulate.Spread;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a simulation came to, as a few lines and a table of tenants. Ends with a line break. */
public final class SimulationText {
    private static final String ROW = "%-20s %8s %9s %7s %11s %9s %9s%n";

    private static final int MOST_DEAD_LETTERS = 10;

    private SimulationText() {}

    /**
     * @param deadLetters tasks that failed as often as they may
     * @param took real time that it took
     */
    public static String of(SimulationResult result, List<DeadLetter> deadLetters, Duration took) {
        StringBuilder text = new StringBuilder();
        line(text, "simulated", "%s in %s", Amounts.duration(result.time()), Amounts.duration(took));
        line(text, "runs", "%d, %d succeeded", result.runs(), result.succeededRuns());
        String skipped = result.skipped() == 0 ? "" : ", " + result.skipped() + " skipped";
        line(text, "tasks", "%d ran, %d reused%s", result.executed(), result.reused(), skipped);
        if (result.busyCpuHours() > 0)
            line(
                    text,
                    "utilisation",
                    "%.1f %% of the CPUs that were busy or that a waiting task could have used",
                    100 * result.utilisation());
        line(text, "running", "%.1f at a time, at most %d", result.meanRunning(), result.mostRunning());
        line(text, "waiting", "at most %d", result.mostQueued());
        Spread wait = result.waitSeconds();
        line(
                text,
                "wait",
                "median %s, 90 %% within %s, 99 %% within %s, longest %s",
                seconds(wait.median()),
                seconds(wait.p90()),
                seconds(wait.p99()),
                seconds(wait.most()));
        line(
                text,
                "slowdown",
                "median %.2f, 99 %% within %.2f",
                result.slowdown().median(),
                result.slowdown().p99());
        line(text, "lost", "%d attempts, %d repeated", result.lostAttempts(), result.repeatedAttempts());
        line(text, "CPU time", "%.1f h, %.1f h of it for nothing", result.busyCpuHours(), result.lostCpuHours());
        result.unplaceable().ifPresent(why -> line(text, "impossible", "%s", why));
        tellDead(text, deadLetters);
        text.append(String.format(
                Locale.ROOT, "%n" + ROW, "tenant", "runs", "tasks", "share", "median wait", "99 %", "slowdown"));
        for (SimulationResult.Tenant tenant : result.tenants()) {
            text.append(String.format(
                    Locale.ROOT,
                    ROW,
                    tenant.name(),
                    tenant.runs(),
                    tenant.executed(),
                    String.format(Locale.ROOT, "%.1f %%", 100 * tenant.share()),
                    seconds(tenant.waitSeconds().median()),
                    seconds(tenant.waitSeconds().p99()),
                    String.format(Locale.ROOT, "%.2f", tenant.slowdown().median())));
        }
        return text.toString();
    }

    private static void tellDead(StringBuilder text, List<DeadLetter> letters) {
        if (letters.isEmpty()) return;
        line(text, "dead letters", "%d, each tried as often as it may be and failed:", letters.size());
        for (DeadLetter letter : letters.subList(0, Math.min(MOST_DEAD_LETTERS, letters.size()))) {
            line(text, "", "%s of run %s: %s", letter.task(), letter.run(), history(letter));
        }
        if (letters.size() > MOST_DEAD_LETTERS)
            line(text, "", "and %d more; --json lists all", letters.size() - MOST_DEAD_LETTERS);
    }

    private static String history(DeadLetter letter) {
        return letter.attempts().stream()
                .map(attempt ->
                        attempt.outcome().map(SimulationText::words).orElse("running") + " on " + attempt.agent())
                .collect(Collectors.joining(", "));
    }

    private static String words(Outcome outcome) {
        return outcome.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void line(StringBuilder text, String name, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "%-12s ", name))
                .append(String.format(Locale.ROOT, format, values))
                .append('\n');
    }

    private static String seconds(double seconds) {
        return Amounts.duration(Duration.ofNanos((long) (seconds * 1e9)));
    }
}

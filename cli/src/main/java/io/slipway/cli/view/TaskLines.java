package io.slipway.cli.view;

import io.slipway.core.cache.Invalidation;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.SkipReason;
import io.slipway.core.run.Usage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Turns events into the lines that stay: one for each task that ran, and as many others as asked for. One thread. */
final class TaskLines {
    private static final int STATE_WIDTH = 8;
    private static final int WIDEST_NAME = 40;

    private final Style style;
    private final Verbosity verbosity;
    private final Map<TaskAddress, Invalidation> causes = new HashMap<>();
    private int nameWidth;

    TaskLines(Style style, Verbosity verbosity) {
        this.style = style;
        this.verbosity = verbosity;
    }

    /** The line to show for this event, if it is one of those that are shown. */
    Optional<String> of(RunEvent event) {
        if (event instanceof RunEvent.RunSubmitted submitted) {
            nameWidth = widest(submitted.tasks());
            return Optional.empty();
        }
        if (verbosity == Verbosity.QUIET) return Optional.empty();
        if (event instanceof RunEvent.AttemptFinished finished) return Optional.of(ran(finished));
        if (event instanceof RunEvent.AttemptOverdue overdue) return Optional.of(overdue(overdue));
        if (event instanceof RunEvent.TaskResized resized)
            return Optional.of(line(style::yellow, "more", resized.task()) + "  " + resized.why());
        if (event instanceof RunEvent.TaskSkipped skipped) return skipped(skipped);
        if (event instanceof RunEvent.TaskApproved approved)
            return Optional.of(line(style::green, "approved", approved.task()) + "  by " + approved.by());
        if (event instanceof RunEvent.TaskSetAside aside && aside.until().isEmpty())
            return Optional.of(line(style::yellow, "waits", aside.task()) + "  " + aside.why());
        if (event instanceof RunEvent.RunCancelled cancelled) return Optional.of(cancelled(cancelled));
        if (verbosity != Verbosity.VERBOSE) return Optional.empty();
        if (event instanceof RunEvent.TaskMissed missed) causes.put(missed.task(), missed.because());
        if (event instanceof RunEvent.TaskReused reused) {
            String line = line(style::faint, "reused", reused.task());
            return Optional.of(line + "  saved " + Amounts.duration(reused.saved()));
        }
        return Optional.empty();
    }

    private static int widest(List<TaskAddress> tasks) {
        int widest = 0;
        for (TaskAddress task : tasks) widest = Math.max(widest, task.toString().length());
        return Math.min(widest, WIDEST_NAME);
    }

    private String ran(RunEvent.AttemptFinished finished) {
        Outcome outcome = finished.outcome();
        StringBuilder line = new StringBuilder();
        if (outcome.isSuccess()) line.append(line(style::green, "ok", finished.task()));
        else if (finished.retried()) return again(finished);
        else if (outcome.kind() == Outcome.Kind.CANCELLED) line.append(line(style::yellow, "stopped", finished.task()));
        else line.append(line(style::red, "FAILED", finished.task()));
        Usage usage = finished.usage();
        line.append("  ").append(Amounts.duration(usage.wall()));
        line.append("  cpu ").append(Amounts.duration(usage.cpu()));
        if (usage.peakMemoryBytes() > 0) line.append("  mem ").append(Amounts.bytes(usage.peakMemoryBytes()));
        if (finished.attempt() > 1) line.append("  attempt ").append(finished.attempt());
        if (verbosity == Verbosity.VERBOSE) {
            line.append("  in ").append(Amounts.bytes(usage.bytesIn()));
            line.append("  out ").append(Amounts.bytes(usage.bytesOut()));
            Invalidation because = causes.remove(finished.task());
            if (because != null) line.append("  because ").append(Reasons.first(because));
        }
        return line.toString();
    }

    private String overdue(RunEvent.AttemptOverdue overdue) {
        return line(style::yellow, "long", overdue.task()) + "  runs for more than " + Amounts.duration(overdue.usual())
                + ", as 1 in 100 of its runs does; see whether it hangs";
    }

    /** It is not over: how the last attempt ends is what counts. */
    private String again(RunEvent.AttemptFinished finished) {
        return line(style::yellow, "again", finished.task()) + "  attempt " + finished.attempt() + ": "
                + finished.outcome().message();
    }

    /** What a failure or the end of the run takes with it is many and says nothing: those are only counted. */
    private Optional<String> skipped(RunEvent.TaskSkipped skipped) {
        SkipReason.Kind kind = skipped.reason().kind();
        boolean swept = kind == SkipReason.Kind.FAIL_FAST || kind == SkipReason.Kind.CANCELLED;
        if (swept && verbosity != Verbosity.VERBOSE) return Optional.empty();
        return Optional.of(line(style::yellow, "skipped", skipped.task()) + "  " + Reasons.of(skipped.reason()));
    }

    private String cancelled(RunEvent.RunCancelled cancelled) {
        return style.yellow(cancelled.reason()) + ", stopping what runs; once more ends it at once";
    }

    private String line(UnaryOperator<String> paint, String state, TaskAddress task) {
        String name = task.toString();
        int padding = Math.max(0, nameWidth - name.length());
        return paint.apply(state) + " ".repeat(Math.max(1, STATE_WIDTH - state.length())) + name + " ".repeat(padding);
    }
}

package io.slipway.cli.view;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.Foreseen;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run on a terminal: what runs now in a few lines that are drawn over in place, and above them a line that stays
 * for each task that ran.
 *
 * <p>Drawn only while something runs, at most as often as the {@link Ticker} ticks, each time with one write; a run in
 * which everything is reused draws nothing and starts no thread. Thread-safe: events and ticks come from two threads,
 * and one lock guards all of it, the terminal too.
 */
public final class LiveView implements RunView {
    private static final int MOST_RUNNING_LINES = 10;
    /** Measuring starts a process: every other second is soon enough for somebody who changes the window. */
    private static final int FRAMES_BETWEEN_MEASURES = 20;

    private final PrintStream err;
    private final Style style;
    private final Verbosity verbosity;
    private final Supplier<TerminalSize> measure;
    private final InstantSource clock;
    private final Ticker ticker;
    private final TaskLines lines;
    private final Progress progress = new Progress();
    private final StringBuilder staying = new StringBuilder();
    private Supplier<Optional<Foreseen>> foreseen = Optional::empty;
    private @Nullable Runnable stopTicking;
    private @Nullable TerminalSize size;
    /** How many frames were drawn since the terminal was measured. */
    private int framesSinceMeasured;
    /** How long each line is that is to be drawn over. */
    private List<Integer> drawn = List.of();

    private boolean closed;

    /**
     * @param measure asked when something is drawn for the first time, and every 20 frames from then on
     */
    public LiveView(
            PrintStream err,
            Style style,
            Verbosity verbosity,
            Supplier<TerminalSize> measure,
            InstantSource clock,
            Ticker ticker) {
        this.err = err;
        this.style = style;
        this.verbosity = verbosity;
        this.measure = measure;
        this.clock = clock;
        this.ticker = ticker;
        this.lines = new TaskLines(style, verbosity);
    }

    @Override
    public synchronized void onEvents(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            if (!(entry.event() instanceof RunEvent event)) continue;
            progress.apply(entry.at(), event);
            String line = lines.of(event).orElse("");
            if (!line.isEmpty()) staying.append(line).append('\n');
        }
        if (stopTicking == null && !closed && progress.hasRunning()) stopTicking = ticker.start(this::redraw);
    }

    @Override
    public synchronized void foresees(Supplier<Optional<Foreseen>> asked) {
        foreseen = asked;
    }

    @Override
    public synchronized void warn(String message) {
        staying.append(style.yellow("warning: ")).append(message).append('\n');
        if (stopTicking == null) flush(List.of());
    }

    @Override
    public synchronized void ask(String question) {
        Runnable stop = stopTicking;
        stopTicking = null;
        if (stop != null) stop.run();
        flush(List.of());
        err.print(question);
        err.flush();
    }

    /** Draws the present state over the last one. */
    synchronized void redraw() {
        if (!closed) flush(verbosity == Verbosity.QUIET ? List.of() : moving());
    }

    private List<String> moving() {
        TerminalSize terminal = size;
        if (terminal == null || ++framesSinceMeasured >= FRAMES_BETWEEN_MEASURES) {
            terminal = measure.get();
            framesSinceMeasured = 0;
        }
        size = terminal;
        int running = progress.running().size();
        int shown = Math.max(1, Math.min(MOST_RUNNING_LINES, terminal.rows() - 3));
        if (running == shown + 1) shown++;
        List<String> moving = new ArrayList<>();
        for (Progress.Running task : progress.running()) {
            if (moving.size() == shown) break;
            moving.add(cut("  " + task.text(clock.instant()), terminal));
        }
        if (running > shown) moving.add(cut("  and " + (running - shown) + " more", terminal));
        moving.add(cut(progress.text(clock.instant(), foreseen.get()), terminal));
        return moving;
    }

    /** The last column stays free: a terminal that wraps there would shift everything by a line. */
    private static String cut(String line, TerminalSize terminal) {
        int width = Math.max(1, terminal.columns() - 1);
        return line.length() <= width ? line : line.substring(0, width);
    }

    /** What stays, then what moves, over what moved before, in one write. */
    private void flush(List<String> moving) {
        if (staying.length() == 0 && moving.isEmpty() && drawn.isEmpty()) return;
        StringBuilder frame = new StringBuilder();
        if (!drawn.isEmpty())
            frame.append("\u001b[").append(drawnRows()).append('A').append("\r\u001b[J");
        frame.append(staying);
        for (String line : moving) frame.append(line).append('\n');
        drawn = moving.stream().map(String::length).toList();
        staying.setLength(0);
        err.print(frame);
        err.flush();
    }

    /** A terminal that became narrower has wrapped what was drawn on it. */
    private int drawnRows() {
        int columns = size == null ? Integer.MAX_VALUE : size.columns();
        int rows = 0;
        for (int length : drawn) rows += Math.max(1, (length + columns - 1) / columns);
        return rows;
    }

    @Override
    public void end(RunSummary summary, Function<TaskAddress, Path> logs) {
        close();
        new FailureText(style).print(summary, logs, err);
        if (verbosity != Verbosity.QUIET) err.print(new SummaryText(style).of(summary));
        err.flush();
    }

    @Override
    public synchronized void close() {
        closed = true;
        Runnable stop = stopTicking;
        stopTicking = null;
        if (stop != null) stop.run();
        flush(List.of());
    }
}

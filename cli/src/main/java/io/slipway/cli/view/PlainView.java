package io.slipway.cli.view;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Tells a run line by line, for files, pipes and terminals that cannot do more. */
public final class PlainView implements RunView {
    private final PrintStream err;
    private final Style style;
    private final Verbosity verbosity;
    private final TaskLines lines;

    public PlainView(PrintStream err, Style style, Verbosity verbosity) {
        this.err = err;
        this.style = style;
        this.verbosity = verbosity;
        this.lines = new TaskLines(style, verbosity);
    }

    @Override
    public void onEvents(List<JournalEntry> entries) {
        boolean printed = false;
        for (JournalEntry entry : entries) {
            if (!(entry.event() instanceof RunEvent event)) continue;
            String line = lines.of(event).orElse("");
            if (line.isEmpty()) continue;
            err.println(line);
            printed = true;
        }
        if (printed) err.flush();
    }

    @Override
    public void warn(String message) {
        err.println(style.yellow("warning: ") + message);
    }

    @Override
    public void ask(String question) {
        err.print(question);
        err.flush();
    }

    @Override
    public void end(RunSummary summary, Function<TaskAddress, Path> logs) {
        new FailureText(style).print(summary, logs, err);
        if (verbosity != Verbosity.QUIET) err.print(new SummaryText(style).of(summary));
    }

    @Override
    public void close() {
        err.flush();
    }
}

package io.slipway.cli.view;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.pipeline.TaskAddress;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Streams a run as JSON, one object a line on standard output: each journal entry as the journal writes it, and the
 * summary last. What failed is told as text on standard error too, for whoever reads the log of the machine that reads
 * the JSON.
 */
public final class JsonView implements RunView {
    private final PrintStream out;
    private final PrintStream err;
    private final Style style;
    private final Function<JournalEntry, String> encode;

    /**
     * @param encode an entry as the line that the journal has
     */
    public JsonView(PrintStream out, PrintStream err, Style style, Function<JournalEntry, String> encode) {
        this.out = out;
        this.err = err;
        this.style = style;
        this.encode = encode;
    }

    @Override
    public void onEvents(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) out.print(encode.apply(entry).stripTrailing() + '\n');
        out.flush();
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
        out.print(summary(summary) + '\n');
        out.flush();
    }

    /** Every task either ran, was reused, or was skipped; those that failed are some of those that ran. */
    static String summary(RunSummary summary) {
        Tally tally = Tally.of(summary);
        return Json.object(json -> {
            json.writeStringField("type", "summary");
            json.writeStringField("result", Json.name(summary.result()));
            json.writeNumberField("tasks", tally.tasks());
            json.writeNumberField("ran", tally.ran());
            json.writeNumberField("reused", tally.reused());
            json.writeNumberField("skipped", tally.skipped());
            json.writeNumberField("failed", tally.failed());
            json.writeNumberField("retried", tally.retried());
            Json.millis(json, "wallMillis", summary.wall());
            Json.millis(json, "cpuMillis", tally.cpu());
            Json.tasks(json, "criticalPath", summary.criticalPath());
            Json.millis(json, "criticalPathMillis", summary.criticalPathLength());
            Json.millis(json, "savedByCacheMillis", summary.savedByCache());
            Json.millis(json, "savedByParallelismMillis", summary.savedByParallelism());
            json.writeStringField("run", summary.run().value());
        });
    }

    @Override
    public void close() {
        out.flush();
        err.flush();
    }
}

package io.slipway.cli.view;

import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What failed: for each task its message, the end of what it printed, where all of it is, and what to do next. */
final class FailureText {
    private static final int MOST_LINES = 200;
    private static final int MOST_BYTES = 1 << 17;

    /** What programs tell a terminal beside the text, some of them also where there is none. */
    private static final Pattern CODES = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");

    private final Style style;

    FailureText(Style style) {
        this.style = style;
    }

    void print(RunSummary summary, Function<TaskAddress, Path> logs, PrintStream to) {
        for (TaskSummary task : Tally.failures(summary)) print(task, logs.apply(task.task()), to);
    }

    private void print(TaskSummary task, Path log, PrintStream to) {
        Outcome outcome = task.outcome().orElse(Outcome.succeeded());
        to.println();
        String often = task.attempts() > 1 ? " after " + task.attempts() + " attempts" : "";
        to.println(style.red(task.task() + " failed" + often)
                + (outcome.message().isEmpty() ? "" : ": " + outcome.message()));
        if (Files.isRegularFile(log)) {
            printEnd(log, to);
            to.println("log: " + log);
        }
        String name = asArgument(task.task());
        to.println("next: mend it and `slipway run " + name + "`; `slipway explain " + name + "` says why it ran");
        to.println();
    }

    /** Brackets are a pattern to a shell. */
    private static String asArgument(TaskAddress task) {
        return task.variant().isPresent() ? "'" + task + "'" : task.toString();
    }

    private void printEnd(Path log, PrintStream to) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long size = file.length();
            byte[] tail = new byte[(int) Math.min(size, MOST_BYTES)];
            file.seek(size - tail.length);
            file.readFully(tail);
            int from = startOfLastLines(tail, tail.length < size);
            if (from > 0 || tail.length < size) to.println("(the end of " + Amounts.bytes(size) + ")");
            String end = new String(tail, from, tail.length - from, StandardCharsets.UTF_8);
            to.print(style.colour() ? end : CODES.matcher(end).replaceAll(""));
            if (tail.length > 0 && tail[tail.length - 1] != '\n') to.println();
        } catch (IOException e) {
            to.println("(its output cannot be read: " + e.getMessage() + ")");
        }
    }

    /** Where the last lines begin; never within a line, unless there is only one. */
    private static int startOfLastLines(byte[] text, boolean cut) {
        int lines = 0;
        int firstKnown = 0;
        for (int i = text.length - 2; i >= 0; i--) {
            if (text[i] != '\n') continue;
            firstKnown = i + 1;
            if (++lines == MOST_LINES) return firstKnown;
        }
        return cut ? firstKnown : 0;
    }
}

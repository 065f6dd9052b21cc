package io.slipway.jenkins.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What people read of a run in the log of their build: a line for each decision, and what a task printed in one piece when
 * it has ended. Thread-safe.
 */
public final class BuildLog {
    private static final int MOST_LINES = 2000;

    private static final int LONGEST_LINE = 4000;

    private final PrintStream out;
    private final UnaryOperator<OutputStream> masks;

    /**
     * @param out of the build; masks what is secret
     * @param masks does so too, for what is kept beside the build
     */
    public BuildLog(PrintStream out, UnaryOperator<OutputStream> masks) {
        this.out = out;
        this.masks = masks;
    }

    /** Where a task is to print; nothing secret comes to {@code file}. */
    OutputStream masking(OutputStream file) {
        return masks.apply(file);
    }

    /** One sentence. */
    public void say(String sentence) {
        synchronized (out) {
            out.println("[slipway] " + sentence);
        }
    }

    /** What the attempt printed, and how it ended. */
    void ended(Effect.Dispatch attempt, Input.Report report, Path log) {
        TaskAddress task = attempt.task();
        Outcome outcome = report.outcome();
        String how = outcome.isSuccess()
                ? "ran"
                : outcome.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " after";
        synchronized (out) {
            out.println("[slipway] ┌ " + task + " on " + attempt.agent() + " " + how + " "
                    + seconds(report.usage().wall()));
            print(log);
            if (!outcome.message().isEmpty()) out.println("[slipway] │ " + outcome.message());
            out.println("[slipway] └ " + task);
        }
    }

    private void print(Path log) {
        if (!Files.exists(log)) return;
        ArrayDeque<String> last = new ArrayDeque<>();
        long left = 0;
        try (BufferedReader lines = reader(log)) {
            for (Optional<String> next = line(lines); next.isPresent(); next = line(lines)) {
                String line = next.get();
                if (last.size() == MOST_LINES) {
                    last.removeFirst();
                    left++;
                }
                last.add(line);
            }
        } catch (IOException e) {
            out.println("[slipway] │ its log cannot be read: " + e.getMessage());
        }
        if (left > 0)
            out.println("[slipway] │ … " + left + " lines more in " + log.getFileName() + " of the build's artifacts");
        last.forEach(out::println);
    }

    /** The beginning of the next line, since nobody says that lines end; absent when there is none. */
    private static Optional<String> line(BufferedReader in) throws IOException {
        int next = in.read();
        if (next < 0) return Optional.empty();
        StringBuilder line = new StringBuilder();
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.length() == LONGEST_LINE) line.append('…');
            else if (line.length() < LONGEST_LINE) line.append((char) next);
        }
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') line.setLength(last);
        return Optional.of(line.toString());
    }

    /** Programs print what they like. */
    private static BufferedReader reader(Path log) throws IOException {
        return new BufferedReader(new InputStreamReader(
                Files.newInputStream(log),
                UTF_8.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}

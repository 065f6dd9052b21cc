package io.slipway.jenkins.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;

/**
 * What people read of a run in the log of their build: a line for each decision, and what a task printed in one piece when
 * it has ended. Thread-safe.
 */
public final class BuildLog {
    private static final int MOST_LINES = 2000;

    private final PrintStream out;

    /**
     * @param out of the build; masks what is secret
     */
    public BuildLog(PrintStream out) {
        this.out = out;
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
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
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

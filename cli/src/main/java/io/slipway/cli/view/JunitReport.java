package io.slipway.cli.view;

import io.slipway.core.local.PastRun;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.TaskState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A run on record as JUnit XML, which every CI system shows: each task is a test case of its service. What was reused took
 * no time; what failed has the end of its log.
 */
public final class JunitReport {
    /** Enough to see why; servers refuse reports of many megabytes. */
    private static final int MOST_LOG_BYTES = 16 << 10;

    private JunitReport() {}

    /**
     * @param logs where everything that a task printed is kept
     */
    public static String of(PastRun run, Function<TaskAddress, Optional<Path>> logs) {
        RunSummary summary = run.summary();
        int failed = 0;
        int skipped = 0;
        StringBuilder cases = new StringBuilder();
        for (TaskSummary task : summary.tasks()) {
            cases.append("  <testcase classname=\"").append(Xml.text(task.task().service()));
            cases.append("\" name=\"").append(Xml.text(task.task().task()));
            cases.append("\" time=\"").append(seconds(task.usage().wall())).append("\"");
            String inner = "";
            if (task.state() == TaskState.FAILED) {
                failed++;
                inner = failure(task, logs.apply(task.task()));
            } else if (task.state() != TaskState.SUCCEEDED && task.state() != TaskState.REUSED) {
                skipped++;
                inner = "    <skipped message=\"" + Json.name(task.state()) + "\"/>\n";
            }
            cases.append(inner.isEmpty() ? "/>\n" : ">\n" + inner + "  </testcase>\n");
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"slipway\" tests=\""
                + summary.tasks().size() + "\" failures=\"" + failed + "\" errors=\"0\" skipped=\"" + skipped
                + "\" time=\"" + seconds(summary.wall()) + "\" timestamp=\""
                + run.entries().get(0).at() + "\">\n" + cases + "</testsuite>\n";
    }

    private static String failure(TaskSummary task, Optional<Path> log) {
        String message = task.outcome().map(outcome -> outcome.message()).orElse("gave up");
        return "    <failure message=\"" + Xml.text(message) + "\">"
                + Xml.text(log.map(JunitReport::end).orElse("")) + "</failure>\n";
    }

    private static String end(Path log) {
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            channel.position(Math.max(0, channel.size() - MOST_LOG_BYTES));
            byte[] end = Channels.newInputStream(channel).readNBytes(MOST_LOG_BYTES);
            return new String(end, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log + "; make it readable for you", e);
        }
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }
}

package io.slipway.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Writes each test as it ends, with its outcome and seconds, to the one file that the system property
 * {@code slipway.testResults} names: a JSON list of {@code {"name", "outcome", "duration"}}. The file is a whole list
 * after every test, so a killed build still tells how far it came. All modules of one build
 * ({@code slipway.build}) share the file; the first test of the next build begins it anew. Thread-safe, and
 * safe for several processes at once.
 */
public final class TestResults implements TestExecutionListener {
    private static final String CLOSING = "\n]\n";

    private final @Nullable Path file;
    private final String build;
    private final LongSupplier nanos;
    private final Map<String, Long> startedNanos = new ConcurrentHashMap<>();

    /** For the launcher: where to write comes from system properties; writes nothing when they are absent. */
    public TestResults() {
        this(
                Optional.ofNullable(System.getProperty("slipway.testResults"))
                        .map(Path::of)
                        .orElse(null),
                System.getProperty("slipway.build", ""),
                System::nanoTime);
    }

    TestResults(@Nullable Path file, String build, LongSupplier nanos) {
        this.file = file;
        this.build = build;
        this.nanos = nanos;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        startedNanos.put(test.getUniqueId(), nanos.getAsLong());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        write(nameOf(test), "skipped", 0);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Long started = startedNanos.remove(test.getUniqueId());
        boolean successful = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        // A class is told of only when it failed by itself, in @BeforeAll say: its tests then never ran.
        if (test.isContainer() && successful) return;

        String outcome = switch (result.getStatus()) {
            case SUCCESSFUL -> "passed";
            case FAILED -> "failed";
            case ABORTED -> "skipped";
        };
        write(nameOf(test), outcome, started == null ? 0 : nanos.getAsLong() - started);
    }

    /** {@code io.slipway.core.graph.DagTest.orders_needs_first}, with what tells one invocation from the next. */
    private static String nameOf(TestIdentifier test) {
        String method = test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(source -> source.getClassName() + "." + source.getMethodName())
                .or(() -> test.getSource()
                        .filter(ClassSource.class::isInstance)
                        .map(ClassSource.class::cast)
                        .map(ClassSource::getClassName))
                .orElse(test.getUniqueId());
        String shown = test.getDisplayName();
        boolean saysNoMore = method.endsWith("." + shown.replaceFirst("\\(.*\\)$", "")) || test.isContainer();
        return saysNoMore ? method : method + " " + shown;
    }

    private synchronized void write(String name, String outcome, long durationNanos) {
        if (file == null) return;
        String entry = "  {\"name\": \"%s\", \"outcome\": \"%s\", \"duration\": %d.%03d}"
                .formatted(escape(name), outcome, durationNanos / 1_000_000_000, durationNanos / 1_000_000 % 1000);
        try {
            append(file, entry);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": make its directory writable", e);
        }
    }

    private void append(Path file, String entry) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path buildMark = file.resolveSibling(file.getFileName() + ".build");
        try (RandomAccessFile mark = new RandomAccessFile(buildMark.toFile(), "rw");
                RandomAccessFile list = new RandomAccessFile(file.toFile(), "rw")) {
            // Other processes of this build write too: the lock on the mark is held until the entry is whole.
            mark.getChannel().lock();
            byte[] stamp = new byte[(int) mark.length()];
            mark.readFully(stamp);
            boolean begun = list.length() > CLOSING.length() && new String(stamp, UTF_8).equals(build);
            if (!begun) {
                mark.setLength(0);
                mark.write(build.getBytes(UTF_8));
                list.setLength(0);
                list.write("[\n".getBytes(UTF_8));
            } else {
                list.seek(list.length() - CLOSING.length());
                list.write(",\n".getBytes(UTF_8));
            }
            list.write((entry + CLOSING).getBytes(UTF_8));
        }
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') escaped.append('\\').append((char) c);
            else if (c < ' ') escaped.append("\\u%04x".formatted(c));
            else escaped.append((char) c);
        });
        return escaped.toString();
    }
}

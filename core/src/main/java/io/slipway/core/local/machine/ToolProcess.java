package io.slipway.core.local.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs tools as real processes. Thread-safe. */
final class ToolProcess implements ToolRun {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Map<String, String> environment;

    ToolProcess(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What it prints goes through a file, so that a tool that hangs cannot hold its reader. */
    @Override
    public Optional<String> printed(List<String> command) {
        try {
            Path output = Files.createTempFile("slipway-tool", ".out");
            try {
                return run(command, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> run(List<String> command, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process tool = builder.start();
        try {
            tool.getOutputStream().close();
            if (!tool.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) return Optional.empty();
            if (tool.exitValue() != 0) return Optional.empty();
            try (InputStream in = Files.newInputStream(output)) {
                return Optional.of(new String(in.readNBytes(1 << 16), StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            tool.destroyForcibly();
        }
    }
}

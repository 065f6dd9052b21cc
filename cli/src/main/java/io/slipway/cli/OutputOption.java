package io.slipway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command has that makes something to be kept. */
final class OutputOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to FILE instead of standard output.")
    private String file = "";

    void print(String text, Surroundings surroundings) {
        if (file.isEmpty()) {
            surroundings.out().print(text);
            return;
        }
        Path target = surroundings.resolve(file);
        try {
            Files.write(target, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target + "; name another file with --output", e);
        }
    }
}

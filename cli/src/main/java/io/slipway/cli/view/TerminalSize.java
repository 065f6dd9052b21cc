package io.slipway.cli.view;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** How much fits on the terminal, in characters. Immutable. */
public record TerminalSize(int columns, int rows) {
    /** What a terminal has that says nothing. */
    public static final TerminalSize USUAL = new TerminalSize(80, 24);

    public TerminalSize {
        if (columns < 1 || rows < 1) {
            throw new IllegalArgumentException("columns, rows: " + columns + ", " + rows + " (expected: >= 1)");
        }
    }

    /** What {@code COLUMNS} and {@code LINES} say, else what the terminal says. Starts a process: some milliseconds. */
    public static TerminalSize measure(Map<String, String> environment) {
        String said = environment.getOrDefault("LINES", "24") + " " + environment.getOrDefault("COLUMNS", "");
        return parse(said).or(TerminalSize::ask).orElse(USUAL);
    }

    private static Optional<TerminalSize> ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty(); // no terminal after all, or no stty: the usual size will do
        }
    }

    /** Reads {@code rows columns}. */
    static Optional<TerminalSize> parse(String text) {
        String line = text.strip();
        int space = line.indexOf(' ');
        if (space < 0) return Optional.empty();
        try {
            int rows = Integer.parseInt(line.substring(0, space));
            int columns = Integer.parseInt(line.substring(space + 1));
            return rows < 1 || columns < 1 ? Optional.empty() : Optional.of(new TerminalSize(columns, rows));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

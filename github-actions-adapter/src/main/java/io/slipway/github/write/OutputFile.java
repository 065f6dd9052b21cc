package io.slipway.github.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that the runner reads when a step has ended, such as that of {@code GITHUB_OUTPUT}: what is added stands between
 * delimiters that nobody can know beforehand, so that no value can end early and name another output. Immutable.
 */
public record OutputFile(Path file) {
    /** Of all outputs of a job together. */
    public static final int MOST_BYTES = 1_000_000;

    /**
     * Adds an output.
     *
     * @param token nobody else knows it
     */
    public void add(String name, String value, String token) throws IOException {
        Files.writeString(file, entry(name, value, token), UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static String entry(String name, String value, String token) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_-]*"))
            throw new IllegalArgumentException("name: " + name + " (expected: letters, digits, '_' or '-')");
        String delimiter = "ghadelimiter_" + token;
        if (value.contains(delimiter))
            throw new IllegalArgumentException("value: has the delimiter (expected: one that nobody can know)");
        return name + "<<" + delimiter + "\n" + value + "\n" + delimiter + "\n";
    }
}

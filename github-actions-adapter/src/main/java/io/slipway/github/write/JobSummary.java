package io.slipway.github.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The page of a step, which GitHub draws. Immutable. */
public record JobSummary(Path file) {
    /** GitHub shows no page of a step that is larger. */
    private static final int MOST_BYTES = 1 << 20;

    /** How large a page may be that is added: what other commands of the step wrote counts. */
    public int room() throws IOException {
        long there = Files.exists(file) ? Files.size(file) : 0;
        return (int) Math.max(0, MOST_BYTES - there - 2);
    }

    /** Adds a page; one that does not fit is left out. */
    public void add(String page) throws IOException {
        String text = page + (page.endsWith("\n") ? "\n" : "\n\n");
        if (text.getBytes(UTF_8).length <= room() + 2)
            Files.writeString(file, text, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}

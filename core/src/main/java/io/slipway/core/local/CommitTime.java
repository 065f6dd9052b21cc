package io.slipway.core.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * When the checked-out commit was made, for tools that write times into what they make ({@code SOURCE_DATE_EPOCH} of the
 * Reproducible Builds project). Asks git once, when first needed. Thread-safe.
 */
public final class CommitTime {
    /** 1980-01-01: the earliest time that a zip file can carry, for a workspace that no git knows. */
    private static final String WITHOUT_COMMIT = "315532800";

    private final Path root;
    private @Nullable String seconds;

    public CommitTime(Path root) {
        this.root = root;
    }

    /** Seconds since 1970, as text. */
    public synchronized String seconds() {
        String known = seconds;
        if (known != null) return known;
        String asked = ask();
        seconds = asked;
        return asked;
    }

    private String ask() {
        try {
            Process git = new ProcessBuilder("git", "log", "-1", "--format=%ct")
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git.getOutputStream().close();
            String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return git.waitFor() == 0 && !answer.isEmpty() ? answer : WITHOUT_COMMIT;
        } catch (IOException e) {
            return WITHOUT_COMMIT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return WITHOUT_COMMIT;
        }
    }
}

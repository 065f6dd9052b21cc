package io.slipway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The page of figures, {@code docs/performance.md}: what each bench found stands between two marks of its own, and is
 * written there by the bench. Everything else on the page is for people to write.
 */
final class PerformancePage {
    private final Path file;

    PerformancePage(Path root) {
        this.file = root.resolve("docs/performance.md");
    }

    /**
     * Replaces what {@code bench} found the last time.
     *
     * @param arguments with which it was run
     * @throws IllegalArgumentException when the page has no marks for it
     */
    void write(String bench, String arguments, Report report) throws IOException {
        String text = Files.readString(file);
        String begin = "<!-- " + bench + ": written by bench/run -->\n";
        String end = "<!-- /" + bench + " -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end, Math.max(from, 0));
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException(file + " has no place for " + bench + "; write " + begin.strip()
                    + " and " + end + " where it should go");
        }
        String table = "`bench/run " + (bench + " " + arguments).strip() + "`\n\n" + report.markdown();
        Files.writeString(file, text.substring(0, from + begin.length()) + table + text.substring(to));
    }
}

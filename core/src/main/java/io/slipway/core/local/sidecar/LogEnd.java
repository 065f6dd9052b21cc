package io.slipway.core.local.sidecar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log, which tell most often what went wrong. Stateless. */
public final class LogEnd {
    private static final int MOST_BYTES = 1 << 12;
    private static final int MOST_LINES = 20;
    private static final int MOST_QUOTED = 3;

    private LogEnd() {}

    /** Up to 20 lines that have something in them, without control characters; none when there is no log. */
    public static List<String> of(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - MOST_BYTES);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            List<String> lines = new String(bytes, UTF_8)
                    .lines()
                    .skip(from > 0 ? 1 : 0) // of which the beginning is missing
                    .map(line -> line.replaceAll("\\p{Cntrl}", " ").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The last few of them as part of a sentence; nothing when there are none. */
    static String quoted(Path log) {
        List<String> lines = of(log);
        if (lines.isEmpty()) return "";
        List<String> last = lines.subList(Math.max(0, lines.size() - MOST_QUOTED), lines.size());
        return " (its log ends: " + String.join(" / ", last) + ")";
    }
}

package io.slipway.jenkins.teach;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many builds went well at a time, by name of what limits them, kept in one file over a restart: else a controller would
 * begin each life with more than its nodes carry. A line that cannot be read is left out. Thread-safe.
 */
public final class PastLimits {
    /** As many as there may be nodes and throttles; the rest is learnt anew. */
    static final int MOST = 10_000;

    private static final String HEADER = "slipway past limits 1";

    private final Path file;
    private SortedMap<String, Integer> saved = Collections.emptySortedMap();

    /**
     * @param file made when something is saved
     */
    public PastLimits(Path file) {
        this.file = file;
    }

    /**
     * What was saved last.
     *
     * @throws IOException when there is a file, but it cannot be read
     */
    public synchronized SortedMap<String, Integer> read() throws IOException {
        List<String> lines = WholeFile.lines(file);
        TreeMap<String, Integer> limits = new TreeMap<>();
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) return limits;
        for (String line : lines.subList(1, Math.min(lines.size(), MOST + 1))) {
            int tab = line.indexOf('\t');
            if (tab < 1 || !line.substring(0, tab).matches("[1-9][0-9]{0,8}")) continue;
            limits.put(line.substring(tab + 1), Integer.parseInt(line.substring(0, tab)));
        }
        saved = limits;
        return Collections.unmodifiableSortedMap(limits);
    }

    /**
     * Writes what is others than before. Blocks for the disk.
     *
     * @throws IOException when it cannot be written; the next time tries again
     */
    public synchronized void save(SortedMap<String, Integer> limits) throws IOException {
        if (limits.equals(saved)) return;
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (Map.Entry<String, Integer> limit : limits.entrySet()) {
            boolean isLine = limit.getKey().chars().noneMatch(c -> c < ' ' || c == 0x85 || c == 0x2028 || c == 0x2029);
            if (isLine)
                text.append(limit.getValue())
                        .append('\t')
                        .append(limit.getKey())
                        .append('\n');
        }
        WholeFile.replace(file, text.toString());
        saved = limits;
    }
}

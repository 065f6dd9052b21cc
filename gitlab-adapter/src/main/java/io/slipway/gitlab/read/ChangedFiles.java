package io.slipway.gitlab.read;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files that a push or a merge request changes. Thread-safe. Each pattern is matched once: many jobs ask for the same.
 */
public final class ChangedFiles {
    private final List<String> paths;
    private final Map<String, Truth> matched = new ConcurrentHashMap<>();

    /** @param paths from the root of the project, with {@code /} */
    public ChangedFiles(Collection<String> paths) {
        this.paths = List.copyOf(paths);
    }

    /** Whether the pattern names one of them. O(files) the first time. */
    Truth match(String pattern) {
        return matched.computeIfAbsent(pattern, this::any);
    }

    private Truth any(String pattern) {
        Glob glob = Glob.of(pattern);
        Truth any = Truth.NO;
        for (String path : paths) {
            any = any.or(glob.matches(path));
            if (any == Truth.YES) break;
        }
        return any;
    }
}

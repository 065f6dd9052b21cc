package io.slipway.core.content;

import java.util.List;

/**
 * Which paths are meant: glob patterns in order, where a later {@code !pattern} takes out again what an earlier one
 * took in.
 *
 * <p>A pattern is a relative path with {@code /}: {@code *} and {@code ?} match within a name, {@code **} any number of
 * directories, {@code [a-z]} one of, {@code {a,b}} either. A pattern that names a directory means everything below it.
 * Names that start with a dot are like any other. Immutable and thread-safe.
 *
 * @param patterns as written, in order
 */
public record PathSet(List<String> patterns) {
    private static final PathSet NONE = new PathSet(List.of());
    private static final PathSet ALL = new PathSet(List.of("**"));

    /**
     * @throws IllegalArgumentException naming the first pattern that is not a pattern: empty, absolute, leading out of
     *     its directory, or with an unclosed bracket
     */
    public PathSet {
        patterns = List.copyOf(patterns);
    }

    public static PathSet of(String... patterns) {
        return new PathSet(List.of(patterns));
    }

    /** No path at all. */
    public static PathSet none() {
        return NONE;
    }

    /** Every path. */
    public static PathSet all() {
        return ALL;
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }
}

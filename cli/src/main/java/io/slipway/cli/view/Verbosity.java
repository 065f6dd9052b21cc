package io.slipway.cli.view;

/** How much of a run is told. */
public enum Verbosity {
    /** Only what went wrong. */
    QUIET,
    /** A line for each task that ran, and a summary. */
    NORMAL,
    /** Also reused and skipped tasks, and why each task ran. */
    VERBOSE;

    /** What {@code -q} and {@code -v} mean; not both. */
    public static Verbosity of(boolean quiet, boolean verbose) {
        if (quiet && verbose) throw new IllegalArgumentException("quiet and verbose (expected: one of them)");
        if (quiet) return QUIET;
        return verbose ? VERBOSE : NORMAL;
    }
}

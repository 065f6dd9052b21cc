package io.slipway.cli.view;

/** How much of a run is told. */
public enum Verbosity {
    /** Only what went wrong. */
    QUIET,
    /** A line for each task that ran, and a summary. */
    NORMAL,
    /** Also reused and skipped tasks, and why each task ran. */
    VERBOSE
}

package io.slipway.core.imported;

/** Whether a job is part of a pipeline, as far as its file says. */
public enum Presence {
    ALWAYS,
    /** It depends on something that only the host knows: the branch, a variable, what changed. */
    MAYBE,
    NEVER
}

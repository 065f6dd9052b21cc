package io.slipway.core.local.process;

/** Why somebody ended a task that could have gone on. */
public enum Termination {
    /** The task is not wanted any more: a person cancelled it, or another task's failure made it useless. */
    CANCELLED,
    /** Slipway itself is ending, for example by Ctrl-C. */
    SHUTDOWN
}

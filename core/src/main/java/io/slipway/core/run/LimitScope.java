package io.slipway.core.run;

/** What a limit is on. Names freeze: they are written to journals. */
public enum LimitScope {
    /** The tasks of one agent. */
    AGENT,
    /** The tasks of all agents of a pool together. */
    POOL,
    /** What draws on a throttle class, by weight, on whichever agent. */
    THROTTLE
}

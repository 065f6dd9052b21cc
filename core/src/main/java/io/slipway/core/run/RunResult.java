package io.slipway.core.run;

/** How a run ended. Names freeze: they are written to journals. */
public enum RunResult {
    SUCCEEDED,
    FAILED,
    CANCELLED,
    /** It has not ended: what is left of it waits for somebody to approve it. Never written down. */
    WAITING
}

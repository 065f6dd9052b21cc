package io.slipway.core.run;

/** How a run ended. Names freeze: they are written to journals. */
public enum RunResult {
    SUCCEEDED,
    FAILED,
    CANCELLED
}

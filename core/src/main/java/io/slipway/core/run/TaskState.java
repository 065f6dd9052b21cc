package io.slipway.core.run;

/** Where a task of a run stands. */
public enum TaskState {
    /** Something it needs is not done. */
    WAITING,
    /** All it needs is done; its result is being looked up. */
    READY,
    /** It has to run, and waits for its turn. */
    QUEUED,
    RUNNING,
    /** Its result was there already. */
    REUSED,
    SUCCEEDED,
    FAILED,
    /** It will not run in this run. */
    SKIPPED;

    /** Whether nothing more will happen to it in this run. */
    public boolean isTerminal() {
        return this == REUSED || this == SUCCEEDED || this == FAILED || this == SKIPPED;
    }

    /** Whether its outputs are there for those who need it. */
    public boolean isDone() {
        return this == REUSED || this == SUCCEEDED;
    }
}

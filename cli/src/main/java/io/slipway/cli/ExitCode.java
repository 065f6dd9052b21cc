package io.slipway.cli;

import io.slipway.core.run.RunResult;

/** What the process ends with. The numbers freeze: scripts test them. */
final class ExitCode {
    /** What was asked for is done. */
    static final int DONE = 0;

    /** A task failed, or is not reproducible. */
    static final int TASK_FAILED = 1;

    /** The request was wrong: an unknown option or selection, or definitions with problems. */
    static final int WRONG_REQUEST = 2;

    /** Slipway's own fault, or the machine's: a full disk, a directory that cannot be written. */
    static final int FAULT = 3;

    /** Nothing but an approval keeps the run from going on. */
    static final int WAITS = 4;

    /** Ended by Ctrl-C or TERM. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    static int of(RunResult result) {
        return switch (result) {
            case SUCCEEDED -> DONE;
            case FAILED -> TASK_FAILED;
            case CANCELLED -> INTERRUPTED;
            case WAITING -> WAITS;
        };
    }
}

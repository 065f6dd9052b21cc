package io.slipway.core.local.process;

import java.util.Optional;

/** A task's program from its start to its outcome. Thread-safe. */
public sealed interface RunningProcess permits StartedProcess, NeverStarted {

    /** To be written down while the program runs, for {@link Orphans}; empty if nothing could be started. */
    Optional<ProcessIdentity> identity();

    /**
     * Waits until the program and every process it left behind have ended. The first thread that asks does the collecting,
     * so every started process must be awaited by somebody; others, and later calls, get the same answer. A thread that waits
     * cannot be interrupted: end the wait by {@link #terminate}.
     */
    ProcessOutcome await();

    /**
     * Asks every process of the task to end (TERM) and kills what is left after the grace period. Returns at once. Does nothing
     * if the main process has ended already or is being ended already.
     */
    void terminate();
}

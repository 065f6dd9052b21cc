package io.slipway.core.local.process;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The main process of a task and everything under it, as this machine lets us see and end them. {@link #signalTree} and {@link
 * #collectIfAlone} exclude each other by the caller's lock; the rest may be called from any thread.
 */
interface Child {

    ProcessIdentity identity();

    /** Blocks until the main process has ended, by itself or not. */
    void awaitMainExit();

    boolean mainHasExited();

    /** Sends a signal to every process of the tree that can be found now. Not to be called after the tree is collected. */
    void signalTree(Signal signal);

    /** After the main process has ended: takes the result and forgets the tree, unless something of it still runs. */
    Optional<Ending> collectIfAlone();

    /** After the main process has ended: blocks until something of what still runs may have ended. */
    void awaitLeftover();

    /** Sizes up the tree in {@code table}. */
    Sighting look(ProcessTable table);

    /** How the tree looks at one moment. */
    record Sighting(java.util.List<ProcessEntry> processes) {
        long residentBytes() {
            return processes.stream().mapToLong(ProcessEntry::residentBytes).sum();
        }

        long cpuTicks() {
            return processes.stream().mapToLong(ProcessEntry::cpuTicks).sum();
        }
    }

    /**
     * How the main process ended and what the kernel says that the tree took.
     *
     * @param code exit code, or the number of the signal
     */
    record Ending(
            boolean signalled,
            int code,
            OptionalLong cpuNanos,
            OptionalLong largestResidentBytes,
            OptionalLong bytesRead,
            OptionalLong bytesWritten) {}
}

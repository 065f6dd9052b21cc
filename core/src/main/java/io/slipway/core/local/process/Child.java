package io.slipway.core.local.process;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The main process of a task and everything under it, as this machine lets us see and end them. {@link #signalTree} and {@link
 * #collectIfAlone} exclude each other by the caller's lock; the rest may be called from any thread.
 */
interface Child {

    ProcessIdentity identity();

    /** What the tree prints; absent when it writes its log itself. */
    Optional<InputStream> output();

    /** Blocks until the main process has ended, by itself or not. */
    void awaitMainExit();

    boolean mainHasExited();

    /**
     * Sends KILL to every process of the tree that can be found now, or TERM to those that no signal was sent to before: programs take
     * a second TERM for impatience. Not to be called after the tree is collected.
     */
    void signalTree(Signal signal);

    /** Forgets who was sent TERM, so that the next one reaches everybody. */
    void askAgain();

    /** After the main process has ended: takes the result and forgets the tree, unless something of it still runs. */
    Optional<Ending> collectIfAlone();

    /** After the main process has ended: blocks until something of what still runs may have ended. */
    void awaitLeftover();

    /** Sizes up the tree in {@code table}. */
    Sighting look(ProcessTable table);

    /** How the tree looks at one moment. */
    record Sighting(List<ProcessEntry> processes) {
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

package io.slipway.core.local.process;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the processes of one task took. A figure that could not be had is absent, never zero. Immutable.
 *
 * <p><b>Peak memory</b> is the largest of what could be seen: the peak of the task's cgroup if it has one; the sum of the
 * resident sets of the task's processes at the busiest of the looks that are taken while it runs; and the largest resident set
 * of any one process, as the kernel reports it at the end. That last figure starts at the size of Slipway itself (a program
 * begins as a copy of who starts it, and Linux counts that), so it is used only if it is larger than Slipway. A task that
 * stayed smaller and ended before the first look has no peak. Memory that several processes share counts once per process.
 *
 * @param wall from the start to the end of the main process
 * @param cpu user and system time of the main process and all descendants that were waited for, by their parent or by
 *     Slipway; where the kernel does not say (not Linux on glibc), the last sum seen
 * @param peakMemoryBytes see above
 * @param bytesRead bytes that the same processes got from read calls, from disk or memory, files or pipes
 * @param bytesWritten bytes that the same processes gave to write calls
 */
public record ResourceUsage(
        Duration wall,
        Optional<Duration> cpu,
        OptionalLong peakMemoryBytes,
        OptionalLong bytesRead,
        OptionalLong bytesWritten) {

    public ResourceUsage {
        requireNonNull(wall, "wall");
        requireNonNull(cpu, "cpu");
        requireNonNull(peakMemoryBytes, "peakMemoryBytes");
        requireNonNull(bytesRead, "bytesRead");
        requireNonNull(bytesWritten, "bytesWritten");
    }
}

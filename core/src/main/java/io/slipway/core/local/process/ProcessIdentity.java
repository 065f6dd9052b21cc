package io.slipway.core.local.process;

/**
 * Names one process for as long as this machine is up: a process id is used again, but not with the same start. Written
 * down when a task starts, it lets a later Slipway find what an earlier, killed one left ({@link Orphans}). Immutable.
 *
 * @param pid the process id
 * @param startTicks when it started, in the unit of this operating system: on Linux clock ticks since the machine was booted,
 *     elsewhere milliseconds since 1970
 */
public record ProcessIdentity(long pid, long startTicks) {

    public ProcessIdentity {
        if (pid <= 0) throw new IllegalArgumentException("pid: " + pid + " (expected: > 0)");
        if (startTicks < 0) throw new IllegalArgumentException("startTicks: " + startTicks + " (expected: >= 0)");
    }
}

package io.slipway.core.local.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One line of the kernel's table of processes, as in {@code /proc/<pid>/stat}. Reading one costs about ten microseconds.
 *
 * @param zombie it has ended, and only waits for its parent to ask how
 * @param cpuTicks user and system time of itself and of the children it waited for, in hundredths of a second
 */
record ProcessEntry(
        int pid,
        int parent,
        int group,
        int session,
        boolean zombie,
        long startTicks,
        long cpuTicks,
        long residentBytes) {

    /** The size that Linux counts resident memory in; larger on a few 64-bit Arm kernels, where this reads too low. */
    private static final long PAGE_BYTES = 4096;

    /** Longer than any line: the name has at most 64 bytes, the fifty numbers at most 20 digits. */
    private static final int LINE_BYTES = 1536;

    /** The process with this id; empty if there is none, or no {@code /proc}. */
    static Optional<ProcessEntry> of(long pid) {
        return read("/proc/" + pid + "/stat", new byte[LINE_BYTES]);
    }

    static byte[] lineBuffer() {
        return new byte[LINE_BYTES];
    }

    static Optional<ProcessEntry> read(String file, byte[] buffer) {
        // The plainest stream there is: a channel costs three times as much, and a look reads hundreds of these.
        try (FileInputStream in = new FileInputStream(file)) {
            int length = in.read(buffer);
            return length <= 0 ? Optional.empty() : Optional.of(parse(buffer, length));
        } catch (IOException endedMeanwhile) {
            return Optional.empty();
        }
    }

    /** Reads {@code pid (name) state parent group …}; the name may itself hold spaces and parentheses. */
    static ProcessEntry parse(byte[] line, int length) {
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        // Fields are numbered as in proc(5), where the state is number 3.
        String[] fields = text.substring(close + 2).stripTrailing().split(" ", 25);
        return new ProcessEntry(
                Integer.parseInt(text.substring(0, open - 1)),
                Integer.parseInt(fields[4 - 3]),
                Integer.parseInt(fields[5 - 3]),
                Integer.parseInt(fields[6 - 3]),
                fields[0].equals("Z") || fields[0].equals("X"),
                Long.parseLong(fields[22 - 3]),
                Long.parseLong(fields[14 - 3])
                        + Long.parseLong(fields[15 - 3])
                        + Long.parseLong(fields[16 - 3])
                        + Long.parseLong(fields[17 - 3]),
                Long.parseLong(fields[24 - 3]) * PAGE_BYTES);
    }

    ProcessIdentity identity() {
        return new ProcessIdentity(pid, startTicks);
    }
}

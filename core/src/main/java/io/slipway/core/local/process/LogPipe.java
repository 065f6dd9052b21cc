package io.slipway.core.local.process;

import com.sun.jna.Native;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A pipe that a program prints into. Nothing but that program and what it starts gets the end that is written to, so whoever reads
 * comes to an end when all of them have. Confined to one thread, but for the stream.
 */
final class LogPipe {
    private final int writeEnd;
    private final InputStream output;
    private final String name;

    private LogPipe(int writeEnd, InputStream output, String name) {
        this.writeEnd = writeEnd;
        this.output = output;
        this.name = name;
    }

    static LogPipe open() throws IOException {
        int[] ends = new int[2];
        if (Libc.pipe2(ends, Libc.O_CLOEXEC) != 0)
            throw new IOException("no pipe: " + Libc.strerror(Native.getLastError()) + "; raise ulimit -n");
        try {
            // Opened anew, so that Java closes it as it closes its own.
            InputStream output = new FileInputStream("/proc/self/fd/" + ends[0]);
            return new LogPipe(ends[1], output, nameOf(Path.of("/proc/self/fd/" + ends[0])));
        } catch (IOException e) {
            Libc.close(ends[1]);
            throw e;
        } finally {
            Libc.close(ends[0]);
        }
    }

    /** The descriptor to hand to the program. */
    int writeEnd() {
        return writeEnd;
    }

    /** To be called once when the program has it, or never will. */
    void closeWriteEnd() {
        Libc.close(writeEnd);
    }

    /** Nobody will ever print. */
    void abandon() {
        try {
            output.close();
        } catch (IOException e) {
            return; // nothing is lost
        }
    }

    InputStream output() {
        return output;
    }

    /** Whether a descriptor of some process, as a link in {@code /proc}, is an end of this pipe. */
    boolean is(Path descriptor) throws IOException {
        return nameOf(descriptor).equals(name);
    }

    /** The kernel calls a pipe {@code pipe:[number]}, and no two by one number. */
    private static String nameOf(Path descriptor) throws IOException {
        return Files.readSymbolicLink(descriptor).toString();
    }
}

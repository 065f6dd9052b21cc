package io.slipway.core.local.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What {@code /proc/<pid>/io} says: bytes of read and write calls of a process and of the children it waited for. It can still be
 * read of a process that has ended, until that is collected.
 */
record ProcessIo(long bytesRead, long bytesWritten) {

    static Optional<ProcessIo> of(long pid) {
        byte[] buffer = new byte[512];
        try (FileInputStream in = new FileInputStream("/proc/" + pid + "/io")) {
            int length = in.read(buffer);
            return length <= 0 ? Optional.empty() : parse(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
        } catch (IOException notOurs) {
            // Another user's by now (a set-user-id program), or a kernel without accounting.
            return Optional.empty();
        }
    }

    static Optional<ProcessIo> parse(String text) {
        long read = -1;
        long written = -1;
        for (String line : text.split("\n")) {
            if (line.startsWith("rchar: ")) read = Long.parseLong(line.substring(7));
            if (line.startsWith("wchar: ")) written = Long.parseLong(line.substring(7));
        }
        return read < 0 || written < 0 ? Optional.empty() : Optional.of(new ProcessIo(read, written));
    }
}

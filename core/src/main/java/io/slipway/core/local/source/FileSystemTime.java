package io.slipway.core.local.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The time that a file system would write into a file now. Its clock is not this program's: it moves in ticks of some
 * milliseconds, and on a network it is another machine's.
 */
final class FileSystemTime {
    /** Before any file: nothing was at rest. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private static final byte[] ONE_BYTE = {0};

    private FileSystemTime() {}

    /**
     * Writes {@code probe}, a file of ours, and reads the time it got, in nanoseconds since 1970; {@link #UNKNOWN} when
     * it cannot be written.
     */
    static long now(Path probe) {
        try {
            Files.write(probe, ONE_BYTE);
            return FileStamp.of(probe).modifiedNanos();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}

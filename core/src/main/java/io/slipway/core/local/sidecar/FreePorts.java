package io.slipway.core.local.sidecar;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Hands out ports of this machine on which nobody listens, each to one at a time: to one task of this Slipway, and to one Slipway of
 * those that share a store. They lie below the ports that systems choose for outgoing connections, so that no such connection takes
 * one before the sidecar does.
 *
 * <p>A port is claimed by a lock on the byte of its number in a file, which the kernel takes back however a process ends.
 * Thread-safe.
 */
public final class FreePorts implements AutoCloseable {
    static final int FIRST = 20_000;
    static final int LAST = 32_767;
    private static final int MOST_TRIES = 2_000;

    private final Path file;
    private final RandomGenerator random;
    private @Nullable FileChannel claims; // opened with the first port

    /**
     * @param file in which ports are claimed; made when it is not there
     */
    public FreePorts(Path file, RandomGenerator random) {
        this.file = file;
        this.random = random;
    }

    /** A port, ours until it is closed. */
    public static final class Port implements AutoCloseable {
        private final int number;
        private final FileLock claim;

        private Port(int number, FileLock claim) {
            this.number = number;
            this.claim = claim;
        }

        public int number() {
            return number;
        }

        @Override
        public void close() {
            try {
                claim.release();
            } catch (IOException e) {
                return; // the kernel takes it back with the process
            }
        }
    }

    /**
     * Takes a port.
     *
     * @throws IOException when claims cannot be written down, or there is no free port
     */
    public synchronized Port take() throws IOException {
        FileChannel channel = claims();
        for (int left = MOST_TRIES; left > 0; left--) {
            int number = FIRST + random.nextInt(LAST - FIRST + 1);
            Optional<FileLock> claim = claim(channel, number);
            if (claim.isEmpty()) continue;
            if (isFree(number)) return new Port(number, claim.get());
            claim.get().release();
        }
        throw new IOException("no port from " + FIRST + " to " + LAST + " is free; end what listens on them");
    }

    private FileChannel claims() throws IOException {
        FileChannel open = claims;
        if (open == null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            claims = open;
        }
        return open;
    }

    private static Optional<FileLock> claim(FileChannel channel, int number) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock(number, 1, false));
        } catch (OverlappingFileLockException claimedByThisProcess) {
            return Optional.empty();
        }
    }

    private static boolean isFree(int number) {
        try (ServerSocket probe = new ServerSocket(number)) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (claims != null) claims.close();
            claims = null;
        } catch (IOException e) {
            return; // the kernel takes all claims back with the process
        }
    }
}

package io.slipway.core.local.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Says that a process uses the store, and since when: a file whose name begins with that time, locked by the process, so
 * that the lock goes with the process however it ends.
 *
 * <p>Whoever wants to know asks the file system for the lock; who gets it, deletes the file while holding it. A process
 * therefore looks, once it has its lock, whether its file is still there. Locks of POSIX belong to the whole process and
 * are lost with the first channel that closes the file, so a process never opens the file of one of its own leases: it
 * knows them by name. Thread-safe.
 */
final class Lease {
    private static final Set<String> HELD_HERE = ConcurrentHashMap.newKeySet();
    private static final int ATTEMPTS = 10;

    private final Path directory;
    private final InstantSource clock;
    private final String suffix;
    private volatile String name = "";
    private volatile boolean tried;
    private @Nullable FileChannel held;

    Lease(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
        this.suffix = "-" + ProcessHandle.current().pid() + "-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    /** Takes the lease if it is not taken yet. A store that cannot be written needs none: nothing is collected there. */
    void hold() {
        if (!tried) take();
    }

    private synchronized void take() {
        if (tried) return;
        name = clock.millis() + suffix;
        HELD_HERE.add(name);
        try {
            StoreFiles.createDirectories(directory);
            for (int attempt = 0; attempt < ATTEMPTS && held == null; attempt++) held = tryTake();
        } catch (IOException e) {
            // whatever is written will say what is wrong; reading goes without
        }
        tried = true;
    }

    private @Nullable FileChannel tryTake() throws IOException {
        Path file = directory.resolve(name);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        FileLock lock = channel.lock();
        if (lock.isValid() && Files.exists(file)) return channel;
        channel.close();
        return null;
    }

    /** Names what this process writes under this lease; unlike any other lease's name. */
    String name() {
        return name;
    }

    synchronized void release() {
        HELD_HERE.remove(name);
        tried = false;
        FileChannel channel = held;
        held = null;
        if (channel == null) return;
        StoreFiles.deleteQuietly(directory.resolve(name));
        try {
            channel.close();
        } catch (IOException e) {
            // its file is gone, so nobody asks for its lock
        }
    }

    /** The names of all leases whose process lives; the files of the others are deleted. O(processes). */
    static List<String> living(Path directory) throws IOException {
        List<String> living = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (HELD_HERE.contains(name) || !isAbandoned(file)) living.add(name);
            }
        } catch (NoSuchFileException e) {
            return living;
        }
        return living;
    }

    private static boolean isAbandoned(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) return false;
            Files.deleteIfExists(file);
            return true;
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** When the process that holds the lease of that name began to use the store; 0 for a name of another form. */
    static long sinceMillis(String name) {
        int end = name.indexOf('-');
        try {
            return end < 0 ? 0 : Long.parseLong(name.substring(0, end));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

package io.slipway.core.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The right to run tasks in a workspace: tasks run in place, so one run at a time, whether the other is one of this
 * process or of another. The operating system gives it back when its holder dies, however it dies.
 *
 * <p>Locks of POSIX belong to a process and are lost with the first channel that closes the file, so the file is opened
 * only by whoever is the one in this process that may.
 */
final class WorkspaceLock implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    /** Nobody tells us when another process gives it back; runs take longer than this. */
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    private final Path file;
    private final FileChannel channel;
    private final boolean waited;

    private WorkspaceLock(Path file, FileChannel channel, boolean waited) {
        this.file = file;
        this.channel = channel;
        this.waited = waited;
    }

    /**
     * Takes the lock, waiting for another run to give it back; says so first.
     *
     * @param isCancelled ends the waiting
     * @return nothing when it was cancelled while it waited, or its thread interrupted
     */
    static Optional<WorkspaceLock> take(Path file, Consumer<String> warnings, BooleanSupplier isCancelled) {
        return take(
                file,
                "another run is going on in this workspace; waiting for it to end",
                BETWEEN_TRIES,
                warnings,
                isCancelled);
    }

    /**
     * Takes a lock of another kind.
     *
     * @param busy said before it waits
     * @param between how long it waits between two tries
     */
    static Optional<WorkspaceLock> take(
            Path file, String busy, Duration between, Consumer<String> warnings, BooleanSupplier isCancelled) {
        try {
            Path real = file.resolveSibling("").toRealPath().resolve(String.valueOf(file.getFileName()));
            Optional<FileChannel> channel = tryTake(real);
            boolean waits = channel.isEmpty();
            if (waits) warnings.accept(busy);
            while (channel.isEmpty()) {
                if (isCancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) return Optional.empty();
                LockSupport.parkNanos(between.toNanos());
                channel = tryTake(real);
            }
            return Optional.of(new WorkspaceLock(real, channel.get(), waits));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + file + "; make the workspace writable for you", e);
        }
    }

    private static Optional<FileChannel> tryTake(Path file) throws IOException {
        if (!HELD_HERE.add(file)) return Optional.empty();
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            taken = lock != null;
            return taken ? Optional.of(channel) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            return Optional.empty(); // another class loader of this process has it
        } finally {
            if (!taken) {
                if (channel != null) channel.close();
                HELD_HERE.remove(file);
            }
        }
    }

    /** Whether somebody runs tasks here at the moment. Creates nothing. */
    static boolean isHeld(Path file) {
        if (!Files.exists(file)) return false;
        if (HELD_HERE.contains(file)) return true;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true; // somebody of this process
        } catch (IOException e) {
            return false; // who may not read it cannot know
        }
    }

    /** Whether another run was going on, so that what was known of the workspace before may be old. */
    boolean waited() {
        return waited;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give back the lock of the workspace; end this process", e);
        } finally {
            HELD_HERE.remove(file);
        }
    }
}

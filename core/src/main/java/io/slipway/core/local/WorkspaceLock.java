package io.slipway.core.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * The right to run tasks in a workspace: tasks run in place, so one run at a time. The operating system gives it back
 * when its holder dies, however it dies.
 */
final class WorkspaceLock implements AutoCloseable {
    private final FileChannel channel;

    private WorkspaceLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock, waiting for another process to give it back; says so first. */
    static WorkspaceLock take(Path file, Consumer<String> warnings) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock free = channel.tryLock();
            if (free == null) {
                warnings.accept("another run is going on in this workspace; waiting for it to end");
                channel.lock();
            }
            return new WorkspaceLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + file + "; make the workspace writable for you", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give back the lock of the workspace", e);
        }
    }
}

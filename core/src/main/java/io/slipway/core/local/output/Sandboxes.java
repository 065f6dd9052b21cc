package io.slipway.core.local.output;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Task;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the sandboxes of one run stand. A run holds a lock for as long as its process lives, so the next one, of whatever
 * workspace, knows whose sandboxes nobody needs any more, however their run ended, and removes them.
 *
 * <p>Thread-safe, and safe for several processes on one directory.
 */
public final class Sandboxes implements AutoCloseable {
    private static final String LOCK_SUFFIX = ".lock";

    private static final FileAttribute<Set<PosixFilePermission>> OURS_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Locks of this process: it would lose one by opening its file again and closing it. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path workspace;
    private final Path lockFile;
    private final FileChannel lock;
    private final Path directory;
    private final AtomicLong names = new AtomicLong();

    private Sandboxes(Path workspace, Path lockFile, FileChannel lock) throws IOException {
        this.workspace = workspace;
        this.lockFile = lockFile;
        this.lock = lock;
        this.directory = Files.createDirectory(directoryOf(lockFile));
    }

    /**
     * Removes what dead runs left under {@code directory}, and makes room for a new one.
     *
     * @param workspace root of the workspace that source files are copied from
     * @param directory not in a workspace, where programs that look in the directories above theirs would find it; best on the
     *     file system of the store, where copies share blocks
     * @throws OutputException when the directory cannot be written
     */
    public static Sandboxes open(Path workspace, Path directory) {
        try {
            Path place = Files.createDirectories(directory, OURS_ONLY).toRealPath();
            removeLeftovers(place);
            while (true) {
                Path lockFile = Files.createTempFile(place, "run-", LOCK_SUFFIX);
                OURS.add(lockFile);
                FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                if (lock.tryLock() != null && Files.exists(lockFile)) {
                    return new Sandboxes(workspace.toAbsolutePath().normalize(), lockFile, lock);
                }
                lock.close(); // another run took it for a leftover before it was locked
                OURS.remove(lockFile);
            }
        } catch (IOException e) {
            throw new OutputException("cannot make sandboxes in " + directory + "; make it writable for you", e);
        }
    }

    /**
     * Removes what dead runs left under {@code directory}, which need not be there. One look at it when nothing is left. What cannot
     * be removed now stays for a later run.
     */
    public static void sweep(Path directory) {
        String[] names = directory.toFile().list();
        if (names == null || names.length == 0) return;
        try {
            removeLeftovers(directory.toRealPath());
        } catch (IOException e) {
            return; // nobody needs what is left there
        }
    }

    private static void removeLeftovers(Path directory) throws IOException {
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(directory, "*" + LOCK_SUFFIX)) {
            for (Path lockFile : locks) {
                if (!OURS.contains(lockFile)) removeIfDead(lockFile);
            }
        }
    }

    /** What cannot be removed now, because a program that outlived its run still writes there, a later run removes. */
    private static void removeIfDead(Path lockFile) {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) return;
            DirectoryTree.delete(directoryOf(lockFile));
            Files.deleteIfExists(lockFile);
        } catch (IOException e) {
            return; // or it was removed by another run meanwhile
        }
    }

    private static Path directoryOf(Path lockFile) {
        String name = String.valueOf(lockFile.getFileName());
        return lockFile.resolveSibling(name.substring(0, name.length() - LOCK_SUFFIX.length()));
    }

    /**
     * Makes a private tree that has what {@code task} declares to read, and nothing else.
     *
     * @param sources selected source files, by workspace path
     * @param needs output trees of the tasks it needs, by workspace path
     * @param store that has them; what it has lost is taken from the workspace if it is still the same there
     * @throws OutputException when an input changed since it was selected, or cannot be copied
     */
    public Sandbox create(Task task, Tree sources, Collection<Tree> needs, ContentStore store) {
        Path root = directory.resolve(Long.toString(names.getAndIncrement()));
        Sandbox sandbox = new Sandbox(root, task.directory());
        try {
            new SandboxBuilder(workspace, store, root).build(task, sources, needs);
            return sandbox;
        } catch (IOException e) {
            sandbox.close();
            throw new OutputException(
                    "cannot make a sandbox for " + task.address() + " (" + e.getMessage() + "); run it again", e);
        }
    }

    /** A directory beside the sandboxes, for what the tasks of this run make for each other; removed with them. */
    public Path aside() {
        return directory.resolve("aside");
    }

    /** Removes all sandboxes of this run. */
    @Override
    public void close() {
        try {
            DirectoryTree.delete(directory);
            Files.deleteIfExists(lockFile);
            lock.close();
            OURS.remove(lockFile);
        } catch (IOException e) {
            return; // the lock ends with this process, and the next run removes what is left
        }
    }
}

package io.slipway.core.local.store;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.content.ContentFile;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The files of a store, and the few moves that are safe with other processes at them and a kill at any instant:
 *
 * <pre>
 * contents/2c/f24dba…   one file per content, named by its hash, mode 0444
 * actions/9f/86d081…    one file per result, named by its key, mode 0444
 * aside/LEASE.n         being written by the process that holds LEASE
 * leases/LEASE          locked by a running process, see {@link Lease}
 * quarantine/…          damaged entries
 * trash/…               entries that a garbage collection is about to delete
 * </pre>
 *
 * An entry is written aside and then renamed to its name, so a name shows all of it or nothing. Nothing is synced to the
 * disk: after a power loss an entry may be empty or torn, which its check notices when it is read. Thread-safe.
 */
final class StoreFiles {
    /** How often a use is written down. Collections keep what was used this much, and more, before the oldest run. */
    static final Duration USE_GRANULARITY = Duration.ofHours(1);

    private static final String CONTENT = "content-"; // how files are named in trash/ and quarantine/
    private static final String ACTION = "action-";

    private static final FileAttribute<Set<PosixFilePermission>> READ_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--r--r--"));
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    final Path root;
    final Path contents;
    final Path actions;
    final Path aside;
    final Path leases;
    final Path quarantine;
    final Path trash;

    private final StoreListener listener;
    private final InstantSource clock;
    private final Lease lease;
    private final AtomicInteger written = new AtomicInteger();

    StoreFiles(Path root, StoreListener listener, InstantSource clock) {
        this.root = root;
        this.contents = root.resolve("contents");
        this.actions = root.resolve("actions");
        this.aside = root.resolve("aside");
        this.leases = root.resolve("leases");
        this.quarantine = root.resolve("quarantine");
        this.trash = root.resolve("trash");
        this.listener = listener;
        this.clock = clock;
        this.lease = new Lease(leases, clock);
    }

    Path contentOf(Digest digest) {
        return shard(contents, digest.hash());
    }

    Path actionOf(ActionKey key) {
        return shard(actions, key.hash());
    }

    private static Path shard(Path directory, String hash) {
        return directory.resolve(hash.substring(0, 2) + "/" + hash.substring(2));
    }

    /** What an entry's path says its hash is. */
    static String hashOf(Path entry) {
        int names = entry.getNameCount();
        return entry.getName(names - 2).toString() + entry.getName(names - 1);
    }

    /** Says that this process uses the store from now on. Done before the first entry is read or written. */
    void use() {
        lease.hold();
    }

    void release() {
        lease.release();
    }

    InstantSource clock() {
        return clock;
    }

    /**
     * Whether the entry is there and {@code sizeBytes} long; if so, its use is written down.
     *
     * @param sizeBytes -1 for any
     */
    boolean isThere(Path entry, long sizeBytes) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(entry, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return rescue(entry) && isThere(entry, sizeBytes);
        }
        if (!attributes.isRegularFile() || (sizeBytes >= 0 && attributes.size() != sizeBytes)) return false;
        return recordUse(entry, attributes.lastModifiedTime().toMillis());
    }

    /**
     * When the entry was last written or its use written down, in milliseconds since 1970; 0 when it is not there or its
     * next use is to be written down.
     */
    long lastUsedMillis(Path entry) {
        long usedMillis = new File(entry.toString()).lastModified();
        return clock.millis() - usedMillis < USE_GRANULARITY.toMillis() ? usedMillis : 0;
    }

    /** Whether the entry, which was just read, is still there; if so, its use is written down. */
    boolean isStillThere(Path entry) throws IOException {
        long usedMillis = new File(entry.toString()).lastModified();
        return usedMillis == 0 ? isThere(entry, -1) : recordUse(entry, usedMillis);
    }

    /**
     * Moves the time of a use forward when the one written down is old. Whether it worked is what tells a reader that no
     * collection has taken the entry away meanwhile.
     */
    private boolean recordUse(Path entry, long usedMillis) throws IOException {
        long now = clock.millis();
        if (now - usedMillis < USE_GRANULARITY.toMillis()) return true;
        try {
            Files.setLastModifiedTime(entry, FileTime.fromMillis(now));
            return true;
        } catch (NoSuchFileException e) {
            return rescue(entry);
        } catch (FileSystemException e) {
            // a store that may only be read has no collections either
            return Files.exists(entry);
        }
    }

    /**
     * Whether the entry is neither in its place nor taken away by a garbage collection. The common answer to a look-up, so it
     * costs a few looks and no exception. Of a store that cannot be used nothing is absent: reading says why.
     */
    boolean isAbsent(Path entry) {
        File file = new File(entry.toString());
        if (file.exists() || new File(trashOf(entry).toString()).exists()) return false;
        File store = new File(root.toString());
        if (!store.isDirectory() || !store.canExecute()) return false;
        return !file.exists(); // a collection may have put it back between the two looks
    }

    /** All bytes of an entry; throws {@link NoSuchFileException} when it is not there. */
    byte[] read(Path entry) throws IOException {
        // a plain stream: half the cost of a channel in a process that was just started, and nothing interrupts it
        try (FileInputStream in = new FileInputStream(entry.toString())) {
            return in.readAllBytes();
        } catch (FileNotFoundException e) {
            return readOrSayWhyNot(entry);
        }
    }

    private byte[] readOrSayWhyNot(Path entry) throws IOException {
        try {
            return Files.readAllBytes(entry);
        } catch (NoSuchFileException e) {
            if (!rescue(entry)) throw e;
            return Files.readAllBytes(entry);
        }
    }

    /** Opens an entry for reading; throws {@link NoSuchFileException} when it is not there. */
    FileChannel openToRead(Path entry) throws IOException {
        try {
            return FileChannel.open(entry, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            if (!rescue(entry)) throw e;
            return FileChannel.open(entry, StandardOpenOption.READ);
        }
    }

    /**
     * Takes an entry back from a garbage collection that has not deleted it yet.
     *
     * @return false when it is not in the trash either
     */
    private boolean rescue(Path entry) throws IOException {
        Path trashed = trashOf(entry);
        try {
            Files.setLastModifiedTime(trashed, FileTime.fromMillis(clock.millis()));
            Files.move(trashed, entry, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            return Files.exists(entry); // the collection may have put it back itself
        }
    }

    /** Where a garbage collection moves an entry before it decides. */
    Path trashOf(Path entry) {
        String kind = entry.startsWith(contents) ? CONTENT : ACTION;
        return trash.resolve(kind + hashOf(entry));
    }

    /** Which entry a file in {@code trash/} was. */
    Path entryOf(Path trashed) {
        String name = trashed.getFileName().toString();
        return name.startsWith(CONTENT)
                ? shard(contents, name.substring(CONTENT.length()))
                : shard(actions, name.substring(ACTION.length()));
    }

    /** A new file of this process, to be filled and then moved to its name with {@link #publish}. */
    Path newAside() {
        return aside.resolve(lease.name() + "." + written.incrementAndGet());
    }

    FileChannel open(Path newFile) throws IOException {
        try {
            return FileChannel.open(newFile, NEW, READ_ONLY);
        } catch (NoSuchFileException e) {
            createDirectories(aside);
            return FileChannel.open(newFile, NEW, READ_ONLY);
        }
    }

    /** Writes an entry as a whole; what had its name before is replaced. */
    void write(Path entry, ByteBuffer... parts) throws IOException {
        Path file = newAside();
        try {
            try (FileChannel channel = open(file)) {
                for (ByteBuffer part : parts) ContentFile.writeFully(channel, part);
            }
            publish(file, entry);
        } catch (IOException | RuntimeException e) {
            deleteQuietly(file);
            throw e;
        }
    }

    /** Gives a file that was written aside its name. */
    void publish(Path file, Path entry) throws IOException {
        try {
            Files.move(file, entry, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            createDirectories(entry.resolveSibling(""));
            Files.move(file, entry, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // the next collection finds it
        }
    }

    /** Creates a directory of the store; what is created is its owner's alone, because logs and sources lie in it. */
    static void createDirectories(Path directory) throws IOException {
        try {
            Files.createDirectories(directory, PRIVATE);
        } catch (FileAlreadyExistsException e) {
            throw new FileSystemException(directory.toString(), null, "a file stands where a directory should be");
        }
    }

    /** Sets a damaged entry aside, unless it has been mended meanwhile. */
    void quarantine(Path entry) {
        use(); // or what another process sets aside would have the same name
        Path setAside =
                quarantine.resolve(trashOf(entry).getFileName() + "-" + lease.name() + "." + written.incrementAndGet());
        try {
            createDirectories(quarantine);
            Files.move(entry, setAside, StandardCopyOption.ATOMIC_MOVE);
            if (isSound(entry, setAside)) {
                Files.move(setAside, entry, StandardCopyOption.ATOMIC_MOVE);
                return;
            }
            Files.setLastModifiedTime(setAside, FileTime.fromMillis(clock.millis()));
        } catch (NoSuchFileException e) {
            return; // another process was quicker
        } catch (IOException e) {
            setAside = entry; // it cannot be moved; every reader finds out for itself
        }
        listener.quarantined(nameOf(entry), setAside);
    }

    private boolean isSound(Path entry, Path file) throws IOException {
        String hash = hashOf(entry);
        return entry.startsWith(contents)
                ? Digest.of(file).hash().equals(hash)
                : ActionEntry.isSound(new ActionKey(hash), Files.readAllBytes(file));
    }

    /** What people call an entry: {@code contents/2cf24d…}. */
    String nameOf(Path entry) {
        return (entry.startsWith(contents) ? "contents/" : "actions/") + hashOf(entry);
    }

    /** The failure of something that was tried at the store. */
    ContentStoreException cannot(String what, IOException cause) {
        String hint = cause instanceof AccessDeniedException
                ? "see that it may be written"
                : "see that it is there and has room";
        return new ContentStoreException("cannot " + what + " in the store " + root + "; " + hint, cause);
    }
}

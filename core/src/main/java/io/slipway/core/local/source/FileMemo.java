package io.slipway.core.local.source;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was in files by how they looked, so that a file that still looks the same need not be read again.
 *
 * <p>A file that changed within the same tick of the file system's clock as it was read in may change once more and
 * still look the same. It is not remembered before it was read again after that tick, which {@link #save} does for small
 * files. Losing a memo costs time and nothing else.
 *
 * <p>Thread-safe; one process at a time.
 */
public final class FileMemo {
    /** Reading this much again at the end of a run is not noticed. */
    private static final long SMALL_BYTES = 64 << 10;

    private final Path root;
    private final Path file;
    private final Path aside;
    private final MemoFile loaded;
    private final Map<String, Known> changed = new ConcurrentHashMap<>();
    private final Map<String, Known> unsettled = new ConcurrentHashMap<>();

    private FileMemo(Path root, Path file) {
        this.root = root;
        this.file = file;
        this.aside = file.resolveSibling(file.getFileName() + ".new");
        this.loaded = MemoFile.load(file);
    }

    /**
     * What {@code file} remembers about files under {@code root}; nothing when it is not there or damaged.
     *
     * @param file on the file system of the files it is about; its directory exists
     */
    public static FileMemo open(Path root, Path file) {
        return new FileMemo(requireNonNull(root, "root"), requireNonNull(file, "file"));
    }

    /** What a file that looks like {@code stamp} has in it; absent when it has to be read. */
    public Optional<Digest> recall(String path, FileStamp stamp) {
        Known known = changed.get(path);
        if (known != null) return known.looksLike(stamp) ? Optional.of(known.digest) : Optional.empty();
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        int index = loaded.find(name, 0, name.length, -1);
        return index >= 0 && loaded.matches(index, stamp) ? Optional.of(loaded.digest(index)) : Optional.empty();
    }

    /** Whether a file that looks like {@code stamp} is remembered to have this in it. */
    public boolean isRemembered(String path, FileStamp stamp, Digest digest) {
        Known known = changed.isEmpty() ? null : changed.get(path);
        if (known != null) return known.looksLike(stamp) && known.digest.equals(digest);
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        int index = loaded.find(name, 0, name.length, -1);
        return index >= 0 && loaded.matches(index, stamp) && loaded.isDigest(index, digest);
    }

    /** The time that a file changed now would get, in nanoseconds since 1970. Asked before a file is read. */
    public synchronized long now() {
        return FileSystemTime.now(aside);
    }

    /**
     * As {@link #now}, asked before the file that looks like {@code stamp} is read. A small one is read again at the end
     * anyway when it was written just now, as outputs are: that takes less than asking the file system.
     */
    public long nowFor(FileStamp stamp) {
        return stamp.sizeBytes() <= SMALL_BYTES ? FileSystemTime.UNKNOWN : now();
    }

    /**
     * Remembers that the file that looked like {@code stamp} before it was read has this in it.
     *
     * @param asOf {@link #now} between the stamp and the reading
     */
    public void record(String path, FileStamp stamp, Digest digest, long asOf) {
        if (stamp.sizeBytes() != digest.sizeBytes()) {
            forget(path);
            return;
        }
        Known known = new Known(stamp, digest);
        if (stamp.isOlderThan(asOf)) {
            unsettled.remove(path);
            changed.put(path, known);
        } else {
            changed.put(path, Known.NOTHING);
            unsettled.put(path, known);
        }
    }

    /**
     * Remembers that the file that looks like {@code stamp} has this in it, as far as its writer knows. It is read once more
     * before that is relied on.
     */
    public void recordUnsettled(String path, FileStamp stamp, Digest digest) {
        record(path, stamp, digest, FileSystemTime.UNKNOWN);
    }

    /** What is in the file that looks like {@code stamp}, read when it is not remembered. */
    public Digest digest(String path, FileStamp stamp) throws IOException {
        Optional<Digest> known = recall(path, stamp);
        if (known.isPresent()) return known.get();
        long asOf = now();
        Digest read = new FileReading().digest(root.resolve(path));
        record(path, stamp, read, asOf);
        return read;
    }

    /** The file is gone or no longer ours. */
    public void forget(String path) {
        unsettled.remove(path);
        changed.put(path, Known.NOTHING);
    }

    /**
     * Keeps what was learnt for the next process, unless nothing was. A memo that cannot be written is left as it is:
     * the next run is slower, and nothing is wrong.
     */
    public synchronized void save() {
        settle();
        if (changed.isEmpty()) return;
        try {
            merged().writeTo(file, aside);
        } catch (IOException e) {
            return;
        }
    }

    /** Reads again what was read in the tick in which it had changed, now that this tick is over. */
    private void settle() {
        if (unsettled.isEmpty()) return;
        long asOf = now();
        FileReading reading = new FileReading();
        for (Map.Entry<String, Known> entry : unsettled.entrySet()) {
            FileStamp stamp = entry.getValue().stamp;
            if (stamp == null || stamp.sizeBytes() > SMALL_BYTES || !stamp.isOlderThan(asOf)) continue;
            try {
                Path path = root.resolve(entry.getKey());
                if (!FileStamp.of(path).equals(stamp)) continue;
                record(entry.getKey(), stamp, reading.digest(path), asOf);
            } catch (IOException e) {
                forget(entry.getKey());
            }
        }
    }

    private MemoFile.Writer merged() {
        TreeMap<byte[], Known> fresh = new TreeMap<>(Arrays::compareUnsigned);
        for (Map.Entry<String, Known> entry : changed.entrySet()) {
            fresh.put(entry.getKey().getBytes(StandardCharsets.UTF_8), entry.getValue());
        }
        MemoFile.Writer writer = new MemoFile.Writer(loaded.size() + fresh.size());
        int old = 0;
        for (Map.Entry<byte[], Known> entry : fresh.entrySet()) {
            byte[] name = entry.getKey();
            while (old < loaded.size() && loaded.compare(old, name, 0, name.length) < 0) writer.add(loaded, old++);
            if (old < loaded.size() && loaded.compare(old, name, 0, name.length) == 0) old++;
            Known known = entry.getValue();
            if (known.stamp != null) writer.add(name, 0, name.length, known.stamp, known.digest);
        }
        while (old < loaded.size()) writer.add(loaded, old++);
        return writer;
    }

    /**
     * @param stamp null when nothing is known any more
     */
    private record Known(@Nullable FileStamp stamp, Digest digest) {
        static final Known NOTHING = new Known(null, Digest.of(new byte[0]));

        boolean looksLike(FileStamp now) {
            return now.equals(stamp);
        }
    }
}

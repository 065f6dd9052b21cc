package io.slipway.core.cache;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.ContentFile;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content store as one task sees it: small contents are kept aside, to travel inside the task's
 * {@link ActionResult}; the others go to the store behind. What a result carries is read without the store.
 *
 * <p>One is made for each result; {@link #carried} is handed to it. Thread-safe.
 */
public final class CarryingContentStore implements ContentStore {
    private final ContentStore behind;
    private final SortedMap<Digest, byte[]> aside = new TreeMap<>();
    private final CarriedContents before;
    private int asideBytes;

    /** A store for what a task is about to leave behind. */
    public CarryingContentStore(ContentStore behind) {
        this(behind, CarriedContents.none());
    }

    /** A store that also has what a result carries. */
    CarryingContentStore(ContentStore behind, CarriedContents before) {
        this.behind = requireNonNull(behind, "behind");
        this.before = before;
    }

    /** What was kept aside. */
    public synchronized CarriedContents carried() {
        return new CarriedContents(aside);
    }

    @Override
    public boolean contains(Digest digest) {
        return isAside(digest) || before.contains(digest) || behind.contains(digest);
    }

    @Override
    public Optional<byte[]> read(Digest digest) {
        Optional<byte[]> here = readHere(digest);
        return here.isPresent() ? here : behind.read(digest);
    }

    @Override
    public Digest put(byte[] bytes) {
        if (bytes.length > CarriedContents.MOST_BYTES_EACH) return behind.put(bytes);
        Digest digest = Digest.of(bytes);
        return keepAside(digest, bytes) ? digest : behind.put(bytes);
    }

    @Override
    public Digest put(Path file) {
        // A plain stream: most files that a small task leaves are small, and a channel costs more than reading them.
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            byte[] bytes = in.readNBytes(CarriedContents.MOST_BYTES_EACH + 1);
            // it may be written to meanwhile: whatever was read is the content
            return bytes.length > CarriedContents.MOST_BYTES_EACH ? behind.put(file) : put(bytes);
        } catch (IOException e) {
            throw new ContentStoreException("cannot read " + file + "; see that it is there and may be read", e);
        }
    }

    @Override
    public boolean writeTo(Digest digest, Path target, boolean executable) {
        Optional<byte[]> here = readHere(digest);
        if (here.isEmpty()) return behind.writeTo(digest, target, executable);
        try {
            ContentFile.write(target, here.get(), executable);
            return true;
        } catch (IOException e) {
            throw new ContentStoreException(
                    "cannot write " + target + "; see that there is room and it may be written", e);
        }
    }

    private synchronized boolean keepAside(Digest digest, byte[] bytes) {
        if (aside.containsKey(digest)) return true;
        if (asideBytes + bytes.length > CarriedContents.MOST_BYTES) return false;
        asideBytes += bytes.length;
        aside.put(digest, bytes.clone());
        return true;
    }

    private synchronized boolean isAside(Digest digest) {
        return aside.containsKey(digest);
    }

    private Optional<byte[]> readHere(Digest digest) {
        synchronized (this) {
            byte[] bytes = aside.get(digest);
            if (bytes != null) return Optional.of(bytes.clone());
        }
        return before.find(digest);
    }
}

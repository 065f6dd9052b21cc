package io.slipway.core.local.store;

import static java.util.Objects.requireNonNull;

import io.slipway.core.cache.ActionCache;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The store as a build wants it: one that cannot be used costs time, never the build. The first failure is told to the
 * {@link StoreListener}, once; from then on nothing is written, and after a failed look-up nothing is read either, so
 * that a build does not wait for the same failure again and again. Everything is then a miss.
 *
 * <p>Thread-safe. What it forgives is forgotten with it: the next run tries again.
 */
public final class ForgivingStore {
    private final StoreListener listener;
    private final ContentStore contents;
    private final ActionCache actions;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile boolean readable = true;
    private volatile boolean writable = true;

    public ForgivingStore(ContentStore contents, ActionCache actions, StoreListener listener) {
        this.contents = new Contents(requireNonNull(contents, "contents"));
        this.actions = new Actions(requireNonNull(actions, "actions"));
        this.listener = requireNonNull(listener, "listener");
    }

    /** Never throws for the store's sake; only {@link ContentStore#put(Path)} does, for a file that cannot be read. */
    public ContentStore contents() {
        return contents;
    }

    /** Never throws. */
    public ActionCache actions() {
        return actions;
    }

    /** Whether look-ups still ask the store. */
    public boolean isReadable() {
        return readable;
    }

    /** Whether what is put is still kept. */
    public boolean isWritable() {
        return writable;
    }

    private void readFailed(ContentStoreException e) {
        if (isInterrupted(e)) return;
        readable = false;
        writable = false;
        tell(e);
    }

    private void writeFailed(ContentStoreException e) {
        if (isInterrupted(e)) return;
        writable = false;
        tell(e);
    }

    private void tell(ContentStoreException e) {
        if (told.compareAndSet(false, true)) listener.unusable(e);
    }

    /** A thread that is told to stop says nothing of the store. */
    private static boolean isInterrupted(ContentStoreException e) {
        return e.getCause() instanceof ClosedByInterruptException;
    }

    private final class Contents implements ContentStore {
        private final ContentStore behind;

        Contents(ContentStore behind) {
            this.behind = behind;
        }

        @Override
        public boolean contains(Digest digest) {
            if (!readable) return false;
            try {
                return behind.contains(digest);
            } catch (ContentStoreException e) {
                readFailed(e);
                return false;
            }
        }

        @Override
        public Optional<byte[]> read(Digest digest) {
            if (!readable) return Optional.empty();
            try {
                return behind.read(digest);
            } catch (ContentStoreException e) {
                readFailed(e);
                return Optional.empty();
            }
        }

        @Override
        public Digest put(byte[] bytes) {
            if (writable) {
                try {
                    return behind.put(bytes);
                } catch (ContentStoreException e) {
                    writeFailed(e);
                }
            }
            return Digest.of(bytes);
        }

        @Override
        public Digest put(Path file) {
            if (!writable) return digestOf(file);
            try {
                return behind.put(file);
            } catch (ContentStoreException e) {
                // a file that cannot be read either is not the store's fault
                Digest digest = digestOf(file);
                writeFailed(e);
                return digest;
            }
        }

        private static Digest digestOf(Path file) {
            try {
                return Digest.of(file);
            } catch (IOException e) {
                throw new ContentStoreException("cannot read " + file + "; see that it is there and may be read", e);
            }
        }

        @Override
        public boolean writeTo(Digest digest, Path target, boolean executable) {
            if (!readable) return false;
            try {
                return behind.writeTo(digest, target, executable);
            } catch (ContentStoreException e) {
                // it may be the target that cannot be written, so look-ups go on
                if (!isInterrupted(e)) tell(e);
                return false;
            }
        }
    }

    private final class Actions implements ActionCache {
        private final ActionCache behind;

        Actions(ActionCache behind) {
            this.behind = behind;
        }

        @Override
        public Optional<ActionResult> find(ActionKey key) {
            if (!readable) return Optional.empty();
            try {
                return behind.find(key);
            } catch (ContentStoreException e) {
                readFailed(e);
                return Optional.empty();
            }
        }

        @Override
        public void put(ActionKey key, ActionResult result) {
            if (!writable) return;
            try {
                behind.put(key, result);
            } catch (ContentStoreException e) {
                writeFailed(e);
            }
        }

        @Override
        public void remove(ActionKey key) {
            if (!writable) return;
            try {
                behind.remove(key);
            } catch (ContentStoreException e) {
                writeFailed(e);
            }
        }
    }
}

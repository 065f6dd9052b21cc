package io.slipway.jenkins.content;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.Retention;
import io.slipway.core.local.store.StoreListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The directory that Slipway has on a node: contents that were needed there before, and what is remembered of workspaces.
 * Losing it costs time and nothing else.
 *
 * <p>Thread-safe. Opened once in each process, so that what its tasks use is not collected under their hands.
 */
public final class NodeHome {
    /** Contents that a node keeps beyond what is in use. */
    public static final long MOST_BYTES = 20L << 30;

    private static final Duration UNUSED = Duration.ofDays(30);
    private static final Duration BETWEEN = Duration.ofHours(1);
    private static final Duration LONGEST_TRANSFER = Duration.ofDays(1);

    private static final Map<String, NodeHome> OPEN = new ConcurrentHashMap<>();

    private final Path directory;
    private final DirectoryStore store;
    private final boolean isShared;
    private final AtomicLong tidiedNanos = new AtomicLong(System.nanoTime());

    private NodeHome(Path directory, Path storeDirectory, boolean isShared) {
        this.isShared = isShared;
        this.directory = directory;
        this.store = DirectoryStore.open(storeDirectory, StoreListener.SILENT, InstantSource.system());
    }

    /**
     * @param directory on the node; made when it is not there
     * @param shared a directory that the controller and all nodes see, whose store is then everybody's; empty for none
     */
    public static NodeHome at(String directory, String shared) {
        return OPEN.computeIfAbsent(directory + "\n" + shared, key -> {
            Path home = Path.of(directory).toAbsolutePath();
            return new NodeHome(home, shared.isEmpty() ? home.resolve("store") : Path.of(shared), !shared.isEmpty());
        });
    }

    /** Contents that are here. */
    public ContentStore contents() {
        return store.contents();
    }

    /** Those that are not here. */
    public List<Digest> lacking(Collection<Digest> digests) {
        List<Digest> lacking = new ArrayList<>();
        for (Digest digest : digests) if (!contents().contains(digest)) lacking.add(digest);
        return lacking;
    }

    /** @see Pack#take */
    public Set<Digest> take(InputStream pack, Collection<Digest> wanted) throws IOException {
        return Pack.take(pack, wanted, contents(), scratch());
    }

    /** Writes a pack of what is here of {@code wanted}. */
    public void give(Collection<Digest> wanted, OutputStream to) throws IOException {
        Pack pack = new Pack(to);
        pack.add(wanted, contents(), scratch());
        pack.end();
    }

    /** A directory for files that are not yet what they will be. */
    public Path scratch() throws IOException {
        return Files.createDirectories(directory.resolve("scratch"));
    }

    /** A directory of what is remembered of the workspace at {@code root}. */
    public Path memory(Path root) throws IOException {
        byte[] name = root.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
        return Files.createDirectories(
                directory.resolve("workspaces").resolve(Digest.of(name).hash()));
    }

    /**
     * Makes room, at most once an hour: the store is made no larger than {@link #MOST_BYTES}, the least recently used first,
     * and what a transfer left behind goes. Walks the whole store when it does. A store that everybody sees is the
     * controller's to tidy.
     */
    public void tidy() {
        long last = tidiedNanos.get();
        long now = System.nanoTime();
        if (now - last >= BETWEEN.toNanos() && tidiedNanos.compareAndSet(last, now)) shrink(MOST_BYTES);
    }

    void shrink(long maxBytes) {
        Instant now = Instant.now();
        try (Stream<Path> left = Files.list(scratch())) {
            for (Path file : left.toList()) {
                boolean isOld = Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(LONGEST_TRANSFER));
                if (isOld && Files.isRegularFile(file)) Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            return; // the next time
        }
        if (isShared) return;
        store.maintenance().collectGarbage(Retention.of(maxBytes, UNUSED).withRecent(BETWEEN));
    }
}

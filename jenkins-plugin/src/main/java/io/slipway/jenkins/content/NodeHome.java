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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The directory that Slipway has on a node: contents that were needed there before, and what is remembered of workspaces.
 * Losing it costs time and nothing else.
 *
 * <p>Thread-safe. Opened once in each process, so that what its tasks use is not collected under their hands.
 */
public final class NodeHome {
    private static final Duration UNUSED = Duration.ofDays(30);

    private static final Map<String, NodeHome> OPEN = new ConcurrentHashMap<>();

    private final Path directory;
    private final DirectoryStore store;

    private NodeHome(Path directory, Path storeDirectory) {
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
            return new NodeHome(home, shared.isEmpty() ? home.resolve("store") : Path.of(shared));
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

    /** Makes the store no larger than this, the least recently used first. Walks the whole store. */
    public void shrink(long maxBytes) {
        store.maintenance().collectGarbage(Retention.of(maxBytes, UNUSED).withRecent(Duration.ofHours(1)));
    }
}

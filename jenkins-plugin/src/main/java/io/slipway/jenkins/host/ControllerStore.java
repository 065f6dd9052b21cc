package io.slipway.jenkins.host;

import hudson.model.Computer;
import hudson.model.Run;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.Retention;
import io.slipway.core.local.store.StoreListener;
import io.slipway.jenkins.desk.Names;
import io.slipway.jenkins.run.Results;
import io.slipway.jenkins.settings.SlipwayMonitor;
import io.slipway.jenkins.settings.SlipwaySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/**
 * Where this controller keeps the results of all its builds: in the directory that the settings name. Thread-safe. A store
 * that cannot be used is told by {@link StoreWatch}, and is a miss for builds.
 */
public final class ControllerStore {
    private static final String DAMAGE = "damage in the store";
    private static final Duration UNUSED = Duration.ofDays(90);
    private static final Duration BETWEEN_COLLECTIONS = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(ControllerStore.class.getName());

    private static @Nullable ControllerStore opened;

    private final Path directory;
    private final DirectoryStore store;
    private final AtomicLong collectedNanos = new AtomicLong(System.nanoTime());

    private ControllerStore(Path directory) {
        this.directory = directory;
        this.store = DirectoryStore.open(directory, new Telling(), InstantSource.system());
    }

    /** The one that the settings name now. */
    public static synchronized ControllerStore get() {
        Path wanted = SlipwaySettings.get().cachePath();
        ControllerStore here = opened;
        if (here == null || !here.directory.equals(wanted)) {
            if (here != null) here.store.close();
            here = new ControllerStore(wanted);
            opened = here;
        }
        return here;
    }

    /** Whether anything was kept or looked for in this life of the controller. */
    static synchronized boolean isInUse() {
        return opened != null;
    }

    /** Contents and results, and a directory for what is on its way. */
    public Results results() throws IOException {
        return new Results(store.contents(), store.actions(), ours("scratch"));
    }

    /** The store's directory, when nodes see it too; else empty. */
    public String shared() {
        return SlipwaySettings.get().isCacheShared() ? directory.toString() : "";
    }

    /**
     * File of what is remembered of the tasks of a build's job.
     *
     * @param workspace which of those that the job has, as its builds call it; empty for none
     */
    public Path memory(Run<?, ?> build, String workspace) throws IOException {
        String job = Names.job(build.getExternalizableId());
        byte[] name = (workspace.isEmpty() ? job : job + "\n" + workspace).getBytes(StandardCharsets.UTF_8);
        return ours("jobs").resolve(Digest.of(name).hash());
    }

    private static Path ours(String name) throws IOException {
        return Files.createDirectories(
                Jenkins.get().getRootDir().toPath().resolve("slipway").resolve(name));
    }

    /** Makes room in the background, now and then. */
    public void tidy() {
        long last = collectedNanos.get();
        if (System.nanoTime() - last < BETWEEN_COLLECTIONS.toNanos()) return;
        if (collectedNanos.compareAndSet(last, System.nanoTime()))
            Computer.threadPoolForRemoting.execute(this::collect);
    }

    private void collect() {
        try {
            long most = SlipwaySettings.get().cacheBytes().bytes();
            store.maintenance().collectGarbage(Retention.of(most, UNUSED));
        } catch (ContentStoreException e) {
            LOG.log(Level.WARNING, "Cannot make room in the cache", e);
            StoreWatch.look();
        }
    }

    /** Tells administrators what happens to the store. */
    private static final class Telling implements StoreListener {
        @Override
        public void quarantined(String entry, Path setAside) {
            SlipwayMonitor.tell(DAMAGE, "the cache had a damaged entry, which now lies in " + setAside);
        }

        @Override
        public void unusable(ContentStoreException cause) {
            StoreWatch.look();
        }
    }
}

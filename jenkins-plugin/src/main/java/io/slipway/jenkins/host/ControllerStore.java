package io.slipway.jenkins.host;

import hudson.model.Run;
import io.slipway.core.content.Digest;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.StoreListener;
import io.slipway.jenkins.run.Results;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/**
 * Where this controller keeps the results of all its builds. Thread-safe.
 */
public final class ControllerStore {
    private final Path directory;
    private final DirectoryStore store;

    private static @Nullable ControllerStore opened;

    /** The one of this controller. */
    public static synchronized ControllerStore get() {
        ControllerStore here = opened;
        if (here == null) {
            here = new ControllerStore(
                    Jenkins.get().getRootDir().toPath().resolve("slipway").resolve("store"));
            opened = here;
        }
        return here;
    }

    private ControllerStore(Path directory) {
        this.directory = directory;
        this.store = DirectoryStore.open(directory, StoreListener.SILENT, InstantSource.system());
    }

    /** Contents and results, and a directory for what is on its way. */
    public Results results() throws IOException {
        Path scratch = Files.createDirectories(directory.resolveSibling("scratch"));
        return new Results(store.contents(), store.actions(), scratch);
    }

    /** A directory that the controller and all nodes see, where contents lie; empty when there is none. */
    public String shared() {
        return "";
    }

    /** File of what is remembered of the tasks of a build's job. */
    public Path memory(Run<?, ?> build) throws IOException {
        String id = build.getExternalizableId(); // the job's full name, #, number
        byte[] name = id.substring(0, id.lastIndexOf('#')).getBytes(StandardCharsets.UTF_8);
        Path jobs = Files.createDirectories(directory.resolveSibling("jobs"));
        return jobs.resolve(Digest.of(name).hash());
    }
}

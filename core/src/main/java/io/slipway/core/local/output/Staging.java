package io.slipway.core.local.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory for files that are not yet in place. Thread-safe; one process at a time. */
final class Staging {
    private final Path directory;
    private long used;
    private boolean isReady;

    Staging(Path directory) {
        this.directory = directory;
    }

    /** A path where nothing stands. The first one finds what a killed run left, and removes it. */
    synchronized Path next() throws IOException {
        if (!isReady) {
            DirectoryTree.delete(directory);
            Files.createDirectories(directory);
            isReady = true;
        }
        return directory.resolve(Long.toString(used++));
    }
}

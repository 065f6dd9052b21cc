package io.slipway.github.read;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The files below one directory, and none outside of it, whatever links lie in it. Thread-safe. */
public final class DirectoryFiles implements ProjectFiles {
    /** More than is read as a workflow, so that a larger one is refused rather than cut short. */
    private static final int MOST_BYTES = 2 << 20;

    private final Path root;

    /** @param root of the repository */
    public DirectoryFiles(Path root) {
        this.root = requireNonNull(root, "root").toAbsolutePath().normalize();
    }

    @Override
    public Optional<byte[]> find(String path) {
        try {
            Path file = root.resolve(path).normalize();
            if (!file.startsWith(root) || !Files.isRegularFile(file)) return Optional.empty();
            if (!file.toRealPath().startsWith(root.toRealPath())) return Optional.empty();
            try (InputStream in = Files.newInputStream(file)) {
                return Optional.of(in.readNBytes(MOST_BYTES));
            }
        } catch (IOException | InvalidPathException e) {
            return Optional.empty(); // as good as not there
        }
    }
}

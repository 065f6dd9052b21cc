package io.slipway.gitlab.read;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.PathSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files below one directory, and none outside of it, whatever links lie in it; listed when first asked for. Thread-safe.
 */
public final class DirectoryFiles implements ProjectFiles {
    private static final int MOST_BYTES = 10 << 20;
    private static final int MOST_VISITED = 200_000;

    private final Path root;
    private @Nullable List<String> all;

    /** @param root of the project */
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

    @Override
    public List<String> matching(String pattern) {
        PathSet wanted;
        try {
            wanted = PathSet.of(pattern);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
        return all().stream().filter(wanted::matches).toList();
    }

    /** Listed once: every rule that asks whether a file exists looks at them. */
    private synchronized List<String> all() {
        List<String> known = all;
        if (known != null) return known;
        List<String> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, new Listing(found));
        } catch (IOException e) {
            found.clear(); // a tree that cannot be walked has no files
        }
        Collections.sort(found);
        all = found;
        return found;
    }

    private final class Listing extends SimpleFileVisitor<Path> {
        private final List<String> found;

        Listing(List<String> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean skipped = directory.endsWith(".git") || directory.endsWith("node_modules");
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.add(root.relativize(file).toString().replace('\\', '/'));
            return found.size() < MOST_VISITED ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException cause) {
            return FileVisitResult.CONTINUE;
        }
    }
}

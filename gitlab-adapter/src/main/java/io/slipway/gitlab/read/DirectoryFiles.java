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

/** The files below one directory, and none outside of it, whatever links lie in it. Thread-safe. */
public final class DirectoryFiles implements ProjectFiles {
    private static final int MOST_BYTES = 10 << 20;
    private static final int MOST_VISITED = 200_000;

    private final Path root;

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
        List<String> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, new Matching(wanted, found));
        } catch (IOException e) {
            return List.of(); // a tree that cannot be walked has no files
        }
        Collections.sort(found);
        return found;
    }

    private final class Matching extends SimpleFileVisitor<Path> {
        private final PathSet wanted;
        private final List<String> found;
        private int visited;

        Matching(PathSet wanted, List<String> found) {
            this.wanted = wanted;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean skipped = directory.endsWith(".git") || directory.endsWith("node_modules");
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = root.relativize(file).toString().replace('\\', '/');
            if (wanted.matches(path)) found.add(path);
            return ++visited < MOST_VISITED ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException cause) {
            return FileVisitResult.CONTINUE;
        }
    }
}

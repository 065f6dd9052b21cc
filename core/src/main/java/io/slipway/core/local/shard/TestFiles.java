package io.slipway.core.local.shard;

import io.slipway.core.content.PathSet;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds test files and reports by patterns. Stateless. */
public final class TestFiles {
    private TestFiles() {}

    /** Files below {@code root}, sorted; those of git and of Slipway itself are left out. */
    public static List<String> matching(Path root, List<String> wanted) throws IOException {
        if (wanted.isEmpty()) return List.of();
        PathSet set = new PathSet(wanted);
        List<String> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String path = root.relativize(directory).toString().replace('\\', '/');
                boolean ours = directory.endsWith(".git") || directory.endsWith(".slipway");
                return ours || !(path.isEmpty() || set.mayMatchBelow(path))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = root.relativize(file).toString().replace('\\', '/');
                if (set.matches(path)) found.add(path);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                return FileVisitResult.CONTINUE; // a directory of a container's, say: no test of ours lies there
            }
        });
        Collections.sort(found);
        return found;
    }
}

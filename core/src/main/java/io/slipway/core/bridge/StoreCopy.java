package io.slipway.core.bridge;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Carries results from one store to another, for jobs that see one directory but must not all write to it. What is there
 * already is left alone. Nothing is checked here: a store checks what it reads. Stateless.
 */
public final class StoreCopy {
    /** Contents first, so that no result is there without what it names. */
    private static final List<String> PARTS = List.of("contents", "times", "actions");

    private StoreCopy() {}

    /**
     * Copies what {@code to} has not. O(files of {@code from}).
     *
     * @param from need not be there
     * @return how many files were copied
     */
    public static int copy(Path from, Path to) throws IOException {
        int copied = 0;
        for (String part : PARTS)
            if (Files.isDirectory(from.resolve(part))) copied += copyTree(from.resolve(part), to.resolve(part));
        return copied;
    }

    private static int copyTree(Path from, Path to) throws IOException {
        int[] copied = {0};
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(file).toString());
                if (!attributes.isRegularFile() || Files.exists(target)) return FileVisitResult.CONTINUE;
                Files.createDirectories(target.getParent());
                Path aside = Files.createTempFile(to, ".", ".copy");
                Files.copy(
                        file, aside, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
                copied[0]++;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE; // another job's collection took it: a miss
            }
        });
        return copied[0];
    }
}

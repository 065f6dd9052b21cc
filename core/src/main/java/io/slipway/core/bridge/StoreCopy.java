package io.slipway.core.bridge;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

/**
 * Carries results from one store to another, for jobs that see one directory but must not all write to it. What is there
 * already is left alone. Nothing is checked here: a store checks what it reads. Stateless.
 */
public final class StoreCopy {
    /** Contents first, so that no result is there without what it names. */
    private static final List<String> PARTS = List.of("contents", "times", "actions");

    private StoreCopy() {}

    /** Lies in a store and is as old as what came last from elsewhere. */
    private static final String MARK = "fetched";

    /**
     * Copies what {@code to} has not. O(files of {@code from}).
     *
     * @param from need not be there
     * @return how many files were copied
     */
    public static int copy(Path from, Path to) throws IOException {
        return copy(from, to, FileTime.fromMillis(Long.MIN_VALUE));
    }

    /** As {@link #copy}, but only what was made or used since the last {@link #mark}. */
    public static int copyNew(Path from, Path to) throws IOException {
        Path mark = from.resolve(MARK);
        return copy(
                from, to, Files.exists(mark) ? Files.getLastModifiedTime(mark) : FileTime.fromMillis(Long.MIN_VALUE));
    }

    /** Remembers that all that is in the store now came from elsewhere. */
    public static void mark(Path store, Instant now) throws IOException {
        Files.createDirectories(store);
        Path mark = store.resolve(MARK);
        Files.writeString(mark, "");
        Files.setLastModifiedTime(mark, FileTime.from(now));
    }

    private static int copy(Path from, Path to, FileTime after) throws IOException {
        int copied = 0;
        for (String part : PARTS)
            if (Files.isDirectory(from.resolve(part))) copied += copyTree(from.resolve(part), to.resolve(part), after);
        return copied;
    }

    private static int copyTree(Path from, Path to, FileTime after) throws IOException {
        int[] copied = {0};
        Files.createDirectories(to);
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(file).toString());
                boolean old = attributes.lastModifiedTime().compareTo(after) < 0;
                if (old || !attributes.isRegularFile() || Files.exists(target)) return FileVisitResult.CONTINUE;
                Files.createDirectories(target.getParent());
                Path aside = Files.createTempFile(to, ".", ".copy");
                Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
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

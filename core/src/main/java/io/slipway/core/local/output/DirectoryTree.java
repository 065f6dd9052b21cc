package io.slipway.core.local.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Removes files and whole directories without following links, also where a program left directories read-only. */
final class DirectoryTree {
    private DirectoryTree() {}

    /** Removes what stands at {@code path} and everything below it; nothing when nothing does. */
    static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            makeWritable(path);
            try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                for (Path child : children) delete(child);
            }
        }
        deleteOne(path);
    }

    /**
     * Removes a file, link or empty directory; nothing when it is not there.
     *
     * @return whether it was there
     */
    static boolean deleteOne(Path path) throws IOException {
        try {
            return Files.deleteIfExists(path);
        } catch (AccessDeniedException e) {
            Path parent = path.getParent();
            if (parent == null || !makeWritable(parent)) throw e;
            return Files.deleteIfExists(path);
        }
    }

    /** Lets the owner write in a directory; whether that changed anything. */
    static boolean makeWritable(Path directory) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(directory, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) return false;
        try {
            Set<PosixFilePermission> permissions =
                    EnumSet.copyOf(view.readAttributes().permissions());
            boolean changed = permissions.add(PosixFilePermission.OWNER_READ);
            changed |= permissions.add(PosixFilePermission.OWNER_WRITE);
            changed |= permissions.add(PosixFilePermission.OWNER_EXECUTE);
            if (changed) Files.setPosixFilePermissions(directory, permissions);
            return changed;
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}

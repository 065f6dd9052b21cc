package io.slipway.core.local.source;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How a file looks from outside, from one {@code lstat}: if it looks the same as when it was read, and was at rest
 * then, it has the same content. Links are not followed. Immutable.
 *
 * @param executable whether its owner may execute it
 * @param modifiedNanos when its content was last set, in nanoseconds since 1970; programs may set it to any time
 * @param changedNanos when its content, mode or links last changed, in nanoseconds since 1970; programs cannot set it, so
 *     it also tells apart what an archive unpacked under one size, time and inode
 * @param inode 0 where the file system has none
 */
public record FileStamp(
        Kind kind, boolean executable, long sizeBytes, long modifiedNanos, long changedNanos, long inode) {
    /** What stands at a path. */
    public enum Kind {
        FILE,
        LINK,
        DIRECTORY,
        /** A socket, pipe or device. */
        OTHER
    }

    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    private static final String UNIX_ATTRIBUTES = "unix:mode,ino,size,lastModifiedTime,ctime";
    private static final int TYPE_MASK = 0170000;
    private static final int TYPE_FILE = 0100000;
    private static final int TYPE_DIRECTORY = 0040000;
    private static final int TYPE_LINK = 0120000;
    private static final int OWNER_EXECUTES = 0100;

    /**
     * What stands at {@code path} now.
     *
     * @throws NoSuchFileException when nothing does
     */
    public static FileStamp of(Path path) throws IOException {
        if (UNIX) return ofUnix(Files.readAttributes(path, UNIX_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS));
        BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        long modified = nanos(seen.lastModifiedTime());
        return new FileStamp(kind(seen), Files.isExecutable(path), seen.size(), modified, modified, 0);
    }

    /** What stands at {@code path} now; absent when nothing does, or when what it lies in is no directory. */
    public static Optional<FileStamp> find(Path path) throws IOException {
        try {
            return Optional.of(of(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw e;
        } catch (FileSystemException e) {
            Path parent = path.getParent();
            if (parent != null && !Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
            throw e;
        }
    }

    /** Whether the content was at rest at {@code nanos}: whatever changes it from then on gives it another stamp. */
    boolean isOlderThan(long nanos) {
        return modifiedNanos < nanos && changedNanos < nanos;
    }

    private static FileStamp ofUnix(Map<String, Object> seen) {
        int mode = (Integer) get(seen, "mode");
        return new FileStamp(
                kind(mode),
                (mode & OWNER_EXECUTES) != 0,
                (Long) get(seen, "size"),
                nanos((FileTime) get(seen, "lastModifiedTime")),
                nanos((FileTime) get(seen, "ctime")),
                (Long) get(seen, "ino"));
    }

    private static Object get(Map<String, Object> seen, String attribute) {
        return requireNonNull(seen.get(attribute), attribute);
    }

    private static Kind kind(int mode) {
        return switch (mode & TYPE_MASK) {
            case TYPE_FILE -> Kind.FILE;
            case TYPE_DIRECTORY -> Kind.DIRECTORY;
            case TYPE_LINK -> Kind.LINK;
            default -> Kind.OTHER;
        };
    }

    private static Kind kind(BasicFileAttributes seen) {
        if (seen.isRegularFile()) return Kind.FILE;
        if (seen.isDirectory()) return Kind.DIRECTORY;
        return seen.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }
}

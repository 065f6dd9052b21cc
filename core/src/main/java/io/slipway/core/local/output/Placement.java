package io.slipway.core.local.output;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.local.source.FileMemo;
import io.slipway.core.local.source.FileStamp;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts one task's outputs in place: looks at what is there, fetches what is not beside it, and only then changes the
 * workspace. Confined to one thread.
 */
final class Placement implements AutoCloseable {
    private final Path root;
    private final Claims claims;
    private final ContentStore store;
    private final FileMemo memo;
    private final Staging staging;
    private final Set<String> tracked;
    private final RealDirectories real;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Path> fetched = new ArrayList<>();
    private int kept;
    private long writtenBytes;

    Placement(Path root, Claims claims, ContentStore store, FileMemo memo, Staging staging, Set<String> tracked) {
        this.root = root;
        this.claims = claims;
        this.store = store;
        this.memo = memo;
        this.staging = staging;
        this.tracked = tracked;
        this.real = new RealDirectories(root);
    }

    /** What has to be done to one path. */
    private record Piece(String path, TreeEntry entry, boolean isContentInPlace) {}

    Restoration place(Tree wanted, Tree recorded) throws IOException {
        for (Map.Entry<String, TreeEntry> entry : wanted.flatten().entrySet()) {
            String path = Removal.withoutSlash(entry.getKey());
            Optional<String> problem = look(path, entry.getValue(), recorded);
            if (problem.isPresent()) return new Restoration.Blocked(problem.get());
        }
        for (Piece piece : pieces) {
            if (!fetch(piece)) return new Restoration.Gone(((TreeEntry.File) piece.entry).digest());
        }
        if (!recorded.equals(wanted)) new Removal(root, claims, tracked, memo).remove(recorded, wanted);
        for (int i = 0; i < pieces.size(); i++) put(pieces.get(i), fetched.get(i), recorded);
        return new Restoration.Complete(kept, pieces.size(), writtenBytes);
    }

    /** Finds out what has to be done to a path, or why it must not be. */
    private Optional<String> look(String path, TreeEntry entry, Tree recorded) throws IOException {
        if (!claims.contain(path)) {
            return Optional.of("the result names " + path + ", which the task does not declare");
        }
        if (entry instanceof TreeEntry.Link link) {
            Optional<String> outside = LinkTarget.problem(path, link.target());
            if (outside.isPresent()) return outside;
        }
        Optional<String> obstacle = obstacleAbove(path, recorded);
        if (obstacle.isPresent()) return obstacle;
        Optional<FileStamp> found = real.hasParent(path) ? FileStamp.find(root.resolve(path)) : Optional.empty();
        if (found.isEmpty()) {
            pieces.add(new Piece(path, entry, false));
            return Optional.empty();
        }
        return compare(path, entry, found.get(), recorded);
    }

    private Optional<String> obstacleAbove(String path, Tree recorded) throws IOException {
        if (real.hasParent(path)) return Optional.empty();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String directory = path.substring(0, slash);
            if (real.contains(directory)) continue;
            Optional<FileStamp> stamp = FileStamp.find(root.resolve(directory));
            if (stamp.isEmpty()) return Optional.empty();
            if (stamp.get().kind() == FileStamp.Kind.DIRECTORY) {
                real.add(directory); // another task made it between the two looks
                continue;
            }
            if (mayReplace(directory, recorded)) return Optional.empty();
            return Optional.of(directory + " is no directory, but " + path + " has to be put there");
        }
        return Optional.empty();
    }

    private Optional<String> compare(String path, TreeEntry entry, FileStamp stamp, Tree recorded) throws IOException {
        boolean isDirectory = stamp.kind() == FileStamp.Kind.DIRECTORY;
        if (entry instanceof TreeEntry.Directory && isDirectory) {
            kept++;
            return Optional.empty();
        }
        if (isDirectory && !mayRemoveAllBelow(path, recorded)) {
            return Optional.of(
                    path + " is a directory with files that no run recorded, but a file has to be put there");
        }
        boolean isContentInPlace = hasContent(path, entry, stamp);
        if (isContentInPlace && !differsInMode(entry, stamp)) kept++;
        else pieces.add(new Piece(path, entry, isContentInPlace));
        return Optional.empty();
    }

    private boolean hasContent(String path, TreeEntry entry, FileStamp stamp) throws IOException {
        if (entry instanceof TreeEntry.File file) {
            return stamp.kind() == FileStamp.Kind.FILE
                    && stamp.sizeBytes() == file.digest().sizeBytes()
                    && memo.digest(path, stamp).equals(file.digest());
        }
        return entry instanceof TreeEntry.Link link
                && stamp.kind() == FileStamp.Kind.LINK
                && Files.readSymbolicLink(root.resolve(path)).toString().equals(link.target());
    }

    private static boolean differsInMode(TreeEntry entry, FileStamp stamp) {
        return entry instanceof TreeEntry.File file && file.executable() != stamp.executable();
    }

    /** Whether what stands at a path, not a directory, is this task's to remove. */
    private boolean mayReplace(String path, Tree recorded) {
        if (tracked.contains(path)) return false;
        return claims.contain(path) || recorded.find(path).isPresent();
    }

    private boolean mayRemoveAllBelow(String directory, Tree recorded) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(root.resolve(directory))) {
            for (Path child : children) {
                String path = directory + "/" + child.getFileName();
                boolean isDirectory = FileStamp.of(child).kind() == FileStamp.Kind.DIRECTORY;
                if (isDirectory && mayRemoveAllBelow(path, recorded)) continue;
                boolean isRecorded = claims.contain(path) && recorded.find(path).isPresent();
                if (isDirectory || !isRecorded || tracked.contains(path)) return false;
            }
        }
        return true;
    }

    /** Brings what a piece needs beside the workspace; whether it could be had. */
    private boolean fetch(Piece piece) throws IOException {
        Path aside = staging.next();
        fetched.add(aside);
        if (piece.isContentInPlace) return true;
        if (piece.entry instanceof TreeEntry.File file) {
            writtenBytes += file.digest().sizeBytes();
            return store.writeTo(file.digest(), aside, file.executable());
        }
        if (piece.entry instanceof TreeEntry.Link link) Files.createSymbolicLink(aside, Path.of(link.target()));
        return true;
    }

    private void put(Piece piece, Path aside, Tree recorded) throws IOException {
        if (piece.entry instanceof TreeEntry.Directory) {
            makeDirectory(piece.path, recorded);
            return;
        }
        Path target = root.resolve(piece.path);
        makeParent(piece.path, recorded);
        if (piece.isContentInPlace) {
            setExecutable(target, ((TreeEntry.File) piece.entry).executable());
        } else {
            if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) DirectoryTree.delete(target);
            move(aside, target);
        }
        if (piece.entry instanceof TreeEntry.File file) {
            memo.recordUnsettled(piece.path, FileStamp.of(target), file.digest());
        }
    }

    private void makeParent(String path, Tree recorded) throws IOException {
        int slash = path.lastIndexOf('/');
        if (slash > 0) makeDirectory(path.substring(0, slash), recorded);
    }

    private void makeDirectory(String directory, Tree recorded) throws IOException {
        if (real.contains(directory)) return;
        makeParent(directory, recorded);
        Path at = root.resolve(directory);
        Optional<FileStamp> stamp = FileStamp.find(at);
        boolean isDirectory = stamp.isPresent() && stamp.get().kind() == FileStamp.Kind.DIRECTORY;
        if (stamp.isPresent() && !isDirectory) {
            if (!mayReplace(directory, recorded)) throw new FileAlreadyExistsException(directory);
            DirectoryTree.deleteOne(at);
        }
        if (!isDirectory) createDirectory(at);
        real.add(directory);
    }

    /** Another task may make the same directory at the same time. */
    private static void createDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) throw e;
        } catch (AccessDeniedException e) {
            Path parent = directory.getParent();
            if (parent == null || !DirectoryTree.makeWritable(parent)) throw e;
            Files.createDirectory(directory);
        }
    }

    private static void move(Path aside, Path target) throws IOException {
        try {
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            moveAcross(aside, target);
        } catch (AccessDeniedException e) {
            Path parent = target.getParent();
            if (parent == null || !DirectoryTree.makeWritable(parent)) throw e;
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** A directory of the workspace may be mounted from elsewhere; then the file is copied to its side first. */
    private static void moveAcross(Path aside, Path target) throws IOException {
        Path beside = target.resolveSibling("." + aside.getFileName() + ".slipway");
        try {
            Files.copy(
                    aside,
                    beside,
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING,
                    LinkOption.NOFOLLOW_LINKS);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Whoever may not read the file may not run it either: a private file stays private. */
    private static void setExecutable(Path file, boolean executable) throws IOException {
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(file);
        Set<PosixFilePermission> after = EnumSet.copyOf(before);
        after.removeAll(EnumSet.of(
                PosixFilePermission.OWNER_EXECUTE,
                PosixFilePermission.GROUP_EXECUTE,
                PosixFilePermission.OTHERS_EXECUTE));
        if (executable) {
            after.add(PosixFilePermission.OWNER_EXECUTE);
            if (before.contains(PosixFilePermission.GROUP_READ)) after.add(PosixFilePermission.GROUP_EXECUTE);
            if (before.contains(PosixFilePermission.OTHERS_READ)) after.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        Files.setPosixFilePermissions(file, after);
    }

    /** Removes what was fetched and not put in place. */
    @Override
    public void close() throws IOException {
        for (Path aside : fetched) Files.deleteIfExists(aside);
    }
}

package io.slipway.core.local.output;

import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.local.source.FileMemo;
import io.slipway.core.local.source.FileStamp;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Removes what an earlier run of a task recorded. Confined to one thread. */
final class Removal {
    private final Path root;
    private final Claims claims;
    private final Set<String> tracked;
    private final FileMemo memo;

    Removal(Path root, Claims claims, Set<String> tracked, FileMemo memo) {
        this.root = root;
        this.claims = claims;
        this.tracked = tracked;
        this.memo = memo;
    }

    /** Removes what is in {@code recorded} but not in {@code wanted}, and directories that this leaves empty. */
    void remove(Tree recorded, Tree wanted) throws IOException {
        RealDirectories real = new RealDirectories(root);
        Set<String> emptied = new HashSet<>();
        for (Map.Entry<String, TreeEntry> entry : recorded.flatten().entrySet()) {
            String path = withoutSlash(entry.getKey());
            if (wanted.find(path).isPresent() || !mayRemove(path) || !real.hasParent(path)) continue;
            boolean isDirectory = entry.getValue() instanceof TreeEntry.Directory;
            if (isDirectory) emptied.add(path);
            else if (removeFile(path)) addParent(emptied, path);
        }
        prune(emptied, wanted);
    }

    private boolean mayRemove(String path) {
        return claims.contain(path) && !tracked.contains(path);
    }

    /** A directory where a file was recorded is something else, which no run recorded. */
    private boolean removeFile(String path) throws IOException {
        Path file = root.resolve(path);
        Optional<FileStamp> stamp = FileStamp.find(file);
        memo.forget(path);
        if (stamp.isEmpty()) return true;
        return stamp.get().kind() != FileStamp.Kind.DIRECTORY && DirectoryTree.deleteOne(file);
    }

    /**
     * Removes directories that are empty now, from the deepest up. Only where everything is claimed: another task may be
     * about to write into any other.
     */
    private void prune(Set<String> emptied, Tree wanted) throws IOException {
        List<String> left = new ArrayList<>(emptied);
        while (!left.isEmpty()) {
            Set<String> above = new HashSet<>();
            left.sort((a, b) -> b.length() - a.length());
            for (String directory : left) {
                if (wanted.find(directory).isPresent() || !claims.containAllBelow(directory)) continue;
                if (removeIfEmpty(directory)) addParent(above, directory);
            }
            left = new ArrayList<>(above);
        }
    }

    private boolean removeIfEmpty(String directory) throws IOException {
        try {
            return DirectoryTree.deleteOne(root.resolve(directory));
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }

    private static void addParent(Set<String> directories, String path) {
        int slash = path.lastIndexOf('/');
        if (slash > 0) directories.add(path.substring(0, slash));
    }

    static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}

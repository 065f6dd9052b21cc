package io.slipway.core.local.source;

import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out whether files came into a workspace since it was scanned. A directory's own times say whether names came or went
 * in it, so only those that changed are listed; only when one has a name that the scan does not know is the source listed
 * again. Confined to one thread.
 */
final class NewFiles {
    private final Path root;
    private final NameList names;
    private final Tree source;
    private final DeclaredOutputs outputs;
    private final long sinceNanos;

    NewFiles(Path root, NameList names, Tree source, DeclaredOutputs outputs, long sinceNanos) {
        this.root = root;
        this.names = names;
        this.source = source;
        this.outputs = outputs;
        this.sinceNanos = sinceNanos;
    }

    /** Whether a file that {@code patterns}, seen from the root, mean is source now and was none then. */
    boolean areAmong(PathSet patterns) throws IOException {
        for (String from : patterns.roots()) {
            if (mayHaveGotFiles(from, patterns)) return isListed(patterns);
        }
        return false;
    }

    private boolean mayHaveGotFiles(String from, PathSet patterns) throws IOException {
        if (from.isEmpty()) return mayHaveGotFiles("", source, patterns);
        Optional<TreeEntry> known = source.find(from);
        if (known.isEmpty()) return isUnknown(from, patterns);
        return known.get() instanceof TreeEntry.Directory directory
                && mayHaveGotFiles(from, directory.tree(), patterns);
    }

    private boolean mayHaveGotFiles(String directory, Tree known, PathSet patterns) throws IOException {
        Optional<FileStamp> stamp = FileStamp.find(root.resolve(directory));
        if (stamp.isEmpty()) return false;
        if (!stamp.get().isOlderThan(sinceNanos) && hasUnknown(directory, patterns)) return true;
        for (Map.Entry<String, TreeEntry> child : known.children().entrySet()) {
            if (!(child.getValue() instanceof TreeEntry.Directory below)) continue;
            String path = join(directory, child.getKey());
            if (patterns.mayMatchBelow(path) && mayHaveGotFiles(path, below.tree(), patterns)) return true;
        }
        return false;
    }

    private boolean hasUnknown(String directory, PathSet patterns) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(root.resolve(directory))) {
            for (Path child : children) {
                if (isUnknown(join(directory, String.valueOf(child.getFileName())), patterns)) return true;
            }
        } catch (DirectoryIteratorException e) {
            throw new IOException(e);
        }
        return false;
    }

    /** Whether something is at a path that the scan does not know, and that the patterns mean or look into. */
    private boolean isUnknown(String path, PathSet patterns) throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.equals(".git") || name.equals(".slipway")) return false;
        if (!patterns.mayMatchBelow(path) || source.find(path).isPresent()) return false;
        Optional<FileStamp> stamp = FileStamp.find(root.resolve(path));
        if (stamp.isEmpty()) return false;
        return stamp.get().kind() == FileStamp.Kind.DIRECTORY
                ? !outputs.containAllBelow(path)
                : patterns.matches(path) && !outputs.contains(path);
    }

    private boolean isListed(PathSet patterns) throws IOException {
        NameList now = SourceFiles.under(root).names();
        for (int i = 0; i < now.size(); i++) {
            if (names.find(now, i) >= 0) continue;
            String path = now.get(i);
            if (patterns.matches(path) && !outputs.contains(path)) return true;
        }
        return false;
    }

    private static String join(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }
}

package io.slipway.core.local.output;

import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.local.source.FileMemo;
import io.slipway.core.local.source.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether a tree is in place as it is: the common case, in which nothing is changed, and which therefore takes no more than
 * one look at each file and directory. Immutable and thread-safe.
 */
final class InPlace {
    private static final int NOT = -1;

    private final Path root;
    private final FileMemo memo;

    InPlace(Path root, FileMemo memo) {
        this.root = root;
        this.memo = memo;
    }

    /** Number of files, links and empty directories that are in place; -1 when one is not, or is not remembered. */
    int count(Tree tree) throws IOException {
        return count(tree, root, "");
    }

    private int count(Tree tree, Path at, String prefix) throws IOException {
        int count = 0;
        for (Map.Entry<String, TreeEntry> child : tree.children().entrySet()) {
            String path = prefix.concat(child.getKey());
            int here = count(child.getValue(), at.resolve(child.getKey()), path);
            if (here == NOT) return NOT;
            count += here;
        }
        return count;
    }

    private int count(TreeEntry entry, Path at, String path) throws IOException {
        if (entry instanceof TreeEntry.Directory directory) {
            if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) return NOT;
            return directory.tree().isEmpty() ? 1 : count(directory.tree(), at, path.concat("/"));
        }
        return isInPlace(entry, at, path) ? 1 : NOT;
    }

    private boolean isInPlace(TreeEntry entry, Path at, String path) throws IOException {
        FileStamp stamp;
        try {
            stamp = FileStamp.of(at);
        } catch (NoSuchFileException e) {
            return false;
        }
        if (entry instanceof TreeEntry.File file) {
            return stamp.kind() == FileStamp.Kind.FILE
                    && stamp.executable() == file.executable()
                    && memo.isRemembered(path, stamp, file.digest());
        }
        return entry instanceof TreeEntry.Link link
                && stamp.kind() == FileStamp.Kind.LINK
                && Files.readSymbolicLink(at).toString().equals(link.target());
    }
}

package io.slipway.core.local.output;

import io.slipway.core.content.ContentFile;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.pipeline.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Map;

/** Fills one sandbox with copies, so that nothing a task does to its inputs reaches the workspace or the store. */
final class SandboxBuilder {
    private final Path workspace;
    private final ContentStore store;
    private final Path root;

    SandboxBuilder(Path workspace, ContentStore store, Path root) {
        this.workspace = workspace;
        this.store = store;
        this.root = root;
    }

    void build(Task task, Tree sources, Collection<Tree> needs) throws IOException {
        Files.createDirectories(root.resolve(task.directory()));
        add(sources, root, "", false);
        for (Tree need : needs) add(need, root, "", true);
    }

    private void add(Tree tree, Path at, String prefix, boolean isStored) throws IOException {
        for (Map.Entry<String, TreeEntry> child : tree.children().entrySet()) {
            Path path = at.resolve(child.getKey());
            String name = prefix + child.getKey();
            if (child.getValue() instanceof TreeEntry.Directory directory) {
                if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) Files.createDirectory(path);
                add(directory.tree(), path, name + "/", isStored);
            } else if (child.getValue() instanceof TreeEntry.Link link) {
                if (!Files.isSymbolicLink(path)) Files.createSymbolicLink(path, Path.of(link.target()));
            } else if (child.getValue() instanceof TreeEntry.File file) {
                if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) continue; // two needs may share an output of a third
                if (!isStored || !fetch(file, path)) copy(name, file, path);
            }
        }
    }

    private boolean fetch(TreeEntry.File file, Path to) {
        try {
            return store.writeTo(file.digest(), to, file.executable());
        } catch (ContentStoreException e) {
            return false; // what a need made is in the workspace too
        }
    }

    /** Copies a file of the workspace, and checks that it still has what the task's key was made of. */
    private void copy(String name, TreeEntry.File file, Path to) throws IOException {
        MessageDigest sha = Digest.sha256();
        long size;
        try (InputStream in = new DigestInputStream(
                        Files.newInputStream(workspace.resolve(name), LinkOption.NOFOLLOW_LINKS), sha);
                OutputStream out = Channels.newOutputStream(ContentFile.create(to, file.executable()))) {
            size = in.transferTo(out);
        }
        if (!Digest.ofHash(sha.digest(), size).equals(file.digest())) {
            throw new IOException(name + " has changed meanwhile");
        }
    }
}

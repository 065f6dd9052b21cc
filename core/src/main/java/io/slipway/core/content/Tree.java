package io.slipway.core.content;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A directory as content: names, executable bits, symbolic links and digests, and nothing else; no times, owners or
 * umask. Two trees with one digest are the same directory.
 *
 * <p>A Merkle tree: a directory's digest covers its children's digests, so a selection that takes a whole directory
 * uses that digest without visiting it. Children are sorted by the bytes of their UTF-8 names. Immutable and
 * thread-safe; digests are computed once, when first asked for.
 */
public final class Tree {
    private static final Tree EMPTY = new Tree(new TreeMap<>(PathOrder.BY_UTF8_BYTES));
    private static final int FORMAT = 1;

    private final SortedMap<String, TreeEntry> children;
    private volatile @Nullable Digest digest;

    private Tree(SortedMap<String, TreeEntry> children) {
        this.children = Collections.unmodifiableSortedMap(children);
    }

    public static Tree empty() {
        return EMPTY;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Children by name, sorted by the bytes of the name. */
    public SortedMap<String, TreeEntry> children() {
        return children;
    }

    public boolean isEmpty() {
        return children.isEmpty();
    }

    /** The entry at a path such as {@code src/Main.java}; the whole tree has no entry of its own. O(depth · log n). */
    public Optional<TreeEntry> find(String path) {
        Tree at = this;
        int from = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
            if (!(at.children.get(path.substring(from, slash)) instanceof TreeEntry.Directory directory)) {
                return Optional.empty();
            }
            at = directory.tree();
            from = slash + 1;
        }
        return Optional.ofNullable(at.children.get(path.substring(from)));
    }

    /** Number of files and links, in this tree and below. O(n). */
    public int fileCount() {
        int count = 0;
        for (TreeEntry entry : children.values()) {
            count += entry instanceof TreeEntry.Directory directory
                    ? directory.tree().fileCount()
                    : 1;
        }
        return count;
    }

    /** Sum of the sizes of all files. O(n). */
    public long sizeBytes() {
        long size = 0;
        for (TreeEntry entry : children.values()) {
            if (entry instanceof TreeEntry.File file) size += file.digest().sizeBytes();
            if (entry instanceof TreeEntry.Directory directory)
                size += directory.tree().sizeBytes();
        }
        return size;
    }

    /** Files and links of the whole tree by path, sorted; empty directories by their path with a trailing slash. O(n). */
    public SortedMap<String, TreeEntry> flatten() {
        SortedMap<String, TreeEntry> leaves = new TreeMap<>(PathOrder.BY_UTF8_BYTES);
        flattenInto(leaves, "");
        return leaves;
    }

    private void flattenInto(SortedMap<String, TreeEntry> leaves, String prefix) {
        for (Map.Entry<String, TreeEntry> child : children.entrySet()) {
            String path = prefix + child.getKey();
            if (child.getValue() instanceof TreeEntry.Directory directory) {
                if (directory.tree().isEmpty()) leaves.put(path + "/", directory);
                else directory.tree().flattenInto(leaves, path + "/");
            } else {
                leaves.put(path, child.getValue());
            }
        }
    }

    /**
     * The digest of this directory: SHA-256 of its canonical encoding, in which a child directory stands as its digest.
     * O(children) the first time, then O(1).
     */
    public Digest digest() {
        Digest known = digest;
        if (known != null) return known;
        CanonicalOutput out = new CanonicalOutput().writeByte(FORMAT).writeInt(children.size());
        for (Map.Entry<String, TreeEntry> child : children.entrySet()) {
            out.writeText(child.getKey());
            writeShallow(out, child.getValue());
        }
        Digest computed = Digest.of(out.toByteArray());
        digest = computed;
        return computed;
    }

    private static void writeShallow(CanonicalOutput out, TreeEntry entry) {
        if (entry instanceof TreeEntry.File file) {
            out.writeByte(file.executable() ? 'x' : 'f').writeDigest(file.digest());
        } else if (entry instanceof TreeEntry.Link link) {
            out.writeByte('l').writeText(link.target());
        } else if (entry instanceof TreeEntry.Directory directory) {
            out.writeByte('d').writeDigest(directory.tree().digest());
        }
    }

    /** Writes the whole tree, child directories in place. {@link #readFrom} reads it back. */
    public void writeTo(CanonicalOutput out) {
        out.writeInt(children.size());
        for (Map.Entry<String, TreeEntry> child : children.entrySet()) {
            out.writeText(child.getKey());
            if (child.getValue() instanceof TreeEntry.Directory directory) {
                out.writeByte('d');
                directory.tree().writeTo(out);
            } else {
                writeShallow(out, child.getValue());
            }
        }
    }

    /**
     * Reads a tree that {@link #writeTo} wrote, checking every name, so that a damaged tree can never name a place
     * outside the directory it is restored into.
     *
     * @throws MalformedContentException when the bytes are not a tree
     */
    public static Tree readFrom(CanonicalInput in) {
        return readFrom(in, 0);
    }

    private static final int DEEPEST = 512;

    private static Tree readFrom(CanonicalInput in, int depth) {
        if (depth > DEEPEST) throw new MalformedContentException("directories nested deeper than " + DEEPEST);
        int count = in.readInt();
        if (count < 0) throw new MalformedContentException("number of names in a tree: " + count);
        SortedMap<String, TreeEntry> children = new TreeMap<>(PathOrder.BY_UTF8_BYTES);
        for (int i = 0; i < count; i++) {
            String name = in.readText();
            if (!isName(name)) throw new MalformedContentException("name in a tree: " + name);
            if (children.put(name, readEntry(in, depth)) != null) {
                throw new MalformedContentException("name twice in a tree: " + name);
            }
        }
        return children.isEmpty() ? EMPTY : new Tree(children);
    }

    private static TreeEntry readEntry(CanonicalInput in, int depth) {
        int kind = in.readByte();
        return switch (kind) {
            case 'x' -> new TreeEntry.File(in.readDigest(), true);
            case 'f' -> new TreeEntry.File(in.readDigest(), false);
            case 'l' -> readLink(in);
            case 'd' -> new TreeEntry.Directory(readFrom(in, depth + 1));
            default -> throw new MalformedContentException("kind of a tree entry: " + kind);
        };
    }

    private static TreeEntry readLink(CanonicalInput in) {
        try {
            return new TreeEntry.Link(in.readText());
        } catch (IllegalArgumentException e) {
            throw new MalformedContentException("link in a tree", e);
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf('/') < 0
                && name.indexOf('\0') < 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Tree tree && digest().equals(tree.digest()));
    }

    @Override
    public int hashCode() {
        return digest().hashCode();
    }

    @Override
    public String toString() {
        return "Tree[" + fileCount() + " files, " + digest() + "]";
    }

    /**
     * Collects entries by path, in any order, and builds the tree. A directory that is put where nothing stands is
     * shared, not copied. Fastest, at one look-up per entry, when the entries of a directory come one after the other.
     * Confined to one thread.
     */
    public static final class Builder {
        /** By name: a {@link TreeEntry}, or the {@link Builder} of a directory that something was put into. */
        private final Map<String, Object> children = new HashMap<>();

        private String lastDirectory = "";
        private Builder lastBuilder = this;

        private Builder() {}

        public Builder file(String path, Digest digest, boolean executable) {
            return put(path, new TreeEntry.File(digest, executable));
        }

        public Builder link(String path, String target) {
            return put(path, new TreeEntry.Link(target));
        }

        /** A directory, kept even when nothing is put below it. */
        public Builder directory(String path) {
            at(path, path);
            return this;
        }

        /**
         * Puts an entry at a path; a directory is merged with what is there.
         *
         * @throws IllegalArgumentException when the path is not relative and normal, or something else stands there
         */
        public Builder put(String path, TreeEntry entry) {
            requireNonNull(entry, "entry");
            int slash = path.lastIndexOf('/');
            Builder parent = slash < 0 ? this : at(path.substring(0, slash), path);
            parent.putChild(checkName(path, path.substring(slash + 1)), entry, path);
            return this;
        }

        /** Puts everything of {@code tree} beside what is here. */
        public Builder merge(Tree tree) {
            for (Map.Entry<String, TreeEntry> child : tree.children().entrySet()) {
                putChild(child.getKey(), child.getValue(), child.getKey());
            }
            return this;
        }

        private void putChild(String name, TreeEntry entry, String path) {
            Object before = children.putIfAbsent(name, entry);
            if (before == null || before.equals(entry)) return;
            if (entry instanceof TreeEntry.Directory directory)
                below(name, path).merge(directory.tree());
            else throw clash(path);
        }

        private Builder at(String directory, String path) {
            if (directory.isEmpty()) checkName(path, directory);
            if (directory.equals(lastDirectory)) return lastBuilder;
            Builder at = this;
            for (int from = 0; from <= directory.length(); ) {
                int slash = directory.indexOf('/', from);
                int to = slash < 0 ? directory.length() : slash;
                at = at.below(directory.substring(from, to), path);
                from = to + 1;
            }
            lastDirectory = directory;
            lastBuilder = at;
            return at;
        }

        /** The builder of a child directory; one that is shared so far is opened, its own children stay shared. */
        private Builder below(String name, String path) {
            Object child = children.get(name);
            if (child instanceof Builder below) return below;
            Builder below = new Builder();
            if (child instanceof TreeEntry.Directory directory) {
                below.children.putAll(directory.tree().children());
            } else if (child != null) {
                throw clash(path);
            } else {
                checkName(path, name);
            }
            children.put(name, below);
            return below;
        }

        private static String checkName(String path, String name) {
            if (!isName(name)) {
                throw new IllegalArgumentException(
                        "path: " + path + " (expected: relative, without '.', '..' or '//')");
            }
            return name;
        }

        private static IllegalArgumentException clash(String path) {
            return new IllegalArgumentException("path: " + path + " (expected: only one entry there)");
        }

        /** The tree so far; the builder may be used further. O(n · log n). */
        public Tree build() {
            if (children.isEmpty()) return EMPTY;
            SortedMap<String, TreeEntry> built = new TreeMap<>(PathOrder.BY_UTF8_BYTES);
            for (Map.Entry<String, Object> child : children.entrySet()) {
                Object entry = child.getValue() instanceof Builder below
                        ? new TreeEntry.Directory(below.build())
                        : child.getValue();
                built.put(child.getKey(), (TreeEntry) entry);
            }
            return new Tree(built);
        }
    }
}

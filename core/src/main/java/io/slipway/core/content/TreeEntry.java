package io.slipway.core.content;

import static java.util.Objects.requireNonNull;

/** What stands under one name of a {@link Tree}. Immutable. */
public sealed interface TreeEntry {
    /**
     * A regular file.
     *
     * @param executable whether its owner may execute it; the only part of a mode that is content
     */
    record File(Digest digest, boolean executable) implements TreeEntry {
        public File {
            requireNonNull(digest, "digest");
        }
    }

    /**
     * A symbolic link.
     *
     * @param target as written in the link, not followed
     */
    record Link(String target) implements TreeEntry {
        public Link {
            if (target.isEmpty() || target.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("target: '" + target + "' (expected: a path)");
            }
        }
    }

    /** A directory and everything below it. */
    record Directory(Tree tree) implements TreeEntry {
        public Directory {
            requireNonNull(tree, "tree");
        }
    }
}

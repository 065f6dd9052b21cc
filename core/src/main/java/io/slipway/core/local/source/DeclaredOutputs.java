package io.slipway.core.local.source;

import io.slipway.core.content.PathSet;
import io.slipway.core.pipeline.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every path that some task says it makes: its outputs and its reports. None of them is source.
 *
 * <p>Patterns are kept under the directory they begin in, so that a path is compared only with patterns of directories it
 * lies in, however many tasks there are. Immutable and thread-safe.
 */
public final class DeclaredOutputs {
    /** A name that only a pattern matches that takes every name. */
    private static final String ANY_NAME = "/\u0001";

    private final Map<String, List<PathSet>> byRoot;

    private DeclaredOutputs(Map<String, List<PathSet>> byRoot) {
        this.byRoot = byRoot;
    }

    /** What these tasks claim. O(patterns). */
    public static DeclaredOutputs of(Collection<Task> tasks) {
        Builder builder = new Builder();
        for (Task task : tasks) {
            builder.add(task.directory(), task.outputs());
            for (PathSet reports : task.reports().values()) builder.add(task.directory(), reports);
        }
        return builder.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Whether some task claims this workspace path. O(depth + patterns of the directories it lies in). */
    public boolean contains(String path) {
        return !byRoot.isEmpty() && in(parentOf(path)).contains(path);
    }

    /** Whether some task claims everything below a directory. */
    boolean containAllBelow(String directory) {
        return contains(directory + ANY_NAME);
    }

    /** What is claimed in one directory, for many paths that lie in it. */
    InDirectory in(String directory) {
        List<PathSet> patterns = new ArrayList<>();
        addClaims(patterns, "");
        for (int slash = directory.indexOf('/'); slash >= 0; slash = directory.indexOf('/', slash + 1)) {
            addClaims(patterns, directory.substring(0, slash));
        }
        if (!directory.isEmpty()) addClaims(patterns, directory);
        return new InDirectory(directory, patterns);
    }

    private void addClaims(List<PathSet> patterns, String root) {
        List<PathSet> claims = byRoot.get(root);
        if (claims != null) patterns.addAll(claims);
    }

    static String parentOf(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** The claims that can meet a path directly in one directory. Immutable. */
    final class InDirectory {
        private final String directory;
        private final List<PathSet> patterns;

        private InDirectory(String directory, List<PathSet> patterns) {
            this.directory = directory;
            this.patterns = patterns;
        }

        /** Whether {@code path} lies directly in this directory. */
        boolean isParentOf(String path) {
            int slash = path.lastIndexOf('/');
            return slash < 0 ? directory.isEmpty() : slash == directory.length() && path.startsWith(directory);
        }

        /** Whether a path directly in this directory is claimed. */
        boolean contains(String path) {
            return isClaimed(path, patterns) || isClaimed(path, byRoot.get(path));
        }
    }

    private static boolean isClaimed(String path, @Nullable List<PathSet> claims) {
        if (claims == null) return false;
        for (int i = 0; i < claims.size(); i++) {
            if (claims.get(i).matches(path)) return true;
        }
        return false;
    }

    /** Collects claims. Confined to one thread. */
    public static final class Builder {
        private final Map<String, List<PathSet>> byRoot = new HashMap<>();

        private Builder() {}

        /**
         * Claims what {@code patterns}, written for {@code directory}, mean.
         *
         * @param directory workspace path, empty for the root
         * @throws IllegalArgumentException when a pattern leads out of the workspace
         */
        public Builder add(String directory, PathSet patterns) {
            if (patterns.isEmpty()) return this;
            PathSet claim = patterns.in(directory);
            for (String root : claim.roots()) {
                byRoot.computeIfAbsent(root, absent -> new ArrayList<>(1)).add(claim);
            }
            return this;
        }

        /** The builder is not used again. */
        public DeclaredOutputs build() {
            return new DeclaredOutputs(byRoot);
        }
    }
}

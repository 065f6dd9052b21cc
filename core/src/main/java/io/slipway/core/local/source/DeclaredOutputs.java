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
        if (byRoot.isEmpty()) return false;
        if (isClaimed(path, byRoot.get(path))) return true;
        for (int slash = path.lastIndexOf('/'); slash >= 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (isClaimed(path, byRoot.get(path.substring(0, slash)))) return true;
        }
        return isClaimed(path, byRoot.get(""));
    }

    private static boolean isClaimed(String path, @Nullable List<PathSet> claims) {
        if (claims == null) return false;
        for (PathSet claim : claims) {
            if (claim.matches(path)) return true;
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

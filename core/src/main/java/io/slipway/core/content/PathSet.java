package io.slipway.core.content;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which paths are meant: glob patterns in order, where a later {@code !pattern} takes out again what an earlier one
 * took in.
 *
 * <p>A pattern is a relative path with {@code /}: {@code *} and {@code ?} match within a name, {@code **} any number of
 * directories, {@code [a-z]} one of, {@code {a,b}} either. A pattern that names a directory means everything below it,
 * so {@code build}, {@code build/}, {@code build/*} and {@code build/**} differ only for a file of that name. Names that
 * start with a dot are like any other; one that holds a special character is written with it in brackets,
 * {@code [[]id].js}. For one path the last pattern that matches decides.
 *
 * <p>A pattern may start with {@code ../} and so leave the directory it is written for, but not the workspace: whether
 * it does is known once {@link #in} says where that directory lies. Immutable and thread-safe; patterns are read once.
 */
public final class PathSet {
    private static final PathSet NONE = new PathSet(List.of());
    private static final PathSet ALL = new PathSet(List.of("**"));

    private final List<String> patterns;
    private final PathPattern[] parsed;

    /**
     * @param patterns as written, in order
     * @throws IllegalArgumentException naming the first pattern that is not a pattern: empty, absolute, with an unclosed
     *     bracket, with {@code ..} after a name, or taking out before anything was taken in
     */
    public PathSet(List<String> patterns) {
        this(List.copyOf(patterns), parse(patterns));
    }

    private PathSet(List<String> patterns, PathPattern[] parsed) {
        this.patterns = patterns;
        this.parsed = parsed;
    }

    private static PathPattern[] parse(List<String> patterns) {
        List<PathPattern> parsed = new ArrayList<>(patterns.size());
        for (String pattern : patterns) PathPattern.parseInto(parsed, pattern);
        if (!parsed.isEmpty() && parsed.get(0).excludes) {
            throw new IllegalArgumentException(
                    "pattern: '" + parsed.get(0).text + "' (expected: a pattern to take from before it, such as '**')");
        }
        return parsed.toArray(new PathPattern[0]);
    }

    public static PathSet of(String... patterns) {
        return new PathSet(List.of(patterns));
    }

    /** No path at all. */
    public static PathSet none() {
        return NONE;
    }

    /** Every path. */
    public static PathSet all() {
        return ALL;
    }

    /** As written, in order. */
    public List<String> patterns() {
        return patterns;
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /**
     * The first pattern that leads out of the workspace when this set is written for {@code directory}, a workspace path
     * (empty for its root). {@link #in} refuses such a set.
     */
    public Optional<String> leadingOutOfWorkspace(String directory) {
        int depth = namesOf(directory).length;
        for (PathPattern pattern : parsed) {
            if (pattern.leadsOutOf(depth)) return Optional.of(pattern.text);
        }
        return Optional.empty();
    }

    /**
     * The same paths seen from the workspace root, when these patterns are written for {@code directory}.
     *
     * @param directory workspace path, empty for the root
     * @throws IllegalArgumentException when a pattern leads out of the workspace
     */
    public PathSet in(String directory) {
        String[] names = namesOf(directory);
        PathPattern[] seen = new PathPattern[parsed.length];
        List<String> texts = new ArrayList<>(seen.length);
        boolean same = true;
        for (int i = 0; i < parsed.length; i++) {
            seen[i] = parsed[i].in(names);
            texts.add(seen[i].text);
            same &= seen[i] == parsed[i];
        }
        return same ? this : new PathSet(List.copyOf(texts), seen);
    }

    private static String[] namesOf(String directory) {
        return directory.isEmpty() ? new String[0] : directory.split("/", -1);
    }

    /** Whether {@code path}, seen from where these patterns are seen from, is meant. O(patterns · length of path). */
    public boolean matches(String path) {
        for (int i = parsed.length - 1; i >= 0; i--) {
            if (parsed[i].up == 0 && parsed[i].matches(path)) return !parsed[i].excludes;
        }
        return false;
    }

    /**
     * Whether a path below {@code directory} may be meant: when not, a walk need not go there. Not empty, and seen from
     * where these patterns are seen from. What is taken out again is not considered.
     */
    public boolean mayMatchBelow(String directory) {
        for (PathPattern pattern : parsed) {
            if (!pattern.excludes && pattern.up == 0 && pattern.reachesBelow(directory)) return true;
        }
        return false;
    }

    /**
     * The part of {@code workspace} that is meant, at the paths it has there.
     *
     * <p>A directory that is meant as a whole comes back as the same tree, without a look inside; one where nothing can
     * be meant is not visited; literal names are looked up. O(names visited · patterns).
     *
     * @param directory for which the patterns are written: a workspace path, empty for the root
     * @throws IllegalArgumentException when a pattern leads out of the workspace
     */
    public Tree select(Tree workspace, String directory) {
        return new Selection(in(directory).parsed).from(workspace);
    }

    /**
     * The fewest files and directories, as paths from where these patterns are seen from, that hold everything meant;
     * the empty path is all of it. Sorted.
     */
    public List<String> roots() {
        SortedSet<String> all = new TreeSet<>();
        for (PathPattern pattern : parsed) {
            if (!pattern.excludes) all.add(pattern.root());
        }
        if (all.contains("")) return List.of("");
        List<String> roots = new ArrayList<>(all.size());
        for (String root : all) {
            if (!hasParentIn(all, root)) roots.add(root);
        }
        return List.copyOf(roots);
    }

    private static boolean hasParentIn(SortedSet<String> all, String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (all.contains(path.substring(0, slash))) return true;
        }
        return false;
    }

    /**
     * A path that both sets, seen from the same directory, may claim, if there is one.
     *
     * <p>What is taken out again counts only where one {@code !pattern} takes out a whole pattern of either side, so the
     * answer may be yes where the exclusions together leave nothing, and never no where a path is claimed by both.
     * O(patterns² · names²), which for plain paths is the time to compare them.
     */
    public Optional<Overlap> overlap(PathSet other) {
        for (int i = 0; i < parsed.length; i++) {
            if (parsed[i].excludes) continue;
            for (int j = 0; j < other.parsed.length; j++) {
                if (other.parsed[j].excludes) continue;
                String path = parsed[i].common(other.parsed[j]);
                if (path == null || isTakenOut(i, other, j) || other.isTakenOut(j, this, i)) continue;
                return Optional.of(new Overlap(parsed[i].text, other.parsed[j].text, path));
            }
        }
        return Optional.empty();
    }

    /** Whether a later exclusion of this set leaves nothing of what pattern i here and pattern j there have in common. */
    private boolean isTakenOut(int i, PathSet other, int j) {
        for (int later = i + 1; later < parsed.length; later++) {
            PathPattern pattern = parsed[later];
            if (pattern.excludes && (pattern.covers(parsed[i]) || pattern.covers(other.parsed[j]))) return true;
        }
        return false;
    }

    /**
     * Two patterns that can mean one path.
     *
     * @param mine the pattern of the set that was asked
     * @param other the pattern of the other set
     * @param path an example that both patterns match
     */
    public record Overlap(String mine, String other, String path) {
        public Overlap {
            requireNonNull(mine, "mine");
            requireNonNull(other, "other");
            requireNonNull(path, "path");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathSet set && patterns.equals(set.patterns);
    }

    @Override
    public int hashCode() {
        return patterns.hashCode();
    }

    @Override
    public String toString() {
        return "PathSet" + patterns;
    }

    /**
     * One walk over a tree for all patterns at once. For every directory it knows which places each pattern has reached,
     * and descends only while a later pattern can still change what the last match decided.
     */
    private static final class Selection {
        private final PathPattern[] patterns;

        Selection(PathPattern[] patterns) {
            this.patterns = patterns;
        }

        Tree from(Tree root) {
            long[] places = new long[patterns.length];
            for (int i = 0; i < places.length; i++) places[i] = patterns[i].start();
            Tree selected = directory(root, places, 0, false);
            return selected == null ? Tree.empty() : selected;
        }

        /**
         * What is taken of a directory, or null when nothing is.
         *
         * @param places reached by each pattern at this directory
         * @param from patterns before this one no longer matter here: a later one has matched
         * @param taken what that one decided for everything below
         */
        private @Nullable Tree directory(Tree tree, long[] places, int from, boolean taken) {
            for (int i = patterns.length - 1; i >= from; i--) {
                if (patterns[i].matchesAllBelow(places[i])) {
                    from = i + 1;
                    taken = !patterns[i].excludes;
                    break;
                }
            }
            if (!canStillChange(places, from, taken)) return taken ? tree : null;
            List<String> names = taken ? null : literalNames(places, from);
            return names == null ? all(tree, places, from, taken) : some(tree, names, places, from);
        }

        private boolean canStillChange(long[] places, int from, boolean taken) {
            for (int i = from; i < patterns.length; i++) {
                if (places[i] != 0 && patterns[i].excludes == taken) return true;
            }
            return false;
        }

        /** The only children that can be taken, or null when that takes a look at all of them. */
        private @Nullable List<String> literalNames(long[] places, int from) {
            List<String> names = new ArrayList<>(4);
            for (int i = from; i < patterns.length; i++) {
                if (!patterns[i].excludes && !patterns[i].literalsInto(places[i], names)) return null;
            }
            return names;
        }

        private @Nullable Tree some(Tree tree, List<String> names, long[] places, int from) {
            Tree.Builder kept = Tree.builder();
            long[] below = new long[patterns.length];
            for (String name : names) {
                TreeEntry entry = tree.children().get(name);
                TreeEntry selected = entry == null ? null : entry(name, entry, places, below, from, false);
                if (selected != null) kept.put(name, selected);
            }
            return orNothing(kept.build());
        }

        private @Nullable Tree all(Tree tree, long[] places, int from, boolean taken) {
            Tree.Builder kept = Tree.builder();
            long[] below = new long[patterns.length];
            boolean whole = true;
            for (var child : tree.children().entrySet()) {
                TreeEntry selected = entry(child.getKey(), child.getValue(), places, below, from, taken);
                whole &= selected == child.getValue();
                if (selected != null) kept.put(child.getKey(), selected);
            }
            // nothing was taken out: the tree that is there already has its digest
            return whole && (taken || !tree.isEmpty()) ? tree : orNothing(kept.build());
        }

        /** An empty directory is content only where it was one before. */
        private static @Nullable Tree orNothing(Tree kept) {
            return kept.isEmpty() ? null : kept;
        }

        @SuppressWarnings("ReferenceEquality") // the same tree, not an equal one: that would cost its digest
        private @Nullable TreeEntry entry(
                String name, TreeEntry entry, long[] places, long[] below, int from, boolean taken) {
            for (int i = from; i < patterns.length; i++) {
                below[i] = places[i] == 0 ? 0 : patterns[i].step(places[i], name, 0, name.length());
                if (patterns[i].isMatched(below[i])) {
                    from = i + 1;
                    taken = !patterns[i].excludes;
                }
            }
            if (!(entry instanceof TreeEntry.Directory directory)) return taken ? entry : null;
            Tree selected = directory(directory.tree(), below, from, taken);
            if (selected == directory.tree()) return entry;
            return selected == null ? null : new TreeEntry.Directory(selected);
        }
    }
}

package io.slipway.core.content;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pattern of a {@link PathSet}, read: the names to match, one after the other. Immutable.
 *
 * <p>Matching keeps the set of places reached as the bits of a number, so a path is matched in one pass whatever the
 * number of {@code **}: bit {@code p} says that the names before {@code p} are matched. A pattern that has matched a
 * directory has matched everything below it, so nothing is ever matched beyond its last name.
 */
final class PathPattern {
    private static final int MOST_NAMES = 62; // one bit each
    private static final int MOST_ALTERNATIVES = 256;

    /** As written, with its {@code !}. */
    final String text;

    final boolean excludes;
    /** How many directories it leads up before it goes down. */
    final int up;

    /** What is written after those steps up. */
    private final String down;

    private final NamePattern[] names;

    private PathPattern(String text, boolean excludes, int up, String down, NamePattern[] names) {
        this.text = text;
        this.excludes = excludes;
        this.up = up;
        this.down = down;
        this.names = names;
        if (names.length > MOST_NAMES) {
            throw new IllegalArgumentException(
                    "pattern: '" + text + "' (expected: at most " + MOST_NAMES + " names below the workspace root)");
        }
    }

    /** Reads a pattern; one with alternatives becomes several, in the order written. */
    static void parseInto(List<PathPattern> parsed, String text) {
        boolean excludes = text.startsWith("!");
        String path = excludes ? text.substring(1) : text;
        checkText(path, text);
        if (path.indexOf('{') < 0 && path.indexOf('}') < 0) {
            parsed.add(parse(text, excludes, path));
            return;
        }
        List<String> alternatives = new ArrayList<>();
        expandInto(alternatives, path, text);
        for (String alternative : alternatives) {
            checkText(alternative, text);
            parsed.add(parse(text, excludes, alternative));
        }
    }

    private static void checkText(String path, String text) {
        if (path.isBlank()) {
            throw new IllegalArgumentException("pattern: '" + text + "' (expected: a path such as 'src/**')");
        }
        if (path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "pattern: '" + text + "' (expected: relative to the service's directory, without the leading '/')");
        }
        if (path.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("pattern: '" + text + "' (expected: '/' between names)");
        }
        if (path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("pattern: '" + text + "' (expected: no NUL character)");
        }
    }

    private static PathPattern parse(String text, boolean excludes, String path) {
        List<NamePattern> names = new ArrayList<>();
        int up = 0;
        int down = path.length();
        int from = 0;
        while (from <= path.length()) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            String name = path.substring(from, to);
            int start = from;
            from = to + 1;
            if (name.isEmpty()) {
                // a slash at the end says "directory", which takes everything below it
                if (to == path.length()) names.add(NamePattern.ANY);
                else throw new IllegalArgumentException("pattern: '" + text + "' (expected: a name between slashes)");
            } else if (name.equals("..")) {
                if (!names.isEmpty()) {
                    throw new IllegalArgumentException("pattern: '" + text + "' (expected: '..' only at its start)");
                }
                up++;
            } else if (!name.equals(".")) {
                if (names.isEmpty()) down = start;
                NamePattern pattern = NamePattern.parse(name, text);
                // two ** in a row mean what one means
                boolean again = pattern == NamePattern.DEEP
                        && !names.isEmpty()
                        && names.get(names.size() - 1) == NamePattern.DEEP;
                if (!again) names.add(pattern);
            }
        }
        // what a directory takes it takes with everything below: "dir/**" says no more than "dir/*"
        if (names.isEmpty()) names.add(NamePattern.ANY);
        else if (names.get(names.size() - 1) == NamePattern.DEEP) names.set(names.size() - 1, NamePattern.ANY);
        String below = down == path.length() ? "**" : path.substring(down);
        return new PathPattern(text, excludes, up, below, names.toArray(new NamePattern[0]));
    }

    private static void expandInto(List<String> alternatives, String path, String whole) {
        int open = outsideBrackets(path, 0, "{}", whole);
        if (open < 0) {
            if (alternatives.size() == MOST_ALTERNATIVES) {
                throw new IllegalArgumentException(
                        "pattern: '" + whole + "' (expected: at most " + MOST_ALTERNATIVES + " alternatives)");
            }
            alternatives.add(path);
            return;
        }
        if (path.charAt(open) == '}') throw unbalanced(whole);
        String before = path.substring(0, open);
        List<String> inside = new ArrayList<>();
        int depth = 1;
        int from = open + 1;
        int at = from;
        while (depth > 0) {
            at = outsideBrackets(path, at, "{,}", whole);
            if (at < 0) throw unbalanced(whole);
            char c = path.charAt(at);
            if (c == '{') depth++;
            if (c == '}') depth--;
            if ((c == ',' && depth == 1) || depth == 0) {
                inside.add(path.substring(from, at));
                from = at + 1;
            }
            at++;
        }
        String after = path.substring(at);
        for (String alternative : inside) expandInto(alternatives, before + alternative + after, whole);
    }

    private static int outsideBrackets(String path, int from, String wanted, String whole) {
        for (int i = from; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '[') i = CharacterClass.endOf(path, i, whole);
            else if (wanted.indexOf(c) >= 0) return i;
        }
        return -1;
    }

    private static IllegalArgumentException unbalanced(String whole) {
        return new IllegalArgumentException(
                "pattern: '" + whole + "' (expected: a '}' for every '{'; a brace in a name is written '[{]')");
    }

    /** The same paths seen from the root, when this one is seen from the directory with these names. */
    PathPattern in(String[] directory) {
        if (directory.length == 0 && up == 0) return this;
        if (up > directory.length) {
            throw new IllegalArgumentException("pattern: '" + this.text + "' (expected: inside the workspace; it leads "
                    + (up - directory.length) + " too many directories up)");
        }
        int prefix = directory.length - up;
        NamePattern[] all = new NamePattern[prefix + names.length];
        for (int i = 0; i < prefix; i++) all[i] = NamePattern.literal(directory[i]);
        System.arraycopy(names, 0, all, prefix, names.length);
        String seen = textIn(directory, prefix);
        return new PathPattern(excludes ? "!" + seen : seen, excludes, 0, seen, all);
    }

    private String textIn(String[] directory, int prefix) {
        StringBuilder seen = new StringBuilder();
        // an exclamation mark that is part of a name must not come first
        if (prefix > 0 && directory[0].startsWith("!")) seen.append("./");
        for (int i = 0; i < prefix; i++)
            seen.append(NamePattern.written(directory[i])).append('/');
        return seen.append(down).toString();
    }

    boolean leadsOutOf(int depth) {
        return up > depth;
    }

    /** Places reached before any name. */
    long start() {
        return reached(0);
    }

    /** Places reached after one name more, the one at {@code [from, to)}; 0 when this can match nothing there or below. */
    long step(long places, String path, int from, int to) {
        long next = 0;
        for (long left = places; left != 0; left &= left - 1) {
            int place = Long.numberOfTrailingZeros(left);
            NamePattern name = names[place];
            if (name.kind == NamePattern.Kind.DEEP) next |= reached(place);
            else if (name.matches(path, from, to)) next |= reached(place + 1);
        }
        return next;
    }

    /** A {@code **} may stand for no name at all, so what comes after it is reached with it. */
    private long reached(int place) {
        long bit = 1L << place;
        return place < names.length && names[place].kind == NamePattern.Kind.DEEP ? bit | bit << 1 : bit;
    }

    /** Whether the path up to here is matched, and so everything below it. */
    boolean isMatched(long places) {
        return (places & 1L << names.length) != 0;
    }

    /** Whether everything below the directory reached is matched, though the directory itself may not be. */
    boolean matchesAllBelow(long places) {
        int last = names.length - 1;
        return isMatched(places) || ((places & 1L << last) != 0 && names[last].kind == NamePattern.Kind.ANY);
    }

    /** Whether the only names that lead on from here are literal; they are added to {@code next}. */
    boolean literalsInto(long places, List<String> next) {
        for (long left = places; left != 0; left &= left - 1) {
            NamePattern name = names[Long.numberOfTrailingZeros(left)];
            if (name.kind != NamePattern.Kind.LITERAL) return false;
            if (!next.contains(name.text)) next.add(name.text);
        }
        return true;
    }

    boolean matches(String path) {
        long places = start();
        for (int from = 0; from <= path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            places = step(places, path, from, to);
            if (isMatched(places)) return true;
            if (places == 0) return false;
            from = to + 1;
        }
        return false;
    }

    /** Whether a path below {@code directory} can be matched. */
    boolean reachesBelow(String directory) {
        long places = start();
        for (int from = 0; from <= directory.length(); ) {
            int slash = directory.indexOf('/', from);
            int to = slash < 0 ? directory.length() : slash;
            places = step(places, directory, from, to);
            if (isMatched(places)) return true;
            if (places == 0) return false;
            from = to + 1;
        }
        return true;
    }

    /** The directory or file below which everything lies that this can match; empty for the root. */
    String root() {
        StringBuilder root = new StringBuilder();
        for (NamePattern name : names) {
            if (name.kind != NamePattern.Kind.LITERAL) break;
            if (!root.isEmpty()) root.append('/');
            root.append(name.text);
        }
        return root.toString();
    }

    /**
     * A path that both match, or null when there is none. What one pattern matches goes on below, so there is one as
     * soon as either has come to its end.
     */
    @Nullable
    String common(PathPattern other) {
        return new CommonPath(names, other.names).find();
    }

    /** Whether every path that {@code other} matches is matched by this too; may say no where it is so. */
    boolean covers(PathPattern other) {
        long places = start();
        for (NamePattern name : other.names) {
            long next = 0;
            for (long left = places; left != 0; left &= left - 1) {
                int place = Long.numberOfTrailingZeros(left);
                NamePattern mine = names[place];
                if (mine.kind == NamePattern.Kind.DEEP) next |= reached(place);
                // any number of names is only followed by what takes any number of names
                else if (name.kind != NamePattern.Kind.DEEP && mine.covers(name)) next |= reached(place + 1);
            }
            places = next;
            if (isMatched(places)) return true;
        }
        return false;
    }

    /** A search over pairs of places: O(left · right) pairs, each tried once. */
    private static final class CommonPath {
        private final NamePattern[] left;
        private final NamePattern[] right;
        private final boolean[][] seen;
        private final List<String> path = new ArrayList<>();

        CommonPath(NamePattern[] left, NamePattern[] right) {
            this.left = left;
            this.right = right;
            this.seen = new boolean[left.length + 1][right.length + 1];
        }

        @Nullable
        String find() {
            return search(0, 0) ? String.join("/", path) : null;
        }

        private boolean search(int i, int j) {
            if (i == left.length) return finish(right, j);
            if (j == right.length) return finish(left, i);
            if (seen[i][j]) return false;
            seen[i][j] = true;
            boolean leftDeep = left[i].kind == NamePattern.Kind.DEEP;
            boolean rightDeep = right[j].kind == NamePattern.Kind.DEEP;
            if (leftDeep && search(i + 1, j)) return true;
            if (rightDeep && search(i, j + 1)) return true;
            if (leftDeep && rightDeep) return false;
            String name = leftDeep ? right[j].sample() : rightDeep ? left[i].sample() : left[i].common(right[j]);
            if (name == null) return false;
            path.add(name);
            if (search(leftDeep ? i : i + 1, rightDeep ? j : j + 1)) return true;
            path.remove(path.size() - 1);
            return false;
        }

        private boolean finish(NamePattern[] names, int from) {
            for (int i = from; i < names.length; i++) {
                if (names[i].kind != NamePattern.Kind.DEEP) path.add(names[i].sample());
            }
            return true;
        }
    }
}

package io.slipway.core.suggest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the files of a directory name outside it by a path with dots: {@code ../testdata}, {@code ../../tsconfig.json}. A
 * task that reads such a file and does not say so would be reused after the file was changed.
 *
 * <p>A path counts as it is seen from the directory and as it is seen from the file that it stands in, when something
 * lies there. Where another service lies nothing is added for a directory: what is made there is needed, not read.
 * O(bytes of the sources below the directory).
 */
final class PathsOutside {
    private static final Pattern READABLE =
            Pattern.compile("\\.(java|kts?|groovy|gradle|scala|go|[cm]?[jt]sx?|json5?|vue"
                    + "|svelte|ya?ml|xml|properties|sh|toml)$|(^|/)(Makefile|\\.[a-z.]*rc)$");

    private static final Pattern OF_TESTS =
            Pattern.compile("(^|/)(src/test|tests?|specs?|__tests__|e2e)/|[._-](test|spec)\\.[a-z]+$");

    /** {@code "..", "testdata"}, as arguments of something that joins paths. */
    private static final Pattern JOINED = Pattern.compile("\\.\\.[\"'`]\\s*,\\s*[\"'`]");

    private static final Pattern PATH =
            Pattern.compile("(?<![\\w./@-])((?:\\./)?(?:\\.\\./)+[A-Za-z0-9_@.+-]+(?:/[A-Za-z0-9_@.+-]+)*)");

    private static final int LARGEST_FILE_BYTES = 1 << 20;

    /** Above it a pattern stands for files of one kind: a definition is read by people. */
    private static final int MANY = 12;

    private final ProjectFiles files;
    private final Set<String> services;

    /** @param services directories that have a service */
    PathsOutside(ProjectFiles files, Set<String> services) {
        this.files = files;
        this.services = services;
    }

    /**
     * Patterns as seen from the directory, sorted.
     *
     * @param tests whether files of tests count
     */
    List<String> of(String directory, boolean tests) {
        if (directory.isEmpty()) return List.of();
        TreeSet<String> found = new TreeSet<>();
        String prefix = ProjectFiles.prefix(directory);
        for (String path : files.paths().tailSet(prefix)) {
            if (!path.startsWith(prefix)) break;
            String within = path.substring(prefix.length());
            if (READABLE.matcher(within).find()
                    && (tests || !OF_TESTS.matcher(within).find())) addFrom(path, directory, found);
        }
        TreeSet<String> patterns = new TreeSet<>();
        for (String each : found) patterns.add(found.size() > MANY ? alike(each) : each);
        List<String> least = new ArrayList<>();
        for (String pattern : patterns)
            if (patterns.stream().noneMatch(wider -> isWithin(pattern, wider))) least.add(seenFrom(directory, pattern));
        return least;
    }

    private void addFrom(String path, String directory, Set<String> found) {
        byte[] bytes = files.bytes(path);
        if (bytes.length > LARGEST_FILE_BYTES || !mentionsParent(bytes)) return;
        String text = JOINED.matcher(files.text(path)).replaceAll("../");
        Matcher named = PATH.matcher(text);
        while (named.find())
            for (String from : List.of(directory, ProjectFiles.directoryOf(path)))
                patternAt(ProjectFiles.resolve(from, named.group(1)), directory).ifPresent(found::add);
    }

    private static boolean mentionsParent(byte[] bytes) {
        for (int i = 1; i < bytes.length; i++) if (bytes[i] == '.' && bytes[i - 1] == '.') return true;
        return false;
    }

    /** Seen from the project; absent where nothing lies, or what lies there is inside. */
    private Optional<String> patternAt(String path, String directory) {
        if (path.startsWith("..") || path.equals(directory) || path.startsWith(ProjectFiles.prefix(directory)))
            return Optional.empty();
        if (files.has(path)) return Optional.of(path);
        boolean around = path.isEmpty() || directory.startsWith(ProjectFiles.prefix(path));
        boolean served =
                services.stream().anyMatch(each -> each.equals(path) || each.startsWith(ProjectFiles.prefix(path)));
        if (around || served) return Optional.empty();
        if (files.hasBelow(path, Pattern.compile(""))) return Optional.of(path + "/**");
        // A script may be named without the end of its name.
        for (String each : files.paths().tailSet(path + ".")) {
            if (!each.startsWith(path + ".")) break;
            if (each.indexOf('/', path.length()) < 0) return Optional.of(path + ".*");
        }
        return Optional.empty();
    }

    /** All files of its kind that lie beside it. */
    private static String alike(String pattern) {
        int name = pattern.lastIndexOf('/') + 1;
        int dot = pattern.lastIndexOf('.');
        return pattern.endsWith("*") || dot <= name
                ? pattern
                : pattern.substring(0, name) + "*" + pattern.substring(dot);
    }

    private static boolean isWithin(String pattern, String wider) {
        return !wider.equals(pattern)
                && wider.endsWith("/**")
                && pattern.startsWith(wider.substring(0, wider.length() - 2));
    }

    /** A path of the project as it is written in the directory. */
    static String seenFrom(String directory, String path) {
        String[] from = directory.split("/", -1);
        String[] to = path.split("/", -1);
        int same = 0;
        while (same < from.length && same < to.length - 1 && from[same].equals(to[same])) same++;
        return "../".repeat(from.length - same) + String.join("/", List.of(to).subList(same, to.length));
    }
}

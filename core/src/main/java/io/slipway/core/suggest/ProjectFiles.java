package io.slipway.core.suggest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The files of a project by their paths, with {@code /} and from its directory; what is in them is read when it is asked
 * for. Immutable, as far as the files are.
 *
 * @param content what is in a file; nothing where it cannot be read
 */
public record ProjectFiles(SortedSet<String> paths, Function<String, byte[]> content) {
    /** Where build files are parts of something else: tests of a build tool, templates, what was installed. */
    private static final Pattern NOT_A_PROJECT = Pattern.compile("(^|/)(node_modules|vendor|testdata|fixtures"
            + "|__fixtures__|target|\\.git|\\.slipway|\\.gradle|buildSrc|src/(main|test|it))/");

    public ProjectFiles {
        paths = Collections.unmodifiableSortedSet(new TreeSet<>(paths));
    }

    /** Those of this name that are of a project, sorted by path. */
    List<String> projects(String fileName) {
        return paths.stream()
                .filter(path -> (path.equals(fileName) || path.endsWith("/" + fileName))
                        && !NOT_A_PROJECT.matcher(path).find())
                .toList();
    }

    boolean has(String path) {
        return paths.contains(path);
    }

    /** Whether a file lies in or below the directory and its path ends like this. */
    boolean hasBelow(String directory, Pattern path) {
        String prefix = prefix(directory);
        for (String each : paths.tailSet(prefix)) {
            if (!each.startsWith(prefix)) return false;
            if (path.matcher(each.substring(prefix.length())).find()) return true;
        }
        return false;
    }

    byte[] bytes(String path) {
        return content.apply(path);
    }

    String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    /** {@code ""} for a file of the project's own directory. */
    static String directoryOf(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** What the paths below a directory begin with. */
    static String prefix(String directory) {
        return directory.isEmpty() ? "" : directory + "/";
    }

    /** {@code ../x} and {@code ./x} as seen from the project's directory; a path that leads out of it keeps its dots. */
    static String resolve(String directory, String relative) {
        Walk steps = new Walk(directory);
        for (String step : relative.split("/", -1)) steps.go(step);
        return steps.path();
    }

    /** A walk through directories. */
    private static final class Walk {
        private final ArrayDeque<String> names = new ArrayDeque<>();

        Walk(String directory) {
            for (String name : directory.split("/", -1)) go(name);
        }

        void go(String step) {
            if (step.isEmpty() || step.equals(".")) return;
            if (step.equals("..") && !names.isEmpty() && !names.getLast().equals("..")) names.removeLast();
            else names.addLast(step);
        }

        String path() {
            return String.join("/", names);
        }
    }
}

package io.slipway.core.local.output;

import io.slipway.core.content.PathSet;
import io.slipway.core.pipeline.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * The paths that are a task's to write: its outputs and reports, seen from the workspace root. Immutable.
 *
 * @param outputs declared outputs
 * @param reports declared reports of every kind
 */
record Claims(PathSet outputs, List<PathSet> reports) {
    /** A name that only a pattern matches that takes every name. */
    private static final String ANY_NAME = "/\u0001";

    static Claims of(Task task) {
        List<PathSet> reports = new ArrayList<>(task.reports().size());
        for (PathSet patterns : task.reports().values()) reports.add(patterns.in(task.directory()));
        return new Claims(task.outputs().in(task.directory()), reports);
    }

    boolean contain(String path) {
        if (isOurs(path)) return false;
        if (outputs.matches(path)) return true;
        for (PathSet patterns : reports) {
            if (patterns.matches(path)) return true;
        }
        return false;
    }

    /** Whether everything below a directory is claimed, so that no other task writes there. */
    boolean containAllBelow(String directory) {
        return contain(directory + ANY_NAME);
    }

    /** Whether a name of the path is git's or Slipway's own: never an output, whatever a pattern or a result says. */
    static boolean isOurs(String path) {
        for (int from = 0; from >= 0 && from < path.length(); ) {
            int slash = path.indexOf('/', from);
            int length = (slash < 0 ? path.length() : slash) - from;
            if (isOurName(path, from, length)) return true;
            from = slash < 0 ? -1 : slash + 1;
        }
        return false;
    }

    private static boolean isOurName(String path, int from, int length) {
        return isName(".git", path, from, length) || isName(".slipway", path, from, length);
    }

    /** Some file systems take {@code .GIT} for {@code .git}. */
    private static boolean isName(String name, String path, int from, int length) {
        return length == name.length() && path.regionMatches(true, from, name, 0, length);
    }
}

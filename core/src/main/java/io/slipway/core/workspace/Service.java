package io.slipway.core.workspace;

import io.slipway.core.pipeline.TaskAddress;

/**
 * A directory of the workspace with tasks of its own. Immutable.
 *
 * @param name unique in its workspace
 * @param directory relative to the workspace root with {@code /}; empty for the root itself
 * @param definitionFile where it is defined, relative to the workspace root
 */
public record Service(String name, String directory, String definitionFile) {
    public Service {
        if (!TaskAddress.isName(name)) {
            throw new IllegalArgumentException("name: '" + name + "' (expected: " + TaskAddress.NAME_RULE + ")");
        }
        if (directory.startsWith("/") || directory.endsWith("/")) {
            throw new IllegalArgumentException(
                    "directory: '" + directory + "' (expected: relative to the workspace, no '/' at its end)");
        }
    }

    /** Whether this service lies in {@code workspaceDirectory} or somewhere below it. */
    public boolean isAtOrUnder(String workspaceDirectory) {
        return isIn(directory, workspaceDirectory);
    }

    /** Whether {@code workspaceDirectory} is that of this service or lies somewhere below it. */
    public boolean holds(String workspaceDirectory) {
        return isIn(workspaceDirectory, directory);
    }

    private static boolean isIn(String directory, String outer) {
        return outer.isEmpty() || directory.equals(outer) || directory.startsWith(outer + "/");
    }
}

package io.slipway.core.local;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds where a workspace begins. */
public final class WorkspaceRoot {
    static final String WORKSPACE_FILE = "slipway-workspace.yaml";
    static final String SERVICE_FILE = "slipway.yaml";

    private WorkspaceRoot() {}

    /**
     * The nearest directory from {@code startingPoint} upwards with a {@code slipway-workspace.yaml}, else the root of
     * the git checkout it lies in, else itself.
     *
     * @throws IllegalArgumentException when {@code startingPoint} is no directory
     */
    public static Path of(Path startingPoint) {
        Path start = startingPoint.toAbsolutePath().normalize();
        if (!Files.isDirectory(start)) {
            throw new IllegalArgumentException(
                    "no directory " + startingPoint + "; name a directory with a slipway.yaml at or below it");
        }
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve(WORKSPACE_FILE))) return at;
        }
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) return at;
        }
        return start;
    }
}

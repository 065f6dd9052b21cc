package io.slipway.github.read;

import java.util.Optional;

/** The files of the repository that a workflow lies in. Paths are relative to its root, with {@code /}. */
@FunctionalInterface
public interface ProjectFiles {
    /** No file at all: workflows and actions that are used are not there. */
    ProjectFiles NONE = path -> Optional.empty();

    /** A file's bytes; absent when there is none, or when it lies outside of the repository. */
    Optional<byte[]> find(String path);
}

package io.slipway.gitlab.read;

import java.util.List;
import java.util.Optional;

/** The files of the project that a definition lies in. Paths are relative to its root, with {@code /}. */
public interface ProjectFiles {
    /** No file at all: what a definition includes is not there. */
    ProjectFiles NONE = new ProjectFiles() {
        @Override
        public Optional<byte[]> find(String path) {
            return Optional.empty();
        }

        @Override
        public List<String> matching(String pattern) {
            return List.of();
        }
    };

    /** A file's bytes; absent when there is none, when it lies outside of the project, or is larger than GitLab reads. */
    Optional<byte[]> find(String path);

    /** The files that a pattern with {@code *} and {@code **} names, sorted. */
    List<String> matching(String pattern);
}

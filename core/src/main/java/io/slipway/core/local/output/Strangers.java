package io.slipway.core.local.output;

import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What lies where a task writes though the task did not make it. Looks at names only, at each directory once. Immutable and
 * thread-safe.
 */
final class Strangers {
    private final Path root;

    Strangers(Path root) {
        this.root = root;
    }

    /** The path of one that matches {@code patterns} and is not in {@code made}. */
    Optional<String> find(PathSet patterns, Tree made) throws IOException {
        for (String from : patterns.roots()) {
            Optional<String> found = from.isEmpty() ? below("", patterns, made) : at(from, patterns, made);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private Optional<String> at(String path, PathSet patterns, Tree made) throws IOException {
        if (Claims.isOurs(path)) return Optional.empty();
        Path file = root.resolve(path);
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            return patterns.mayMatchBelow(path) ? below(path, patterns, made) : Optional.empty();
        }
        boolean isMeant = patterns.matches(path) && made.find(path).isEmpty();
        return isMeant && Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Optional.of(path) : Optional.empty();
    }

    private Optional<String> below(String directory, PathSet patterns, Tree made) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(root.resolve(directory))) {
            for (Path child : children) {
                String name = String.valueOf(child.getFileName());
                Optional<String> found = at(directory.isEmpty() ? name : directory + "/" + name, patterns, made);
                if (found.isPresent()) return found;
            }
            return Optional.empty();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}

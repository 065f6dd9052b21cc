package io.slipway.cli;

import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which workspace and which of its tasks a person means. The first argument that is a directory decides the workspace;
 * without one, the directory the command was started in. Immutable.
 */
record Selection(Path base, List<String> arguments) {
    Selection {
        arguments = List.copyOf(arguments);
    }

    /**
     * A place in the workspace that is meant.
     *
     * @throws IllegalArgumentException when an argument that can only be a directory is none, with what was meant
     */
    Path startingPoint() {
        for (String argument : arguments) if (isPath(argument) && !isDirectory(argument)) throw noDirectory(argument);
        for (String argument : arguments)
            if (isDirectory(argument)) return base.resolve(argument).normalize();
        return base;
    }

    /**
     * The arguments as the engine takes them: a directory that has services by its absolute path, everything else as
     * written. What is neither is the engine's to refuse.
     */
    List<String> in(Pipeline pipeline, Path root) {
        List<String> selections = new ArrayList<>(arguments.size());
        for (String argument : arguments) {
            Path directory = base.resolve(argument).normalize();
            boolean meansDirectory = isDirectory(argument) && (isPath(argument) || hasTasks(pipeline, root, directory));
            selections.add(meansDirectory ? directory.toString() : argument);
        }
        return selections;
    }

    private boolean isDirectory(String argument) {
        return argument.indexOf(':') < 0 && Files.isDirectory(base.resolve(argument));
    }

    /** Whether it cannot be the name of a service or of a task. */
    private static boolean isPath(String argument) {
        return argument.indexOf(':') < 0 && (argument.indexOf('/') >= 0 || argument.startsWith("."));
    }

    /** Suggests what has a name like the first one on the way that is not there. */
    private IllegalArgumentException noDirectory(String argument) {
        if (argument.startsWith("//"))
            return new IllegalArgumentException("there is no `" + argument
                    + "`: write a service's name or its directory for all of its tasks, `service:task` for one, and nothing"
                    + " for all below this directory");
        Path missing = base.resolve(argument).normalize();
        if (Files.exists(missing)) {
            return new IllegalArgumentException(argument + " is no directory; name the directory that it is in");
        }
        Path parent = missing.getParent();
        while (parent != null && !Files.isDirectory(parent)) {
            missing = parent;
            parent = missing.getParent();
        }
        String name = String.valueOf(missing.getFileName());
        Optional<String> near = parent == null ? Optional.empty() : DidYouMean.among(name, directoriesIn(parent));
        Path there = missing;
        return new IllegalArgumentException("there is no directory " + argument
                + near.map(meant -> "; did you mean `" + shown(there.resolveSibling(meant), there, argument) + "`?")
                        .orElse("; name a directory, a service, or a task written service:task"));
    }

    /** With what was written behind the wrong name, if that is there. */
    private String shown(Path meant, Path missing, String argument) {
        Path whole = meant.resolve(missing.relativize(base.resolve(argument).normalize()));
        Path path = Files.isDirectory(whole) ? whole : meant;
        return path.startsWith(base) ? base.relativize(path).toString() : path.toString();
    }

    private static List<String> directoriesIn(Path parent) {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory)
                    .map(child -> String.valueOf(child.getFileName()))
                    .toList();
        } catch (IOException e) {
            return List.of(); // nothing to suggest
        }
    }

    private static boolean hasTasks(Pipeline pipeline, Path root, Path directory) {
        for (Task task : pipeline.tasks()) {
            if (root.resolve(task.directory()).normalize().startsWith(directory)) return true;
        }
        return false;
    }
}

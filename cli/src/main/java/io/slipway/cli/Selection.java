package io.slipway.cli;

import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which workspace and which of its tasks a person means. The first argument that is a directory decides the workspace;
 * without one, the directory the command was started in. Immutable.
 */
record Selection(Path base, List<String> arguments) {
    Selection {
        arguments = List.copyOf(arguments);
    }

    /** A place in the workspace that is meant. */
    Path startingPoint() {
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
            boolean meansDirectory = isDirectory(argument)
                    && (argument.indexOf('/') >= 0 || argument.startsWith(".") || hasTasks(pipeline, root, directory));
            selections.add(meansDirectory ? directory.toString() : argument);
        }
        return selections;
    }

    private boolean isDirectory(String argument) {
        return argument.indexOf(':') < 0 && Files.isDirectory(base.resolve(argument));
    }

    private static boolean hasTasks(Pipeline pipeline, Path root, Path directory) {
        for (Task task : pipeline.tasks()) {
            if (root.resolve(task.directory()).normalize().startsWith(directory)) return true;
        }
        return false;
    }
}

package io.slipway.bench;

import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stands in a workspace where its tasks make their outputs. Immutable.
 *
 * @param byTask for each task that declares outputs: its files, with digest and executable bit
 */
record WorkspaceOutputs(Map<TaskAddress, SortedMap<String, String>> byTask) {
    private static final Set<String> NO_OUTPUTS_BELOW = Set.of(".git", ".slipway");

    /** Reads every output of {@code workspace}. */
    static WorkspaceOutputs of(Path workspace, Pipeline pipeline) throws IOException {
        Map<TaskAddress, PathSet> claims = new TreeMap<>();
        Map<TaskAddress, SortedMap<String, String>> found = new TreeMap<>();
        for (Task task : pipeline.tasks()) {
            if (task.outputs().isEmpty()) continue;
            claims.put(task.address(), task.outputs().in(task.directory()));
            found.put(task.address(), new TreeMap<>());
        }
        for (Path file : files(workspace)) {
            String path = workspace.relativize(file).toString();
            for (Map.Entry<TaskAddress, PathSet> claim : claims.entrySet()) {
                if (!claim.getValue().matches(path)) continue;
                String content = Digest.of(file) + (Files.isExecutable(file) ? " executable" : "");
                found.get(claim.getKey()).put(path, content);
            }
        }
        return new WorkspaceOutputs(found);
    }

    private static List<Path> files(Path workspace) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(workspace, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return NO_OUTPUTS_BELOW.contains(directory.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** The tasks whose outputs are not those of {@code expected}, or that have none at all. */
    List<TaskAddress> differingFrom(WorkspaceOutputs expected) {
        List<TaskAddress> differing = new ArrayList<>();
        expected.byTask.forEach((task, files) -> {
            if (files.isEmpty() || !files.equals(byTask.get(task))) differing.add(task);
        });
        return differing;
    }
}

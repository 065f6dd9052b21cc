package io.slipway.core.workspace;

import io.slipway.core.content.PathSet;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.NeedKind;
import io.slipway.core.pipeline.PathMeetings;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds that a task reads what another makes: one of its inputs may be an output of the other. Inputs that begin with a
 * wildcard, such as {@code **}, ask for whatever there is and show nothing.
 */
public final class OutputReading implements DependencyDetector {
    /** What a task reads or what it makes, seen from the workspace root. */
    private record Side(Task task, PathSet paths, boolean isReader) {}

    @Override
    public List<FoundNeed> find(Findings workspace) {
        PathMeetings<Side> meetings = new PathMeetings<>();
        for (Task task : workspace.tasks()) {
            add(new Side(task, seenFromRoot(task, pointing(task.inputs())), true), meetings);
            add(new Side(task, seenFromRoot(task, task.outputs()), false), meetings);
        }
        List<FoundNeed> found = new ArrayList<>();
        Set<List<TaskAddress>> pairs = new HashSet<>();
        meetings.forEachPair((a, b) -> {
            Side reader = a.isReader() ? a : b;
            Side maker = a.isReader() ? b : a;
            TaskAddress reading = reader.task().address();
            TaskAddress making = maker.task().address();
            if (a.isReader() != b.isReader() && !reading.equals(making) && pairs.add(List.of(reading, making))) {
                need(reader, maker, workspace).ifPresent(found::add);
            }
            return false;
        });
        return found;
    }

    private static void add(Side side, PathMeetings<Side> meetings) {
        meetings.add(side, side.paths());
    }

    /** Nothing where a path leads out of the workspace, which is told elsewhere. */
    private static PathSet seenFromRoot(Task task, PathSet paths) {
        return paths.leadingOutOfWorkspace(task.directory()).isPresent() ? PathSet.none() : paths.in(task.directory());
    }

    /** Only the patterns that begin with a name, and what is taken out of them. */
    private static PathSet pointing(PathSet inputs) {
        List<String> patterns = new ArrayList<>();
        for (String pattern : inputs.patterns()) {
            boolean takesOut = pattern.startsWith("!");
            if (takesOut ? !patterns.isEmpty() : beginsWithName(pattern)) patterns.add(pattern);
        }
        return new PathSet(patterns);
    }

    private static boolean beginsWithName(String pattern) {
        return !PathSet.of(pattern).roots().contains("");
    }

    private static Optional<FoundNeed> need(Side reader, Side maker, Findings workspace) {
        Task task = reader.task();
        return reader.paths().overlap(maker.paths()).flatMap(overlap -> {
            String input = task.asWritten(task.inputs(), overlap.mine());
            String output = maker.task().asWritten(maker.task().outputs(), overlap.other());
            return workspace
                    .places()
                    .ofInput(task.address(), input)
                    .map(place -> new FoundNeed(
                            task.address(),
                            Need.of(maker.task().address(), NeedKind.BUILD),
                            place,
                            "it reads `" + input + "`, and `" + maker.task().address() + "` makes `" + output + "`"));
        });
    }
}

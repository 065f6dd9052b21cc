package io.slipway.core.workspace;

import static java.util.Objects.requireNonNull;

import io.slipway.core.pipeline.Places;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a {@link DependencyDetector} looks at: a workspace as it was written, before needs are found in it. Immutable, but
 * for the bytes, which nobody may change.
 *
 * @param tasks of all services, with the needs that were written
 * @param places where they were written
 * @param files content of definition and build files by path relative to the workspace root
 */
public record Findings(List<Service> services, List<Task> tasks, Places places, Map<String, byte[]> files) {
    public Findings {
        services = List.copyOf(services);
        tasks = List.copyOf(tasks);
        requireNonNull(places, "places");
        files = new TreeMap<>(files);
    }

    /** All tasks by their address without a variant: one, or all of a matrix. */
    public Map<TaskAddress, List<TaskAddress>> groups() {
        Map<TaskAddress, List<TaskAddress>> groups = new HashMap<>();
        for (Task task : tasks)
            groups.computeIfAbsent(task.address().group(), group -> new ArrayList<>())
                    .add(task.address());
        return groups;
    }

    /** The innermost service whose directory holds the file. */
    public Optional<Service> serviceOf(String path) {
        int slash = path.lastIndexOf('/');
        String directory = slash < 0 ? "" : path.substring(0, slash);
        return services.stream()
                .filter(service -> service.holds(directory))
                .max(Comparator.comparingInt(service -> service.directory().length()));
    }
}

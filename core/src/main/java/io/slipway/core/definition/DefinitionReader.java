package io.slipway.core.definition;

import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.PipelineCheck;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.WrittenPlaces;
import io.slipway.core.workspace.Service;
import io.slipway.core.workspace.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads all definitions of a workspace at once: every {@code slipway.yaml}, and {@code slipway-workspace.yaml} where
 * there is one. Touches no file itself; whoever found the files hands their bytes in. Stateless and thread-safe.
 *
 * <p>Whatever is in the files, the answer is a workspace or the list of everything that is wrong with them.
 */
public final class DefinitionReader {
    /** Name of the file that defines one service, in the service's directory. */
    public static final String SERVICE_FILE = "slipway.yaml";
    /** Name of the file at the workspace root; need not exist. */
    public static final String WORKSPACE_FILE = "slipway-workspace.yaml";

    /**
     * @param files content by path relative to the workspace root, with {@code /}; those with other names than the two
     *     above are left alone. When the workspace file lists services, others are left alone too
     * @throws InvalidPipelineException with every problem of all files, in the order of their places
     */
    public Workspace read(Map<String, byte[]> files) {
        Problems problems = new Problems();
        List<ServiceReader.Draft> drafts = readServices(files, problems);

        List<Service> services = new ArrayList<>();
        List<Task> tasks = new ArrayList<>();
        TreeMap<TaskAddress, WrittenPlaces.OfTask> places = new TreeMap<>();
        Set<String> unreadable = new HashSet<>();
        Map<String, Place> starts = new HashMap<>();
        for (ServiceReader.Draft draft : drafts) {
            if (draft.service().isEmpty()) {
                unreadable.add(draft.name());
                continue;
            }
            Place first = starts.putIfAbsent(draft.name(), draft.start());
            if (first != null) {
                unreadable.add(draft.name());
                problems.add(
                        draft.start(),
                        "there is already a service `" + draft.name() + "` (" + first + ")",
                        "rename one of the two");
                continue;
            }
            services.add(draft.service().get());
            tasks.addAll(draft.tasks());
            places.putAll(draft.places());
        }

        WrittenPlaces written = new WrittenPlaces(places);
        if (problems.isEmpty()) return new Workspace(services, Pipeline.of(tasks, written), written);
        for (Problem problem : PipelineCheck.problems(tasks, written, unreadable)) problems.add(problem);
        throw new InvalidPipelineException(problems.sorted());
    }

    private static List<ServiceReader.Draft> readServices(Map<String, byte[]> files, Problems problems) {
        SortedMap<String, byte[]> definitions = new TreeMap<>();
        files.forEach((path, bytes) -> {
            if (path.equals(SERVICE_FILE) || path.endsWith("/" + SERVICE_FILE)) definitions.put(path, bytes);
        });
        Optional<SortedMap<String, Place>> listed = Optional.ofNullable(files.get(WORKSPACE_FILE))
                .flatMap(bytes -> new WorkspaceFileReader(problems).read(bytes));
        listed.ifPresent(directories -> keepOnly(directories, definitions, problems));
        if (definitions.isEmpty() && problems.isEmpty()) {
            problems.add(Problem.of(
                    Optional.empty(),
                    "there is no " + SERVICE_FILE + " in this workspace",
                    "write one in the directory of each service, beginning with `slipway: 1`"));
        }
        List<ServiceReader.Draft> drafts = new ArrayList<>();
        definitions.forEach((path, bytes) -> drafts.add(new ServiceReader(path, problems).read(bytes)));
        return drafts;
    }

    private static void keepOnly(
            SortedMap<String, Place> directories, SortedMap<String, byte[]> definitions, Problems problems) {
        Map<String, Place> wanted = new TreeMap<>();
        directories.forEach((directory, place) ->
                wanted.put(directory.isEmpty() ? SERVICE_FILE : directory + "/" + SERVICE_FILE, place));
        wanted.forEach((path, place) -> {
            if (!definitions.containsKey(path)) {
                problems.add(
                        place,
                        "there is no " + path + ", or git ignores it",
                        "write one, or take the directory out of the list");
            }
        });
        definitions.keySet().retainAll(wanted.keySet());
    }
}

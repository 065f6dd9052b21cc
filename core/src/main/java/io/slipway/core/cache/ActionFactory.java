package io.slipway.core.cache;

import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Sidecar;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Makes the {@link Action} of a task: what it reads of the source, what its needs gave, and how it is run. Immutable,
 * thread-safe.
 */
public final class ActionFactory {
    private final Pipeline pipeline;
    private final Tree source;
    private final Map<String, String> caller;
    private final String os;
    private final String arch;

    /**
     * @param source the workspace's source tree
     * @param caller environment of whoever asks, of which a task sees what it lets pass
     * @param os and {@code arch} of the machine that runs the tasks
     */
    public ActionFactory(Pipeline pipeline, Tree source, Map<String, String> caller, String os, String arch) {
        this.pipeline = pipeline;
        this.source = source;
        this.caller = Map.copyOf(caller);
        this.os = os;
        this.arch = arch;
    }

    /**
     * @param outputs whole output trees of needed tasks; absent for one that was skipped
     */
    public Action of(Task task, Function<TaskAddress, Optional<Tree>> outputs) {
        TreeMap<String, Action.Beside> sidecars = new TreeMap<>();
        for (Sidecar sidecar : task.sidecars()) sidecars.put(sidecar.name(), Action.Beside.of(sidecar));
        return new Action(
                task.inputs().select(source, task.directory()),
                needs(task, outputs),
                task.command(),
                task.directory(),
                counted(task, caller),
                task.outputs(),
                task.reports(),
                os,
                arch,
                task.requires().texts(),
                new TreeSet<>(task.secrets().keySet()),
                sidecars,
                task.terms().version());
    }

    /** The variables that count: what the task sets, and what it lets pass (absent where the caller has none). */
    public static SortedMap<String, Optional<String>> counted(Task task, Map<String, String> caller) {
        TreeMap<String, Optional<String>> counted = new TreeMap<>();
        for (String name : task.pass()) counted.put(name, Optional.ofNullable(caller.get(name)));
        for (Map.Entry<String, String> set : task.env().entrySet()) {
            counted.put(set.getKey(), Optional.of(set.getValue()));
        }
        return counted;
    }

    private SortedMap<TaskAddress, Tree> needs(Task task, Function<TaskAddress, Optional<Tree>> outputs) {
        TreeMap<TaskAddress, Tree> needs = new TreeMap<>();
        for (Need need : task.needs()) {
            if (!need.kind().givesOutputs()) continue;
            Optional<Tree> whole = outputs.apply(need.task());
            if (whole.isPresent()) needs.put(knownAs(need.task()), narrow(need, whole.get()));
        }
        return needs;
    }

    /** What is made of a renamed task's outputs is the same as before. */
    private TaskAddress knownAs(TaskAddress needed) {
        return pipeline.get(needed).terms().renamedFrom().orElse(needed);
    }

    private Tree narrow(Need need, Tree whole) {
        Optional<PathSet> wanted = need.outputs();
        if (wanted.isEmpty()) return whole;
        return wanted.get().select(whole, pipeline.get(need.task()).directory());
    }
}

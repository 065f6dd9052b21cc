package io.slipway.jenkins.run;

import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.Task;
import io.slipway.jenkins.farm.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The tasks of a workspace as nodes of a controller run them: each takes an executor. Stateless. */
public final class NodePipeline {
    private NodePipeline() {}

    /**
     * @param isPlatformKnown whether nodes say what they are; then a task that does not ask for a system or an architecture is
     *     given those that its key was made with
     */
    public static Pipeline of(SourceRead source, boolean isPlatformKnown) {
        List<Task> tasks = new ArrayList<>();
        for (Task task : source.workspace().pipeline().tasks()) {
            TreeMap<String, String> requires = new TreeMap<>(task.requires().texts());
            if (isPlatformKnown) {
                requires.putIfAbsent("os", source.os());
                requires.putIfAbsent("arch", source.arch());
            }
            tasks.add(task.asking(Selector.of(requires), task.resources().withCount(NodeFacts.EXECUTORS, 1)));
        }
        return Pipeline.of(tasks);
    }
}

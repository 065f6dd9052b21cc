package io.slipway.core.local;

import io.slipway.core.cache.ActionResult;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.local.output.Collected;
import io.slipway.core.local.output.WorkspaceOutputs;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import java.util.Optional;

/**
 * The outputs of tasks in the workspace, and the record of them: whatever is changed here is written down. Thread-safe
 * for different tasks.
 */
final class TaskFiles {
    private final WorkspaceOutputs outputs;
    private final RecordedOutputs recorded;

    TaskFiles(WorkspaceOutputs outputs, RecordedOutputs recorded) {
        this.outputs = outputs;
        this.recorded = recorded;
    }

    /**
     * Makes the workspace have exactly what the result says of the task.
     *
     * @param contents has what the result names
     * @return false, with nothing changed, when something of it cannot be had
     */
    boolean restore(Task task, ActionResult result, ContentStore contents) {
        return place(task, result.outputs(), result.reports(), contents);
    }

    private boolean place(Task task, Tree outputs, Tree reports, ContentStore contents) {
        Tree all = all(outputs, reports);
        Tree before = recorded.isExactly(task.address(), all) ? all : known(task);
        if (!this.outputs.restore(task, outputs, reports, before, contents).isComplete()) return false;
        recorded.ended(task.address(), all);
        return true;
    }

    /** Whether the task's last word is that it left exactly this, and all of it still lies there. */
    boolean isInPlace(Task task, Digest left) {
        return recorded.isExactly(task.address(), left) && outputs.isInPlace(task, recorded.of(task.address()));
    }

    /** As {@link WorkspaceOutputs#stranger}, among what the need gives to {@code pipeline}'s task. */
    Optional<String> stranger(Pipeline pipeline, Need need, Tree made) {
        Task needed = pipeline.get(need.task());
        PathSet given = need.outputs().orElse(needed.outputs());
        return outputs.stranger(needed, given.in(needed.directory()), made);
    }

    /** Brings what an attempt made elsewhere into the workspace. */
    void place(Task task, Collected made, ContentStore contents) {
        place(task, made.outputs(), made.reports(), contents);
    }

    /** Makes way for an attempt, of which nothing is known until {@link #collect}. */
    void begin(Task task) {
        Tree before = known(task);
        recorded.begins(task.address());
        outputs.clear(task, before);
    }

    /** Takes what the attempt made into {@code contents}. */
    Collected collect(Task task, ContentStore contents) {
        Collected made = outputs.collect(task, contents);
        recorded.ended(task.address(), all(made.outputs(), made.reports()));
        return made;
    }

    /** What lies where the task says it writes, kept nowhere. */
    Tree look(Task task) {
        return outputs.look(task).outputs();
    }

    /** What an attempt that was cut short left behind counts as made by the task, as far as it is what the task declares. */
    private Tree known(Task task) {
        Tree before = recorded.of(task.address());
        if (!recorded.isInterrupted(task.address())) return before;
        Collected left = outputs.look(task);
        return all(left.outputs(), left.reports());
    }

    static Tree all(Tree outputs, Tree reports) {
        return reports.isEmpty()
                ? outputs
                : Tree.builder().merge(outputs).merge(reports).build();
    }
}

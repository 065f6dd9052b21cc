package io.slipway.jenkins.run;

import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.TaskAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the done tasks of one run made; survives a restart of the controller. Thread-safe. */
final class MadeTrees {
    private final RunFiles files;
    private final Map<TaskAddress, TaskMade> made = new ConcurrentHashMap<>();

    MadeTrees(RunFiles files) {
        this.files = files;
    }

    /** Written down before anybody hears that the task is done. */
    void add(TaskAddress task, TaskMade of) {
        files.writeMade(task, of);
        made.put(task, of);
    }

    Optional<TaskMade> find(TaskAddress task) {
        TaskMade known = made.get(task);
        if (known != null) return Optional.of(known);
        Optional<TaskMade> written = files.readMade(task);
        written.ifPresent(of -> made.put(task, of));
        return written;
    }

    /** Absent for a task that was skipped. */
    Optional<Tree> outputs(TaskAddress task) {
        return find(task).map(TaskMade::outputs);
    }
}

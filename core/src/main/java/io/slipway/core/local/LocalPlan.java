package io.slipway.core.local;

import io.slipway.core.graph.CriticalPath;
import io.slipway.core.graph.Dag;
import io.slipway.core.pipeline.TaskAddress;
import java.util.List;

/**
 * What would run, in which order. Immutable.
 *
 * @param tasks every selected task, in the order in which they would start
 * @param graph the selected tasks and what they need
 * @param criticalPath over what would run, weighed by expected durations in milliseconds
 */
public record LocalPlan(List<PlannedTask> tasks, Dag<TaskAddress> graph, CriticalPath<TaskAddress> criticalPath) {}

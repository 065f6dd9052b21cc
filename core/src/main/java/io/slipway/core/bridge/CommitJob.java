package io.slipway.core.bridge;

import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A job that a host starts for a commit. Immutable.
 *
 * @param name what people see; no two jobs have the same
 * @param stage from 0; those of earlier stages come first
 * @param tasks what it is started for, in order
 * @param needs names of jobs that it waits for; all of the stages before when absent
 * @param parts how many of it there are, each with its part of the work
 * @param labels what its machine must have, first those of every job
 * @param lock a name of which one job runs at a time
 * @param timeout of all its tasks together; absent when one of them may run as long as it likes
 * @param junit patterns of its JUnit reports, from the root of the workspace
 * @param expected how long its tasks take one after the other
 */
public record CommitJob(
        String name,
        int stage,
        List<TaskAddress> tasks,
        Optional<List<String>> needs,
        int parts,
        List<String> labels,
        Optional<String> lock,
        Optional<Duration> timeout,
        List<String> junit,
        Duration expected) {
    public CommitJob {
        tasks = List.copyOf(tasks);
        needs = needs.map(List::copyOf);
        labels = List.copyOf(labels);
        junit = List.copyOf(junit);
        if (tasks.isEmpty()) throw new IllegalArgumentException("tasks: none in " + name + " (expected: at least one)");
        if (parts < 1) throw new IllegalArgumentException("parts: " + parts + " (expected: >= 1)");
    }
}

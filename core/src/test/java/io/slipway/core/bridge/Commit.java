package io.slipway.core.bridge;

import io.slipway.core.cache.Invalidation;
import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.PlannedTask;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A made-up commit: tasks, how long they take, and which of them are reused. Confined to one thread. */
final class Commit {
    private final List<Task> tasks = new ArrayList<>();
    private final Map<TaskAddress, Duration> seconds = new HashMap<>();
    private final Set<TaskAddress> reused = new HashSet<>();
    private List<String> always = List.of();
    private boolean required;
    private SortedMap<String, List<String>> offered = new TreeMap<>();
    private Duration target = Duration.ofSeconds(60);

    /** @param seconds negative when it never ran */
    Commit task(Task.Builder builder, long seconds) {
        Task task = builder.run("true").build();
        tasks.add(task);
        if (seconds >= 0) this.seconds.put(task.address(), Duration.ofSeconds(seconds));
        return this;
    }

    Commit task(String address, long seconds, String... needs) {
        return task(Task.builder(address).needs(needs), seconds);
    }

    Commit reused(String... addresses) {
        for (String address : addresses) reused.add(TaskAddress.parse(address));
        return this;
    }

    Commit labels(String... always) {
        this.always = List.of(always);
        return this;
    }

    Commit requiresAsLabels(Map<String, String> offers) {
        required = true;
        offered = MachineLabels.offers(offers);
        return this;
    }

    Commit target(long seconds) {
        target = Duration.ofSeconds(seconds);
        return this;
    }

    LocalPlan plan() {
        Pipeline pipeline = Pipeline.of(tasks);
        List<PlannedTask> planned = new ArrayList<>();
        for (TaskAddress task : pipeline.graph().nodes()) {
            boolean there = reused.contains(task);
            planned.add(new PlannedTask(
                    task,
                    there ? PlannedTask.Verdict.REUSE : PlannedTask.Verdict.RUN,
                    there ? Optional.empty() : Optional.of(Invalidation.because(Invalidation.Cause.Kind.NEVER_RAN, "")),
                    List.of(),
                    Optional.ofNullable(seconds.get(task))));
        }
        return new LocalPlan(planned, pipeline.graph(), List.of());
    }

    CommitJobs work(int mostJobs) {
        MachineLabels labels = new MachineLabels(always, required, offered);
        return new CommitJobs(plan(), Pipeline.of(tasks), new CommitJobs.Rules(mostJobs, 200, target, labels));
    }

    List<CommitJob> inStages(int mostJobs) {
        return work(mostJobs).inStages(50);
    }

    List<CommitJob> selfContained(int mostJobs) {
        return SelfContained.jobs(work(mostJobs));
    }
}

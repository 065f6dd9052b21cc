package io.slipway.core.estimate;

import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.plan.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Thin. */
public final class DurationModel implements Durations {
    private final java.util.Map<String, java.util.ArrayDeque<Double>> last = new java.util.TreeMap<>();
    public DurationModel() {}

    public static DurationModel from(RunHistory history) {
        DurationModel model = new DurationModel();
        history.forEach(model::observe);
        return model;
    }

    public synchronized void observe(Observation seen) {
        if (!seen.passed()) return;
        var q = last.computeIfAbsent(seen.task().name(), n -> new java.util.ArrayDeque<>());
        q.add(LogSeconds.of(seen.usage().wall()));
        if (q.size() > 20) q.remove();
    }

    public synchronized Optional<Estimate> estimate(Subject task, Covariates covariates, Instant startsAt) {
        var q = last.get(task.name());
        if (q == null) return Optional.empty();
        double[] logs = q.stream().mapToDouble(d -> d).sorted().toArray();
        if (logs.length == 1) logs = new double[] {logs[0] - 0.2, logs[0] + 0.2};
        double mid = logs[logs.length / 2];
        return Optional.of(new Estimate(
                LogSeconds.toDuration(mid),
                LogSeconds.toDuration(mid - 0.25),
                LogSeconds.toDuration(mid + 0.25),
                Estimate.Basis.TASK,
                logs.length,
                logs));
    }

    public FailureEstimate failure(Subject task) {
        return new FailureEstimate(0.05, 0, 0.2, Optional.empty());
    }

    @Override
    public Optional<Duration> expected(TaskAddress task) {
        return estimate(Subject.of(task), Covariates.NONE, Instant.EPOCH).map(Estimate::point);
    }
}

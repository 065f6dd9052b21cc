package io.slipway.core.forecast;

import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.DurationModel;
import io.slipway.core.estimate.Estimate;
import io.slipway.core.estimate.Subject;
import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** What the past of each task lets expect, as it was known at one moment. Thread-safe; O(1) an answer. */
public final class LearntOutlook implements Outlook {
    /** Of a task when no task was ever seen. */
    private static final Duration USUAL = Duration.ofMinutes(1);

    private final DurationModel model;
    private final ToDoubleFunction<TaskAddress> reuse;
    private final Covariates covariates;
    private final Instant now;
    private final Map<TaskAddress, Optional<Estimate>> known = new ConcurrentHashMap<>();

    /**
     * @param reuse how likely a task's result is there, 0 to 1
     * @param covariates what is known of the runs
     * @param now when the runs are
     */
    public LearntOutlook(DurationModel model, ToDoubleFunction<TaskAddress> reuse, Covariates covariates, Instant now) {
        this.model = model;
        this.reuse = reuse;
        this.covariates = covariates;
        this.now = now;
    }

    @Override
    public Duration quantile(TaskAddress task, double probability, Duration elapsed) {
        Estimate estimate = known.computeIfAbsent(task, one -> model.estimate(Subject.of(one), covariates, now))
                .orElse(null);
        if (estimate == null) return elapsed.plus(USUAL);
        double gone = elapsed.isZero() ? 0 : estimate.probability(elapsed);
        // What has outlived all that is known of it goes on for about as long as it is late.
        if (gone >= 1) return elapsed.plus(elapsed.minus(estimate.point()).abs().dividedBy(2));
        Duration total = estimate.quantile(gone + (1 - gone) * probability);
        return total.compareTo(elapsed) > 0 ? total : elapsed;
    }

    @Override
    public double reuse(TaskAddress task) {
        return reuse.applyAsDouble(task);
    }
}

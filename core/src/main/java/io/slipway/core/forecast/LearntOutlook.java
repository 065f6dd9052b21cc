package io.slipway.core.forecast;

import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.DurationModel;
import io.slipway.core.estimate.Estimate;
import io.slipway.core.estimate.Flakiness;
import io.slipway.core.estimate.FlakyModel;
import io.slipway.core.estimate.Subject;
import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What the past of each task lets expect, as it was known at one moment. Thread-safe; O(1) an answer. */
public final class LearntOutlook implements Outlook {
    /** Of a task when no task was ever seen. */
    private static final Duration USUAL = Duration.ofMinutes(1);

    private final DurationModel model;
    private final FlakyModel flaky;
    private final ToDoubleFunction<TaskAddress> reuse;
    private final Function<TaskAddress, Covariates> circumstances;
    private final Instant now;
    private final Map<TaskAddress, Optional<Estimate>> known = new ConcurrentHashMap<>();
    private final Map<TaskAddress, Double> failures = new ConcurrentHashMap<>();

    /**
     * @param flaky which tasks fail by chance
     * @param reuse how likely a task's result is there, 0 to 1
     * @param circumstances what is known of the coming run of a task
     * @param now when the runs are
     */
    public LearntOutlook(
            DurationModel model,
            FlakyModel flaky,
            ToDoubleFunction<TaskAddress> reuse,
            Function<TaskAddress, Covariates> circumstances,
            Instant now) {
        this.model = model;
        this.flaky = flaky;
        this.reuse = reuse;
        this.circumstances = circumstances;
        this.now = now;
    }

    @Override
    public Duration quantile(TaskAddress task, double probability, Duration elapsed) {
        Estimate estimate = known.computeIfAbsent(
                        task, one -> model.estimate(Subject.of(one), circumstances.apply(one), now))
                .orElse(null);
        if (estimate == null) return elapsed.plus(guessed(probability));
        double gone = elapsed.isZero() ? 0 : estimate.probability(elapsed);
        // What has outlived all that is known of it goes on for about as long as it is late.
        if (gone >= 1) return elapsed.plus(elapsed.minus(estimate.point()).abs().dividedBy(2));
        Duration total = estimate.quantile(gone + (1 - gone) * probability);
        return total.compareTo(elapsed) > 0 ? total : elapsed;
    }

    /** Of a task that may as well be reliable no failure is foreseen. */
    @Override
    public double failure(TaskAddress task) {
        return failures.computeIfAbsent(task, one -> {
            Flakiness known = flaky.of(Subject.of(one));
            return known.isFlaky() ? known.probability() : 0;
        });
    }

    @Override
    public Duration failsAfter(TaskAddress task, double probability) {
        return model.failsAfter(Subject.of(task), probability)
                .orElseGet(() -> quantile(task, probability, Duration.ZERO));
    }

    /** Nobody knows: from a tenth to ten times the usual, alike on a logarithmic scale. */
    private static Duration guessed(double probability) {
        return Duration.ofMillis(Math.round(USUAL.toMillis() * Math.pow(10, 2 * probability - 1)));
    }

    @Override
    public double reuse(TaskAddress task) {
        return reuse.applyAsDouble(task);
    }
}

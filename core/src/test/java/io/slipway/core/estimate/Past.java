package io.slipway.core.estimate;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes observations, one after the other, an hour apart. */
final class Past implements RunHistory {
    static final Subject BUILD = new Subject("shop:build", "build");

    private final List<Observation> told = new ArrayList<>();
    private Subject task = BUILD;
    private Covariates covariates = Covariates.NONE;
    private Optional<ActionKey> key = Optional.empty();
    private Instant next = Instant.parse("2026-01-05T08:00:00Z");
    private Optional<String> id = Optional.empty();

    static Past of(Subject task) {
        return new Past().then(task);
    }

    Past then(Subject other) {
        task = other;
        return this;
    }

    Past when(Covariates known) {
        covariates = known;
        return this;
    }

    Past under(char hex) {
        key = Optional.of(new ActionKey(String.valueOf(hex).repeat(64)));
        return this;
    }

    Past key(int number) {
        key = Optional.of(new ActionKey("%064x".formatted(number)));
        return this;
    }

    Past at(Instant start) {
        next = start;
        return this;
    }

    Past as(String run) {
        id = Optional.of(run);
        return this;
    }

    Past passed(double... seconds) {
        for (double each : seconds) tell(Optional.of(Outcome.Kind.SUCCEEDED), each, 0, 0);
        return this;
    }

    Past passedUsing(double seconds, double cpuSeconds, long mebibytes) {
        return tell(Optional.of(Outcome.Kind.SUCCEEDED), seconds, cpuSeconds, mebibytes << 20);
    }

    Past ended(Outcome.Kind how, double seconds) {
        return tell(Optional.of(how), seconds, 0, 0);
    }

    Past stillRuns(double seconds) {
        return tell(Optional.empty(), seconds, 0, 0);
    }

    private Past tell(Optional<Outcome.Kind> outcome, double seconds, double cpuSeconds, long memoryBytes) {
        Usage usage = new Usage(millis(seconds), millis(cpuSeconds), memoryBytes, 0, 0);
        String run = id.orElse("run " + told.size());
        told.add(new Observation(task, run, key, covariates, next, outcome, usage));
        next = next.plus(Duration.ofHours(1));
        id = Optional.empty();
        return this;
    }

    private static Duration millis(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    Instant next() {
        return next;
    }

    @Override
    public void forEach(Consumer<? super Observation> each) {
        told.forEach(each);
    }
}

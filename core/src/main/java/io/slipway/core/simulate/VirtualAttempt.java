package io.slipway.core.simulate;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.pipeline.Task;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An attempt as it really goes. Changed by the {@link VirtualFleet} only; confined to the simulation's thread. */
public final class VirtualAttempt {
    private final RunId run;
    private final Task task;
    private final int number;
    private final Optional<ActionKey> key;
    private final long beganNanos;

    /** How it ends if nothing more happens to it. */
    Outcome ending;

    /** Work left, in nanoseconds of an agent of speed 1, as of {@link #asOfNanos}. */
    double left;

    long asOfNanos;

    /** Counts changes of speed; an end that was foreseen before the last one does not come. */
    int foresight;

    private @Nullable Outcome outcome;

    VirtualAttempt(
            RunId run, Task task, int number, Optional<ActionKey> key, long beganNanos, double left, Outcome ending) {
        this.run = run;
        this.task = task;
        this.number = number;
        this.key = key;
        this.beganNanos = beganNanos;
        this.left = left;
        this.asOfNanos = beganNanos;
        this.ending = ending;
    }

    public RunId run() {
        return run;
    }

    public Task task() {
        return task;
    }

    /** From 1. */
    public int number() {
        return number;
    }

    Optional<ActionKey> key() {
        return key;
    }

    /** Nanoseconds since the simulation began. */
    public long beganNanos() {
        return beganNanos;
    }

    /** Absent while it runs, and when it went down with its agent. */
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    void end(Outcome how) {
        outcome = how;
    }
}

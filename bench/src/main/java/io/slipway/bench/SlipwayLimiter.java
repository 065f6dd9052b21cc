package io.slipway.bench;

import io.slipway.core.limit.ConcurrencyLimit;
import io.slipway.core.limit.Sample;
import java.time.Duration;
import java.util.Optional;

/** Slipway's limit in the harness of a simulation. */
final class SlipwayLimiter implements Limiter {
    private final ConcurrencyLimit limit = new ConcurrencyLimit(8, 200);

    @Override
    public int limit() {
        return limit.value();
    }

    @Override
    public void started(long now) {
        limit.started(now, 1);
    }

    @Override
    public void completed(long now, long start, int inFlight, long expected) {
        Sample sample = new Sample(
                Duration.ofNanos(now - start),
                Optional.of(Duration.ofNanos(expected)),
                inFlight,
                Sample.Outcome.COMPLETED);
        limit.finished(now, 1, sample);
    }

    @Override
    public void pressure(long now, double share) {
        limit.pressure(now, share);
    }
}

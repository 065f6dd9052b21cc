package io.slipway.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told how much time has passed. Confined to one thread. */
public final class ManualClock implements InstantSource {
    private Instant now = Instant.parse("2025-03-01T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    public ManualClock advance(Duration passed) {
        now = now.plus(passed);
        return this;
    }
}

package io.slipway.core.forecast;

import static java.util.Objects.requireNonNull;

import io.slipway.core.run.Event;
import java.time.Instant;

/** Something that happened, and when. Immutable. */
public record Told(Instant at, Event event) {
    public Told {
        requireNonNull(at, "at");
        requireNonNull(event, "event");
    }
}

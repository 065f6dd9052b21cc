package io.slipway.core.agent;

import static java.util.Objects.requireNonNull;

import io.slipway.core.pipeline.Selector;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The wish to have a whole agent for oneself for some time: a test bench for a person, a machine for a job or a window.
 * Immutable.
 *
 * @param id under which it is extended and released; the same id is the same booking
 * @param holder who may use the agent meanwhile: what runs in this name, and nobody else
 * @param requires labels that the agent must have
 * @param agent id of the agent, when it must be that one
 * @param from not before this time; at once when absent
 * @param length for how long, from when it is granted
 * @param deadline given up when it is not granted until then
 */
public record Booking(
        String id,
        String holder,
        Selector requires,
        Optional<String> agent,
        Optional<Instant> from,
        Duration length,
        Instant deadline) {
    public Booking {
        if (id.isBlank()) throw new IllegalArgumentException("id: '" + id + "' (expected: a name)");
        if (holder.isBlank()) throw new IllegalArgumentException("holder: '" + holder + "' (expected: a name)");
        requireNonNull(requires, "requires");
        requireNonNull(agent, "agent");
        requireNonNull(from, "from");
        requireNonNull(deadline, "deadline");
        length = length.truncatedTo(ChronoUnit.MILLIS);
        if (length.isNegative() || length.isZero())
            throw new IllegalArgumentException("length: " + length + " (expected: longer than nothing)");
    }

    /** Any agent with these labels, at once. */
    public static Booking of(String id, String holder, Selector requires, Duration length, Instant deadline) {
        return new Booking(id, holder, requires, Optional.empty(), Optional.empty(), length, deadline);
    }

    /** Whether the agent would do. */
    public boolean accepts(Agent offered) {
        return agent.map(offered.id()::equals).orElse(true)
                && offered.labels().unmet(requires).isEmpty();
    }
}

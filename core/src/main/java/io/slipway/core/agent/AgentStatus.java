package io.slipway.core.agent;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What changes about an agent while it works. Immutable.
 *
 * @param heldFor who has the whole agent for themselves, such as a person or a job; empty while it is for everybody
 * @param warm names of what it need not fetch again: digests, cache keys, images
 * @param load how much its CPUs have to do, as it measured: 1 when all are busy, more when work waits for them
 * @param pressure share of the time in which its tasks stood still for want of CPU, memory or disk, 0 to 1
 * @param failures how many tasks failed there lately that did not fail elsewhere
 */
public record AgentStatus(
        AgentState state, String heldFor, SortedSet<String> warm, double load, double pressure, int failures) {
    /** Ready, for everybody, with nothing measured. */
    public static final AgentStatus READY =
            new AgentStatus(AgentState.READY, "", Collections.emptySortedSet(), 0, 0, 0);

    public AgentStatus {
        requireNonNull(state, "state");
        requireNonNull(heldFor, "heldFor");
        warm = warm.isEmpty() ? Collections.emptySortedSet() : Collections.unmodifiableSortedSet(new TreeSet<>(warm));
        if (!(load >= 0) || Double.isInfinite(load))
            throw new IllegalArgumentException("load: " + load + " (expected: a number >= 0)");
        if (!(pressure >= 0 && pressure <= 1))
            throw new IllegalArgumentException("pressure: " + pressure + " (expected: 0 to 1)");
        if (failures < 0) throw new IllegalArgumentException("failures: " + failures + " (expected: >= 0)");
    }

    public AgentStatus withState(AgentState state) {
        return new AgentStatus(state, heldFor, warm, load, pressure, failures);
    }

    /** Held for {@code holder} alone; for everybody again when that is empty. */
    public AgentStatus heldFor(String holder) {
        return new AgentStatus(state, holder, warm, load, pressure, failures);
    }

    public AgentStatus withWarm(Set<String> names) {
        return new AgentStatus(state, heldFor, new TreeSet<>(names), load, pressure, failures);
    }

    public AgentStatus measured(double load, double pressure) {
        return new AgentStatus(state, heldFor, warm, load, pressure, failures);
    }

    public AgentStatus withFailures(int failures) {
        return new AgentStatus(state, heldFor, warm, load, pressure, failures);
    }
}

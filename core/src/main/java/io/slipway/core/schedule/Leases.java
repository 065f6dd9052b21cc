package io.slipway.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When each agent was last heard of. Not part of the fold: a heartbeat is no event. After a restart
 * every agent is believed for one lease more.
 *
 * <p>Leases run by a clock of their own. It goes on with the told time, but by no more than half a lease from one tick to
 * the next: when this process slept or its clock was set forward, no agent had a chance to be heard, and all would be
 * lost at once. Confined to the state's thread; O(1) for each call and each agent that fell silent.
 */
final class Leases {
    /** A machine that restarts is back by then; what comes later is as good as new. */
    private static final int LEASES_UNTIL_GONE = 20;

    private Instant lastTick = Instant.EPOCH;
    private long clockNanos;

    /** Longest silent first, by the leases' own clock: who is looked up goes to the end. */
    private final LinkedHashMap<String, Moment> heardAt = new LinkedHashMap<>(16, 0.75f, true);

    /** As {@link #heardAt}, of agents that are lost: since when. */
    private final LinkedHashMap<String, Moment> lostAt = new LinkedHashMap<>();

    /** Of attempts that agents with leases run: since when their agent should know them. */
    private final Map<Input.RunningAttempt, Long> dispatchedAt = new HashMap<>();

    /** Is set again at each heartbeat, so that one costs no memory. */
    private static final class Moment {
        private long nanos;

        Moment(long nanos) {
            this.nanos = nanos;
        }
    }

    void tick(Instant told, Optional<Duration> lease) {
        if (!told.isAfter(lastTick)) {
            lastTick = told; // a clock that was set back goes on from there
            return;
        }
        if (lease.isPresent() && !lastTick.equals(Instant.EPOCH)) {
            Duration gap = Duration.between(lastTick, told);
            Duration most = lease.get().dividedBy(2);
            clockNanos += (gap.compareTo(most) > 0 ? most : gap).toNanos();
        }
        lastTick = told;
    }

    void heard(String agent) {
        if (!lostAt.isEmpty()) lostAt.remove(agent);
        Moment known = heardAt.get(agent);
        if (known == null) heardAt.put(agent, new Moment(clockNanos));
        else known.nanos = clockNanos;
    }

    void believe(String agent) {
        if (!heardAt.containsKey(agent)) heardAt.put(agent, new Moment(clockNanos));
    }

    void lost(String agent) {
        forget(agent);
        lostAt.put(agent, new Moment(clockNanos));
    }

    void forget(String agent) {
        heardAt.remove(agent);
        lostAt.remove(agent);
    }

    /** Takes out the agent that has been silent longest, when that is longer than it is believed. */
    @Nullable
    String nextSilent(Duration lease) {
        return longest(heardAt, lease.toNanos());
    }

    /** Takes out the agent that has been lost longest, when that is so long that it will not be back. */
    @Nullable
    String nextGone(Duration lease) {
        return longest(lostAt, lease.toNanos() * LEASES_UNTIL_GONE);
    }

    private @Nullable String longest(Map<String, Moment> since, long atLeastNanos) {
        if (since.isEmpty()) return null;
        Iterator<Map.Entry<String, Moment>> all = since.entrySet().iterator();
        Map.Entry<String, Moment> first = all.next();
        if (clockNanos - first.getValue().nanos < atLeastNanos) return null;
        String agent = first.getKey();
        all.remove();
        return agent;
    }

    /**
     * When somebody may have been silent for too long; the clock of the leases may then still be behind, so that it is
     * asked again a little later.
     */
    Optional<Instant> nextDue(Optional<Duration> lease) {
        if (lease.isEmpty() || (heardAt.isEmpty() && lostAt.isEmpty())) return Optional.empty();
        long nanos = lease.get().toNanos();
        long left = nanos / 2;
        if (!heardAt.isEmpty()) {
            long silent = clockNanos - heardAt.values().iterator().next().nanos;
            left = Math.min(left, nanos - silent);
        }
        return Optional.of(lastTick.plusNanos(Math.max(0, left)));
    }

    void dispatched(Input.RunningAttempt attempt) {
        dispatchedAt.put(attempt, clockNanos);
    }

    /** Its agent knows the attempt: when it does not some time later, it was lost. */
    void confirmed(Input.RunningAttempt attempt) {
        dispatchedAt.put(attempt, Long.MIN_VALUE / 2);
    }

    /** Whether the agent should know the attempt, because it did before or had a lease's time to hear of it. */
    boolean shouldBeKnown(Input.RunningAttempt attempt, Duration lease) {
        Long since = dispatchedAt.putIfAbsent(attempt, clockNanos);
        return since != null && clockNanos - since >= lease.toNanos();
    }

    void ended(Input.RunningAttempt attempt) {
        dispatchedAt.remove(attempt);
    }
}

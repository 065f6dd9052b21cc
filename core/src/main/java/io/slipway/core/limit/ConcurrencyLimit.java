package io.slipway.core.limit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How many tasks an agent, a pool or a throttle class carries at a time, learnt from how they went. Tell it when tasks
 * start and end, and what the host says about its pressure and memory; it tells when its whole number changes.
 *
 * <p>The value is at least 1 and never above the ceiling. It never grows while less than it is in flight, and never lets
 * the host idle to find out. Nothing is learnt from tasks whose duration nobody expected.
 *
 * <p>Pure and deterministic; confined to one thread.
 */
public final class ConcurrencyLimit {
    static double QUANTILE = 0.67;
    static double DEADBAND = 0.75;
    /** Below this share of free memory nothing more may start. */
    private static final double MEMORY_RESERVE = 0.1;

    private final int ceiling;
    private final CapacityFilter capacity;
    private int value;
    private int memoryCap;
    private boolean underPressure;

    /**
     * @param initial value to begin with: a guess, or the last one that was written down
     * @param ceiling never passed, whatever is learnt
     */
    public ConcurrencyLimit(int initial, int ceiling) {
        if (ceiling < 1) throw new IllegalArgumentException("ceiling: " + ceiling + " (expected: >= 1)");
        this.ceiling = ceiling;
        checkValue(initial);
        value = initial;
        memoryCap = ceiling;
        capacity = new CapacityFilter(initial, ceiling);
    }

    /** How much may be in flight, in tasks of weight 1. */
    public int value() {
        return value;
    }

    public int ceiling() {
        return ceiling;
    }

    /** Weight of what it knows to be in flight. */
    public int inFlight() {
        return capacity.inFlight();
    }

    /** Whether more is in flight than the host carries well: low urgency gives way. */
    public boolean isUnderPressure() {
        return underPressure;
    }

    /**
     * A task starts.
     *
     * @param atNanos now, in nanoseconds of any clock that does not go back
     * @param weight how many slots it takes
     */
    public void started(long atNanos, int weight) {
        checkWeight(weight);
        capacity.advance(atNanos);
        capacity.started(weight);
    }

    /**
     * A task ended.
     *
     * @param atNanos now, on the clock of {@link #started}
     * @param weight what it started with
     * @return the change this leads to, if any
     */
    public Optional<LimitChange> finished(long atNanos, int weight, Sample sample) {
        checkWeight(weight);
        requireNonNull(sample, "sample");
        capacity.advance(atNanos);
        int together = capacity.inFlight();
        long start = atNanos - sample.actual().toNanos();
        Optional<Duration> expected = sample.expected().filter(duration -> !duration.isZero());
        LimitChange.Cause cause = LimitChange.Cause.SLOWDOWN;
        if (sample.outcome() == Sample.Outcome.COMPLETED && expected.isPresent()) {
            capacity.completed(start, expected.get().toNanos() / 1e9);
        } else {
            capacity.forget(start);
            if (sample.outcome() == Sample.Outcome.DROPPED) {
                capacity.dropped(together);
                cause = LimitChange.Cause.DROP;
            }
        }
        capacity.ended(weight);
        return settle(together, cause);
    }

    /**
     * What the host says about how much its tasks wait for it.
     *
     * @param share of the time, 0 when no task waits, near 1 when nearly all do; a mean over about ten seconds, such as
     *     {@code avg10} of Linux' pressure stall information, as a share
     * @return the change this leads to, if any
     */
    public Optional<LimitChange> pressure(long atNanos, double share) {
        checkShare(share);
        capacity.advance(atNanos);
        capacity.read(share);
        return settle(capacity.inFlight(), LimitChange.Cause.PRESSURE);
    }

    /**
     * What the host says about its memory.
     *
     * @param freeShare how much of it is free or can be freed at once, 0 to 1
     * @return the change this leads to, if any
     */
    public Optional<LimitChange> memory(double freeShare) {
        checkShare(freeShare);
        int together = capacity.inFlight();
        if (freeShare >= 2 * MEMORY_RESERVE) {
            memoryCap = ceiling;
        } else if (freeShare >= MEMORY_RESERVE) {
            memoryCap = Math.max(1, Math.min(memoryCap, together));
        } else {
            memoryCap = Math.max(1, (int) (together * (1 - MEMORY_RESERVE) / (1 - freeShare)));
        }
        return settle(together, LimitChange.Cause.MEMORY);
    }

    /** A person, or an event that was written down, says what it is; learning goes on from there. */
    public Optional<LimitChange> set(int value) {
        checkValue(value);
        capacity.reset(value);
        return change(value, underPressure, LimitChange.Cause.SET);
    }

    private Optional<LimitChange> settle(int together, LimitChange.Cause cause) {
        double wanted = capacity.quantile(QUANTILE);
        int next = value;
        if (wanted - value >= DEADBAND && together >= value) next = (int) Math.floor(wanted + 0.5);
        if (value - wanted >= DEADBAND) next = (int) Math.floor(wanted + 0.5);
        next = Math.max(1, Math.min(next, Math.min(ceiling, memoryCap)));
        return change(next, together > next, cause);
    }

    private Optional<LimitChange> change(int to, boolean pressed, LimitChange.Cause cause) {
        if (to == value && pressed == underPressure) return Optional.empty();
        LimitChange change = new LimitChange(value, to, pressed, cause);
        value = to;
        underPressure = pressed;
        return Optional.of(change);
    }

    private void checkValue(int value) {
        if (value < 1 || value > ceiling)
            throw new IllegalArgumentException("value: " + value + " (expected: 1 to " + ceiling + ")");
    }

    private static void checkWeight(int weight) {
        if (weight < 1) throw new IllegalArgumentException("weight: " + weight + " (expected: >= 1)");
    }

    private static void checkShare(double share) {
        if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("share: " + share + " (expected: 0 to 1)");
    }
}

package io.slipway.core.limit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How many tasks an agent, a pool or a throttle class carries at a time, learnt from how they went. Tell it when tasks
 * start and end, and what the host says about its pressure and memory; it tells when its whole number changes, so that a
 * caller can make an event of that. What it has seen lives here only: a new one begins from the last value that was
 * written down.
 *
 * <p>The value is at least 1 and never above the ceiling. It does not grow while less than it is in flight, and never lets
 * the host idle to find out how fast it is. The long tail of durations does not mislead it: a task is measured by what it was
 * expected to take. Tasks that nobody expected anything of teach nothing.
 *
 * <p><b>The value.</b> {@link CapacityBelief} says how likely each capacity c is. The value is the n that maximises the
 * mean of {@code 1.5 min(n, c) − lost(n, c)}: work delivered, with idle capacity counted one and a half times. So it stays
 * at what the host carries while that is well known, tries one more when it may have grown unnoticed, and follows quickly
 * when that goes well. While more is in flight than the value, it is at most the median of c, since there is nothing to be
 * tried. When the host reports pressure and carries five or more, it is at least one above the median: one too many shows
 * in the pressure at once, and that it no longer shows is how growth is noticed. It doubles at most.
 *
 * <p><b>Memory.</b> Below a tenth of free memory the value is what would leave a tenth,
 * {@code n × 0.9 / (1 − free)}; between a tenth and a fifth it does not grow.
 *
 * <p><b>Drops.</b> After a task that the host could not carry the value is at most nine tenths of what was in flight then,
 * and one more for each time that as many tasks completed: additive increase, multiplicative decrease (Chiu and Jain
 * 1989).
 *
 * <p>Pure and deterministic; confined to one thread. With n in flight, a start costs O(G) and everything else O(G × n),
 * where G is about 15 times the natural logarithm of the ceiling.
 */
public final class ConcurrencyLimit {
    private static final double IDLE_COUNTS = 1.5;
    private static final double MEMORY_RESERVE = 0.1;
    private static final double KEPT_AFTER_DROP = 0.9;

    /** From how many a host carries that one more is not a fifth too many. */
    private static final double ONE_MORE_FROM = 4.5;

    /** How far more than it carries must be in flight for others to give way. */
    private static final double PRESSED_FROM = 1.25;

    private final int ceiling;
    private final CapacityBelief capacity;
    private int value;
    private int memoryCap;
    private int dropCap;
    private int completedSinceDrop;
    private boolean readsPressure;
    private boolean underPressure;

    /** It is not under pressure. */
    public ConcurrencyLimit(int initial, int ceiling) {
        this(initial, ceiling, false);
    }

    /**
     * @param initial value to begin with: a guess, or the last one that was written down
     * @param ceiling never passed, whatever is learnt
     * @param underPressure whether it was, when that was written down
     */
    public ConcurrencyLimit(int initial, int ceiling, boolean underPressure) {
        if (ceiling < 1) throw new IllegalArgumentException("ceiling: " + ceiling + " (expected: >= 1)");
        this.ceiling = ceiling;
        checkValue(initial);
        value = initial;
        this.underPressure = underPressure;
        memoryCap = ceiling;
        dropCap = ceiling;
        capacity = new CapacityBelief(initial, ceiling);
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

    /** Whether clearly more is in flight than the host carries, or its memory is short: low urgency gives way. */
    public boolean isUnderPressure() {
        return underPressure;
    }

    /**
     * A task starts. After a restart, tell it also of what is in flight already.
     *
     * @param atNanos now, in nanoseconds of any clock; a time before the last one counts as that
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
     * @param sample how it went; its {@code actual} is the time since it started
     * @return the change this leads to, if any
     */
    public Optional<LimitChange> finished(long atNanos, int weight, Sample sample) {
        checkWeight(weight);
        requireNonNull(sample, "sample");
        capacity.advance(atNanos);
        int together = capacity.inFlight();
        double seconds = seconds(sample.actual());
        double expected = sample.expected().map(ConcurrencyLimit::seconds).orElse(0.0);
        boolean completed = sample.outcome() == Sample.Outcome.COMPLETED && expected > 0 && seconds > 0;
        if (completed) {
            capacity.completed(weight, seconds, expected, sample.inFlight());
            recoverFromDrops();
            return settle(together, LimitChange.Cause.SLOWDOWN);
        }
        capacity.ended(weight, seconds);
        if (sample.outcome() == Sample.Outcome.DROPPED) {
            dropCap = Math.max(1, Math.min((int) (together * KEPT_AFTER_DROP), together - 1));
            completedSinceDrop = 0;
            return settle(together, LimitChange.Cause.DROP);
        }
        return settle(capacity.inFlight(), LimitChange.Cause.SLOWDOWN);
    }

    private void recoverFromDrops() {
        if (dropCap >= ceiling || ++completedSinceDrop < dropCap) return;
        dropCap++;
        completedSinceDrop = 0;
    }

    /**
     * What the host says about how much its tasks wait for it.
     *
     * @param share of their time, 0 when no task waits; a mean over about ten seconds, such as {@code avg10} of Linux'
     *     pressure stall information, as a share of 1
     * @return the change this leads to, if any
     */
    public Optional<LimitChange> pressure(long atNanos, double share) {
        checkShare(share);
        readsPressure = true;
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
            memoryCap = Math.min(memoryCap, Math.max(1, together));
        } else {
            memoryCap = Math.max(1, (int) (together * (1 - MEMORY_RESERVE) / (1 - freeShare)));
        }
        return settle(together, LimitChange.Cause.MEMORY);
    }

    /**
     * A person, or an event that was written down, says what it is; learning goes on from there.
     *
     * @return the change; absent when that was its value already
     */
    public Optional<LimitChange> set(int value) {
        checkValue(value);
        if (value == this.value) return Optional.empty();
        capacity.reset(value);
        return change(value, underPressure, LimitChange.Cause.SET);
    }

    private Optional<LimitChange> settle(int together, LimitChange.Cause cause) {
        double median = capacity.quantile(0.5);
        int wanted = capacity.best(value, Math.min(ceiling, 2 * value), IDLE_COUNTS);
        if (together > value) wanted = Math.min(wanted, nearest(median));
        if (readsPressure && median >= ONE_MORE_FROM) wanted = Math.max(wanted, nearest(median) + 1);
        if (wanted > value && together < value) wanted = value;
        wanted = Math.max(1, Math.min(wanted, Math.min(ceiling, Math.min(dropCap, memoryCap))));

        boolean shortOfMemory = memoryCap < ceiling && together >= memoryCap;
        boolean overloaded = together > wanted && together > PRESSED_FROM * median;
        boolean drained = together <= wanted;
        return change(wanted, shortOfMemory || overloaded || (underPressure && !drained), cause);
    }

    private static int nearest(double capacity) {
        return (int) Math.max(1, Math.floor(capacity + 0.5));
    }

    private Optional<LimitChange> change(int to, boolean pressed, LimitChange.Cause cause) {
        if (to == value && pressed == underPressure) return Optional.empty();
        LimitChange change = new LimitChange(value, to, pressed, cause);
        value = to;
        underPressure = pressed;
        return Optional.of(change);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
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

package io.slipway.core.fairshare;

import java.time.Duration;

/**
 * How fair shares are reckoned. Immutable.
 *
 * @param halfLife after this time, what somebody used counts half
 * @param ageing so long a wait is worth as much as one more of priority
 */
public record Fairness(Duration halfLife, Duration ageing) {
    /**
     * Half an hour: who used the night is not made to wait in the morning, who fills the farm all day is. Ten minutes: a
     * task of the lowest priority waits behind a flood of the next for no longer than that.
     */
    public static final Fairness DEFAULT = new Fairness(Duration.ofMinutes(30), Duration.ofMinutes(10));

    public Fairness {
        if (halfLife.compareTo(Duration.ofSeconds(1)) < 0)
            throw new IllegalArgumentException("halfLife: " + halfLife + " (expected: at least 1s)");
        if (ageing.isNegative() || ageing.compareTo(Duration.ofDays(365)) > 0)
            throw new IllegalArgumentException("ageing: " + ageing + " (expected: 0 to 365 days)");
    }
}

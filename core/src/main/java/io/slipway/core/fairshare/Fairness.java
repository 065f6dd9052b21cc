package io.slipway.core.fairshare;

import java.time.Duration;

/**
 * How fair shares are reckoned. Immutable.
 *
 * @param halfLife after this time, what somebody used counts half
 * @param ageing so long a wait is worth as much as one more of priority
 * @param patience how often tasks of a demand may be passed over by others that took a place they could have used, until
 *     a place should be kept for them
 */
public record Fairness(Duration halfLife, Duration ageing, int patience) {
    /**
     * Half an hour: who used the night is not made to wait in the morning, who fills the farm all day is. Ten minutes: a
     * task of the lowest priority waits behind a flood of the next for no longer than that. 8 times: small tasks fill
     * gaps, and large ones get their share; with 64 they got half of it on a farm of 20 agents.
     */
    public static final Fairness DEFAULT = new Fairness(Duration.ofMinutes(30), Duration.ofMinutes(10), 8);

    public Fairness {
        if (halfLife.compareTo(Duration.ofSeconds(1)) < 0)
            throw new IllegalArgumentException("halfLife: " + halfLife + " (expected: at least 1s)");
        if (ageing.isNegative() || ageing.compareTo(Duration.ofDays(365)) > 0)
            throw new IllegalArgumentException("ageing: " + ageing + " (expected: 0 to 365 days)");
        if (patience < 0) throw new IllegalArgumentException("patience: " + patience + " (expected: >= 0)");
    }
}

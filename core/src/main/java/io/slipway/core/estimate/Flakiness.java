package io.slipway.core.estimate;

/**
 * How far a task's failures are its own and not the change's: how likely a run that should pass, fails. Immutable.
 *
 * @param probability mean of what is thought of it after all that was seen
 * @param low it is below with a probability of 1 in 20
 * @param high it is above with a probability of 1 in 20
 * @param trials runs of keys that were seen to pass, newer ones weighing more
 * @param retryWorth of a run that has just failed: how likely it passes when it is tried again unchanged
 */
public record Flakiness(double probability, double low, double high, double trials, double retryWorth) {
    /** Sure enough to say so: more than one run in fifty fails though nothing is wrong. */
    public boolean isFlaky() {
        return low > 0.02;
    }
}

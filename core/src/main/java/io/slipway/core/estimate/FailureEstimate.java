package io.slipway.core.estimate;

import java.time.Duration;
import java.util.Optional;

/**
 * How likely a run of a task fails, and how soon it does. Immutable.
 *
 * @param probability that it fails, of those that end by themselves
 * @param low the probability is between {@code low} and {@code high} in nine cases of ten
 * @param timeToFailure median of the failing runs; absent before the first
 */
public record FailureEstimate(double probability, double low, double high, Optional<Duration> timeToFailure) {}

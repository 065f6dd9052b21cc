package io.slipway.jenkins.teach;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the last builds of one kind took. Immutable.
 *
 * <p>The quantile of a share p of n durations d₀ ≤ … ≤ dₙ₋₁ is read at the place p (n − 1), between two of them in
 * proportion (Hyndman and Fan 1996, type 7). O(n log n) to make, O(1) to ask.
 *
 * @param shortestFirst what they took; at least one
 */
public record Spread(List<Duration> shortestFirst) {
    public Spread {
        List<Duration> sorted = new ArrayList<>(shortestFirst);
        if (sorted.isEmpty()) throw new IllegalArgumentException("shortestFirst: [] (expected: at least one duration)");
        sorted.forEach(each -> requireNonNull(each, "duration"));
        sorted.sort(null);
        shortestFirst = List.copyOf(sorted);
    }

    /** How many builds it was seen in. */
    public int builds() {
        return shortestFirst.size();
    }

    public Duration median() {
        return quantile(0.5);
    }

    /** The time that a build does not take longer than with this probability, 0 to 1, judging from these. */
    public Duration quantile(double share) {
        if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("share: " + share + " (expected: 0 to 1)");
        double place = share * (builds() - 1);
        int below = (int) place;
        Duration low = shortestFirst.get(below);
        if (below == builds() - 1) return low;
        double between = shortestFirst.get(below + 1).minus(low).toNanos() * (place - below);
        return low.plusNanos(Math.round(between));
    }
}

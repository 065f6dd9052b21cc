package io.slipway.core.estimate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What explains that a task takes another time since some run. Immutable.
 *
 * <p>For agents and caches, runs are compared within those that had the same: what is left of the difference then is not
 * theirs (direct standardisation). Where none before had what all have since, they may explain all of it. The queue explains
 * what the task waits longer. What none of these explains is the change's own, if the inputs differ between the last run
 * before and the first one since.
 *
 * @param share of the difference that it explains, 0 to 1
 */
public record Blame(Suspect suspect, double share) {
    private static final double ENOUGH = 0.5;

    /** Who is blamed; of those that explain as much, the first. */
    public enum Suspect {
        AGENT,
        CACHE,
        QUEUE,
        CHANGE,
        UNKNOWN
    }

    /**
     * One run, and what it met with. What is not known is empty.
     *
     * @param total from when it could have begun until its end
     * @param waited how much of that it waited
     * @param cache what it found in its caches, as any word
     * @param inputs equal for equal inputs
     */
    public record Reading(Duration total, Duration waited, String agent, String cache, String inputs) {
        public Reading {
            requireNonNull(total, "total");
            requireNonNull(waited, "waited");
            requireNonNull(agent, "agent");
            requireNonNull(cache, "cache");
            requireNonNull(inputs, "inputs");
        }

        double log() {
            return Math.log(Math.max(1e-3, total.toNanos() / 1e9));
        }
    }

    public Blame {
        requireNonNull(suspect, "suspect");
        if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("share: " + share + " (expected: 0 to 1)");
    }

    /**
     * O(n log n).
     *
     * @param before runs of the time before, in their order
     * @param since the change, likewise
     * @throws IllegalArgumentException when either is empty
     */
    public static Blame of(List<Reading> before, List<Reading> since) {
        if (before.isEmpty() || since.isEmpty())
            throw new IllegalArgumentException(
                    "before, since: " + before.size() + ", " + since.size() + " runs (expected: at least one each)");
        Blame blame = new Blame(Suspect.AGENT, explained(before, since, Reading::agent));
        blame = blame.or(Suspect.CACHE, explained(before, since, Reading::cache));
        blame = blame.or(Suspect.QUEUE, queued(before, since));
        if (blame.share >= ENOUGH) return blame;
        String last = before.get(before.size() - 1).inputs;
        String first = since.get(0).inputs;
        if (!first.isEmpty() && !first.equals(last)) return new Blame(Suspect.CHANGE, 1 - blame.share);
        return new Blame(Suspect.UNKNOWN, 0);
    }

    private Blame or(Suspect other, double otherShare) {
        return otherShare > share ? new Blame(other, otherShare) : this;
    }

    private static double explained(List<Reading> before, List<Reading> since, Function<Reading, String> of) {
        Map<String, List<Double>> then = grouped(before, of);
        Map<String, List<Double>> now = grouped(since, of);
        if (then.keySet().equals(now.keySet()) && then.size() == 1) return 0;
        double difference = median(logs(since)) - median(logs(before));
        if (difference == 0) return 0;
        double left = 0;
        int compared = 0;
        for (Map.Entry<String, List<Double>> group : now.entrySet()) {
            List<Double> same = then.get(group.getKey());
            if (same == null) continue;
            left += group.getValue().size() * (median(group.getValue()) - median(same));
            compared += group.getValue().size();
        }
        if (compared == 0) return 1;
        return share(1 - left / compared / difference);
    }

    private static Map<String, List<Double>> grouped(List<Reading> readings, Function<Reading, String> of) {
        Map<String, List<Double>> groups = new TreeMap<>();
        for (Reading one : readings)
            groups.computeIfAbsent(of.apply(one), name -> new ArrayList<>()).add(one.log());
        return groups;
    }

    private static double queued(List<Reading> before, List<Reading> since) {
        double longer = median(seconds(since, Reading::total)) - median(seconds(before, Reading::total));
        double waitedLonger = median(seconds(since, Reading::waited)) - median(seconds(before, Reading::waited));
        return longer == 0 ? 0 : share(waitedLonger / longer);
    }

    private static double share(double value) {
        return Math.max(0, Math.min(1, value));
    }

    private static List<Double> seconds(List<Reading> readings, Function<Reading, Duration> of) {
        return readings.stream().map(one -> of.apply(one).toNanos() / 1e9).toList();
    }

    private static List<Double> logs(List<Reading> readings) {
        return readings.stream().map(Reading::log).toList();
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
}

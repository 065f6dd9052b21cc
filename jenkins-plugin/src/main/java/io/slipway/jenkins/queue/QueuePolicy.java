package io.slipway.jenkins.queue;

import static java.util.Objects.requireNonNull;

import io.slipway.core.fairshare.Fairness;
import io.slipway.core.fairshare.Weight;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an administrator decided about ordinary jobs. Immutable.
 *
 * @param placing whether nodes are chosen by score
 * @param limiting whether nodes and throttle classes carry no more builds at a time than goes well
 * @param sharing whether folders take turns
 * @param weights how much each score counts
 * @param folderWeights what a folder gets beside its siblings, by full name; 1 of whom nobody said anything
 * @param rules for jobs by name; of each kind the first that fits counts
 * @param throttles limits across nodes, by name
 * @param fairness how shares are reckoned
 */
public record QueuePolicy(
        boolean placing,
        boolean limiting,
        boolean sharing,
        ScoreWeights weights,
        SortedMap<String, Double> folderWeights,
        List<JobRule> rules,
        SortedMap<String, ThrottleLimit> throttles,
        Fairness fairness) {
    /** As plain Jenkins. */
    public static final QueuePolicy OFF = new QueuePolicy(
            false,
            false,
            false,
            ScoreWeights.STANDARD,
            Collections.emptySortedMap(),
            List.of(),
            Collections.emptySortedMap(),
            Fairness.DEFAULT);

    public QueuePolicy {
        requireNonNull(weights, "weights");
        folderWeights = Collections.unmodifiableSortedMap(new TreeMap<>(folderWeights));
        folderWeights.values().forEach(Weight::new);
        rules = List.copyOf(rules);
        throttles = Collections.unmodifiableSortedMap(new TreeMap<>(throttles));
        requireNonNull(fairness, "fairness");
        for (JobRule rule : rules) {
            for (String name : rule.claims().keySet()) {
                if (!throttles.containsKey(name))
                    throw new IllegalArgumentException("rules: " + rule.jobs() + " draws on '" + name
                            + "' (expected: the name of a throttle; add it, or leave it out of the rule)");
            }
        }
    }

    /** Whether anything acts. */
    public boolean isOn() {
        return placing || limiting || sharing;
    }

    /** Higher comes first in its folder. */
    public int priorityOf(String job) {
        for (JobRule rule : rules) {
            if (rule.priority() != 0 && rule.fits(job)) return rule.priority();
        }
        return 0;
    }

    /** What a build of the job draws on: weight by name of the throttle. */
    public SortedMap<String, Integer> claimsOf(String job) {
        for (JobRule rule : rules) {
            if (!rule.claims().isEmpty() && rule.fits(job)) return rule.claims();
        }
        return Collections.emptySortedMap();
    }

    /**
     * How much each score from 0 to 1 counts where a build goes. Immutable.
     *
     * @param warm that a workspace of the job is there
     * @param idle that much of the node is idle
     * @param load that its CPUs and memory keep up, as it measured
     * @param plain that it has nothing which only few others have
     * @param cost that it costs little
     * @param speed that it works fast
     * @param healthy that builds do not fail there which do not fail elsewhere
     */
    public record ScoreWeights(
            double warm, double idle, double load, double plain, double cost, double speed, double healthy) {
        /** A workspace at hand saves most; then builds are spread over what is idle, but not over what others need. */
        public static final ScoreWeights STANDARD = new ScoreWeights(3, 2, 2, 1.5, 1, 1, 1);

        public ScoreWeights {
            check("warm", warm);
            check("idle", idle);
            check("load", load);
            check("plain", plain);
            check("cost", cost);
            check("speed", speed);
            check("healthy", healthy);
        }

        private static void check(String name, double weight) {
            if (!(weight >= 0) || Double.isInfinite(weight))
                throw new IllegalArgumentException(name + ": " + weight + " (expected: a number >= 0)");
        }
    }

    /**
     * A limit across nodes. Immutable.
     *
     * @param most how much may be in flight at a time
     * @param learns whether it goes down from there, and up again, by how builds that draw on it slow each other down
     */
    public record ThrottleLimit(int most, boolean learns) {
        public ThrottleLimit {
            if (most < 1) throw new IllegalArgumentException("most: " + most + " (expected: >= 1)");
        }
    }
}

package io.slipway.core.schedule;

import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Whether the tasks of an agent fail more than the same tasks elsewhere. Moved only by events, through {@link
 * SchedulerState}; confined to its thread. O(tasks that the agent ran lately, at most 64) for each attempt that ended.
 *
 * <p>Of the last attempts of each task, on the agent and elsewhere, it is counted how many failed. With <i>n</i> attempts
 * on the agent, <i>f</i> of them failed, and <i>e</i> of them to be expected to fail going by the same tasks elsewhere,
 * the rates of failure here and elsewhere are thought to be distributed as Beta(1 + f, 1 + n − f) and Beta(1 + e, 1 + n −
 * e). The agent is suspected when at least three failed and the means lie further apart than 3 standard deviations of
 * their difference:
 *
 * <pre>{@code
 * (mean here - mean elsewhere) / sqrt(variance here + variance elsewhere) > 3
 * }</pre>
 *
 * <p>So a task that fails everywhere makes nobody suspicious, nor does an agent that alone can run a task.
 */
final class Reputation {
    private static final int FEWEST_FAILURES = 3;
    private static final double DEVIATIONS = 3;
    private static final int TASKS_OF_AN_AGENT = 64;

    /** After so many attempts all counts are halved: what was long ago counts little. */
    private static final int MEMORY = 64;

    private static final int MOST_TASKS = 20_000;

    private final Map<TaskAddress, Tally> everywhere = new LinkedHashMap<>();
    private final Map<String, Map<TaskAddress, Tally>> onAgent = new HashMap<>();

    /** Agents on which anything failed that is not forgotten. */
    private final Set<String> failedOn = new HashSet<>();

    /** Attempts and failures. */
    private static final class Tally {
        private double attempts;
        private double failures;

        void count(boolean failed) {
            if (attempts >= MEMORY) {
                attempts /= 2;
                failures /= 2;
            }
            attempts++;
            if (failed) failures++;
        }
    }

    /** An attempt ended on the agent. What says nothing of the agent is passed over. */
    void count(TaskAddress task, String agent, Outcome.Kind outcome) {
        boolean failed;
        switch (outcome) {
            case SUCCEEDED -> failed = false;
            case FAILED, TIMED_OUT, COULD_NOT_START, OUTPUT_MISSING -> failed = true;
            default -> {
                return;
            }
        }
        if (failed) failedOn.add(agent);
        tally(everywhere, task, MOST_TASKS).count(failed);
        tally(onAgent.computeIfAbsent(agent, any -> new LinkedHashMap<>()), task, TASKS_OF_AN_AGENT)
                .count(failed);
    }

    private static Tally tally(Map<TaskAddress, Tally> tallies, TaskAddress task, int most) {
        Tally known = tallies.remove(task);
        Tally tally = known == null ? new Tally() : known;
        tallies.put(task, tally);
        if (tallies.size() > most) tallies.remove(tallies.keySet().iterator().next());
        return tally;
    }

    /** Its past is forgotten: somebody has looked at it, or it is gone. */
    void forget(String agent) {
        onAgent.remove(agent);
        failedOn.remove(agent);
    }

    /** How many of its tasks failed lately that should not have, going by the same tasks elsewhere. */
    int failuresOwn(String agent) {
        if (!failedOn.contains(agent)) return 0;
        Comparison found = compare(agent);
        return (int) Math.max(0, Math.rint(found.failures - found.expected));
    }

    boolean isSuspicious(String agent) {
        Comparison found = compare(agent);
        if (found.failures < FEWEST_FAILURES) return false;
        double gap = mean(found.failures, found.attempts) - mean(found.expected, found.attempts);
        return gap
                > DEVIATIONS
                        * Math.sqrt(
                                variance(found.failures, found.attempts) + variance(found.expected, found.attempts));
    }

    /** Of tasks that ran elsewhere too: attempts on the agent, how many failed, and how many were to be expected to. */
    private record Comparison(double attempts, double failures, double expected) {}

    private Comparison compare(String agent) {
        double attempts = 0;
        double failures = 0;
        double expected = 0;
        for (Map.Entry<TaskAddress, Tally> each :
                onAgent.getOrDefault(agent, Map.of()).entrySet()) {
            Tally here = each.getValue();
            Tally all = everywhere.get(each.getKey());
            if (all == null) continue;
            double elsewhere = all.attempts - here.attempts;
            if (elsewhere < 1) continue;
            attempts += here.attempts;
            failures += here.failures;
            expected += here.attempts * Math.max(0, all.failures - here.failures) / elsewhere;
        }
        return new Comparison(attempts, failures, expected);
    }

    private static double mean(double failures, double attempts) {
        return (1 + failures) / (2 + attempts);
    }

    private static double variance(double failures, double attempts) {
        double mean = mean(failures, attempts);
        return mean * (1 - mean) / (3 + attempts);
    }
}

package io.slipway.jenkins.queue;

import io.slipway.core.fairshare.FairShareQueue;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What holds for jobs whose full names look alike. Immutable.
 *
 * @param jobs their full names, where {@code *} stands for anything without a slash and {@code **} for anything
 * @param priority higher comes first in its folder; 0 when this says nothing about it
 * @param claims what each build of them draws on: weight by name of a throttle
 */
public record JobRule(String jobs, int priority, SortedMap<String, Integer> claims) {
    public JobRule {
        if (jobs.isBlank())
            throw new IllegalArgumentException("jobs: '" + jobs + "' (expected: names, such as shop/*)");
        if (Math.abs(priority) > FairShareQueue.HIGHEST_PRIORITY)
            throw new IllegalArgumentException("priority: " + priority + " (expected: "
                    + -FairShareQueue.HIGHEST_PRIORITY + " to " + FairShareQueue.HIGHEST_PRIORITY + ")");
        claims = Collections.unmodifiableSortedMap(new TreeMap<>(claims));
        claims.forEach((name, weight) -> {
            if (weight < 1) throw new IllegalArgumentException(name + ": " + weight + " (expected: >= 1)");
        });
    }

    boolean fits(String job) {
        return fits(0, job, 0);
    }

    private boolean fits(int from, String job, int at) {
        if (from == jobs.length()) return at == job.length();
        char c = jobs.charAt(from);
        if (c != '*') return at < job.length() && job.charAt(at) == c && fits(from + 1, job, at + 1);
        boolean anything = jobs.startsWith("**", from);
        int rest = from + (anything ? 2 : 1);
        for (int end = at; ; end++) {
            if (fits(rest, job, end)) return true;
            if (end == job.length() || (!anything && job.charAt(end) == '/')) return false;
        }
    }
}

package io.slipway.jenkins.queue;

import io.slipway.core.fairshare.FairShareQueue;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What holds for jobs whose full names look alike. Immutable.
 *
 * @param jobs their full names, where {@code *} stands for anything without a slash and {@code **} for anything
 * @param priority higher comes first in its folder; 0 when this says nothing about it
 * @param claims what each build of them draws on: weight by name of a throttle
 * @param pattern {@code jobs}, compiled
 */
public record JobRule(String jobs, int priority, SortedMap<String, Integer> claims, Pattern pattern) {
    public JobRule(String jobs, int priority, SortedMap<String, Integer> claims) {
        this(jobs, priority, claims, compile(jobs));
    }

    public JobRule {
        if (Math.abs(priority) > FairShareQueue.HIGHEST_PRIORITY)
            throw new IllegalArgumentException("priority: " + priority + " (expected: "
                    + -FairShareQueue.HIGHEST_PRIORITY + " to " + FairShareQueue.HIGHEST_PRIORITY + ")");
        claims = Collections.unmodifiableSortedMap(new TreeMap<>(claims));
        claims.forEach((name, weight) -> {
            if (weight < 1) throw new IllegalArgumentException(name + ": " + weight + " (expected: >= 1)");
        });
    }

    private static Pattern compile(String jobs) {
        if (jobs.isBlank()) throw new IllegalArgumentException("jobs: '" + jobs + "' (expected: names, such as shop/*)");
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < jobs.length(); i++) {
            boolean star = jobs.charAt(i) == '*';
            if (star && i + 1 < jobs.length() && jobs.charAt(i + 1) == '*') {
                regex.append(".*");
                i++;
            } else {
                regex.append(star ? "[^/]*" : Pattern.quote(jobs.substring(i, i + 1)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    boolean fits(String job) {
        return pattern.matcher(job).matches();
    }
}

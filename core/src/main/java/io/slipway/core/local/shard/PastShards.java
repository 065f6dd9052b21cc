package io.slipway.core.local.shard;

import io.slipway.core.plan.MedianDurations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What is remembered of a split task from run to run. Immutable.
 *
 * @param count of its parts, the last time; 0 before the first
 * @param rest digest of what all its parts read, the last time: while it stays, parts whose files stay are reused
 * @param dealt the part that each test file belongs to, from 0
 * @param times how long each test file took the last times, oldest first
 * @param whole how long all parts took together the last times, oldest first
 */
record PastShards(
        int count,
        String rest,
        SortedMap<String, Integer> dealt,
        SortedMap<String, List<Duration>> times,
        List<Duration> whole) {
    static final PastShards NOTHING =
            new PastShards(0, "", Collections.emptySortedMap(), Collections.emptySortedMap(), List.of());

    PastShards {
        dealt = Collections.unmodifiableSortedMap(new TreeMap<>(dealt));
        times = Collections.unmodifiableSortedMap(new TreeMap<>(times));
        whole = List.copyOf(whole);
    }

    Optional<Duration> expected(String file) {
        return MedianDurations.ofLastFive(times.getOrDefault(file, List.of()));
    }

    Optional<Duration> expectedWhole() {
        return MedianDurations.ofLastFive(whole);
    }

    int dealt(String file) {
        return dealt.getOrDefault(file, -1);
    }

    PastShards dealtAs(int parts, SortedMap<String, Integer> files) {
        return new PastShards(parts, rest, files, times, whole);
    }

    PastShards reading(String other) {
        return new PastShards(count, other, dealt, times, whole);
    }

    /**
     * With what a run taught.
     *
     * @param took by test file
     * @param known files that are still there; others are forgotten
     */
    PastShards taught(SortedMap<String, Duration> took, SortedSet<String> known, Optional<Duration> together) {
        TreeMap<String, List<Duration>> all = new TreeMap<>(times);
        all.keySet().retainAll(known);
        took.forEach((file, time) -> {
            if (known.contains(file)) all.put(file, lastOf(all.getOrDefault(file, List.of()), time));
        });
        return new PastShards(
                count,
                rest,
                dealt,
                all,
                together.map(time -> lastOf(whole, time)).orElse(whole));
    }

    private static List<Duration> lastOf(List<Duration> earlier, Duration time) {
        List<Duration> all = new ArrayList<>(earlier);
        all.add(time);
        return List.copyOf(all.subList(Math.max(0, all.size() - MedianDurations.LAST), all.size()));
    }
}

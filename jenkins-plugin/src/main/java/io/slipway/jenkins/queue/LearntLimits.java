package io.slipway.jenkins.queue;

import io.slipway.core.limit.ConcurrencyLimit;
import io.slipway.core.limit.Sample;
import io.slipway.core.limit.Throttle;
import io.slipway.core.limit.Urgency;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many builds go well at a time on each node and for each throttle that learns: core's {@link ConcurrencyLimit}, told
 * of what starts and ends. Confined to the owner's thread; O(1) for each node and throttle that something starts or ends on.
 */
final class LearntLimits {
    private final Map<String, ConcurrencyLimit> byName = new HashMap<>();
    private final Map<Long, Running> running = new HashMap<>();
    private final Map<String, Long> readings = new HashMap<>();
    private final Map<String, Integer> remembered = new HashMap<>();

    /** What runs, and how much was in flight of each limit when it had started. */
    private record Running(RunningItem item, Map<String, Integer> together) {}

    /** Forgets what is not there any more and begins to learn of what is new; at its ceiling, as Jenkins would. */
    void keep(Map<String, Integer> ceilings, long nanos) {
        byName.keySet().retainAll(ceilings.keySet());
        readings.keySet().retainAll(ceilings.keySet());
        ceilings.forEach((name, ceiling) -> {
            ConcurrencyLimit known = byName.get(name);
            if (known != null && known.ceiling() == ceiling) return;
            ConcurrencyLimit fresh = new ConcurrencyLimit(begin(name, known, ceiling), ceiling);
            for (Running each : running.values()) {
                int weight = draws(each.item()).getOrDefault(name, 0);
                if (weight > 0) fresh.started(nanos, weight);
            }
            byName.put(name, fresh);
        });
    }

    private int begin(String name, @Nullable ConcurrencyLimit known, int ceiling) {
        Integer before = remembered.remove(name);
        if (known == null) return before == null ? ceiling : Math.min(before, ceiling);
        return known.value() == known.ceiling() ? ceiling : Math.min(known.value(), ceiling);
    }

    /** What was learnt in another life, for when what it was about is there again. */
    void remember(Map<String, Integer> limits) {
        remembered.putAll(limits);
    }

    /** Where less goes well than might be, and what is remembered of what is not there now. */
    SortedMap<String, Integer> learnt() {
        TreeMap<String, Integer> learnt = new TreeMap<>(remembered);
        byName.forEach((name, limit) -> {
            if (limit.value() < limit.ceiling()) learnt.put(name, limit.value());
        });
        return Collections.unmodifiableSortedMap(learnt);
    }

    static String ofNode(String node) {
        return "node " + node;
    }

    static String ofThrottle(String throttle) {
        return "throttle " + throttle;
    }

    private static Map<String, Integer> draws(RunningItem item) {
        Map<String, Integer> draws = new HashMap<>();
        draws.put(ofNode(item.node()), 1);
        item.item().claims().forEach((name, weight) -> draws.put(ofThrottle(name), weight));
        return draws;
    }

    void started(RunningItem item, long nanos) {
        Map<String, Integer> together = new HashMap<>();
        draws(item).forEach((name, weight) -> {
            ConcurrencyLimit limit = byName.get(name);
            if (limit == null) return;
            limit.started(nanos, weight);
            together.put(name, Math.max(weight, limit.inFlight()));
        });
        running.put(item.item().id(), new Running(item, together));
    }

    void ended(long id, Duration actual, Optional<Duration> expected, Sample.Outcome outcome, long nanos) {
        Running ended = running.remove(id);
        if (ended == null) return;
        draws(ended.item()).forEach((name, weight) -> {
            ConcurrencyLimit limit = byName.get(name);
            if (limit == null) return;
            int together = ended.together().getOrDefault(name, weight);
            limit.finished(nanos, weight, new Sample(actual, expected, together, outcome));
        });
    }

    /** The node says how much its builds stood still; each reading teaches once. */
    void pressure(String node, double share, long reading, long nanos) {
        ConcurrencyLimit limit = byName.get(ofNode(node));
        if (limit == null || Objects.equals(readings.put(ofNode(node), reading), reading)) return;
        limit.pressure(nanos, share);
    }

    /** How much may be in flight of it for a build of this urgency; absent when nothing limits it. */
    Optional<Integer> usable(String name, Urgency urgency) {
        ConcurrencyLimit limit = byName.get(name);
        if (limit == null) return Optional.empty();
        Throttle throttle = new Throttle(name, limit.value());
        throttle.set(limit.value(), limit.isUnderPressure());
        return Optional.of(throttle.usable(urgency));
    }
}

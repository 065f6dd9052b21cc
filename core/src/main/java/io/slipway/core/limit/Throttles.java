package io.slipway.core.limit;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Named limits that tasks draw on by weight, whichever agent they run on: throttle classes such as {@code database} or
 * {@code licence}, and whatever else is limited by name. A task takes all it draws on at once or nothing, so no two tasks
 * wait for each other.
 *
 * <p>Confined to the thread that owns it. O(log n) for each name.
 */
public final class Throttles {
    private final SortedMap<String, Throttle> byName = new TreeMap<>();

    /** Takes over a value that was learnt or asked for; adds the limit when it is not there. */
    public Throttle set(String name, int value, boolean underPressure) {
        Throttle throttle = byName.computeIfAbsent(name, absent -> new Throttle(absent, value));
        throttle.set(value, underPressure);
        return throttle;
    }

    public Optional<Throttle> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * Why a task may not start now: the first limit, by name, that has no room. A name without a limit limits nothing.
     *
     * @param draws weight by name of the limit
     */
    public Optional<Refusal> whyNot(SortedMap<String, Integer> draws, Urgency urgency) {
        for (Map.Entry<String, Integer> draw : draws.entrySet()) {
            Throttle throttle = byName.get(draw.getKey());
            if (throttle == null) continue;
            Optional<Refusal> refusal = throttle.whyNot(draw.getValue(), urgency);
            if (refusal.isPresent()) return refusal;
        }
        return Optional.empty();
    }

    /** A task starts. What draws on a name without a limit is counted too: the limit may come while it runs. */
    public void take(SortedMap<String, Integer> draws) {
        draws.forEach((name, weight) -> byName.computeIfAbsent(name, absent -> new Throttle(absent, Integer.MAX_VALUE))
                .take(weight));
    }

    /**
     * A task ended.
     *
     * @throws IllegalStateException when that was not taken
     */
    public void giveBack(SortedMap<String, Integer> draws) {
        draws.forEach((name, weight) -> {
            Throttle throttle = byName.get(name);
            if (throttle == null)
                throw new IllegalStateException(name + ": nothing was taken; take before giving back");
            throttle.giveBack(weight);
        });
    }
}

package io.slipway.core.fairshare;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Amounts by resource name: what a task takes, what a tenant may have, what all agents have together. Each resource is
 * counted in a unit of its own, such as thousandths of a CPU or bytes. Immutable.
 *
 * @param amounts by resource name, sorted; a name that is missing is 0 of it
 */
public record Usage(SortedMap<String, Long> amounts) {
    public static final Usage NOTHING = new Usage(Collections.emptySortedMap());

    public Usage {
        amounts = Collections.unmodifiableSortedMap(new TreeMap<>(amounts));
        amounts.forEach((name, amount) -> {
            if (amount < 0) throw new IllegalArgumentException(name + ": " + amount + " (expected: >= 0)");
        });
    }

    public static Usage of(Map<String, Long> amounts) {
        return new Usage(new TreeMap<>(amounts));
    }

    public static Usage of(String resource, long amount) {
        return of(Map.of(resource, amount));
    }

    // Written out, as every run comes by here: what a record is given costs a fresh JVM many milliseconds.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Usage usage && amounts.equals(usage.amounts);
    }

    @Override
    public int hashCode() {
        return amounts.hashCode();
    }

    /** How much of what has this name; 0 of what nobody named. */
    public long amount(String resource) {
        return amounts.getOrDefault(resource, 0L);
    }

    /** The same with another amount of {@code resource}. */
    public Usage with(String resource, long amount) {
        TreeMap<String, Long> changed = new TreeMap<>(amounts);
        changed.put(resource, amount);
        return new Usage(changed);
    }

    public Usage plus(Usage other) {
        TreeMap<String, Long> sum = new TreeMap<>(amounts);
        other.amounts.forEach((name, amount) -> sum.merge(name, amount, Math::addExact));
        return new Usage(sum);
    }
}

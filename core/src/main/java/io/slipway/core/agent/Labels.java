package io.slipway.core.agent;

import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.VersionRange;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an agent has: label names such as {@code os}, {@code arch} or {@code jdk}, each with a word or version. Immutable.
 *
 * @param values by label name, sorted
 */
public record Labels(SortedMap<String, String> values) {
    public Labels {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static Labels of(Map<String, String> values) {
        return new Labels(new TreeMap<>(values));
    }

    // Written out, as every run comes by here: what a record is given costs a fresh JVM many milliseconds.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Labels labels && values.equals(labels.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The wishes of {@code selector} that these labels do not meet, by name; empty when it may run here. */
    public SortedMap<String, VersionRange> unmet(Selector selector) {
        TreeMap<String, VersionRange> unmet = new TreeMap<>();
        selector.ranges().forEach((name, range) -> {
            String value = values.get(name);
            if (value == null || !range.accepts(value)) unmet.put(name, range);
        });
        return unmet;
    }
}

package io.slipway.core.pipeline;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an agent must offer to run a task: label names, each with the values that will do. Written
 * {@code requires: {os: linux, jdk: ">=17"}}. Immutable.
 *
 * @param ranges by label name, sorted
 */
public record Selector(SortedMap<String, VersionRange> ranges) {
    private static final Selector ANY = new Selector(new TreeMap<>());

    public Selector {
        ranges = Collections.unmodifiableSortedMap(new TreeMap<>(ranges));
    }

    /** Any agent will do. */
    public static Selector any() {
        return ANY;
    }

    /**
     * @throws IllegalArgumentException when a text is no range
     */
    public static Selector of(Map<String, String> texts) {
        TreeMap<String, VersionRange> ranges = new TreeMap<>();
        texts.forEach((label, text) -> ranges.put(label, new VersionRange(text)));
        return new Selector(ranges);
    }

    // Written out, as every run comes by here: what a record is given costs a fresh JVM many milliseconds.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Selector same && ranges.equals(same.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    /** The ranges as written, by label name. */
    public SortedMap<String, String> texts() {
        TreeMap<String, String> texts = new TreeMap<>();
        ranges.forEach((label, range) -> texts.put(label, range.text()));
        return texts;
    }
}

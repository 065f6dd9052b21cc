package io.slipway.core.run;

/**
 * The name of one run. Immutable.
 *
 * @param value a UUID of version 7, so that names sort by time
 */
public record RunId(String value) implements Comparable<RunId> {
    public RunId {
        if (value.isBlank()) throw new IllegalArgumentException("value: '" + value + "' (expected: a UUID)");
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

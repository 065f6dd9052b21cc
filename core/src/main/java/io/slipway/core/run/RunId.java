package io.slipway.core.run;

import org.jspecify.annotations.Nullable;

/**
 * The name of one run. Immutable.
 *
 * @param value a UUID of version 7, so that names sort by time
 */
public record RunId(String value) implements Comparable<RunId> {
    public RunId {
        if (value.isBlank()) throw new IllegalArgumentException("value: '" + value + "' (expected: a UUID)");
    }

    // Written out, as every run comes by here: what a record is given costs a fresh JVM 14 ms.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RunId run && value.equals(run.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
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

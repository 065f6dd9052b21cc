package io.slipway.core.fairshare;

/**
 * How much somebody gets in comparison with the others beside it: with 2, twice as much as with 1. Immutable.
 *
 * @param value a number above 0
 */
public record Weight(double value) {
    /** As much as anybody of whom nobody said otherwise. */
    public static final Weight ONE = new Weight(1);

    public Weight {
        if (!(value > 0) || Double.isInfinite(value))
            throw new IllegalArgumentException("weight: " + value + " (expected: a number > 0)");
    }
}

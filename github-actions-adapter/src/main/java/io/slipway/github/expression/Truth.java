package io.slipway.github.expression;

/** Whether something holds, as far as is known. */
public enum Truth {
    YES,
    NO,
    MAYBE;

    public static Truth of(boolean known) {
        return known ? YES : NO;
    }

    public Truth and(Truth other) {
        if (this == NO || other == NO) return NO;
        return this == YES && other == YES ? YES : MAYBE;
    }

    public Truth or(Truth other) {
        if (this == YES || other == YES) return YES;
        return this == NO && other == NO ? NO : MAYBE;
    }

    /** The opposite. */
    public Truth not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case MAYBE -> MAYBE;
        };
    }
}

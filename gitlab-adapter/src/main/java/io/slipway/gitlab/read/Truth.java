package io.slipway.gitlab.read;

/** Whether a condition holds, as far as is known. */
enum Truth {
    YES,
    NO,
    MAYBE;

    static Truth of(boolean known) {
        return known ? YES : NO;
    }

    Truth and(Truth other) {
        if (this == NO || other == NO) return NO;
        return this == YES && other == YES ? YES : MAYBE;
    }

    Truth or(Truth other) {
        if (this == YES || other == YES) return YES;
        return this == NO && other == NO ? NO : MAYBE;
    }

    Truth not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case MAYBE -> MAYBE;
        };
    }
}

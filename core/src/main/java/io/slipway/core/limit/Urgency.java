package io.slipway.core.limit;

/** Who gives way first when a host has more to do than it can. */
public enum Urgency {
    /** Gives way first: under pressure these tasks get half of the slots. */
    LOW,
    /** Under pressure leaves a slice of the slots free. */
    NORMAL,
    /** May use every slot, at all times. */
    URGENT
}

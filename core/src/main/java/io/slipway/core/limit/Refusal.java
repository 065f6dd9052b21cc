package io.slipway.core.limit;

/**
 * Why a limit does not let a task start yet. Immutable.
 *
 * @param limit name of the limit
 * @param value how much may be in flight
 * @param usable how much of that tasks of this urgency may use now
 * @param inFlight how much is in flight
 * @param weight how much the task would add
 */
public record Refusal(String limit, int value, int usable, int inFlight, int weight) {
    /** A sentence for a person. */
    @Override
    public String toString() {
        String kept = usable < value ? " (" + (value - usable) + " kept for more urgent work)" : "";
        return limit + ": " + inFlight + " of " + value + " in flight" + kept + ", and it needs " + weight
                + "; it starts when some of them end";
    }
}

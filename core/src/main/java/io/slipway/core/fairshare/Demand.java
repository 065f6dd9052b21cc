package io.slipway.core.fairshare;

/**
 * What some tasks ask for in common: tasks of one demand fit on the agents together or not at all, so that of thousands
 * only the first has to be tried. Made by {@link FairShareQueue#demand}; belongs to that queue and its thread.
 */
public final class Demand {
    private static final int NONE = -1;

    /** In every set of demands that wait; NONE while nobody waits, so that numbers stay small. */
    int number = NONE;

    /** Which resource a task takes the largest part of, by the queue's number. */
    int dominant;

    /** Tasks that may be offered. */
    int waiting;

    /** By the queue's number of the resource. */
    final long[] amounts;

    private final Usage usage;

    Demand(Usage usage, long[] amounts) {
        this.usage = usage;
        this.amounts = amounts;
    }

    /** What one task takes. */
    public Usage usage() {
        return usage;
    }

    long amount(int resource) {
        return resource < amounts.length ? amounts[resource] : 0;
    }

    boolean isNumbered() {
        return number != NONE;
    }

    void forgetNumber() {
        number = NONE;
    }
}

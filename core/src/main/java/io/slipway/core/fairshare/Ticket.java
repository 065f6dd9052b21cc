package io.slipway.core.fairshare;

import java.time.Instant;

/**
 * One task's place in the queue, from when it begins to wait until it has ended. Made by {@link FairShareQueue#add};
 * belongs to that queue and its thread.
 */
public final class Ticket<T> {
    enum State {
        WAITING,
        HELD,
        RUNNING,
        GONE
    }

    private final T item;
    final TenantNode<T> leaf;
    Demand demand;
    final long sequence;
    final Instant since;
    final long rank;
    int priority;

    /** When it would have come with priority 0 to stand where it stands, in microseconds. */
    long due;

    State state = State.WAITING;

    /** When it started, and until when its use is charged, in seconds of the queue's clock; while it runs. */
    double startedAt;

    double paidUntil;

    Ticket(T item, TenantNode<T> leaf, Demand demand, long sequence, Instant since, long rank, int priority, long due) {
        this.item = item;
        this.leaf = leaf;
        this.demand = demand;
        this.sequence = sequence;
        this.since = since;
        this.rank = rank;
        this.priority = priority;
        this.due = due;
    }

    public T item() {
        return item;
    }

    public Demand demand() {
        return demand;
    }

    /** Higher comes first among the tasks of one tenant, until ageing makes up for it. */
    public int priority() {
        return priority;
    }

    /** Whether it waits, and is not held. */
    public boolean isWaiting() {
        return state == State.WAITING;
    }

    static <T> int byTurn(Ticket<T> a, Ticket<T> b) {
        if (a.due != b.due) return Long.compare(a.due, b.due);
        return a.rank != b.rank ? Long.compare(b.rank, a.rank) : Long.compare(a.sequence, b.sequence);
    }

    @Override
    public String toString() {
        return item.toString();
    }
}

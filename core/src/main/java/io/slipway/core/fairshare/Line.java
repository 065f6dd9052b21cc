package io.slipway.core.fairshare;

import java.util.TreeSet;

/** Those of one tenant who wait with one demand, in their order. Confined to the queue's thread. */
final class Line<T> extends DemandOrder.Entry {
    final Demand demand;
    final TreeSet<Ticket<T>> tickets = new TreeSet<>(Ticket::byTurn);

    Line(long sequence, Demand demand) {
        super(sequence);
        this.demand = demand;
    }
}

package io.slipway.core.simulate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** Arrivals that are all known. Immutable. */
final class ListedWorkload implements Workload {
    private final List<Arrival> arrivals;

    ListedWorkload(Collection<Arrival> arrivals) {
        List<Arrival> sorted = new ArrayList<>(arrivals);
        sorted.sort(Comparator.comparing(Arrival::at));
        this.arrivals = List.copyOf(sorted);
    }

    @Override
    public Iterator<Arrival> arrivals() {
        return arrivals.iterator();
    }

    @Override
    public Duration lasting() {
        return arrivals.isEmpty()
                ? Duration.ZERO
                : arrivals.get(arrivals.size() - 1).at();
    }
}

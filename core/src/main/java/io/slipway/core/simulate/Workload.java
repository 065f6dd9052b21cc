package io.slipway.core.simulate;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;

/** Who asks for what and when. The same each time it is asked. */
public interface Workload {
    /** These arrivals, whatever their order. */
    static Workload of(Collection<Arrival> arrivals) {
        return new ListedWorkload(arrivals);
    }

    /** All arrivals, earliest first; may be made while they are read. */
    Iterator<Arrival> arrivals();

    /** After which nothing arrives any more. */
    Duration lasting();
}

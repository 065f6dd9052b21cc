package io.slipway.core.simulate;

import java.util.Iterator;

/** Who asks for what and when. The same each time it is asked. */
@FunctionalInterface
public interface Workload {
    /** All arrivals, earliest first; may be made while they are read. */
    Iterator<Arrival> arrivals();
}

package io.slipway.bench;

import java.util.Optional;

/** Whose turn it is in a {@link FairFarm}: Slipway's queue, or another rule beside it. Confined to one thread. */
interface Turns {
    /** The task waits from now on. */
    void add(FairFarm.Task task);

    /** Begins to offer those who wait. */
    void begin(long nowMillis);

    /** Who should be tried now; who was offered before and not started did not fit. */
    Optional<FairFarm.Task> next();

    /** What was offered last runs, at a place that tasks of any shape could use when it is empty. */
    void started(FairFarm.Task task, long nowMillis);

    void finished(FairFarm.Task task, long nowMillis);

    /** Whether a place is kept for a shape that was passed over too often. */
    boolean keepsPlaces();
}

package io.slipway.core.fairshare;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One walk through those who wait, in fair order. Whoever is offered is started, held or removed; who still waits when the
 * next is asked for did not fit, and with it all others of its demand, until the next pass. The order is always that of
 * now: it takes note of everything that was started, added or removed meanwhile.
 *
 * <pre>{@code
 * Pass<Task> pass = queue.pass(now);
 * for (var turn = pass.next(); turn.isPresent(); turn = pass.next()) {
 *     if (freePlace(turn.get()).isPresent()) queue.started(turn.get(), expected, now);
 * }
 * }</pre>
 *
 * <p>Belongs to its queue and that one's thread; ends when the queue begins another one. {@link #next} is O(log n).
 */
public final class Pass<T> {
    private final FairShareQueue<T> queue;
    private long[] wanted;
    private @Nullable Ticket<T> last;

    Pass(FairShareQueue<T> queue, long[] wanted) {
        this.queue = queue;
        this.wanted = wanted;
    }

    /**
     * Who should be tried now; absent when all that wait were tried.
     *
     * @throws IllegalStateException when the queue has begun another pass
     */
    public Optional<Ticket<T>> next() {
        queue.checkCurrent(this);
        Ticket<T> tried = last;
        if (tried != null && tried.isWaiting()) DemandSet.remove(wanted, tried.demand().number);
        Ticket<T> first = queue.first(wanted);
        last = first;
        return Optional.ofNullable(first);
    }

    /** A number was given to a demand that may have belonged to another one before. */
    void numbered(Demand demand, int words) {
        if (wanted.length < words) wanted = DemandSet.grown(wanted, words, -1L);
        DemandSet.add(wanted, demand.number);
    }
}

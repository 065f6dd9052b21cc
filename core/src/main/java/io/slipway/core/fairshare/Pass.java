package io.slipway.core.fairshare;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One walk through those who wait, in fair order. Whoever is offered is started, held or removed; who still waits when the
 * next is asked for did not fit, and with it all others of its demand, until the next pass. The order is always that of
 * now: it takes note of everything that was started, added or removed meanwhile.
 *
 * <pre>{@code
 * Pass<Task> pass = queue.pass(now);
 * for (var turn = pass.next(); turn.isPresent(); turn = pass.next()) {
 *     Optional<Place> place = freePlace(turn.get());
 *     if (place.isPresent()) {
 *         queue.started(turn.get(), expected, now);
 *         pass.tookPlace(demand -> couldRunOn(place.get(), demand));
 *     } else if (queue.isOverdue(turn.get().demand())) {
 *         keepAPlaceUntilTheEndOfThisPass(turn.get().demand());
 *     }
 * }
 * }</pre>
 *
 * <p>Belongs to its queue and that one's thread; ends when the queue begins another one. {@link #next} is O(log n), {@link
 * #tookPlace} asks once for each demand that did not fit.
 */
public final class Pass<T> {
    private final FairShareQueue<T> queue;
    private final Set<Demand> passedOver = new LinkedHashSet<>();
    private final ArrayDeque<Demand> overdue = new ArrayDeque<>();
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
        if (tried != null && tried.isWaiting()) {
            passedOver.add(tried.demand());
            DemandSet.remove(wanted, tried.demand().number);
        }
        Ticket<T> first = firstOverdue();
        if (first == null) first = queue.first(wanted);
        last = first;
        return Optional.ofNullable(first);
    }

    private @Nullable Ticket<T> firstOverdue() {
        for (Demand demand = overdue.poll(); demand != null; demand = overdue.poll()) {
            if (!demand.isNumbered()) continue;
            long[] only = new long[wanted.length];
            DemandSet.add(only, demand.number);
            Ticket<T> first = queue.first(only);
            if (first != null) return first;
        }
        return null;
    }

    /**
     * Takes note that what was offered last has started at a place that some of those that did not fit could have used,
     * had it been empty: they were passed over. One that has become overdue by that is offered next, so that a place
     * can be kept for it at once.
     *
     * @param couldUse tells of a demand whether its tasks could run there with nothing else to do
     */
    public void tookPlace(Predicate<Demand> couldUse) {
        queue.checkCurrent(this);
        for (Demand demand : passedOver) {
            if (!demand.isNumbered() || !couldUse.test(demand)) continue;
            if (queue.passOver(demand)) overdue.add(demand);
        }
    }

    /** A number was given to a demand that may have belonged to another one before. */
    void numbered(Demand demand, int words) {
        if (wanted.length < words) wanted = DemandSet.grown(wanted, words, -1L);
        DemandSet.add(wanted, demand.number);
    }
}

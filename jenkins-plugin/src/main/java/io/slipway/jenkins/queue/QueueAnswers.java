package io.slipway.jenkins.queue;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers what Jenkins' queue asks while it holds its lock and everybody waits for it: which node, whether now, in which
 * order. It looks answers up in what the {@link QueueOwner} has worked out on its own thread, and adds what was given to
 * builds since then, so that two builds of one pass do not both take the last place. Nothing blocks, and what nobody worked
 * out yet is never refused.
 *
 * <p>When nothing was worked out for a minute, the owner is in trouble: then it has no answers at all, as if it were
 * switched off, until there is something new.
 *
 * <p>Thread-safe: made for the holder of the queue's lock, who finds its own lock free but for the rare look of a web page.
 * The owner never takes it. {@link #whyNotOn} is O(1), {@link #whyNotNow} O(claims), {@link #choose} O(nodes offered), {@link #sort}
 * O(n); the first of them after something new was worked out is O(what was given since) more.
 */
public final class QueueAnswers {
    private static final int NOBODY = -1;
    private static final long STALE_NANOS = 60_000_000_000L;

    private final LongSupplier nanos;
    private final AtomicReference<@Nullable Standing> published = new AtomicReference<>();
    private final AtomicLong given = new AtomicLong();

    /** What was given to builds that the view does not know to be running yet, by id. */
    private final ConcurrentMap<Long, Gift> gifts = new ConcurrentHashMap<>();

    private @Nullable Standing current;

    /**
     * @param nanos time that passes, in nanoseconds of any clock
     */
    public QueueAnswers(LongSupplier nanos) {
        this.nanos = requireNonNull(nanos, "nanos");
    }

    private record Gift(QueuedItem item, String node, long number) {
        /** Whether the view has counted it, or it was over before the facts were read. */
        boolean isSettledIn(QueueView view) {
            if (view.running.find(item.id()) >= 0) return true;
            return number <= view.readAfter && view.waiting.find(item.id()) < 0;
        }
    }

    /** A view, and what is in flight with what was given since it was made. */
    private static final class Standing {
        final QueueView view;
        final int[] inFlight;
        final int[] drawn;
        final int[] wanted;
        final NodeScores scores;

        Standing(QueueView view) {
            this.view = view;
            inFlight = view.inFlight.clone();
            drawn = view.drawn();
            wanted = view.wanted.clone();
            scores = new NodeScores(view.index, view.rules, wanted);
        }

        void count(Gift gift) {
            int node = view.index.find(gift.node());
            if (node >= 0) inFlight[node]++;
            gift.item().claims().forEach((name, weight) -> {
                int throttle = view.throttle(name);
                if (throttle >= 0) drawn[throttle] += weight;
            });
            int meant = view.meant.find(gift.item().id());
            if (meant >= 0) wanted[meant]--;
        }
    }

    /** From now on these are the answers. */
    void publish(QueueView view) {
        // Here and not where the queue waits. What the view before has counted stays counted there.
        gifts.values().removeIf(gift -> gift.isSettledIn(view));
        published.set(new Standing(view));
    }

    /** From now on there are none. */
    void clear() {
        published.set(null);
    }

    /** How many builds were given a node so far. */
    long given() {
        return given.get();
    }

    private @Nullable Standing standing() {
        Standing latest = published.get();
        if (latest == null) {
            gifts.clear();
            current = null;
            return null;
        }
        if (latest != current) adopt(latest);
        return latest;
    }

    private void adopt(Standing latest) {
        current = latest;
        gifts.values().removeIf(gift -> gift.isSettledIn(latest.view));
        gifts.values().forEach(latest::count);
    }

    private boolean isStale(Standing standing) {
        return nanos.getAsLong() - standing.view.madeAtNanos > STALE_NANOS;
    }

    /** Whether there are answers. */
    public synchronized boolean isActing() {
        Standing standing = standing();
        return standing != null && !isStale(standing);
    }

    /** Why it may not have an executor of this node now; empty when it may. Changes only when the decision does. */
    public synchronized Optional<String> whyNotOn(String node, QueuedItem item) {
        Standing standing = standing();
        if (standing == null) return Optional.empty();
        int at = standing.view.index.find(node);
        if (at < 0) return Optional.empty();
        Optional<String> why =
                standing.view.whyNotOn(at, item.holder(), QueueView.urgency(item.priority()), standing.inFlight[at]);
        return why.isPresent() && isStale(standing) ? Optional.empty() : why;
    }

    /** Why it may not start now, on any node; empty when it may. Changes only when the decision does. */
    public synchronized Optional<String> whyNotNow(QueuedItem item) {
        if (item.claims().isEmpty()) return Optional.empty();
        Standing standing = standing();
        if (standing == null) return Optional.empty();
        Optional<String> why = standing.view.whyNotNow(item, standing.drawn);
        return why.isPresent() && isStale(standing) ? Optional.empty() : why;
    }

    /**
     * Which of the nodes that have room is best for it: the one meant for it, else that with the highest score, the
     * first by name among equals.
     *
     * @param nodes names of all that have room
     * @param free how many executors of each are idle, at the same places
     * @return its place in {@code nodes}; -1 when there is no answer, since nobody asked for one or there are none
     */
    public synchronized int choose(QueuedItem item, List<String> nodes, int[] free) {
        Standing standing = standing();
        if (standing == null || !standing.view.policy.placing() || isStale(standing)) return -1;
        QueueView view = standing.view;
        int meant = view.meant.find(item.id());
        standing.scores.consider(item.work(), view.nodesOf.apply(item.work()));
        int best = -1;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < nodes.size(); i++) {
            int node = view.index.find(nodes.get(i));
            if (node >= 0 && node == meant) return i;
            double score = node < 0 ? standing.scores.ofUnknown() : standing.scores.of(node, free[i]);
            if (score > highest || score == highest && nodes.get(i).compareTo(nodes.get(best)) < 0) {
                highest = score;
                best = i;
            }
        }
        return best;
    }

    /** It was given an executor of this node, whoever decided that. */
    public synchronized void gave(QueuedItem item, String node) {
        Standing standing = standing();
        if (standing == null) return;
        Gift gift = new Gift(item, node, given.incrementAndGet());
        if (gifts.put(item.id(), gift) == null) standing.count(gift);
    }

    /**
     * Puts those that wait in the order of their turns. Those that nobody has worked out yet come last, as they were.
     *
     * @return whether it had an answer; when not, nothing was changed
     */
    public synchronized <T> boolean sort(List<T> items, ToLongFunction<? super T> id) {
        Standing standing = standing();
        if (standing == null || !standing.view.policy.sharing() || isStale(standing)) return false;
        LongIndex turns = standing.view.turns;
        // Each straight to its place: this is called seldom, so that what it calls is still slow when it matters.
        int[] atTurn = new int[turns.size()];
        Arrays.fill(atTurn, NOBODY);
        List<T> before = new ArrayList<>(items);
        List<T> last = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            int turn = turns.find(id.applyAsLong(before.get(i)));
            if (turn < 0 || atTurn[turn] != NOBODY) last.add(before.get(i));
            else atTurn[turn] = i;
        }
        int place = 0;
        for (int i : atTurn) if (i != NOBODY) items.set(place++, before.get(i));
        for (T item : last) items.set(place++, item);
        return true;
    }
}

package io.slipway.core.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Spreads items over shards so that the longest shard is short: longest item first, each to the shard that has least so far
 * (LPT; Graham 1969: at most 4/3 − 1/(3m) of the best). Stateless. O(n log n).
 */
public final class Shards {
    private Shards() {}

    /**
     * One shard.
     *
     * @param items in the order given
     * @param expected how long they take together
     */
    public record Shard<N>(List<N> items, Duration expected) {
        public Shard {
            items = List.copyOf(items);
        }
    }

    /**
     * The same items, durations and number give the same shards. An item that was never seen takes as long as the median of
     * those that were, and a second when none was.
     *
     * @param items in an order that is the same everywhere
     * @param shards how many, at least 1; some are empty when there are fewer items
     */
    public static <N> List<Shard<N>> balance(List<N> items, Function<N, Optional<Duration>> durations, int shards) {
        return balance(items, durations, shards, item -> -1);
    }

    /**
     * As {@link #balance(List, Function, int)}, but some items have their shard already: only the others are spread.
     *
     * @param placed the shard of an item, from 0; anything else when it has none
     */
    public static <N> List<Shard<N>> balance(
            List<N> items, Function<N, Optional<Duration>> durations, int shards, ToIntFunction<N> placed) {
        if (shards < 1) throw new IllegalArgumentException("shards: " + shards + " (expected: >= 1)");
        long[] millis = millis(items, durations);
        long[] load = new long[shards];
        int[] count = new int[shards];
        int[] shardOf = new int[items.size()];
        List<Integer> longestFirst = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            shardOf[i] = placed.applyAsInt(items.get(i));
            if (shardOf[i] < 0 || shardOf[i] >= shards) {
                longestFirst.add(i);
                continue;
            }
            load[shardOf[i]] += millis[i];
            count[shardOf[i]]++;
        }
        longestFirst.sort(Comparator.comparingLong((Integer i) -> -millis[i])); // stable: ties stay in order
        PriorityQueue<Integer> leastFirst = new PriorityQueue<>(Comparator.comparingLong((Integer k) -> load[k])
                .thenComparingInt(k -> count[k])
                .thenComparingInt(k -> k));
        for (int k = 0; k < shards; k++) leastFirst.add(k);
        for (int i : longestFirst) {
            int k = leastFirst.remove();
            shardOf[i] = k;
            load[k] += millis[i];
            count[k]++;
            leastFirst.add(k);
        }
        List<Shard<N>> result = new ArrayList<>(shards);
        for (int k = 0; k < shards; k++) {
            List<N> mine = new ArrayList<>(count[k]);
            for (int i = 0; i < shardOf.length; i++) if (shardOf[i] == k) mine.add(items.get(i));
            result.add(new Shard<>(mine, Duration.ofMillis(load[k])));
        }
        return result;
    }

    private static <N> long[] millis(List<N> items, Function<N, Optional<Duration>> durations) {
        long[] millis = new long[items.size()];
        List<Long> known = new ArrayList<>();
        for (int i = 0; i < millis.length; i++) {
            millis[i] = durations.apply(items.get(i)).map(Duration::toMillis).orElse(-1L);
            if (millis[i] >= 0) known.add(millis[i]);
        }
        known.sort(null);
        long unseen = known.isEmpty() ? 1_000 : known.get(known.size() / 2);
        for (int i = 0; i < millis.length; i++) if (millis[i] < 0) millis[i] = unseen;
        return millis;
    }

    /**
     * How many shards keep each at about {@code target}, from 1 to {@code most}.
     *
     * @param whole how long all takes in one
     */
    public static int count(Duration whole, Duration target, int most) {
        if (target.isZero() || target.isNegative())
            throw new IllegalArgumentException("target: " + target + " (expected: longer than nothing)");
        long wanted = (whole.toMillis() + target.toMillis() - 1) / Math.max(1, target.toMillis());
        return (int) Math.max(1, Math.min(most, wanted));
    }
}

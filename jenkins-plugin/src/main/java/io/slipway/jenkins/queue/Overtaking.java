package io.slipway.jenkins.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Sees to it that what draws much on a throttle is not overtaken for ever by what draws little and so fits into every gap.
 * When {@link #MOST} lighter ones have started while it waited for the throttle, its throttles are kept for it: nothing
 * else gets in until it has. They are kept for one at a time, the one that waits longest, so that no two wait for what is
 * kept for the other; and only while there is a node for it, so that nothing waits for what cannot start.
 *
 * <p>Confined to the owner's thread. O(refused × started since the last look).
 */
final class Overtaking {
    /** Few enough to be worth waiting for, enough to fill the gaps. */
    static final int MOST = 16;

    private final Map<Long, Integer> overtaken = new HashMap<>();
    private final Set<Long> refused = new HashSet<>();

    /**
     * For whom throttles are kept now.
     *
     * @param waiting all that wait
     * @param begun what has started since the last time
     * @param hasNode whether a node takes builds of such
     */
    Optional<QueuedItem> next(Collection<QueuedItem> waiting, List<RunningItem> begun, Predicate<QueuedItem> hasNode) {
        List<QueuedItem> drawing = new ArrayList<>();
        Set<Long> ids = new HashSet<>();
        for (QueuedItem item : waiting) {
            if (item.claims().isEmpty()) continue;
            drawing.add(item);
            ids.add(item.id());
        }
        overtaken.keySet().retainAll(ids);
        for (QueuedItem item : drawing) {
            if (!refused.contains(item.id())) continue;
            int lighter = (int)
                    begun.stream().filter(each -> isLighter(each.item(), item)).count();
            if (lighter > 0) overtaken.merge(item.id(), lighter, Integer::sum);
        }
        return drawing.stream()
                .filter(item -> overtaken.getOrDefault(item.id(), 0) >= MOST)
                .filter(hasNode)
                .min(Comparator.comparing(QueuedItem::since).thenComparing(QueuedItem::id));
    }

    private static boolean isLighter(QueuedItem began, QueuedItem waits) {
        for (Map.Entry<String, Integer> claim : began.claims().entrySet()) {
            Integer wanted = waits.claims().get(claim.getKey());
            if (wanted != null && claim.getValue() < wanted) return true;
        }
        return false;
    }

    /** What waits for its throttles and for nothing else. */
    void refused(Collection<QueuedItem> waiting, Predicate<QueuedItem> isRefused) {
        refused.clear();
        for (QueuedItem item : waiting) {
            if (!item.claims().isEmpty() && isRefused.test(item)) refused.add(item.id());
        }
    }
}

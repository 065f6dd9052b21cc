package io.slipway.jenkins.queue;

import io.slipway.core.fairshare.Demand;
import io.slipway.core.fairshare.FairShareQueue;
import io.slipway.core.fairshare.Fairness;
import io.slipway.core.fairshare.Share;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.fairshare.Ticket;
import io.slipway.core.fairshare.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * What each folder has used and who waits, kept in core's {@link FairShareQueue} and brought up to date with what is seen in
 * Jenkins' queue. Confined to the owner's thread. With n items, O(n log n) each time.
 */
final class FairLedger {
    private final Fairness fairness;
    private final Function<QueuedItem, Duration> expected;
    private final FairShareQueue<QueuedItem> queue;
    private final Demand anExecutor;
    private final Map<Long, Ticket<QueuedItem>> waiting = new HashMap<>();
    private final Map<Long, Ticket<QueuedItem>> running = new HashMap<>();
    private final Set<Tenant> weighed = new HashSet<>();
    private Instant now = Instant.EPOCH;

    /**
     * @param expected how long it will run, as far as anybody knows
     */
    FairLedger(Fairness fairness, Function<QueuedItem, Duration> expected) {
        this.fairness = fairness;
        this.expected = expected;
        queue = new FairShareQueue<>(fairness);
        anExecutor = queue.demand(Usage.of(NodeIndex.EXECUTORS, 1));
    }

    Fairness fairness() {
        return fairness;
    }

    /** Folders that are not named have the weight 1. */
    void weigh(SortedMap<String, Double> folderWeights) {
        Set<Tenant> before = new HashSet<>(weighed);
        weighed.clear();
        folderWeights.forEach((folder, weight) -> {
            Tenant tenant = FolderTenant.ofFolder(folder);
            queue.share(tenant, Share.weighing(weight));
            weighed.add(tenant);
        });
        before.removeAll(weighed);
        for (Tenant tenant : before) queue.share(tenant, Share.EQUAL);
    }

    /** Takes over what waits and runs now. */
    void update(QueueFacts facts, Instant at) {
        // A clock that is put back stands still here.
        now = at.isAfter(now) ? at : now;
        int executors = 0;
        for (NodeState node : facts.nodes()) executors += node.executors();
        queue.capacity(Usage.of(NodeIndex.EXECUTORS, Math.max(1, executors)));

        Set<Long> runningNow = new HashSet<>();
        for (RunningItem each : facts.running()) runningNow.add(each.item().id());
        running.entrySet().removeIf(each -> {
            if (runningNow.contains(each.getKey())) return false;
            queue.finished(each.getValue(), now);
            return true;
        });
        for (RunningItem each : facts.running()) start(each.item());

        Set<Long> waitingNow = new HashSet<>();
        for (QueuedItem item : facts.waiting()) {
            if (!running.containsKey(item.id())) waitingNow.add(item.id());
        }
        waiting.entrySet().removeIf(each -> {
            if (waitingNow.contains(each.getKey())) return false;
            queue.remove(each.getValue());
            return true;
        });
        for (QueuedItem item : facts.waiting()) {
            if (running.containsKey(item.id())) continue;
            Ticket<QueuedItem> known = waiting.get(item.id());
            if (known == null) waiting.put(item.id(), add(item));
            else if (known.priority() != item.priority()) queue.reprioritise(known, item.priority());
        }
    }

    private void start(QueuedItem item) {
        if (running.containsKey(item.id())) return;
        Ticket<QueuedItem> ticket =
                Optional.ofNullable(waiting.remove(item.id())).orElseGet(() -> add(item));
        queue.started(ticket, expected.apply(item), now);
        running.put(item.id(), ticket);
    }

    private Ticket<QueuedItem> add(QueuedItem item) {
        return queue.add(item, item.tenant(), anExecutor, item.priority(), item.since(), 0);
    }

    /** All that wait, in the order in which it is their turn when each that is started counts for the next. */
    List<QueuedItem> order() {
        return queue.order(expected, now).stream().map(Ticket::item).toList();
    }
}

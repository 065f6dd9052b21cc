package io.slipway.jenkins.queue;

import io.slipway.core.limit.Urgency;
import io.slipway.core.placement.PlacementRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was decided about nodes and queue as they were when somebody looked last: made by the {@link QueueOwner} on its own
 * thread, asked through {@link QueueAnswers} under the lock of the queue. Does not change when made. O(nodes + items) to
 * make, but for the {@link WarmPlan}.
 */
@SuppressWarnings("EnumOrdinal") // an index into small arrays under the queue lock; never written down
final class QueueView {
    private static final Urgency[] URGENCIES = Urgency.values();

    final QueuePolicy policy;
    final NodeIndex index;
    final PlacementRules rules;

    /** By urgency, then node: how many builds of it may be there. */
    final int[][] usable;

    /** How many builds run on each node. */
    final int[] inFlight;

    /** Why nobody may have the node, whatever runs there. */
    final List<Optional<String>> closed;

    /** What to say when it has as many builds as it may. */
    final List<Optional<String>> full;

    final List<Limited> throttles;

    /** Where each that waits stands in line; empty when nobody decides that. */
    final LongIndex turns;

    /** The node meant for those that wait and have a workspace somewhere, -1 for none; by id. */
    final LongIndex meant;

    /** How many builds are meant for each node. */
    final int[] wanted;

    final LongIndex waiting;
    final LongIndex running;

    /** What had been given out when the facts were read. */
    final long readAfter;

    final long madeAtNanos;

    /** Who gets its throttles before everybody else, since it was overtaken so often. */
    final Optional<Kept> kept;

    final Function<String, List<String>> nodesOf;
    private final Map<String, Integer> throttlePlaces = new HashMap<>();

    /**
     * A limit across nodes.
     *
     * @param usable by urgency: how much may be in flight
     * @param full what to say when that much is
     */
    record Limited(String name, List<Integer> usable, int inFlight, Optional<String> full) {}

    /** What throttles are kept for, and what to say to others. */
    record Kept(QueuedItem item, Optional<String> why) {}

    /**
     * @param kept for whom throttles are kept
     * @param order all that wait, whose turn it is first
     * @param nodesOf where a work ran lately
     * @param readAfter count of {@link QueueAnswers#given} before the facts were read
     */
    QueueView(
            QueuePolicy policy,
            NodeIndex index,
            PlacementRules rules,
            QueueFacts facts,
            List<QueuedItem> order,
            LearntLimits limits,
            Optional<QueuedItem> kept,
            Function<String, List<String>> nodesOf,
            long readAfter,
            long madeAtNanos) {
        this.policy = policy;
        this.index = index;
        this.rules = rules;
        this.nodesOf = nodesOf;
        this.readAfter = readAfter;
        this.madeAtNanos = madeAtNanos;
        this.kept = policy.limiting()
                ? kept.map(item -> new Kept(
                        item,
                        Optional.of(
                                "Slipway: " + item.job() + " has waited for so much of its throttles that it is next;"
                                        + " this starts when it has begun")))
                : Optional.empty();
        int nodes = index.nodes.length;

        inFlight = new int[nodes];
        Map<String, Integer> drawn = new HashMap<>();
        for (RunningItem each : facts.running()) {
            int node = index.find(each.node());
            if (node >= 0) inFlight[node]++;
            each.item().claims().forEach((name, weight) -> drawn.merge(name, weight, Integer::sum));
        }

        usable = new int[URGENCIES.length][nodes];
        closed = new ArrayList<>(nodes);
        full = new ArrayList<>(nodes);
        for (int i = 0; i < nodes; i++) readNode(i, index.nodes[i], limits);
        throttles = throttles(policy, limits, drawn);
        for (int i = 0; i < throttles.size(); i++)
            throttlePlaces.put(throttles.get(i).name(), i);

        waiting = new LongIndex(ids(order));
        turns = policy.sharing() ? waiting : LongIndex.EMPTY;
        running = new LongIndex(
                facts.running().stream().mapToLong(each -> each.item().id()).toArray());
        wanted = new int[nodes];
        meant = policy.placing() ? plan(order) : LongIndex.EMPTY;
    }

    private static long[] ids(List<QueuedItem> items) {
        return items.stream().mapToLong(QueuedItem::id).toArray();
    }

    private void readNode(int at, NodeState node, LearntLimits limits) {
        boolean limited = false;
        for (Urgency urgency : URGENCIES) {
            int most = policy.limiting()
                    ? limits.usable(LearntLimits.ofNode(node.name()), urgency).orElse(node.executors())
                    : node.executors();
            // As many as it has executors: Jenkins itself keeps to that, and knows sooner when one is idle again.
            usable[urgency.ordinal()][at] = most < node.executors() ? most : Integer.MAX_VALUE;
            limited |= most < node.executors();
        }
        String name = node.name().isEmpty() ? "the built-in node" : node.name();
        closed.add(
                node.heldFor().isEmpty()
                        ? Optional.empty()
                        : Optional.of("Slipway: " + name + " is reserved for " + node.heldFor()
                                + "; this starts there when the reservation ends"));
        full.add(
                !limited
                        ? Optional.empty()
                        : Optional.of(
                                "Slipway: more than " + Math.min(node.executors(), usable[Urgency.NORMAL.ordinal()][at])
                                        + " builds at a time would slow each other down on " + name
                                        + "; this starts there when one of them ends"));
    }

    private static List<Limited> throttles(QueuePolicy policy, LearntLimits limits, Map<String, Integer> drawn) {
        List<Limited> all = new ArrayList<>();
        if (!policy.limiting()) return all;
        policy.throttles().forEach((name, limit) -> {
            List<Integer> usable = new ArrayList<>();
            for (Urgency urgency : URGENCIES)
                usable.add(limits.usable(LearntLimits.ofThrottle(name), urgency).orElse(limit.most()));
            String full = "Slipway: throttle '" + name + "' lets " + usable.get(Urgency.NORMAL.ordinal())
                    + " in at a time, and they are in; this starts when one of them ends";
            all.add(new Limited(name, List.copyOf(usable), drawn.getOrDefault(name, 0), Optional.of(full)));
        });
        return all;
    }

    private LongIndex plan(List<QueuedItem> order) {
        int[] room = new int[inFlight.length];
        for (int i = 0; i < room.length; i++) {
            NodeState node = index.nodes[i];
            if (!node.accepting() || closed.get(i).isPresent()) continue;
            int most = Math.min(node.executors(), usable[Urgency.NORMAL.ordinal()][i]);
            room[i] = Math.max(0, most - inFlight[i]);
        }
        NodeScores scores = new NodeScores(index, rules, new int[room.length]);
        int[] nodes = WarmPlan.find(order, index, room, scores, nodesOf);
        for (int node : nodes) if (node >= 0) wanted[node]++;
        return new LongIndex(ids(order), nodes);
    }

    /** The place of a throttle; -1 when there is none of that name. */
    int throttle(String name) {
        Integer place = throttlePlaces.get(name);
        return place == null ? -1 : place;
    }

    /** Why a build of this urgency may not have one more executor of the node, when so many run there. */
    Optional<String> whyNotOn(int node, String holder, Urgency urgency, int running) {
        Optional<String> why = closed.get(node);
        if (why.isPresent()) return index.nodes[node].heldFor().equals(holder) ? Optional.empty() : why;
        return running > 0 && running >= usable[urgency.ordinal()][node] ? full.get(node) : Optional.empty();
    }

    /** Why the build may not draw on its throttles, of each of which so much is in flight. */
    Optional<String> whyNotNow(QueuedItem item, int[] drawn) {
        Urgency urgency = urgency(item.priority());
        for (Map.Entry<String, Integer> claim : item.claims().entrySet()) {
            int at = throttle(claim.getKey());
            if (at < 0) continue;
            if (isKeptFrom(item, claim.getKey())) return kept.orElseThrow().why();
            if (drawn[at] == 0) continue;
            Limited limited = throttles.get(at);
            if (drawn[at] + claim.getValue() > limited.usable().get(urgency.ordinal())) return limited.full();
        }
        return Optional.empty();
    }

    private boolean isKeptFrom(QueuedItem item, String throttle) {
        if (kept.isEmpty() || kept.get().item().id() == item.id()) return false;
        QueuedItem next = kept.get().item();
        return running.find(next.id()) < 0 && next.claims().containsKey(throttle);
    }

    /** How much of each throttle is in flight. */
    int[] drawn() {
        return throttles.stream().mapToInt(Limited::inFlight).toArray();
    }

    /** Whether something is let in now that was not let in by the view before. */
    boolean opensMoreThan(QueueView before) {
        if (index.nodes.length != before.index.nodes.length) return true;
        if (throttles.size() != before.throttles.size()) return true;
        if (before.kept.isPresent() && !before.kept.equals(kept)) return true;
        for (Urgency urgency : URGENCIES) {
            for (int i = 0; i < index.nodes.length; i++) {
                boolean shut =
                        before.whyNotOn(i, "", urgency, before.inFlight[i]).isPresent();
                if (shut && whyNotOn(i, "", urgency, inFlight[i]).isEmpty()) return true;
            }
            for (int i = 0; i < throttles.size(); i++) {
                Limited was = before.throttles.get(i);
                Limited is = throttles.get(i);
                if (room(is, urgency) > room(was, urgency) && room(was, urgency) <= 0) return true;
            }
        }
        return false;
    }

    private static int room(Limited limited, Urgency urgency) {
        return limited.usable().get(urgency.ordinal()) - limited.inFlight();
    }

    /** More urgent than usual or less, by its priority. */
    static Urgency urgency(int priority) {
        if (priority > 0) return Urgency.URGENT;
        return priority < 0 ? Urgency.LOW : Urgency.NORMAL;
    }
}

package io.slipway.jenkins.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which waiting build goes to which node that has its workspace, so that several that start at once do not take each
 * other's. A build is meant for such a node only when no node without the workspace would score higher.
 *
 * <p>It is a maximum matching of builds and idle executors that is found by augmenting paths (Kuhn 1955), the builds in the
 * order of their turns: who came before keeps a warm node, though not always the same, when one more is served. Only as
 * many builds as there are idle executors are looked at. O(builds × warm nodes of each × builds) at worst; hardly more than
 * O(builds) when few nodes are fought over. Confined to one thread.
 */
final class WarmPlan {
    private final int[] room;
    private final List<int[]> warmOf = new ArrayList<>();
    private final List<List<Integer>> given = new ArrayList<>();
    private final int[] nodeOf;

    private WarmPlan(int[] room, int builds) {
        this.room = room;
        nodeOf = new int[builds];
        for (int i = 0; i < room.length; i++) given.add(new ArrayList<>(0));
    }

    /**
     * The node meant for each of {@code order}; -1 for none.
     *
     * @param room how many builds each node could take now
     * @param scores with nothing that anybody wants
     */
    static int[] find(
            List<QueuedItem> order,
            NodeIndex index,
            int[] room,
            NodeScores scores,
            Function<String, List<String>> nodesOf) {
        int all = 0;
        for (int each : room) all += each;
        WarmPlan plan = new WarmPlan(room, order.size());
        int builds = Math.min(order.size(), all);
        scores.consider("", List.of());
        Map<String, Double> bestCold = new HashMap<>();
        for (int build = 0; build < order.size(); build++) {
            plan.nodeOf[build] = -1;
            plan.warmOf.add(new int[0]);
            if (build >= builds) continue;
            List<String> names = nodesOf.apply(order.get(build).work());
            if (names.isEmpty()) continue;
            plan.warmOf.set(build, plan.worthy(order.get(build), names, index, scores, bestCold));
            plan.serve(build);
        }
        return plan.nodeOf;
    }

    /** The best first. */
    private int[] worthy(
            QueuedItem item, List<String> names, NodeIndex index, NodeScores scores, Map<String, Double> bestCold) {
        BitSet meeting = index.meeting(item.label());
        double cold = bestCold.computeIfAbsent(item.label(), any -> best(meeting, scores));
        Map<Integer, Double> worthy = new HashMap<>();
        scores.consider(item.work(), names);
        for (String name : names) {
            int node = index.find(name);
            if (node < 0 || room[node] == 0 || !meeting.get(node)) continue;
            double score = scores.of(node, room[node]);
            if (score >= cold) worthy.put(node, score);
        }
        scores.consider("", List.of());
        Comparator<Integer> byScore = Comparator.comparingDouble(node -> -worthy.getOrDefault(node, 0.0));
        return worthy.keySet().stream()
                .sorted(byScore.thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private double best(BitSet meeting, NodeScores scores) {
        double best = Double.NEGATIVE_INFINITY;
        for (int node = meeting.nextSetBit(0); node >= 0; node = meeting.nextSetBit(node + 1)) {
            if (room[node] > 0) best = Math.max(best, scores.of(node, room[node]));
        }
        return best;
    }

    /** Breadth first: from the build over its warm nodes to builds that have those, until a node has room. */
    private void serve(int build) {
        Map<Integer, Integer> askedBy = new HashMap<>();
        ArrayDeque<Integer> builds = new ArrayDeque<>();
        builds.add(build);
        while (!builds.isEmpty()) {
            int asking = builds.remove();
            for (int node : warmOf.get(asking)) {
                if (askedBy.putIfAbsent(node, asking) != null) continue;
                if (given.get(node).size() < room[node]) {
                    moveAlong(node, askedBy, build);
                    return;
                }
                builds.addAll(given.get(node));
            }
        }
    }

    /** Each on the path takes the node it asked for and leaves the one it had to who asked for that. */
    private void moveAlong(int freeNode, Map<Integer, Integer> askedBy, int build) {
        int node = freeNode;
        while (true) {
            Integer mover = askedBy.get(node);
            if (mover == null)
                throw new IllegalStateException("nobody asked for node " + node + "; please report this");
            int left = nodeOf[mover];
            nodeOf[mover] = node;
            given.get(node).add(mover);
            if (mover == build) return;
            given.get(left).remove(mover);
            node = left;
        }
    }
}

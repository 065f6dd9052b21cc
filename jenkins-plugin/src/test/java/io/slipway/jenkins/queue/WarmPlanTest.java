package io.slipway.jenkins.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class WarmPlanTest {
    /** Equal nodes with one executor each, or none to give. */
    private static NodeIndex nodes(int count, QueuePolicy policy) {
        List<NodeState> states = new ArrayList<>();
        for (int i = 0; i < count; i++) states.add(new NodeState("n" + i, new TreeSet<>(List.of("n" + i)), 1));
        return new NodeIndex(states, NodeScores.rules(policy.weights()));
    }

    @Test
    void as_many_builds_as_possible_get_a_warm_node_and_the_first_never_loses_it_to_a_later_one_seed_3() {
        RandomGenerator random = new SplittableRandom(3);
        for (int round = 0; round < 300; round++) {
            int count = 2 + random.nextInt(5);
            int builds = 1 + random.nextInt(6);
            NodeIndex index = nodes(count, QueuePolicy.OFF);
            int[] room = new int[count];
            for (int i = 0; i < count; i++) room[i] = random.nextInt(2);
            Map<String, List<String>> ranOn = new HashMap<>();
            List<QueuedItem> order = new ArrayList<>();
            for (int i = 0; i < builds; i++) {
                order.add(QueuedItem.of(QueuePolicy.OFF, i, "job" + i, "", "", Instant.EPOCH));
                TreeSet<String> names = new TreeSet<>();
                for (int n = random.nextInt(3); n > 0; n--) names.add("n" + random.nextInt(count));
                ranOn.put("job" + i, List.copyOf(names));
            }

            int[] plan = WarmPlan.find(
                    order,
                    index,
                    room,
                    new NodeScores(index, NodeScores.rules(QueuePolicy.OFF.weights()), new int[count]),
                    ranOn::get);

            int[] given = new int[count];
            for (int i = 0; i < builds; i++) {
                if (plan[i] < 0) continue;
                assertThat(ranOn.get("job" + i)).contains("n" + plan[i]);
                given[plan[i]]++;
            }
            for (int i = 0; i < count; i++) assertThat(given[i]).isLessThanOrEqualTo(room[i]);
            int considered = Math.min(builds, Arrays.stream(room).sum());
            assertThat(served(plan)).isEqualTo(bestServed(order.subList(0, considered), ranOn, room.clone(), builds));
        }
    }

    /** Who is served, as bits, the first build the highest. */
    private static int served(int[] plan) {
        int bits = 0;
        for (int node : plan) bits = bits << 1 | (node >= 0 ? 1 : 0);
        return bits;
    }

    /** Of all ways to serve them, the one that serves the earlier before the later; by trying them all. */
    private static int bestServed(List<QueuedItem> order, Map<String, List<String>> ranOn, int[] room, int length) {
        if (order.isEmpty()) return 0;
        List<QueuedItem> rest = order.subList(1, order.size());
        int best = bestServed(rest, ranOn, room, length - 1);
        for (String name : ranOn.get(order.get(0).job())) {
            int node = Integer.parseInt(name.substring(1));
            if (room[node] == 0) continue;
            room[node]--;
            best = Math.max(best, 1 << (length - 1) | bestServed(rest, ranOn, room, length - 1));
            room[node]++;
        }
        return best;
    }

    @Test
    void nobody_is_sent_to_a_warm_node_where_another_would_be_better() {
        QueuePolicy.ScoreWeights weights = new QueuePolicy.ScoreWeights(1, 0, 10, 0, 0, 0, 0);
        List<NodeState> states = List.of(
                new NodeState("busy", new TreeSet<>(), 1).measured(3, 0.9, 1),
                new NodeState("idle", new TreeSet<>(), 1));
        NodeIndex index = new NodeIndex(states, NodeScores.rules(weights));
        QueuedItem build = QueuedItem.of(QueuePolicy.OFF, 1, "job", "", "", Instant.EPOCH);

        int[] plan = WarmPlan.find(
                List.of(build),
                index,
                new int[] {1, 1},
                new NodeScores(index, NodeScores.rules(weights), new int[2]),
                job -> List.of("busy"));

        assertThat(plan).containsExactly(-1);
    }
}

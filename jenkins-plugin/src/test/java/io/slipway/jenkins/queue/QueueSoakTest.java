package io.slipway.jenkins.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class QueueSoakTest {
    @Test
    void twelve_hundred_builds_all_run_within_every_limit_and_folders_get_their_shares_seed_11() {
        RandomGenerator random = new SplittableRandom(11);
        QueuePolicy policy = FakeController.with(
                List.of(new JobRule("*/db*", 0, new TreeMap<>(Map.of("database", 1)))),
                Map.of("database", new QueuePolicy.ThrottleLimit(3, false)));
        FakeController jenkins = new FakeController(new QueuePolicy(
                true,
                true,
                true,
                policy.weights(),
                new TreeMap<>(Map.of("heavy", 2.0)),
                policy.rules(),
                policy.throttles(),
                policy.fairness()));
        jenkins.tellsOfEnds = false;
        for (int i = 0; i < 30; i++) {
            jenkins.node("n" + i, 1 + i % 3, "linux", i % 3 == 0 ? "big" : "small", i % 10 == 0 ? "gpu" : "plain");
        }
        String[] folders = {"heavy", "light", "other"};
        String[] labels = {"", "linux", "big", "small && linux", "gpu || big", "!gpu"};
        for (int i = 0; i < 1_200; i++) {
            String kind = i % 25 == 0 ? "/db" : "/job";
            jenkins.submit(
                    folders[i % 3] + kind + random.nextInt(60),
                    labels[random.nextInt(labels.length)],
                    Duration.ofSeconds(20 + random.nextInt(100)));
        }
        Map<String, Double> secondsOfFolder = new HashMap<>();
        int mostOfDatabase = 0;

        for (int pass = 0; pass < 4_000 && !jenkins.waiting.isEmpty(); pass++) {
            if (pass % 6 == 0) jenkins.settle();
            jenkins.maintain();
            boolean allCompete = jenkins.waiting.size() > 500;
            for (NodeState node : jenkins.nodes.values())
                assertThat(jenkins.free(node)).isNotNegative();
            mostOfDatabase = Math.max(mostOfDatabase, (int) jenkins.running.values().stream()
                    .filter(each -> !each.item().claims().isEmpty())
                    .count());
            for (RunningItem each : jenkins.running.values()) {
                String folder = each.item().tenant().toString();
                if (allCompete) secondsOfFolder.merge(folder, 5.0, Double::sum);
            }
            jenkins.pass(Duration.ofSeconds(5));
        }

        assertThat(jenkins.waiting).isEmpty();
        assertThat(jenkins.started).hasSize(1_200);
        assertThat(jenkins.withoutAnswer).isLessThan(60);
        assertThat(mostOfDatabase).isEqualTo(3);
        assertThat(secondsOfFolder.get("heavy") / secondsOfFolder.get("light")).isBetween(1.5, 2.5);
        assertThat(secondsOfFolder.get("other") / secondsOfFolder.get("light")).isBetween(0.8, 1.25);
        assertThat(jenkins.trouble).isEmpty();
    }
}

package io.slipway.jenkins.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OvertakingTest {
    private static final QueuePolicy POLICY = FakeController.with(
            List.of(
                    new JobRule("light/*", 0, new TreeMap<>(Map.of("db", 1))),
                    new JobRule("heavy/*", 0, new TreeMap<>(Map.of("db", 6))),
                    new JobRule("both/*", 0, new TreeMap<>(Map.of("db", 3, "web", 3))),
                    new JobRule("web/*", 0, new TreeMap<>(Map.of("web", 1))),
                    new JobRule("nowhere/*", 0, new TreeMap<>(Map.of("db", 6)))),
            Map.of(
                    "db", new QueuePolicy.ThrottleLimit(6, false),
                    "web", new QueuePolicy.ThrottleLimit(4, false)));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatever_draws_much_starts_though_what_draws_little_never_ends_to_come(long seed) {
        Random random = new Random(seed);
        FakeController jenkins = new FakeController(POLICY).node("a", 8).node("b", 8);
        List<QueuedItem> heavy = new ArrayList<>();
        for (int round = 0; round < 150; round++) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                String job = random.nextBoolean() ? "light/" : "web/";
                jenkins.submit(job + random.nextInt(5), "", Duration.ofSeconds(20 + random.nextInt(100)));
            }
            if (round == 5) heavy.add(jenkins.submit("heavy/main", "", Duration.ofSeconds(30)));
            if (round == 6) heavy.add(jenkins.submit("both/main", "", Duration.ofSeconds(30)));
            if (round == 7) heavy.add(jenkins.submit("heavy/other", "", Duration.ofSeconds(30)));
            jenkins.settle().maintain().settle();
            jenkins.pass(Duration.ofSeconds(1 + random.nextInt(10)));
        }

        assertThat(heavy).allSatisfy(item -> assertThat(jenkins.nodeOf(item)).isNotEmpty());
    }

    @Test
    void only_so_many_lighter_ones_overtake() {
        FakeController jenkins = new FakeController(POLICY).node("a", 8);
        for (int i = 0; i < 3; i++) jenkins.submit("light/main", "", Duration.ofSeconds(10 + 10 * i));
        jenkins.settle().maintain();
        QueuedItem heavy = jenkins.submit("heavy/main", "", Duration.ofSeconds(30));
        jenkins.settle().maintain();
        int before = jenkins.started.size();
        while (jenkins.nodeOf(heavy).isEmpty() && jenkins.started.size() < 100) {
            jenkins.submit("light/main", "", Duration.ofSeconds(30));
            jenkins.settle().maintain().settle();
            jenkins.pass(Duration.ofSeconds(10));
        }

        assertThat(jenkins.nodeOf(heavy)).isEqualTo("a");
        assertThat(jenkins.started.size() - before - 1).isBetween(Overtaking.MOST, Overtaking.MOST + 6);
    }

    @Test
    void those_that_wait_for_it_are_told_whom_for_and_start_after_it() {
        FakeController jenkins = new FakeController(POLICY).node("a", 8);
        QueuedItem heavy = null;
        QueuedItem light = jenkins.submit("light/main", "", Duration.ofSeconds(15));
        for (int i = 0; i < 40; i++) {
            jenkins.settle().maintain().settle();
            if (i == 0) heavy = jenkins.submit("heavy/main", "", Duration.ofSeconds(30));
            light = jenkins.submit("light/main", "", Duration.ofSeconds(15));
            if (jenkins.blocked.values().stream().anyMatch(why -> why.contains("heavy/main has waited"))) break;
            jenkins.pass(Duration.ofSeconds(5));
        }
        assertThat(jenkins.blocked.values()).anyMatch(why -> why.contains("heavy/main has waited"));

        for (int i = 0; i < 12; i++) {
            jenkins.pass(Duration.ofSeconds(5));
            jenkins.settle().maintain().settle();
        }

        assertThat(jenkins.nodeOf(heavy)).isEqualTo("a");
        assertThat(jenkins.nodeOf(light)).isEqualTo("a");
    }

    @Test
    void nothing_is_kept_for_what_no_node_takes() {
        FakeController jenkins = new FakeController(POLICY).node("a", 8);
        jenkins.submit("light/main");
        jenkins.settle().maintain();
        jenkins.submit("nowhere/main", "moon", Duration.ofSeconds(30));
        for (int i = 0; i < 60; i++) {
            jenkins.submit("light/main", "", Duration.ofSeconds(20));
            jenkins.settle().maintain().settle();
            jenkins.pass(Duration.ofSeconds(10));
        }

        assertThat(jenkins.started).hasSizeGreaterThan(50);
    }

    @Test
    void what_was_learnt_in_another_life_is_where_learning_goes_on() {
        LearntLimits limits = new LearntLimits();
        limits.remember(Map.of("node a", 3, "node gone", 2, "node small", 9));

        limits.keep(Map.of("node a", 8, "node small", 4, "node new", 5), 0);

        assertThat(limits.learnt()).isEqualTo(Map.of("node a", 3, "node gone", 2));
        limits.keep(Map.of("node a", 8, "node gone", 6), 1);
        assertThat(limits.learnt()).isEqualTo(Map.of("node a", 3, "node gone", 2));
    }
}

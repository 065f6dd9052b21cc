package io.slipway.jenkins.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.limit.Sample;
import io.slipway.core.limit.Urgency;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LimitingTest {
    private static JobRule draws(String jobs, String throttle, int weight) {
        return new JobRule(jobs, 0, new TreeMap<>(Map.of(throttle, weight)));
    }

    private static FakeController throttled(int most) {
        return new FakeController(FakeController.with(
                List.of(draws("db/*", "database", 1)), Map.of("database", new QueuePolicy.ThrottleLimit(most, false))));
    }

    @Test
    void builds_of_one_pass_do_not_pass_a_throttle_together() {
        FakeController jenkins = throttled(2).node("a", 8);
        for (int i = 0; i < 5; i++) jenkins.submit("db/job" + i);

        jenkins.settle().maintain();

        assertThat(jenkins.started).hasSize(2);
        assertThat(new HashSet<>(jenkins.blocked.values()))
                .containsExactly("Slipway: throttle 'database' lets 2 in at a time, and they are in; "
                        + "this starts when one of them ends");
    }

    @Test
    void the_reason_for_waiting_stays_the_same_until_the_decision_changes() {
        FakeController jenkins = throttled(2).node("a", 8);
        for (int i = 0; i < 5; i++) jenkins.submit("db/job" + i);
        Set<String> reasons = new HashSet<>();

        for (int i = 0; i < 20; i++) {
            jenkins.settle().maintain();
            reasons.addAll(jenkins.blocked.values());
        }

        assertThat(reasons).hasSize(1);
    }

    @Test
    void when_a_place_is_given_back_the_queue_is_woken_and_the_next_starts() {
        FakeController jenkins = throttled(1).node("a", 8);
        jenkins.submit("db/one");
        QueuedItem next = jenkins.submit("db/two");
        jenkins.settle().maintain().settle();
        int wakes = jenkins.wakes;

        jenkins.end(jenkins.started.get(0));
        jenkins.settle().maintain();

        assertThat(jenkins.wakes).isEqualTo(wakes + 1);
        assertThat(jenkins.nodeOf(next)).isEqualTo("a");
    }

    @Test
    void what_was_given_is_counted_until_it_is_seen_to_run_and_not_longer() {
        FakeController jenkins = throttled(1).node("a", 8);
        QueuedItem first = jenkins.submit("db/one");
        QueuedItem second = jenkins.submit("db/two");
        jenkins.settle();
        // The look below reads the facts, and only then does the first start.
        jenkins.owner.signal();
        QueueFacts before = jenkins.read();
        jenkins.maintain();
        assertThat(jenkins.nodeOf(first)).isEqualTo("a");
        jenkins.running.clear();
        before.waiting().forEach(item -> jenkins.waiting.put(item.id(), item));

        jenkins.pass(Duration.ofMillis(200));
        boolean stillCounted = jenkins.answers.whyNotNow(second).isPresent();
        jenkins.waiting.remove(first.id());
        jenkins.settle();

        assertThat(stillCounted).isTrue();
        assertThat(jenkins.answers.whyNotNow(second)).isEmpty();
    }

    @Test
    void something_heavier_than_the_throttle_runs_alone() {
        FakeController jenkins = new FakeController(FakeController.with(
                        List.of(draws("db/heavy", "database", 5), draws("db/**", "database", 1)),
                        Map.of("database", new QueuePolicy.ThrottleLimit(2, false))))
                .node("a", 8);
        QueuedItem heavy = jenkins.submit("db/heavy");
        QueuedItem light = jenkins.submit("db/deep/light");

        jenkins.settle().maintain();

        assertThat(jenkins.nodeOf(heavy)).isEqualTo("a");
        assertThat(jenkins.nodeOf(light)).isEmpty();
    }

    @Test
    void a_node_whose_builds_slow_each_other_down_gets_fewer_and_says_so() {
        FakeController jenkins = new FakeController(FakeController.acting()).node("small", 8);
        for (int i = 0; i < 20; i++) jenkins.past.took("shop/main", Duration.ofMinutes(1));
        for (int round = 0; round < 12; round++) {
            jenkins.started.clear();
            for (int i = 0; i < 8; i++) jenkins.submit("shop/main");
            jenkins.settle().maintain();

            // The node carries two: of n builds each takes as long as n / 2 do.
            long seconds = 30L * Math.max(2, jenkins.started.size());
            for (RunningItem each : jenkins.started)
                jenkins.lasts.put(each.item().id(), Duration.ofSeconds(seconds));
            jenkins.settle();
            jenkins.pass(Duration.ofMinutes(10));
            jenkins.buildable.clear();
            jenkins.waiting.clear();
        }
        jenkins.started.clear();
        for (int i = 0; i < 8; i++) jenkins.submit("shop/main");

        jenkins.settle().maintain();

        assertThat(jenkins.started).hasSizeBetween(1, 6);
        assertThat(jenkins.whyNotOn.get(0))
                .isEqualTo("Slipway: more than " + jenkins.started.size()
                        + " builds at a time would slow each other down on small; "
                        + "this starts there when one of them ends");
    }

    @Test
    void a_node_that_got_more_executors_begins_to_learn_anew_with_what_runs_there() {
        FakeController jenkins = new FakeController(FakeController.acting()).node("a", 2);
        jenkins.runs("shop/main", "a");
        jenkins.settle();
        jenkins.node("a", 6);
        for (int i = 0; i < 6; i++) jenkins.submit("shop/main");

        jenkins.settle().maintain();

        assertThat(jenkins.started).hasSize(5);
        assertThat(jenkins.whyNotOn).isEmpty();
    }

    @Test
    void builds_that_failed_say_nothing_about_a_node() {
        FakeController jenkins = new FakeController(FakeController.acting()).node("small", 4);
        for (int i = 0; i < 20; i++) jenkins.past.took("shop/main", Duration.ofMinutes(1));
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 4; i++) jenkins.submit("shop/main", "", Duration.ofMinutes(4));
            jenkins.settle().maintain().settle();
            for (RunningItem each : jenkins.running.values())
                jenkins.owner.finished(each.item().id(), Sample.Outcome.IGNORED);
            jenkins.pass(Duration.ofMinutes(4));
            jenkins.settle();
        }
        jenkins.started.clear();
        for (int i = 0; i < 4; i++) jenkins.submit("shop/main");

        jenkins.settle().maintain();

        assertThat(jenkins.started).hasSize(4);
    }

    @Test
    void a_node_under_pressure_gets_fewer_of_what_is_not_urgent() {
        QueuePolicy policy = FakeController.with(
                List.of(new JobRule("urgent/*", 10, new TreeMap<>()), new JobRule("later/*", -10, new TreeMap<>())),
                Map.of());
        FakeController jenkins = new FakeController(policy).node("a", 8);
        for (int i = 0; i < 8; i++) jenkins.runs("shop/main", "a");
        jenkins.lasts.replaceAll((id, lasts) -> Duration.ofHours(1));
        for (int i = 1; i <= 20; i++) {
            long reading = i;
            jenkins.nodes.computeIfPresent("a", (name, node) -> node.measured(4, 0.8, reading));
            jenkins.pass(Duration.ofSeconds(10));
            jenkins.settle();
        }

        assertThat(jenkins.answers.whyNotOn("a", jenkins.submit("shop/main"))).isPresent();
        assertThat(jenkins.answers.whyNotOn("a", jenkins.submit("later/main"))).isPresent();
    }

    @Test
    void one_measurement_teaches_once_however_often_it_is_seen() {
        LearntLimits often = new LearntLimits();
        LearntLimits once = new LearntLimits();
        for (LearntLimits limits : List.of(often, once)) {
            limits.keep(Map.of(LearntLimits.ofNode("a"), 8), 0);
            for (int i = 0; i < 8; i++) limits.started(FakeController.running(i, "a"), 0);
        }

        for (int i = 0; i < 100; i++) often.pressure("a", 0.9, 1, i);
        once.pressure("a", 0.9, 1, 0);

        assertThat(often.usable(LearntLimits.ofNode("a"), Urgency.NORMAL))
                .isEqualTo(once.usable(LearntLimits.ofNode("a"), Urgency.NORMAL));
    }

    @Test
    void a_throttle_that_learns_goes_down_with_what_slows_down() {
        FakeController jenkins = new FakeController(FakeController.with(
                List.of(draws("db/*", "database", 1)), Map.of("database", new QueuePolicy.ThrottleLimit(8, true))));
        for (int i = 0; i < 16; i++) jenkins.node("n" + i, 1);
        for (int i = 0; i < 20; i++) jenkins.past.took("db/main", Duration.ofMinutes(1));
        int least = 8;
        for (int round = 0; round < 12; round++) {
            jenkins.started.clear();
            for (int i = 0; i < 8; i++) jenkins.submit("db/main", "", Duration.ofMinutes(4));
            jenkins.settle().maintain().settle();
            least = Math.min(least, jenkins.started.size());
            jenkins.pass(Duration.ofMinutes(5));
            jenkins.settle();
            jenkins.buildable.clear();
            jenkins.blocked.clear();
            jenkins.waiting.clear();
        }

        assertThat(least).isLessThan(8);
    }
}

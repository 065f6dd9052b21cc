package io.slipway.jenkins.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.fairshare.Fairness;
import io.slipway.core.limit.Sample;
import io.slipway.jenkins.teach.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueueOwnerTest {
    private final FakeController jenkins = new FakeController(FakeController.acting()).node("a", 4);

    @Test
    void many_signals_lead_to_one_look_and_one_more_for_what_came_meanwhile() {
        jenkins.beforeRead = jenkins.owner::signal;
        for (int i = 0; i < 100; i++) jenkins.owner.signal();
        jenkins.pass(Duration.ofMillis(1));
        int first = jenkins.looks;
        jenkins.beforeRead = () -> {};

        jenkins.pass(Duration.ofSeconds(10));

        assertThat(first).isEqualTo(1);
        assertThat(jenkins.looks).isEqualTo(2);
    }

    @Test
    void it_rests_as_long_as_a_look_took() {
        jenkins.beforeRead = () -> jenkins.now = jenkins.now.plusMillis(400);
        jenkins.owner.signal();
        jenkins.pass(Duration.ofMillis(1));
        jenkins.owner.signal();

        jenkins.pass(Duration.ofMillis(390));
        int resting = jenkins.looks;
        jenkins.pass(Duration.ofMillis(500));

        assertThat(resting).isEqualTo(1);
        assertThat(jenkins.looks).isEqualTo(2);
    }

    @Test
    void a_look_that_failed_is_told_and_the_next_one_is_made_all_the_same() {
        jenkins.beforeRead = () -> {
            throw new IllegalStateException("no nodes today");
        };
        jenkins.settle();
        boolean told = jenkins.trouble.isPresent();
        jenkins.beforeRead = () -> {};

        jenkins.settle();

        assertThat(told).isTrue();
        assertThat(jenkins.trouble).isEmpty();
        assertThat(jenkins.answers.isActing()).isTrue();
    }

    @Test
    void two_nodes_of_one_name_are_trouble_and_not_an_answer() {
        jenkins.nodes.put("twin", jenkins.nodes.get("a"));

        jenkins.settle();

        assertThat(jenkins.trouble).hasValueSatisfying(e -> assertThat(e).hasMessageContaining("'a' twice"));
    }

    @Test
    void blocks_of_pipelines_teach_what_they_took_when_they_went_well() {
        RunningItem good = block(1, "build");
        RunningItem bad = block(2, "test");
        jenkins.settle();
        jenkins.owner.finished(2, Sample.Outcome.IGNORED);

        jenkins.pass(Duration.ofMinutes(3));
        jenkins.running.clear();
        jenkins.settle();

        assertThat(jenkins.past.spread(good.item().work()).map(Spread::median))
                .hasValueSatisfying(took -> assertThat(took).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4)));
        assertThat(jenkins.past.spread(bad.item().work())).isEmpty();
        assertThat(jenkins.past.nodes(bad.item().work())).containsExactly("a");
    }

    private RunningItem block(long id, String name) {
        QueuedItem item = QueuedItem.of(jenkins.policy, id, "shop/main", name, "", jenkins.now);
        RunningItem runs = new RunningItem(item, "a", jenkins.now);
        jenkins.running.put(id, runs);
        jenkins.lasts.put(id, Duration.ofHours(1));
        return runs;
    }

    @Test
    void what_is_both_waiting_and_running_runs() {
        QueuedItem item = jenkins.submit("shop/main");
        jenkins.running.put(item.id(), new RunningItem(item, "a", jenkins.now));

        jenkins.settle();

        assertThat(jenkins.answers.sort(new ArrayList<>(List.of(item)), QueuedItem::id))
                .isTrue();
        assertThat(jenkins.trouble).isEmpty();
    }

    @Test
    void the_queue_is_not_woken_when_nothing_opened() {
        jenkins.settle();
        int first = jenkins.wakes;

        for (int i = 0; i < 5; i++) {
            jenkins.submit("shop/main");
            jenkins.settle().maintain().settle();
        }

        assertThat(first).isEqualTo(1);
        assertThat(jenkins.wakes).isEqualTo(1);
    }

    @Test
    void the_queue_is_woken_when_a_reservation_ended() {
        jenkins.nodes.computeIfPresent("a", (name, node) -> node.heldFor("alice"));
        jenkins.settle();
        jenkins.nodes.computeIfPresent("a", (name, node) -> node.heldFor(""));

        jenkins.settle();

        assertThat(jenkins.wakes).isEqualTo(2);
    }

    @Test
    void outcomes_of_what_never_ran_here_are_not_kept() {
        for (long id = 0; id < 20_000; id++) jenkins.owner.finished(1_000_000 + id, Sample.Outcome.IGNORED);
        RunningItem block = block(7, "build");
        jenkins.settle();
        jenkins.owner.finished(7, Sample.Outcome.IGNORED);

        jenkins.running.clear();
        jenkins.settle();

        assertThat(jenkins.past.spread(block.item().work())).isEmpty();
    }

    @Test
    void new_rules_of_sharing_begin_a_new_account() {
        jenkins.runs("loud/x", "a");
        jenkins.settle();
        QueuePolicy on = jenkins.policy;
        jenkins.policy = new QueuePolicy(
                true,
                true,
                true,
                on.weights(),
                on.folderWeights(),
                on.rules(),
                on.throttles(),
                new Fairness(Duration.ofMinutes(5), Duration.ofMinutes(1)));
        QueuedItem loud = jenkins.submit("loud/y");
        QueuedItem quiet = jenkins.submit("quiet/y");

        jenkins.settle();
        List<QueuedItem> items = new ArrayList<>(List.of(loud, quiet));
        jenkins.answers.sort(items, QueuedItem::id);

        assertThat(items).containsExactly(quiet, loud);
    }

    @Test
    void a_throttle_that_is_added_counts_what_draws_on_it_already() {
        jenkins.policy = FakeController.with(
                List.of(new JobRule("db/*", 0, new java.util.TreeMap<>(Map.of("db", 1)))),
                Map.of("db", new QueuePolicy.ThrottleLimit(1, true)));
        jenkins.runs("db/first", "a");
        QueuedItem second = jenkins.submit("db/second");

        jenkins.settle();

        assertThat(jenkins.answers.whyNotNow(second)).isPresent();
    }
}

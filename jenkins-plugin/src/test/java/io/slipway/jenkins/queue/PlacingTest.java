package io.slipway.jenkins.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlacingTest {
    private final FakeController jenkins = new FakeController(FakeController.acting());

    @Test
    void builds_go_where_their_workspace_is() {
        jenkins.node("a", 2).node("b", 2).node("c", 2);
        jenkins.past.ranOn("shop/main", "c");
        QueuedItem build = jenkins.submit("shop/main");

        jenkins.settle().maintain();

        assertThat(jenkins.nodeOf(build)).isEqualTo("c");
    }

    @Test
    void of_several_workspaces_the_one_that_was_used_last_is_best() {
        jenkins.node("a", 2).node("b", 2).node("c", 2);
        for (String node : List.of("c", "a", "b")) jenkins.past.ranOn("shop/main", node);
        QueuedItem seen = jenkins.submit("shop/main");
        jenkins.settle().maintain().settle();

        QueuedItem unseen = jenkins.submit("shop/main");
        jenkins.maintain();

        assertThat(jenkins.nodeOf(seen)).isEqualTo("b");
        assertThat(jenkins.nodeOf(unseen)).isEqualTo("a");
    }

    @Test
    void a_build_that_came_since_the_last_look_goes_where_its_workspace_is_too() {
        jenkins.node("a", 2).node("b", 2).node("c", 2);
        jenkins.past.ranOn("shop/main", "c");
        jenkins.settle();

        QueuedItem build = jenkins.submit("shop/main");
        jenkins.maintain();

        assertThat(jenkins.looks).isEqualTo(1);
        assertThat(jenkins.nodeOf(build)).isEqualTo("c");
    }

    @Test
    void builds_that_start_at_once_do_not_take_each_others_warm_nodes() {
        jenkins.node("a", 1).node("b", 1).node("c", 1);
        for (String node : List.of("b", "a")) jenkins.past.ranOn("one/x", node);
        for (String node : List.of("c", "a")) jenkins.past.ranOn("two/x", node);
        jenkins.past.ranOn("three/x", "a");
        QueuedItem one = jenkins.submit("one/x");
        QueuedItem two = jenkins.submit("two/x");
        QueuedItem three = jenkins.submit("three/x");

        jenkins.settle().maintain();

        assertThat(List.of(jenkins.nodeOf(one), jenkins.nodeOf(two), jenkins.nodeOf(three)))
                .containsExactly("b", "c", "a");
    }

    @Test
    void a_build_without_a_workspace_leaves_the_executor_to_one_that_has_it_there() {
        jenkins.node("a", 1).node("b", 1);
        jenkins.past.ranOn("warm/x", "a");
        QueuedItem cold = jenkins.submit("cold/x");
        QueuedItem warm = jenkins.submit("warm/x");

        jenkins.settle().maintain();

        assertThat(jenkins.nodeOf(cold)).isEqualTo("b");
        assertThat(jenkins.nodeOf(warm)).isEqualTo("a");
    }

    @Test
    void builds_without_a_workspace_are_spread_over_what_is_idle() {
        jenkins.node("a", 4).node("b", 4);
        jenkins.runs("other/x", "a");
        QueuedItem first = jenkins.submit("one/x");
        QueuedItem second = jenkins.submit("two/x");

        jenkins.settle().maintain();

        assertThat(jenkins.nodeOf(first)).isEqualTo("b");
        assertThat(jenkins.nodeOf(second)).isEqualTo("a");
    }

    @Test
    void nodes_that_have_what_others_lack_are_kept_for_who_needs_it() {
        jenkins.node("a-gpu", 2, "linux", "gpu").node("b", 2, "linux").node("c", 2, "linux");
        QueuedItem any = jenkins.submit("shop/any", "linux", Duration.ofMinutes(1));
        QueuedItem gpu = jenkins.submit("shop/gpu", "linux && gpu", Duration.ofMinutes(1));

        jenkins.settle().maintain();

        assertThat(jenkins.nodeOf(any)).isEqualTo("b");
        assertThat(jenkins.nodeOf(gpu)).isEqualTo("a-gpu");
    }

    @Test
    void an_overloaded_node_is_spared_even_by_who_has_a_workspace_there() {
        QueuePolicy on = jenkins.policy;
        jenkins.policy = new QueuePolicy(
                true,
                true,
                true,
                new QueuePolicy.ScoreWeights(1, 1, 4, 1, 1, 1, 1),
                on.folderWeights(),
                on.rules(),
                on.throttles(),
                on.fairness());
        jenkins.node("a", 2).node("b", 2);
        jenkins.nodes.computeIfPresent("a", (name, node) -> node.measured(4, 0.9, 1));
        jenkins.past.ranOn("shop/main", "a");
        QueuedItem build = jenkins.submit("shop/main");

        jenkins.settle().maintain();

        assertThat(jenkins.nodeOf(build)).isEqualTo("b");
    }

    @Test
    void dear_and_slow_nodes_come_last() {
        jenkins.node("a", 1).node("b", 1).node("c", 1);
        jenkins.nodes.computeIfPresent("a", (name, node) -> node.costing(2, 1));
        jenkins.nodes.computeIfPresent("b", (name, node) -> node.costing(0, 0.5));
        QueuedItem first = jenkins.submit("one/x");
        QueuedItem second = jenkins.submit("two/x");

        jenkins.settle().maintain();

        assertThat(jenkins.nodeOf(first)).isEqualTo("c");
        assertThat(jenkins.nodeOf(second)).isEqualTo("b");
    }

    @Test
    void a_node_that_nobody_has_looked_at_yet_takes_builds() {
        jenkins.node("a", 1);
        jenkins.settle();

        jenkins.node("fresh", 1);
        QueuedItem first = jenkins.submit("one/x");
        QueuedItem second = jenkins.submit("two/x");
        jenkins.maintain();

        assertThat(List.of(jenkins.nodeOf(first), jenkins.nodeOf(second))).containsExactlyInAnyOrder("a", "fresh");
        assertThat(jenkins.withoutAnswer).isZero();
    }

    @Test
    void a_reserved_node_takes_nobody_and_says_for_whom_it_is() {
        jenkins.node("a", 1).node("b", 1);
        jenkins.nodes.computeIfPresent("a", (name, node) -> node.heldFor("alice"));
        jenkins.past.ranOn("shop/main", "a");
        QueuedItem build = jenkins.submit("shop/main");

        jenkins.settle().maintain();

        assertThat(jenkins.nodeOf(build)).isEqualTo("b");
        assertThat(jenkins.whyNotOn)
                .containsExactly("Slipway: a is reserved for alice; this starts there when the reservation ends");
    }

    @Test
    void who_has_reserved_a_node_may_use_it() {
        jenkins.node("a", 1);
        jenkins.nodes.computeIfPresent("a", (name, node) -> node.heldFor("shop/main#7"));
        QueuedItem block = jenkins.submit("shop/main");
        jenkins.settle();

        assertThat(jenkins.answers.whyNotOn("a", block)).isPresent();
        assertThat(jenkins.answers.whyNotOn("a", block.inTheNameOf("shop/main#7")))
                .isEmpty();
    }

    @Test
    void switched_off_there_is_no_answer_and_switched_on_again_there_is() {
        jenkins.node("a", 4).node("b", 4);
        jenkins.past.ranOn("shop/main", "b");
        QueuePolicy on = jenkins.policy;

        jenkins.policy = QueuePolicy.OFF;
        QueuedItem plain = jenkins.submit("shop/main");
        jenkins.settle().maintain();
        boolean actsWhenOff = jenkins.answers.isActing();
        jenkins.policy = on;
        QueuedItem placed = jenkins.submit("shop/main");
        jenkins.settle().maintain();

        assertThat(actsWhenOff).isFalse();
        assertThat(jenkins.withoutAnswer).isEqualTo(1);
        assertThat(jenkins.nodeOf(plain)).isEqualTo("a");
        assertThat(jenkins.nodeOf(placed)).isEqualTo("b");
        assertThat(jenkins.answers.isActing()).isTrue();
    }

    @Test
    void answers_that_nobody_renews_are_none_after_a_minute() {
        jenkins.node("a", 1).node("b", 1);
        jenkins.nodes.computeIfPresent("b", (name, node) -> node.heldFor("alice"));
        jenkins.settle();

        jenkins.pass(Duration.ofSeconds(61));
        QueuedItem build = jenkins.submit("shop/main");
        List<QueuedItem> items = new java.util.ArrayList<>(List.of(build));

        assertThat(jenkins.answers.isActing()).isFalse();
        assertThat(jenkins.answers.whyNotOn("b", build)).isEmpty();
        assertThat(jenkins.answers.choose(build, List.of("a", "b"), new int[] {1, 1}))
                .isEqualTo(-1);
        assertThat(jenkins.answers.sort(items, QueuedItem::id)).isFalse();
    }

    @Test
    void weights_are_taken_over_at_the_next_look() {
        jenkins.node("a", 4).node("b", 4);
        jenkins.runs("other/x", "b");
        jenkins.past.ranOn("shop/main", "b");
        QueuedItem warm = jenkins.submit("shop/main");
        jenkins.settle().maintain();
        QueuePolicy on = jenkins.policy;

        jenkins.policy = new QueuePolicy(
                true,
                true,
                true,
                new QueuePolicy.ScoreWeights(0, 5, 1, 1, 1, 1, 1),
                on.folderWeights(),
                on.rules(),
                new TreeMap<>(Map.of()),
                on.fairness());
        QueuedItem idle = jenkins.submit("shop/main");
        jenkins.settle().maintain();

        assertThat(jenkins.nodeOf(warm)).isEqualTo("b");
        assertThat(jenkins.nodeOf(idle)).isEqualTo("a");
    }
}

package io.slipway.jenkins.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.fairshare.Fairness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SharingTest {
    private static FakeController weighing(Map<String, Double> weights, List<JobRule> rules) {
        QueuePolicy on = FakeController.acting();
        return new FakeController(new QueuePolicy(
                true, true, true, on.weights(), new TreeMap<>(weights), rules, on.throttles(), on.fairness()));
    }

    private static List<String> jobsInOrder(FakeController jenkins) {
        List<QueuedItem> items = new ArrayList<>(jenkins.buildable);
        assertThat(jenkins.answers.sort(items, QueuedItem::id)).isTrue();
        return items.stream().map(QueuedItem::job).toList();
    }

    @Test
    void folders_take_turns_whoever_came_first() {
        FakeController jenkins = weighing(Map.of(), List.of()).node("a", 2);
        for (int i = 0; i < 3; i++) jenkins.submit("loud/job");
        for (int i = 0; i < 3; i++) jenkins.submit("quiet/job");

        jenkins.settle();

        assertThat(jobsInOrder(jenkins))
                .containsExactly("loud/job", "quiet/job", "loud/job", "quiet/job", "loud/job", "quiet/job");
    }

    @Test
    void a_folder_of_twice_the_weight_has_two_turns_for_one() {
        FakeController jenkins = weighing(Map.of("heavy", 2.0), List.of()).node("a", 2);
        for (int i = 0; i < 6; i++) jenkins.submit("heavy/job");
        for (int i = 0; i < 6; i++) jenkins.submit("light/job");

        jenkins.settle();

        assertThat(jobsInOrder(jenkins).subList(0, 6))
                .filteredOn(job -> job.equals("heavy/job"))
                .hasSize(4);
    }

    @Test
    void what_a_folder_runs_counts_for_its_next_turn() {
        FakeController jenkins = weighing(Map.of(), List.of()).node("a", 4);
        for (int i = 0; i < 3; i++) jenkins.runs("loud/job", "a");
        jenkins.settle();
        jenkins.submit("loud/next");
        jenkins.submit("quiet/job");
        jenkins.submit("quiet/job");

        jenkins.settle();

        assertThat(jobsInOrder(jenkins)).containsExactly("quiet/job", "quiet/job", "loud/next");
    }

    @Test
    void a_higher_priority_goes_first_within_its_folder_until_waiting_makes_up_for_it() {
        FakeController jenkins = weighing(Map.of(), List.of(new JobRule("shop/urgent", 1, new TreeMap<>())))
                .node("a", 1);
        jenkins.submit("shop/patient");
        jenkins.pass(Fairness.DEFAULT.ageing().minusSeconds(30));
        jenkins.submit("shop/urgent");
        jenkins.pass(Duration.ofMinutes(1));
        jenkins.submit("shop/urgent");

        jenkins.settle();

        assertThat(jobsInOrder(jenkins)).containsExactly("shop/urgent", "shop/patient", "shop/urgent");
    }

    @Test
    void a_priority_that_is_changed_counts_at_the_next_look() {
        FakeController jenkins = weighing(Map.of(), List.of()).node("a", 1);
        jenkins.submit("shop/first");
        QueuedItem second = jenkins.submit("shop/second");
        jenkins.settle();
        QueuedItem urgent = new QueuedItem(
                second.id(), second.job(), second.work(), "", second.tenant(), 5, second.claims(), second.since(), "");

        jenkins.waiting.put(second.id(), urgent);
        jenkins.settle();

        assertThat(jobsInOrder(jenkins)).containsExactly("shop/second", "shop/first");
    }

    @Test
    void who_came_since_the_last_look_comes_last() {
        FakeController jenkins = weighing(Map.of(), List.of()).node("a", 1);
        jenkins.submit("loud/one");
        jenkins.submit("loud/two");
        jenkins.settle();
        jenkins.submit("quiet/x");
        jenkins.submit("quiet/y");

        assertThat(jobsInOrder(jenkins)).containsExactly("loud/one", "loud/two", "quiet/x", "quiet/y");
    }

    @Test
    void a_folder_that_loses_its_weight_is_like_all_others_again() {
        FakeController jenkins = weighing(Map.of("heavy", 5.0), List.of()).node("a", 2);
        for (int i = 0; i < 3; i++) jenkins.submit("heavy/job");
        for (int i = 0; i < 3; i++) jenkins.submit("light/job");
        jenkins.settle();

        jenkins.policy = FakeController.acting();
        jenkins.settle();

        assertThat(jobsInOrder(jenkins).subList(0, 4))
                .containsExactly("heavy/job", "light/job", "heavy/job", "light/job");
    }

    @Test
    void asking_for_the_order_changes_nothing() {
        FakeController jenkins = weighing(Map.of(), List.of()).node("a", 2);
        for (int i = 0; i < 40; i++) jenkins.submit((i % 3 == 0 ? "a/job" : "b/job") + i);
        jenkins.settle();
        List<String> once = jobsInOrder(jenkins);

        for (int i = 0; i < 50; i++) jenkins.settle();

        assertThat(jobsInOrder(jenkins)).isEqualTo(once);
    }

    @Test
    void without_sharing_nothing_is_sorted() {
        QueuePolicy on = FakeController.acting();
        FakeController jenkins = new FakeController(new QueuePolicy(
                true, true, false, on.weights(), on.folderWeights(), on.rules(), on.throttles(), on.fairness()));
        jenkins.node("a", 1).submit("shop/main");

        jenkins.settle();

        assertThat(jenkins.answers.sort(new ArrayList<>(jenkins.buildable), QueuedItem::id))
                .isFalse();
    }

    @Test
    void a_clock_that_is_put_back_stops_nobody() {
        FakeController jenkins = weighing(Map.of(), List.of()).node("a", 1);
        jenkins.submit("shop/main");
        jenkins.settle().maintain().settle();

        jenkins.now = FakeController.START.minusSeconds(60);
        jenkins.owner.signal();
        jenkins.pass(Duration.ofMinutes(2));

        assertThat(jenkins.trouble).isEmpty();
    }
}

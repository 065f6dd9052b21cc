package io.slipway.core.fairshare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FairShareQueueTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Tenant SHOP = Tenant.of("acme/web/shop");
    private static final Tenant BLOG = Tenant.of("acme/web/blog");

    private final FairShareQueue<String> queue = new FairShareQueue<>(Fairness.DEFAULT);
    private final Demand cpu = queue.demand(Usage.of("cpu", 1));
    private final Demand gpu = queue.demand(Usage.of("gpu", 1));

    FairShareQueueTest() {
        queue.capacity(Usage.of("cpu", 10).with("gpu", 10));
    }

    @Test
    void the_first_who_came_is_the_first_to_go() {
        add("second", SHOP, 2);
        add("first", SHOP, 1);
        add("third", SHOP, 3);

        assertThat(startAll()).containsExactly("first", "second", "third");
    }

    @Test
    void tenants_that_used_equally_much_go_in_the_order_in_which_they_came() {
        add("blog", BLOG, 2);
        add("shop", SHOP, 1);
        add("other", Tenant.of("other/team/project"), 3);

        assertThat(startAll()).startsWith("shop", "other");
    }

    @Test
    void who_used_much_before_waits_for_who_did_not() {
        queue.usedBefore(SHOP, Usage.of("cpu", 3), Duration.ofMinutes(10), START);
        add("shop", SHOP, 1);
        add("blog", BLOG, 2);

        assertThat(startAll()).containsExactly("blog", "shop");
    }

    @Test
    void what_was_used_before_counts_as_what_was_just_used_here() {
        FairShareQueue<String> other = new FairShareQueue<>(Fairness.DEFAULT);
        other.capacity(Usage.of("cpu", 10));
        Ticket<String> ticket = other.add("task", SHOP, other.demand(Usage.of("cpu", 2)), 0, START, 0);
        other.started(ticket, MINUTE, START);
        other.finished(ticket, START.plus(MINUTE));

        queue.usedBefore(SHOP, Usage.of("cpu", 2), MINUTE, START.plus(MINUTE));

        assertThat(queue.used(SHOP, START.plus(MINUTE)))
                .isCloseTo(other.used(SHOP, START.plus(MINUTE)), within(0.0005))
                .isPositive();
    }

    @Test
    void the_higher_rank_goes_first_in_a_build() {
        queue.add("short", SHOP, cpu, 0, START, 10);
        queue.add("long", SHOP, gpu, 0, START, 30);
        queue.add("middle", SHOP, cpu, 0, START, 20);

        assertThat(startAll()).containsExactly("long", "middle", "short");
    }

    @Test
    void the_next_task_of_a_small_project_does_not_wait_behind_anothers_hundred() {
        for (int i = 0; i < 100; i++) add("shop" + i, SHOP, 0);
        assertThat(startSome(10)).hasSize(10);
        add("blog0", BLOG, 60);
        add("blog1", BLOG, 60);

        assertThat(startSome(3)).containsExactly("blog0", "blog1", "shop10");
    }

    @Test
    void nor_when_it_needs_most_what_the_other_has_not_used_yet() {
        for (int i = 0; i < 100; i++) add("shop" + i, SHOP, 0);
        for (int i = 0; i < 100; i++) queue.add("gpu" + i, SHOP, gpu, 0, START, 0);
        startSome(12);
        queue.add("blog gpu", BLOG, gpu, 0, START, 0);

        assertThat(startSome(1)).containsExactly("blog gpu");
    }

    @Test
    void the_order_that_is_told_is_the_one_in_which_they_start_seed_7() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 200; i++) {
            Tenant tenant = Tenant.of("org" + random.nextInt(3) + "/team" + random.nextInt(2));
            Demand demand = random.nextInt(3) == 0 ? gpu : cpu;
            queue.add("task" + i, tenant, demand, random.nextInt(3), START.plusSeconds(random.nextInt(900)), 0);
        }
        Instant now = START.plusSeconds(1000);

        List<String> told =
                queue.order(task -> MINUTE, now).stream().map(Ticket::item).toList();
        List<String> toldAgain =
                queue.order(task -> MINUTE, now).stream().map(Ticket::item).toList();

        List<String> started = new ArrayList<>();
        Pass<String> pass = queue.pass(now);
        for (Optional<Ticket<String>> turn = pass.next(); turn.isPresent(); turn = pass.next()) {
            queue.started(turn.get(), MINUTE, now);
            started.add(turn.get().item());
        }
        assertThat(told).hasSize(200);
        assertThat(toldAgain).isEqualTo(told);
        assertThat(started).isEqualTo(told);
    }

    @Test
    void to_be_told_the_order_charges_nobody_and_starts_nothing() {
        queue.add("running", SHOP, cpu, 0, START, 0);
        startAll();
        Ticket<String> waiting = queue.add("waiting", SHOP, cpu, 0, START, 0);
        double used = queue.used(SHOP, START.plusSeconds(1000));

        queue.order(task -> MINUTE, START.plusSeconds(1000));

        assertThat(waiting.isWaiting()).isTrue();
        assertThat(queue.waiting()).isEqualTo(1);
        assertThat(queue.used(SHOP, START.plusSeconds(1000))).isEqualTo(used);
        assertThat(queue.held(SHOP).amount("cpu")).isEqualTo(1);
    }

    @Test
    void twice_the_weight_gets_twice_as_much() {
        queue.share(SHOP, Share.weighing(2));
        for (int i = 0; i < 60; i++) {
            add("shop", SHOP, 0);
            add("blog", BLOG, 0);
        }

        assertThat(startSome(30).stream().filter("shop"::equals)).hasSize(20);
    }

    @Test
    void a_team_with_many_projects_gets_no_more_than_one_with_one() {
        for (int i = 0; i < 60; i++) {
            add("many", Tenant.of("acme/web/project" + i % 10), 0);
            add("one", Tenant.of("acme/mobile/app"), 0);
        }

        assertThat(startSome(40).stream().filter("one"::equals)).hasSize(20);
    }

    @Test
    void what_was_used_counts_half_after_a_half_life() {
        add("shop", SHOP, 0);
        Ticket<String> ticket = next(START).orElseThrow();
        queue.started(ticket, MINUTE, START);
        Instant end = START.plus(MINUTE);
        queue.finished(ticket, end);

        double then = queue.used(SHOP, end);
        double later = queue.used(SHOP, end.plus(Fairness.DEFAULT.halfLife()));

        assertThat(then).isPositive();
        assertThat(later).isCloseTo(then / 2, within(1e-12));
        assertThat(queue.used(BLOG, end)).isZero();
    }

    @Test
    void who_always_holds_all_of_something_used_all_of_it() {
        Demand all = queue.demand(Usage.of("cpu", 10));
        queue.add("all", SHOP, all, 0, START, 0);
        queue.started(next(START).orElseThrow(), MINUTE, START);

        // Charged in time though it was expected to end after a minute, and however often the clock's base moved on.
        Instant later = START.plus(Duration.ofDays(30));
        queue.pass(later);

        assertThat(queue.used(SHOP, later)).isBetween(1.0, 2.0);
        assertThat(queue.held(SHOP)).isEqualTo(Usage.of("cpu", 10));
    }

    @Test
    void use_is_put_right_when_a_task_ends_early() {
        add("shop", SHOP, 0);
        add("blog", BLOG, 0);
        Ticket<String> shop = next(START).orElseThrow();
        queue.started(shop, Duration.ofMinutes(20), START);
        Ticket<String> blog = next(START).orElseThrow();
        queue.started(blog, Duration.ofMinutes(1), START);
        Instant end = START.plus(MINUTE);
        queue.finished(shop, end);
        queue.finished(blog, end);

        assertThat(queue.used(SHOP, end)).isCloseTo(queue.used(BLOG, end), within(1e-12));
        assertThat(queue.held(SHOP)).isEqualTo(Usage.NOTHING);
    }

    @Test
    void the_order_is_kept_when_a_year_passes() {
        add("shop", SHOP, 0);
        add("blog", BLOG, 0);
        Ticket<String> shop = next(START).orElseThrow();
        queue.started(shop, MINUTE, START);
        Ticket<String> blog = next(START).orElseThrow();
        queue.started(blog, MINUTE, START);
        Instant year = START.plus(Duration.ofDays(365));
        queue.finished(blog, START.plusSeconds(30));
        queue.finished(shop, year);
        add("shop", SHOP, 0);
        add("blog", BLOG, 1);

        assertThat(next(year).map(Ticket::item)).contains("blog");
        assertThat(queue.used(SHOP, year)).isCloseTo(0.1, within(0.01));
    }

    @Test
    void tenants_that_have_nothing_here_and_used_nothing_lately_are_forgotten() {
        queue.share(BLOG, Share.weighing(3));
        Instant now = START;
        for (int i = 0; i < 5_000; i++) {
            now = now.plusSeconds(60);
            Ticket<String> ticket = queue.add("task", Tenant.of("visitor-" + i), cpu, 0, now, 0);
            if (i % 3 == 0) {
                queue.remove(ticket);
            } else {
                queue.started(ticket, MINUTE, now);
                queue.finished(ticket, now.plusSeconds(30));
            }
        }

        assertThat(queue.tenants())
                .as("of 5,001, 600 minutes are 20 half-lives")
                .isLessThan(2_000);
        assertThat(queue.used(Tenant.of("visitor-4999"), now)).isPositive();
        assertThat(queue.shareOf(BLOG)).isEqualTo(Share.weighing(3));
        add("shop", SHOP, 0);
        add("blog", BLOG, 1);
        assertThat(startAll(now)).containsExactly("shop", "blog");
    }

    @Test
    void who_waits_is_held_or_runs_is_never_forgotten() {
        Ticket<String> waits = queue.add("waits", Tenant.of("waits"), cpu, 0, START, 0);
        Ticket<String> held = queue.add("held", Tenant.of("held"), cpu, 0, START, 0);
        Ticket<String> runs = queue.add("runs", Tenant.of("runs"), cpu, 0, START, 0);
        queue.started(runs, MINUTE, START);
        queue.hold(held);
        for (int i = 0; i < 500; i++) queue.remove(queue.add("task", Tenant.of("visitor-" + i), cpu, 0, START, 0));

        assertThat(queue.tenants()).isLessThan(200);
        assertThat(queue.held(Tenant.of("runs"))).isEqualTo(Usage.of("cpu", 1));
        queue.resume(held);
        queue.finished(runs, START.plusSeconds(1));
        assertThat(startAll()).containsExactlyInAnyOrder("waits", "held");
        assertThat(waits.state).isEqualTo(Ticket.State.RUNNING);
    }

    @Test
    void a_thousand_years_pass_at_once_and_what_was_used_before_counts_for_nothing() {
        Instant longAgo = START.minus(Duration.ofDays(365_000));
        add("shop", SHOP, 0);
        add("blog", BLOG, 0);
        Ticket<String> shop = next(longAgo).orElseThrow();
        queue.started(shop, MINUTE, longAgo);
        Ticket<String> blog = next(longAgo).orElseThrow();
        queue.started(blog, MINUTE, longAgo);
        queue.finished(blog, longAgo.plusSeconds(60));

        assertTimeout(Duration.ofSeconds(1), () -> queue.pass(START));

        assertThat(queue.used(BLOG, START)).isZero();
        queue.finished(shop, START);
        assertThat(queue.used(SHOP, START)).as("it ran all the time").isCloseTo(0.1, within(0.01));
        assertThat(queue.used(SHOP, START.plus(Duration.ofMinutes(30)))).isCloseTo(0.05, within(0.005));
    }

    @Test
    void time_that_runs_backwards_stands_still() {
        add("shop", SHOP, 0);
        Ticket<String> shop = next(START).orElseThrow();
        queue.started(shop, MINUTE, START);
        queue.finished(shop, START.minus(Duration.ofDays(1)));

        assertThat(queue.used(SHOP, START)).isZero();
    }

    @Test
    void higher_priority_comes_first_until_the_others_are_old_enough() {
        queue.add("old", SHOP, cpu, 0, START.minus(Duration.ofMinutes(11)), 0);
        queue.add("new", SHOP, cpu, 0, START, 0);
        queue.add("urgent", SHOP, cpu, 1, START, 0);

        assertThat(startAll()).containsExactly("old", "urgent", "new");
    }

    @Test
    void a_priority_can_be_changed_while_it_waits() {
        add("first", SHOP, 0);
        Ticket<String> second = queue.add("second", SHOP, cpu, 0, START, 0);
        Ticket<String> held = queue.add("held", SHOP, cpu, 0, START, 0);
        queue.hold(held);

        queue.reprioritise(second, 1);
        queue.reprioritise(held, 2);
        queue.resume(held);

        assertThat(held.priority()).isEqualTo(2);
        assertThat(startAll()).containsExactly("held", "second", "first");
    }

    @Test
    void what_is_held_keeps_its_place() {
        Ticket<String> first = queue.add("first", SHOP, cpu, 0, START, 0);
        add("second", SHOP, 0);

        queue.hold(first);
        assertThat(queue.waiting()).isEqualTo(1);
        assertThat(next(START).map(Ticket::item)).contains("second");
        queue.resume(first);

        assertThat(startAll()).containsExactly("first", "second");
    }

    @Test
    void what_is_removed_is_not_offered() {
        Ticket<String> first = queue.add("first", SHOP, cpu, 0, START, 0);
        Ticket<String> second = queue.add("second", SHOP, cpu, 0, START, 0);
        add("third", SHOP, 0);
        queue.hold(second);

        queue.remove(first);
        queue.remove(second);

        assertThat(startAll()).containsExactly("third");
        assertThat(queue.waiting()).isZero();
        assertThat(first.state).isEqualTo(Ticket.State.GONE);
    }

    @Test
    void what_does_not_fit_is_passed_over_everywhere() {
        queue.add("gpu of shop", SHOP, gpu, 0, START, 0);
        queue.add("gpu of blog", BLOG, gpu, 0, START, 0);
        queue.add("cpu", BLOG, cpu, 0, START.plusSeconds(1), 0);

        Pass<String> pass = queue.pass(START);

        assertThat(pass.next().map(Ticket::item)).contains("gpu of shop");
        assertThat(pass.next().map(Ticket::item)).contains("cpu");
        assertThat(pass.next()).isEmpty();
    }

    @Test
    void what_is_added_during_a_pass_is_offered_in_it() {
        add("first", SHOP, 0);
        Pass<String> pass = queue.pass(START);
        queue.started(pass.next().orElseThrow(), MINUTE, START);
        List<String> later = new ArrayList<>();
        // More demands than there was room for in a set when the pass began.
        for (int i = 0; i < 200; i++) queue.add("" + i, SHOP, queue.demand(Usage.of("cpu", i)), 0, START, -i);

        for (Optional<Ticket<String>> turn = pass.next(); turn.isPresent(); turn = pass.next()) {
            later.add(turn.get().item());
        }

        assertThat(later).hasSize(200).startsWith("0", "1", "2");
    }

    @Test
    void a_tenant_does_not_hold_more_than_its_limit() {
        queue.share(Tenant.of("acme/web"), Share.EQUAL.holdingAtMost(Usage.of("cpu", 3)));
        for (int i = 0; i < 5; i++) add("shop" + i, SHOP, 0);
        queue.add("gpu", SHOP, gpu, 0, START, 0);
        add("other", Tenant.of("other/team/project"), 0);

        assertThat(startAll()).containsExactlyInAnyOrder("shop0", "gpu", "other", "shop1", "shop2");
    }

    @Test
    void a_limit_ends_with_the_tasks_that_met_it() {
        queue.share(SHOP, Share.EQUAL.holdingAtMost(Usage.of("cpu", 1)));
        add("first", SHOP, 0);
        add("second", SHOP, 0);
        Ticket<String> first = next(START).orElseThrow();
        queue.started(first, MINUTE, START);
        assertThat(next(START)).isEmpty();

        queue.finished(first, START.plusSeconds(1));

        assertThat(next(START.plusSeconds(1)).map(Ticket::item)).contains("second");
    }

    @Test
    void no_more_is_borrowed_than_the_limit_for_borrowing_says() {
        queue.share(SHOP, Share.EQUAL.guaranteeing(Usage.of("cpu", 2)).borrowingAtMost(Usage.of("cpu", 1)));
        for (int i = 0; i < 5; i++) add("shop" + i, SHOP, 0);

        assertThat(startAll()).hasSize(3);
    }

    @Test
    void who_holds_less_than_is_guaranteed_comes_first_whatever_it_used() {
        queue.share(Tenant.of("acme"), Share.EQUAL.guaranteeing(Usage.of("cpu", 2)));
        add("used", SHOP, 0);
        Ticket<String> used = next(START).orElseThrow();
        queue.started(used, Duration.ofMinutes(30), START);
        Instant later = START.plus(Duration.ofMinutes(30));
        queue.finished(used, later);
        for (int i = 0; i < 4; i++) {
            add("acme" + i, SHOP, 2);
            add("other" + i, Tenant.of("other/team/project"), 1);
        }

        assertThat(startAll(later)).startsWith("acme0", "acme1", "other0", "other1");
    }

    @Test
    void a_wrong_use_is_refused() {
        Ticket<String> ticket = queue.add("task", SHOP, cpu, 0, START, 0);
        Pass<String> ended = queue.pass(START);
        queue.pass(START);

        assertThatThrownBy(ended::next).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> queue.finished(ticket, START)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> queue.resume(ticket)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> queue.add("task", SHOP, cpu, 1_001, START, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1001");
    }

    @Test
    void a_task_that_asks_for_what_nobody_has_waits_like_others() {
        Demand unknown = queue.demand(Usage.of("unicorn", 1));
        queue.add("unknown", SHOP, unknown, 0, START, 0);
        add("known", SHOP, 1);

        assertThat(startAll()).containsExactly("unknown", "known");
        assertThat(unknown.usage().amount("unicorn")).isEqualTo(1);
        assertThat(queue.held(SHOP)).isEqualTo(Usage.of("unicorn", 1).plus(Usage.of("cpu", 1)));
        assertThat(queue.held(Tenant.of("nobody"))).isEqualTo(Usage.NOTHING);
    }

    private void add(String item, Tenant tenant, int second) {
        queue.add(item, tenant, cpu, 0, START.plusSeconds(second), 0);
    }

    private Optional<Ticket<String>> next(Instant now) {
        return queue.pass(now).next();
    }

    private List<String> startAll() {
        return startAll(START);
    }

    private List<String> startAll(Instant now) {
        List<String> started = new ArrayList<>();
        Pass<String> pass = queue.pass(now);
        for (Optional<Ticket<String>> turn = pass.next(); turn.isPresent(); turn = pass.next()) {
            queue.started(turn.get(), MINUTE, now);
            started.add(turn.get().item());
        }
        return started;
    }

    private List<String> startSome(int count) {
        List<String> started = new ArrayList<>();
        Pass<String> pass = queue.pass(START);
        while (started.size() < count) {
            Ticket<String> turn = pass.next().orElseThrow();
            queue.started(turn, MINUTE, START);
            started.add(turn.item());
        }
        return started;
    }
}

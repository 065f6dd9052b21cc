package io.slipway.core.fairshare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairShareQueueTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Tenant SHOP = Tenant.of("acme/web/shop");
    private static final Tenant BLOG = Tenant.of("acme/web/blog");

    private final FairShareQueue<String> queue = new FairShareQueue<>(Fairness.DEFAULT);
    private final Demand cpu = queue.demand(Usage.of("cpu", 1));
    private Instant now = START;

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
    void the_next_task_of_a_small_project_does_not_wait_behind_anothers_hundred() {
        for (int i = 0; i < 100; i++) add("shop" + i, SHOP, 0);
        assertThat(startSome(10)).hasSize(10);
        add("blog0", BLOG, 60);
        add("blog1", BLOG, 60);

        assertThat(startSome(3)).containsExactly("blog0", "blog1", "shop10");
    }

    @Test
    void higher_priority_comes_first_until_the_others_are_old_enough() {
        queue.add("old", SHOP, cpu, 0, START.minus(Duration.ofMinutes(11)), 0);
        queue.add("new", SHOP, cpu, 0, START, 0);
        queue.add("urgent", SHOP, cpu, 1, START, 0);

        assertThat(startAll()).containsExactly("old", "urgent", "new");
    }

    @Test
    void what_does_not_fit_is_passed_over_everywhere() {
        Demand gpu = queue.demand(Usage.of("gpu", 1));
        queue.add("gpu of shop", SHOP, gpu, 0, START, 0);
        queue.add("gpu of blog", BLOG, gpu, 0, START, 0);
        queue.add("cpu", BLOG, cpu, 0, START.plusSeconds(1), 0);
        List<String> offered = new ArrayList<>();

        Pass<String> pass = queue.pass(now);
        pass.next().ifPresent(ticket -> offered.add(ticket.item()));
        pass.next().ifPresent(ticket -> offered.add(ticket.item()));

        assertThat(offered).containsExactly("gpu of shop", "cpu");
        assertThat(pass.next()).isEmpty();
    }

    @Test
    void a_tenant_does_not_hold_more_than_its_limit() {
        queue.share(Tenant.of("acme/web"), Share.EQUAL.holdingAtMost(Usage.of("cpu", 3)));
        for (int i = 0; i < 5; i++) add("shop" + i, SHOP, 0);
        add("other", Tenant.of("other/team/project"), 0);

        assertThat(startAll()).containsExactly("shop0", "other", "shop1", "shop2");
    }

    private void add(String item, Tenant tenant, int second) {
        queue.add(item, tenant, cpu, 0, START.plusSeconds(second), 0);
    }

    private List<String> startAll() {
        return startSome(Integer.MAX_VALUE);
    }

    private List<String> startSome(int count) {
        List<String> started = new ArrayList<>();
        Pass<String> pass = queue.pass(now);
        for (Optional<Ticket<String>> turn = pass.next(); turn.isPresent(); turn = pass.next()) {
            queue.started(turn.get(), MINUTE, now);
            started.add(turn.get().item());
            if (started.size() == count) break;
        }
        return started;
    }
}

package io.slipway.core.fairshare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GiveBackTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Tenant SHOP = Tenant.of("acme/web/shop");
    private static final Tenant BLOG = Tenant.of("acme/web/blog");
    private static final Tenant OTHER = Tenant.of("other/team/project");
    private static final Share HALF = Share.EQUAL.guaranteeing(Usage.of("cpu", 5));

    private final FairShareQueue<String> queue = new FairShareQueue<>(Fairness.DEFAULT);
    private final Demand cpu = queue.demand(Usage.of("cpu", 1));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    GiveBackTest() {
        queue.capacity(Usage.of("cpu", 10).with("memory", 100));
    }

    @Test
    void the_last_that_borrowed_gives_back_what_is_guaranteed_to_another() {
        queue.share(Tenant.of("acme"), HALF);
        queue.share(Tenant.of("other"), HALF);
        for (int i = 0; i < 8; i++) run("other" + i, OTHER, cpu);
        for (int i = 0; i < 2; i++) run("shop" + i, SHOP, cpu);

        assertThat(items(queue.giveBack(wait(SHOP, cpu), 10))).containsExactly("other7", "other6", "other5");
        assertThat(items(queue.giveBack(wait(SHOP, cpu), 2))).containsExactly("other7", "other6");
        assertThat(queue.giveBack(wait(OTHER, cpu), 10)).isEmpty();
    }

    @Test
    void without_a_guarantee_nothing_is_given_back() {
        for (int i = 0; i < 10; i++) run("other" + i, OTHER, cpu);

        assertThat(queue.giveBack(wait(SHOP, cpu), 10)).isEmpty();
    }

    @Test
    void what_is_not_named_is_not_guaranteed() {
        queue.share(SHOP, HALF);
        queue.share(Tenant.of("acme"), HALF);
        Demand both = queue.demand(Usage.of("cpu", 1).with("memory", 1));
        for (int i = 0; i < 10; i++) run("other" + i, OTHER, cpu);

        assertThat(queue.giveBack(wait(SHOP, both), 10)).isEmpty();
        assertThat(queue.giveBack(wait(SHOP, cpu), 10)).hasSize(10);
    }

    @Test
    void siblings_that_borrow_give_back_first_but_not_what_their_team_is_guaranteed() {
        queue.share(SHOP, HALF);
        queue.share(Tenant.of("acme/web"), HALF);
        queue.share(Tenant.of("acme"), HALF);
        run("blog0", BLOG, cpu);
        for (int i = 0; i < 5; i++) run("other" + i, OTHER, cpu);
        run("blog1", BLOG, cpu);

        assertThat(items(queue.giveBack(wait(SHOP, cpu), 3))).containsExactly("blog1", "other4", "other3");
    }

    @Test
    void who_borrows_most_by_weight_gives_back_first_and_a_task_too_large_to_be_borrowed_stays() {
        queue.share(Tenant.of("acme"), HALF);
        queue.share(Tenant.of("other"), Share.weighing(10).guaranteeing(Usage.of("cpu", 1)));
        queue.share(Tenant.of("third"), Share.EQUAL.guaranteeing(Usage.of("cpu", 2)));
        run("other small", OTHER, cpu);
        run("other large", OTHER, queue.demand(Usage.of("cpu", 4)));
        run("third small", Tenant.of("third/team"), cpu);
        run("third large", Tenant.of("third/team"), queue.demand(Usage.of("cpu", 3)));

        List<Ticket<String>> given = queue.giveBack(wait(SHOP, cpu), 10);

        assertThat(items(given)).containsExactly("third small", "other large");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void two_tenants_do_not_take_from_each_other_for_ever(long seed) {
        // Every task that gave back waits again at once and claims in its turn what it can.
        SplittableRandom random = new SplittableRandom(seed);
        List<Tenant> tenants = List.of(SHOP, BLOG, OTHER, Tenant.of("other/second/project"));
        for (String path : List.of("acme", "other", "acme/web", "acme/web/shop", "acme/web/blog", "other/team"))
            queue.share(
                    Tenant.of(path),
                    Share.EQUAL.guaranteeing(Usage.of("cpu", random.nextInt(6)).with("memory", random.nextInt(60))));
        List<Ticket<String>> waiting = new ArrayList<>();
        Usage free = Usage.of("cpu", 10).with("memory", 100);
        for (int i = 0; i < 40; i++) {
            Demand demand = queue.demand(Usage.of("cpu", random.nextInt(3)).with("memory", random.nextInt(30)));
            waiting.add(queue.add("task" + i, tenants.get(random.nextInt(4)), demand, 0, now, 0));
        }

        int rounds = 0;
        boolean moved = true;
        while (moved && rounds < 500) {
            moved = false;
            rounds++;
            for (Ticket<String> claimant : List.copyOf(waiting)) {
                Usage asks = claimant.demand().usage();
                List<Ticket<String>> given = new ArrayList<>();
                Usage room = free;
                for (Ticket<String> giver : queue.giveBack(claimant, 100)) {
                    if (fits(asks, room)) break;
                    given.add(giver);
                    room = room.plus(giver.demand().usage());
                }
                if (!fits(asks, room)) continue;
                for (Ticket<String> giver : given) queue.finished(giver, now);
                queue.started(claimant, MINUTE, now);
                waiting.remove(claimant);
                for (Ticket<String> giver : given) waiting.add(again(giver));
                free = minus(room, asks);
                moved = true;
            }
        }

        assertThat(rounds).as("rounds until nobody takes anything more").isLessThan(500);
    }

    private static boolean fits(Usage asks, Usage room) {
        return asks.amount("cpu") <= room.amount("cpu") && asks.amount("memory") <= room.amount("memory");
    }

    private static Usage minus(Usage room, Usage asks) {
        return Usage.of("cpu", room.amount("cpu") - asks.amount("cpu"))
                .with("memory", room.amount("memory") - asks.amount("memory"));
    }

    private Ticket<String> again(Ticket<String> ticket) {
        Tenant tenant = Tenant.of(tenantOf(ticket.leaf));
        return queue.add(ticket.item(), tenant, ticket.demand(), 0, now, 0);
    }

    private static String tenantOf(TenantNode<String> node) {
        TenantNode<String> parent = node.parent;
        if (parent == null || parent.parent == null) return node.name;
        return tenantOf(parent) + "/" + node.name;
    }

    private void run(String item, Tenant tenant, Demand demand) {
        now = now.plusSeconds(1);
        queue.started(queue.add(item, tenant, demand, 0, now, 0), MINUTE, now);
    }

    private Ticket<String> wait(Tenant tenant, Demand demand) {
        return queue.add("claimant", tenant, demand, 0, now, 0);
    }

    private static List<String> items(List<Ticket<String>> tickets) {
        return tickets.stream().map(Ticket::item).toList();
    }
}

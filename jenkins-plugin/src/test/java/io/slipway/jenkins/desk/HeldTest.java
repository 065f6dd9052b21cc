package io.slipway.jenkins.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.run.RunId;
import io.slipway.jenkins.capability.NodeLoad;
import io.slipway.jenkins.farm.NodeFacts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bodies of steps hold, as the steps use it. */
class HeldTest {
    @TempDir
    Path directory;

    private final List<String> told = new ArrayList<>();
    private Office office;
    private Places places;

    @BeforeEach
    void opens_an_office() {
        office = new Office(directory.resolve("desk")).build("x#1").build("x#2");
    }

    private void open() {
        office.open();
        places = new Places(office.desk, () -> told.add("look again"));
    }

    private static PlaceWish wish(String id, Map<String, String> requires) {
        return new PlaceWish(new RunId(id), "x#1", Selector.of(requires), Selector.any(), new Resources(0, 0), 0);
    }

    private void ask(String id, Map<String, String> requires) {
        places.ask(wish(id, requires), sentence -> told.add(id + ": " + sentence));
        office.settle();
    }

    @Test
    void a_body_waits_with_a_reason_until_a_node_is_there_and_begins_on_that_node_only() {
        open();
        ask("p", Map.of("jdk", ">=17"));
        places.beat();
        places.beat();
        assertThat(places.whyNot(new RunId("p")))
                .contains("Slipway: there is no node; add one in Manage Jenkins, Nodes");
        assertThat(told).containsExactly("p: Slipway: there is no node; add one in Manage Jenkins, Nodes");

        office.node(NodeFacts.of("a", 1).with(new java.util.TreeMap<>(Map.of("jdk", "17"))))
                .beat();

        assertThat(places.whyNot(new RunId("p"))).isEmpty();
        assertThat(places.allotted(new RunId("p"))).contains("a");
        assertThat(told).endsWith("p: Slipway chose a", "look again");
    }

    @Test
    void a_body_goes_to_the_node_that_keeps_up() {
        office.node(NodeFacts.of("a", 1).with(new NodeLoad(4, 0.9, 1).vitals()))
                .node(NodeFacts.of("b", 1).with(new NodeLoad(0.1, 0, 2).vitals()));
        open();
        office.beat();

        ask("p", Map.of());

        assertThat(places.allotted(new RunId("p"))).contains("b");
    }

    @Test
    void a_place_is_given_back_when_its_body_ends_or_never_begins() {
        office.node("a", 1);
        open();
        ask("p1", Map.of());
        ask("p2", Map.of());
        ask("p3", Map.of());

        places.begun(new RunId("p1"));
        places.ended(new RunId("p2"));
        places.ended(new RunId("p1"));
        places.ended(new RunId("p1"));
        office.settle();

        assertThat(places.allotted(new RunId("p3"))).contains("a");
        assertThat(places.isKnown(new RunId("p1"))).isFalse();
        assertThat(places.whyNot(new RunId("p2"))).contains("Slipway is choosing a node");
    }

    @Test
    void a_body_that_was_not_begun_when_its_node_went_away_gets_another_one() {
        office.node("a", 1).node("b", 1);
        open();
        ask("p", Map.of());
        String first = places.allotted(new RunId("p")).orElseThrow();

        office.nodes.remove(first);
        office.beats(30);

        assertThat(places.allotted(new RunId("p"))).isPresent().get().isNotEqualTo(first);
    }

    @Test
    void a_body_that_has_begun_is_not_begun_again_elsewhere() {
        office.node("a", 1).node("b", 1);
        open();
        ask("p", Map.of());
        String first = places.allotted(new RunId("p")).orElseThrow();
        places.begun(new RunId("p"));

        office.nodes.remove(first);
        office.beats(30);

        assertThat(places.allotted(new RunId("p"))).contains(first);
        assertThat(told).last().asString().contains("no longer counts this body");
    }

    @Test
    void a_body_that_runs_keeps_its_place_over_a_restart() {
        office.node("a", 1);
        open();
        ask("p1", Map.of());
        places.begun(new RunId("p1"));
        ask("p2", Map.of());
        office.desk.abandon();
        open();

        places.takeUp(wish("p1", Map.of()), Optional.of("a"), told::add);
        places.takeUp(wish("p2", Map.of()), Optional.empty(), told::add);
        office.settle().beats(20);
        assertThat(places.allotted(new RunId("p2"))).isEmpty();
        places.ended(new RunId("p1"));
        office.settle();

        assertThat(places.allotted(new RunId("p2"))).contains("a");
    }

    @Test
    void bodies_that_the_desk_has_forgotten_are_asked_for_anew_where_they_run() {
        office.node("a", 1).node("b", 1);
        open();

        places.takeUp(wish("p1", Map.of()), Optional.of("b"), told::add);
        places.takeUp(wish("p2", Map.of()), Optional.empty(), told::add);
        office.settle();
        ask("p3", Map.of());

        assertThat(places.allotted(new RunId("p1"))).contains("b");
        assertThat(places.allotted(new RunId("p2"))).contains("a");
        assertThat(places.allotted(new RunId("p3"))).isEmpty();
    }

    @Test
    void a_cancelled_place_says_so_and_is_free_for_others() {
        office.node("a", 1);
        open();
        ask("p1", Map.of());
        ask("p2", Map.of());

        office.desk.cancel("admin", new RunId("p1"), "not today");
        office.settle();

        assertThat(places.whyNot(new RunId("p1"))).contains("Slipway gave up: not today");
        assertThat(places.allotted(new RunId("p2"))).contains("a");
    }

    private HeldThrottle throttle(String id, int weight) {
        HeldThrottle held = HeldThrottle.ask(office.desk, new RunId(id), "x#1", "db", weight, telling(id));
        office.settle();
        return held;
    }

    private HeldThrottle.Told telling(String id) {
        return new HeldThrottle.Told() {
            @Override
            public void granted() {
                told.add(id + " granted");
            }

            @Override
            public void denied(String why) {
                told.add(id + " denied: " + why);
            }

            @Override
            public void waits(String why) {
                told.add(id + " waits: " + why);
            }
        };
    }

    @Test
    void a_throttle_class_is_held_until_it_is_released_and_says_who_holds_it() {
        open();
        office.limit(2);
        HeldThrottle first = throttle("t1", 2);
        HeldThrottle second = throttle("t2", 1);
        second.beat();
        second.beat();

        assertThat(first.status()).isEqualTo("held");
        assertThat(second.status()).contains("held by x#1");
        first.release();
        first.release();
        office.settle();

        assertThat(told)
                .containsExactly(
                        "t1 granted",
                        "t2 waits: throttle class db, of which it needs 1 and 0 are free; held by x#1",
                        "t2 granted");
    }

    @Test
    void a_throttle_class_that_is_released_while_it_waits_is_never_granted() {
        open();
        office.limit(1);
        HeldThrottle first = throttle("t1", 1);
        throttle("t2", 1).release();
        first.release();
        office.settle();

        assertThat(told).containsExactly("t1 granted");
        throttle("t3", 1);
        assertThat(told).last().isEqualTo("t3 granted");
    }

    @Test
    void a_throttle_class_counts_on_after_a_restart_and_begins_no_body_twice() {
        open();
        office.limit(1);
        throttle("t1", 1);
        throttle("t2", 1);
        office.desk.abandon();
        open();

        HeldThrottle first = HeldThrottle.takeUp(office.desk, new RunId("t1"), "x#1", "db", 1, true, telling("t1"));
        HeldThrottle.takeUp(office.desk, new RunId("t2"), "x#1", "db", 1, false, telling("t2"));
        HeldThrottle.takeUp(office.desk, new RunId("lost"), "x#1", "db", 1, true, telling("lost"));
        office.settle().beat();
        assertThat(told).containsExactly("t1 granted");
        first.release();
        office.settle();

        assertThat(told).containsExactly("t1 granted", "t2 granted");
    }

    private HeldBench.Told guest(String id) {
        return new HeldBench.Told() {
            @Override
            public void granted(Instant until) {
                told.add(id + " granted");
            }

            @Override
            public void says(String sentence) {
                told.add(id + ": " + sentence);
            }

            @Override
            public void ended(String why) {
                told.add(id + " ended: " + why);
            }
        };
    }

    private HeldBench bench(String id, Duration patience) {
        HeldBench held = HeldBench.ask(
                office.desk, id, "x#1", "rig", Duration.ofMinutes(10), office.now.plus(patience), guest(id));
        office.settle();
        return held;
    }

    @Test
    void a_bench_warns_before_its_time_is_over_and_ends_then() {
        open();
        HeldBench held = bench("b1", Duration.ofDays(1));
        assertThat(held.status()).isEqualTo("bench rig held by x#1 until 2026-03-01T12:10:00Z");

        held.beat(office.now.plusSeconds(500));
        held.beat(office.now.plusSeconds(540));
        held.beat(office.now.plusSeconds(550));
        office.after(Duration.ofMinutes(10));
        held.beat(office.now);

        assertThat(told)
                .containsExactly(
                        "b1 granted",
                        "b1: bench rig is given back at 2026-03-01T12:10:00Z, in 60 s, and this body is ended then;"
                                + " extend it on Jenkins' page slipway-benches if it needs longer",
                        "b1 ended: the time for bench rig is over; reserve it for longer");
    }

    @Test
    void an_extension_is_said_and_counts() {
        open();
        HeldBench held = bench("b1", Duration.ofDays(1));

        office.desk.extend("alice", "b1", office.now.plus(Duration.ofMinutes(20)));
        office.settle().after(Duration.ofMinutes(11));

        assertThat(told).containsExactly("b1 granted", "b1: alice extended bench rig until 2026-03-01T12:20:00Z");
        held.release();
        office.settle();
        assertThat(office.desk.bookings()).isEmpty();
        assertThat(told).hasSize(2);
    }

    @Test
    void who_waits_for_a_bench_is_told_who_holds_it_and_gives_up_in_time() {
        open();
        bench("b1", Duration.ofDays(1));
        HeldBench second = bench("b2", Duration.ofMinutes(5));
        second.beat(office.now);
        second.beat(office.now);
        assertThat(second.status()).isEqualTo("waits: bench rig is held by x#1 until 2026-03-01T12:10:00Z");

        office.after(Duration.ofMinutes(6));

        assertThat(told)
                .endsWith(
                        "b2: bench rig is held by x#1 until 2026-03-01T12:10:00Z",
                        "b2 ended: bench rig was not free in time; try again, or wait longer");
    }

    @Test
    void a_bench_is_taken_up_after_a_restart_or_said_to_be_gone() {
        open();
        bench("b1", Duration.ofDays(1));
        bench("b2", Duration.ofDays(1));
        office.desk.abandon();
        open();
        Instant deadline = office.now.plus(Duration.ofDays(1));
        Duration length = Duration.ofMinutes(10);

        HeldBench.takeUp(office.desk, "b1", "x#1", "rig", length, deadline, true, guest("b1"));
        HeldBench.takeUp(office.desk, "b2", "x#1", "rig", length, deadline, false, guest("b2"));
        HeldBench.takeUp(office.desk, "b3", "x#1", "rig", length, deadline, true, guest("b3"));
        HeldBench.takeUp(office.desk, "b4", "x#1", "rig2", length, deadline, false, guest("b4"));
        office.settle();
        assertThat(told)
                .containsExactly(
                        "b1 granted",
                        "b3 ended: bench rig was given back while the controller was away; reserve it again",
                        "b4 granted");
        office.after(Duration.ofMinutes(10));

        assertThat(told).contains("b1 ended: the time for bench rig is over; reserve it for longer", "b2 granted");
    }
}

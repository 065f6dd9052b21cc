package io.slipway.core.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.agent.Fleet;
import io.slipway.core.agent.Labels;
import io.slipway.core.agent.Reservation;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.TaskAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlacerTest {
    private static final long GIB = 1L << 30;

    private final Placer placer = new Placer(PlacementRules.standard());
    private int tasks;

    private static Agent agent(String id, int cpus, Map<String, String> labels) {
        return new Agent(id, Labels.of(labels), new Resources(cpus * 1000, cpus * GIB));
    }

    private static Agent linux(String id, int cpus) {
        return agent(id, cpus, Map.of("os", "linux"));
    }

    private static Request cpus(int cpus) {
        return Request.of(Selector.any(), new Resources(cpus * 1000, cpus * GIB));
    }

    private static Request requiring(Map<String, String> labels) {
        return Request.of(Selector.of(labels), new Resources(1000, GIB));
    }

    private PlacerTest agents(Agent... agents) {
        for (Agent agent : agents) placer.put(agent, AgentStatus.READY);
        return this;
    }

    private Reservation start(Request request, String agent) {
        Reservation reservation = request.on(agent, "run", TaskAddress.parse("s:t" + tasks++), List.of());
        placer.take(reservation);
        return reservation;
    }

    private String placed(Request request) {
        return ((Placed) placer.place(request)).agent();
    }

    private Unplaceable unplaceable(Request request) {
        return (Unplaceable) placer.place(request);
    }

    @Test
    void goes_where_the_labels_are_met() {
        agents(
                agent("a", 8, Map.of("os", "linux", "jdk", "11")),
                agent("b", 8, Map.of("os", "linux", "jdk", "17.0.15")),
                agent("c", 8, Map.of("os", "macos", "jdk", "21")));

        assertThat(placed(requiring(Map.of("os", "linux", "jdk", ">=17")))).isEqualTo("b");
    }

    @Test
    void fills_the_agent_that_fits_tightest() {
        agents(linux("a", 8), linux("b", 8), linux("c", 8));
        start(cpus(5), "b");
        start(cpus(7), "c");

        assertThat(placed(cpus(2))).isEqualTo("b");
        assertThat(placed(cpus(1))).isEqualTo("c");
        assertThat(placed(cpus(4))).isEqualTo("a");
    }

    @Test
    void what_is_released_can_be_had_again() {
        agents(linux("a", 2));
        Reservation held = start(cpus(2), "a");
        assertThat(placer.place(cpus(1))).isInstanceOf(Unplaceable.class);

        placer.release(held);

        assertThat(placed(cpus(1))).isEqualTo("a");
    }

    @Test
    void a_specialised_agent_is_kept_free_for_those_who_need_it() {
        agents(linux("b", 8), linux("c", 8), agent("a", 8, Map.of("os", "linux", "gpu", "h100")));
        start(cpus(6), "a");

        assertThat(placed(cpus(1))).isEqualTo("b");
        assertThat(placed(requiring(Map.of("gpu", "h100")))).isEqualTo("a");
    }

    @Test
    void a_specialised_agent_is_used_when_nothing_else_is_free() {
        agents(linux("b", 2), agent("a", 8, Map.of("os", "linux", "gpu", "h100")));
        start(cpus(2), "b");

        assertThat(placed(cpus(1))).isEqualTo("a");
    }

    @Test
    void what_is_preferred_decides_among_those_that_have_what_is_required() {
        agents(
                agent("a", 8, Map.of("os", "linux", "jdk", "17")),
                agent("b", 8, Map.of("os", "linux", "jdk", "21")),
                agent("c", 8, Map.of("os", "macos", "jdk", "21")));
        Request request = requiring(Map.of("os", "linux"));

        assertThat(placed(request.preferring(Selector.of(Map.of("jdk", ">=21")))))
                .isEqualTo("b");
        assertThat(placed(request.preferring(Selector.of(Map.of("jdk", "17"))))).isEqualTo("a");
    }

    @Test
    void goes_where_its_inputs_are_warm() {
        for (int i = 0; i < 40; i++) agents(linux("agent-" + (10 + i), 8));
        placer.put(linux("agent-33", 8), AgentStatus.READY.withWarm(Set.of("deps", "image")));

        assertThat(placed(cpus(1).wanting(Set.of("deps")))).isEqualTo("agent-33");
        assertThat(placed(cpus(1).wanting(Set.of("other")))).isEqualTo("agent-10");
    }

    @Test
    void tries_another_agent_and_then_another_class_after_a_failure() {
        agents(linux("a", 8), linux("b", 8), linux("c", 16));

        assertThat(placed(cpus(1).afterFailuresOn(List.of("a")))).isEqualTo("c");
        placer.remove("c");
        assertThat(placed(cpus(1).afterFailuresOn(List.of("a")))).isEqualTo("b");
        placer.remove("b");
        assertThat(placed(cpus(1).afterFailuresOn(List.of("a")))).isEqualTo("a");
    }

    @Test
    void an_agent_where_it_failed_is_not_taken_while_there_is_another_however_much_speaks_for_it() {
        Scorer likesA = new Scorer() {
            @Override
            public String name() {
                return "likes-a";
            }

            @Override
            public double score(Request request, Candidate agent) {
                return agent.agent().id().equals("a") ? 1 : 0;
            }
        };
        Placer partial = new Placer(PlacementRules.standard().with(likesA, 1000));
        partial.put(linux("a", 8), AgentStatus.READY);
        partial.put(linux("b", 8), AgentStatus.READY);
        Request again = cpus(1).afterFailuresOn(List.of("a"));

        assertThat(partial.find(cpus(1)).map(Placed::agent)).contains("a");
        assertThat(partial.find(again).map(Placed::agent)).contains("b");
        assertThat(partial.place(again)).isEqualTo(partial.find(again).orElseThrow());

        partial.remove("b");
        assertThat(partial.find(again).map(Placed::agent)).contains("a");
        assertThat(partial.find(cpus(9).afterFailuresOn(List.of("a")))).isEmpty();
        assertThat(partial.find(cpus(9))).isEmpty();
    }

    @Test
    void what_only_an_agent_that_left_had_warm_is_warm_nowhere() {
        agents(linux("a", 8));
        placer.put(linux("b", 8), AgentStatus.READY.withWarm(Set.of("deps")));
        assertThat(placer.knowsWarmth()).isTrue();
        assertThat(placer.isWarmSomewhere("deps")).isTrue();
        assertThat(placer.isWarmSomewhere("image")).isFalse();

        placer.remove("b");

        assertThat(placer.knowsWarmth()).isFalse();
        assertThat(placer.isWarmSomewhere("deps")).isFalse();
        assertThat(placed(cpus(1).wanting(Set.of("deps")))).isEqualTo("a");
    }

    @Test
    void an_agent_that_is_held_for_nobody_any_more_is_not_looked_at_for_who_had_it() {
        placer.put(linux("a", 8), AgentStatus.READY.heldFor("ada"));
        placer.put(linux("a", 8), AgentStatus.READY);
        start(cpus(8), "a");

        assertThat(unplaceable(cpus(1).inTheNameOf("ada")).reasons())
                .containsExactly(new Unplaceable.Reason("resources", 1));
    }

    @Test
    void of_a_group_with_two_on_an_agent_one_is_left_when_one_has_ended() {
        agents(linux("a", 8), linux("b", 8));
        Request web = cpus(1).spreading("web");
        Reservation first = start(web, "a");
        start(web, "a");

        placer.release(first);

        assertThat(placed(web)).isEqualTo("b");
        assertThat(placed(cpus(1).apartFrom("web"))).isEqualTo("b");
    }

    @Test
    void agents_whose_ids_come_in_between_again_and_again_are_still_ordered_by_id() {
        agents(linux("a", 8), linux("c", 8));
        for (int i = 70; i > 0; i--) agents(linux(String.format(Locale.ROOT, "b%03d", i), 8));

        for (int i = 1; i <= 70; i++) {
            if (i == 1) start(cpus(8), "a");
            assertThat(placed(cpus(8))).isEqualTo(String.format(Locale.ROOT, "b%03d", i));
            start(cpus(8), String.format(Locale.ROOT, "b%03d", i));
        }
        assertThat(placed(cpus(8))).isEqualTo("c");
    }

    @Test
    void spares_agents_under_pressure_and_such_where_tasks_fail() {
        agents(linux("a", 8), linux("b", 8), linux("c", 8));
        placer.put(linux("a", 8), AgentStatus.READY.measured(2.0, 0.1));
        placer.put(linux("b", 8), AgentStatus.READY.withFailures(3));

        assertThat(placed(cpus(1))).isEqualTo("c");
    }

    @Test
    void spreads_a_group_over_agents_and_zones() {
        agents(
                linux("a", 8).inZone("eu"),
                linux("b", 8).inZone("eu"),
                linux("c", 8).inZone("us"));
        Request web = cpus(1).spreading("web");
        Reservation first = start(web, "a");

        assertThat(placed(web)).isEqualTo("c");
        start(web, "c");
        assertThat(placed(web)).isEqualTo("b");
        placer.release(first);
        assertThat(placed(web)).isEqualTo("a");
    }

    @Test
    void an_agent_that_moves_takes_its_group_to_the_other_zone() {
        agents(
                linux("a", 8).inZone("eu"),
                linux("b", 8).inZone("eu"),
                linux("c", 8).inZone("us"));
        start(cpus(1).spreading("web"), "a");

        agents(linux("a", 8).inZone("us"));

        assertThat(placed(cpus(1).spreading("web"))).isEqualTo("b");
    }

    @Test
    void never_puts_two_of_a_group_together_that_is_kept_apart() {
        agents(linux("a", 8), linux("b", 8));
        Request apart = cpus(1).apartFrom("db");
        start(apart, "a");

        assertThat(placed(apart)).isEqualTo("b");
        start(apart, "b");

        assertThat(unplaceable(apart).reasons()).containsExactly(new Unplaceable.Reason("anti-affinity", 2));
        assertThat(unplaceable(apart).nearest().orElseThrow().lacks())
                .containsExactly(new Lack("anti-affinity", "none of db there", "1 running"));
    }

    @Test
    void who_wants_an_agent_for_itself_gets_an_idle_one_and_keeps_it() {
        agents(linux("a", 8), linux("b", 8));
        start(cpus(1), "a");
        Request alone = cpus(2).exclusively();

        assertThat(placed(alone)).isEqualTo("b");
        Reservation held = start(alone, "b");
        assertThat(placed(cpus(1))).isEqualTo("a");
        assertThat(unplaceable(alone).reasons()).containsExactly(new Unplaceable.Reason("exclusive-use", 2));
        assertThat(placer.place(cpus(8))).isInstanceOf(Unplaceable.class);

        placer.release(held);
        assertThat(placed(cpus(8))).isEqualTo("b");
    }

    @Test
    void an_agent_that_is_held_takes_only_what_runs_in_that_name() {
        agents(linux("a", 8));
        placer.put(linux("b", 8), AgentStatus.READY.heldFor("ada"));
        start(cpus(8), "a");

        assertThat(unplaceable(cpus(1)).reasons())
                .containsExactly(new Unplaceable.Reason("held", 1), new Unplaceable.Reason("resources", 1));
        assertThat(placed(cpus(1).inTheNameOf("ada"))).isEqualTo("b");
        assertThat(unplaceable(cpus(1).inTheNameOf("grace")).waitingCanHelp()).isTrue();
    }

    @Test
    void agents_that_take_no_tasks_are_counted_and_waited_for() {
        agents(linux("a", 8));
        placer.put(linux("a", 8), AgentStatus.READY.withState(AgentState.CORDONED));

        Unplaceable why = unplaceable(cpus(1));

        assertThat(why.reasons()).containsExactly(new Unplaceable.Reason("state", 1));
        assertThat(why.waitingCanHelp()).isTrue();
        assertThat(why).hasToString("needs state ready, but a has cordoned; wait until that is free, or add an agent");
        placer.put(linux("a", 8), AgentStatus.READY);
        assertThat(placed(cpus(1))).isEqualTo("a");
    }

    @Test
    void disk_and_pieces_count_too() {
        Resources capacity = new Resources(8000, 8 * GIB).withDisk(100).withCount("gpu", 2);
        Resources others = new Resources(8000, 8 * GIB).withDisk(100).withCount("licence", 5);
        Request wants =
                Request.of(Selector.any(), new Resources(1000, 0).withDisk(10).withCount("gpu", 2));
        agents(new Agent("a", Labels.of(Map.of()), others), new Agent("b", Labels.of(Map.of()), capacity));

        assertThat(placed(wants)).isEqualTo("b");
        start(wants, "b");
        assertThat(unplaceable(wants).nearest().orElseThrow())
                .isEqualTo(new Unplaceable.Nearest("b", List.of(new Lack("gpu", "2", ""))));
        assertThat(unplaceable(Request.of(
                                Selector.any(), new Resources(0, 0).withDisk(95).withCount("gpu", 1)))
                        .nearest()
                        .orElseThrow()
                        .lacks())
                .containsExactly(new Lack("disk", "95 bytes", "90 bytes"), new Lack("gpu", "1", ""));
    }

    @Test
    void says_what_the_nearest_agent_lacks_and_how_many_lack_what() {
        agents(
                agent("a", 8, Map.of("os", "linux", "jdk", "17.0.15")),
                agent("b", 2, Map.of("os", "linux", "jdk", "21")),
                agent("c", 8, Map.of("os", "macos")));
        Request request = Request.of(Selector.of(Map.of("os", "linux", "jdk", ">=21")), new Resources(3500, GIB));

        Unplaceable why = placer.whyNever(request).orElseThrow();

        assertThat(why.reasons())
                .containsExactly(new Unplaceable.Reason("capability", 2), new Unplaceable.Reason("resources", 1));
        assertThat(why.waitingCanHelp()).isFalse();
        assertThat(why)
                .hasToString("needs jdk >=21, but a has 17.0.15; ask for less in its `requires` or `resources`,"
                        + " or run it on an agent that has it");
        assertThat(placer.place(request)).isEqualTo(why);
        assertThat(why.nearest().orElseThrow().lacks().get(0)).hasToString("needs jdk >=21, has 17.0.15");
    }

    @Test
    void without_agents_nothing_is_impossible_yet() {
        Unplaceable why = unplaceable(cpus(1));

        assertThat(why.waitingCanHelp()).isTrue();
        assertThat(why).hasToString("there is no agent yet; start one");
        assertThat(placer.whyNever(cpus(1))).isEmpty();
    }

    @Test
    void scores_say_why_it_was_this_one_and_equal_ones_go_by_id() {
        agents(
                linux("b", 8).costing(2),
                linux("a", 8).costing(2),
                linux("c", 8).costing(4).withSpeed(0.5));

        Placed placed = (Placed) placer.place(cpus(8).wanting(Set.of("deps")));

        assertThat(placed.agent()).isEqualTo("a");
        assertThat(placed.scores())
                .contains(
                        new Placed.Score("specialised", 3, 1),
                        new Placed.Score("cost", 1, 0.5),
                        new Placed.Score("speed", 1, 1),
                        new Placed.Score("warm-cache", 3, 0),
                        new Placed.Score("bin-pack", 1, 1));
        assertThat(placed.total()).isEqualTo(3 + 0.5 + 1 + 6 + 4 + 0 + 3 + 2 + 1 + 1 + 0.5);
    }

    @Test
    void filters_and_scorers_can_be_added() {
        Filter evenOnly = new Filter() {
            @Override
            public String name() {
                return "even";
            }

            @Override
            public List<Lack> lacks(Request request, Candidate agent) {
                return canEverAccept(request, agent.agent()) ? List.of() : List.of(new Lack("even name", "yes", "no"));
            }

            @Override
            public boolean canEverAccept(Request request, Agent agent) {
                return (agent.id().charAt(0) - 'a') % 2 == 0;
            }
        };
        Scorer lastFirst = new Scorer() {
            @Override
            public String name() {
                return "last-first";
            }

            @Override
            public double score(Request request, Candidate agent) {
                return agent.agent().id().charAt(0) / 1000.0;
            }
        };
        Placer own = new Placer(PlacementRules.standard().with(evenOnly).with(lastFirst, 10));
        for (String id : List.of("a", "b", "c", "d")) own.put(linux(id, 8), AgentStatus.READY);

        assertThat(((Placed) own.place(cpus(1))).agent()).isEqualTo("c");

        own.remove("a");
        own.remove("c");
        Unplaceable why = own.whyNever(cpus(1)).orElseThrow();
        assertThat(why.reasons()).containsExactly(new Unplaceable.Reason("even", 2));
        assertThat(own.place(cpus(1))).isEqualTo(why);
    }

    @Test
    void weights_can_be_changed() {
        agents(linux("a", 8).costing(1), linux("b", 8).costing(3).withSpeed(2));
        assertThat(placed(cpus(1))).isEqualTo("a");
        PlacementRules standard = PlacementRules.standard();
        Placer fast = new Placer(standard.with(new SpeedScorer(), 50).with(new BinPackScorer(), 0));
        fast.put(linux("a", 8).costing(1), AgentStatus.READY);
        fast.put(linux("b", 8).costing(3).withSpeed(2), AgentStatus.READY);

        assertThat(((Placed) fast.place(cpus(1))).agent()).isEqualTo("b");
        assertThatThrownBy(() -> standard.with(new SpeedScorer(), -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_agent_that_comes_back_smaller_has_nothing_free_until_enough_is_released() {
        agents(linux("a", 8));
        Reservation large = start(cpus(6), "a");

        agents(linux("a", 4));
        assertThat(placer.place(cpus(1))).isInstanceOf(Unplaceable.class);

        placer.release(large);
        assertThat(placed(cpus(4))).isEqualTo("a");
    }

    @Test
    void agents_that_come_in_any_order_are_kept_by_id() {
        for (int i = 0; i < 200; i++) agents(linux("agent-" + (500 - i), 4));
        for (int i = 0; i < 60; i++) agents(linux("agent-400-" + (100 - i), 4));

        for (int i = 0; i < 200; i++) start(cpus(4), placed(cpus(4)));
        assertThat(placed(cpus(4))).isEqualTo("agent-441");
    }

    @Test
    void refuses_agents_that_it_does_not_know_and_the_removal_of_busy_ones() {
        agents(linux("a", 8));
        Reservation held = start(cpus(1), "a");

        assertThatThrownBy(() -> placer.remove("a")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> placer.remove("moon")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> start(cpus(1), "moon"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("moon");

        placer.release(held);
        placer.remove("a");
        assertThat(placer.place(cpus(1))).isEqualTo(new Placer(PlacementRules.standard()).place(cpus(1)));
    }

    @Test
    void a_fleet_with_what_it_has_reserved_makes_the_same_placer() {
        Fleet fleet = new Fleet();
        fleet.register(linux("a", 8));
        fleet.register(linux("b", 8));
        fleet.setStatus("a", AgentStatus.READY.withState(AgentState.DRAINING));
        fleet.reserve(cpus(3).on("b", "run", TaskAddress.parse("s:x"), List.of()));

        Placer made = Placer.of(fleet, PlacementRules.standard());

        assertThat(((Placed) made.place(cpus(5))).agent()).isEqualTo("b");
        assertThat(made.place(cpus(6))).isInstanceOf(Unplaceable.class);
    }

    @Test
    void requests_and_statuses_are_checked() {
        assertThatThrownBy(() -> cpus(1).apartFrom("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AgentStatus.READY.measured(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AgentStatus.READY.measured(0, 1.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AgentStatus.READY.withFailures(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new IdleAgent(linux("a", 8)).shareMet(Selector.of(Map.of("os", "linux", "jdk", "17"))))
                .isEqualTo(0.5);
    }
}

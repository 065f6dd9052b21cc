package io.slipway.core.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.agent.Labels;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.TaskAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final long MEBI = 1L << 20;

    private final Placer placer = new Placer(PlacementRules.standard());
    private int tasks;

    private void agent(String id, Resources capacity) {
        placer.put(new Agent(id, Labels.of(Map.of()), capacity), AgentStatus.READY);
    }

    private void start(Request request, String agent) {
        placer.take(request.on(agent, "run", TaskAddress.parse("s:t" + tasks++), List.of()));
    }

    private static Request wanting(Resources resources) {
        return Request.of(Selector.any(), resources);
    }

    private static Resources cpus(int count) {
        return new Resources(1000 * count, 0);
    }

    private Unplaceable.Nearest nearest(Request request) {
        return ((Unplaceable) placer.place(request)).nearest().orElseThrow();
    }

    private List<Unplaceable.Reason> reasons(Request request) {
        return ((Unplaceable) placer.place(request)).reasons();
    }

    @Test
    void amounts_are_written_in_whole_units_where_they_are_whole() {
        agent("a", new Resources(1500, 2 * MEBI).withDisk(3 * MEBI + 1).withCount("gpu", 1));

        Request request =
                wanting(new Resources(2000, 5 * MEBI + 7).withDisk(8 * MEBI).withCount("gpu", 2));

        assertThat(nearest(request).lacks())
                .containsExactly(
                        new Lack("cpu", "2", "1500m"),
                        new Lack("memory", (5 * MEBI + 7) + " bytes", "2Mi"),
                        new Lack("disk", "8Mi", (3 * MEBI + 1) + " bytes"),
                        new Lack("gpu", "2", "1"));
    }

    @Test
    void what_is_free_to_the_last_byte_is_not_lacking() {
        agent("a", new Resources(1000, 100).withDisk(50).withCount("gpu", 1));
        Resources all = new Resources(1000, 100).withDisk(50).withCount("gpu", 1);

        assertThat(placer.place(wanting(all))).isInstanceOf(Placed.class);
        assertThat(nearest(wanting(all.withCount("licence", 1))).lacks()).containsExactly(new Lack("licence", "1", ""));
    }

    @Test
    void the_nearest_is_the_one_that_is_short_of_the_smallest_part() {
        agent("small", cpus(8));
        agent("large", cpus(16));
        start(wanting(cpus(7)), "small");
        start(wanting(cpus(13)), "large");

        assertThat(nearest(wanting(cpus(4))))
                .isEqualTo(new Unplaceable.Nearest("large", List.of(new Lack("cpu", "4", "3"))));
    }

    @Test
    void of_two_that_are_equally_near_it_is_the_one_with_the_smaller_id() {
        agent("b", cpus(8));
        agent("a", cpus(16));
        start(wanting(cpus(5)), "b");
        start(wanting(cpus(13)), "a");

        assertThat(nearest(wanting(cpus(4))).agent()).isEqualTo("a");
    }

    @Test
    void of_two_that_never_can_it_is_the_one_that_lacks_fewer_things_and_then_the_one_with_the_smaller_id() {
        agent("c", new Resources(4000, 100));
        agent("b", new Resources(2000, 200));
        agent("a", new Resources(2000, 100));

        assertThat(nearest(wanting(new Resources(4000, 200))).agent()).isEqualTo("b");
    }

    @Test
    void an_agent_that_is_held_for_it_but_taken_counts_as_taken() {
        placer.put(new Agent("a", Labels.of(Map.of()), cpus(8)), AgentStatus.READY.heldFor("ada"));
        placer.put(new Agent("b", Labels.of(Map.of()), cpus(8)), AgentStatus.READY.heldFor("ada"));
        placer.put(new Agent("c", Labels.of(Map.of()), cpus(8)), AgentStatus.READY.heldFor("grace"));
        Request mine = wanting(cpus(1)).inTheNameOf("ada");
        start(mine.exclusively(), "a");
        start(wanting(cpus(8)).inTheNameOf("ada"), "b");

        assertThat(reasons(mine))
                .containsExactly(
                        new Unplaceable.Reason("held", 1),
                        new Unplaceable.Reason("exclusive-use", 1),
                        new Unplaceable.Reason("resources", 1));
        assertThat(reasons(mine.exclusively()))
                .containsExactly(new Unplaceable.Reason("held", 1), new Unplaceable.Reason("exclusive-use", 2));
    }

    @Test
    void an_agent_that_a_filter_refuses_is_nearer_than_one_without_room() {
        agent("a", cpus(8));
        agent("b", cpus(8));
        start(wanting(cpus(8)), "a");
        Request apart = wanting(cpus(1)).apartFrom("db");
        start(apart, "b");

        assertThat(nearest(apart))
                .isEqualTo(new Unplaceable.Nearest(
                        "b", List.of(new Lack("anti-affinity", "none of db there", "1 running"))));
        assertThat(reasons(apart))
                .containsExactly(new Unplaceable.Reason("resources", 1), new Unplaceable.Reason("anti-affinity", 1));
    }
}

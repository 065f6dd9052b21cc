package io.slipway.core.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.agent.Labels;
import io.slipway.core.agent.Reservation;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.TaskAddress;
import java.util.List;
import java.util.Map;
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
}

package io.slipway.core.simulate;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.pipeline.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fleets for simulations. */
final class Farms {
    private static final long GIBI = 1L << 30;

    private Farms() {}

    /** So many agents of a few kinds: two platforms, several JDKs, two sizes. */
    static List<Agent> mixed(int count) {
        List<Agent> agents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int cpus = i % 2 == 0 ? 4 : 8;
            Map<String, String> labels =
                    Map.of("os", "linux", "arch", i % 5 == 0 ? "arm64" : "amd64", "jdk", i % 3 == 0 ? "17" : "21");
            agents.add(new Agent(
                    String.format("agent-%03d", i), Labels.of(labels), new Resources(cpus * 1000, cpus * 4 * GIBI)));
        }
        return agents;
    }

    /** One agent with so many CPUs and no labels. */
    static List<Agent> single(int cpus) {
        return List.of(new Agent("agent", Labels.of(Map.of()), new Resources(cpus * 1000, cpus * 4 * GIBI)));
    }
}

package io.slipway.core.plan;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.graph.Dag;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Tasks and agents by seed. Immutable. */
record RandomBacklog(Dag<Integer> dag, List<Work> works, List<Agent> agents) {
    private static final long GIGABYTE = 1L << 30;

    /** One agent with two things that run short, durations in whole seconds, some of them nothing. */
    static RandomBacklog onOneAgent(long seed, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Resources wanted =
                    new Resources(0, 0).withCount("bench", random.nextInt(4)).withCount("licence", random.nextInt(3));
            works.add(new Work(Duration.ofSeconds(random.nextInt(8)), wanted, Selector.any()));
        }
        Resources capacity = new Resources(0, 0).withCount("bench", 4).withCount("licence", 3);
        return new RandomBacklog(graph(random, size), works, List.of(new Agent("a", Labels.of(Map.of()), capacity)));
    }

    /** Agents of different systems, sizes and speeds, and odd durations. */
    static RandomBacklog onMixedAgents(long seed, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Agent> agents = new ArrayList<>();
        for (String os : List.of("linux", "linux", "mac", "windows")) {
            Resources capacity = new Resources(1000 * (2 + random.nextInt(3)), (4 + random.nextInt(5)) * GIGABYTE);
            agents.add(new Agent(os + agents.size(), Labels.of(Map.of("os", os)), capacity)
                    .withSpeed(1 + random.nextInt(3) / 3.0));
        }
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Selector requires = switch (random.nextInt(5)) {
                case 0 -> Selector.of(Map.of("os", "mac"));
                case 1 -> Selector.of(Map.of("os", "windows"));
                case 2 -> Selector.of(Map.of("os", "linux"));
                default -> Selector.any();
            };
            Resources wanted = new Resources(500 * (1 + random.nextInt(4)), random.nextInt(4) * GIGABYTE);
            works.add(new Work(Duration.ofNanos(random.nextLong(90_000_000_000L)), wanted, requires));
        }
        return new RandomBacklog(graph(random, size), works, agents);
    }

    private static Dag<Integer> graph(SplittableRandom random, int size) {
        Dag.Builder<Integer> dag = Dag.builder();
        for (int i = 0; i < size; i++) dag.add(i);
        for (int i = 1; i < size; i++) {
            for (int edges = random.nextInt(3); edges > 0; edges--) dag.edge(random.nextInt(i), i);
        }
        return dag.build();
    }

    /** How long the task takes there. */
    Duration takes(int task, Agent agent) {
        return Duration.ofNanos((long) Math.ceil(works.get(task).duration().toNanos() / agent.speed()));
    }

    Schedule<Integer> plan(Effort effort) {
        return new Planner(() -> 0).plan(dag, works::get, agents, effort);
    }

    Backlog backlog() {
        return Backlog.of(dag, works::get, agents);
    }
}

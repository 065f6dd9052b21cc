package io.slipway.bench;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.agent.Labels;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.placement.Request;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Agents and an endless stream of tasks for them. Every agent has 32 CPUs, 128 GiB and 1 TiB of disk; a task takes 1 or 2
 * CPUs and 1 to 4 GiB.
 *
 * @param agents what each is, in the order in which they come
 * @param statuses what each does, likewise
 * @param requirements what tasks may require of labels
 * @param meets for each of the requirements the agents that meet it, found out by {@link PlainVersions}
 */
record PlacementWorkload(
        List<Agent> agents, List<AgentStatus> statuses, List<Map<String, String>> requirements, List<BitSet> meets) {
    static final int CPUS = 32;
    private static final long GIB = 1L << 30;
    private static final Resources CAPACITY = new Resources(CPUS * 1000, 128 * GIB).withDisk(1024 * GIB);
    private static final int LABEL_SETS = 240;
    private static final int REQUIREMENTS = 600;
    private static final int WARM_NAMES = 64;
    private static final int GROUPS = 200;

    /**
     * A task to be placed.
     *
     * @param requirement number of what it requires
     * @param request all that it asks for
     */
    record Ask(int number, int requirement, Request request) {}

    /** The set-up that Fenzo's figures in the reference were measured with: one of four systems is all that is required. */
    static PlacementWorkload ofFourSystems(int agents) {
        List<String> systems = List.of("linux", "windows", "mac", "arm");
        List<Agent> all = new ArrayList<>();
        List<AgentStatus> statuses = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            all.add(new Agent(name(i), Labels.of(Map.of("os", systems.get(i % 4))), CAPACITY));
            statuses.add(AgentStatus.READY);
        }
        List<Map<String, String>> requirements = new ArrayList<>();
        for (String system : systems) requirements.add(Map.of("os", system));
        return of(all, statuses, requirements);
    }

    /**
     * A build farm: 240 distinct sets of labels, and 600 requirements, each written for one of them: its system three times
     * in four, each other label one time in three, as a word, a prefix, a lower bound or a range of versions. Machines of a kind cost the same and are as fast; each stands in
     * one of four zones, has four of 64 caches warm, and measured some load.
     */
    static PlacementWorkload ofBuildFarm(int agents, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<Map<String, String>> kinds = new ArrayList<>(kinds(random));
        List<Labels> labels = kinds.stream().map(Labels::of).toList();
        List<Double> costs = new ArrayList<>();
        List<Double> speeds = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            costs.add(0.25 * (1 + random.nextInt(4)));
            speeds.add(0.5 * (1 + random.nextInt(4)));
        }
        List<Agent> all = new ArrayList<>();
        List<AgentStatus> statuses = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            int kind = i % kinds.size();
            all.add(new Agent(name(i), labels.get(kind), CAPACITY)
                    .inZone("zone-" + random.nextInt(4))
                    .costing(costs.get(kind))
                    .withSpeed(speeds.get(kind)));
            Set<String> warm = new TreeSet<>();
            while (warm.size() < 4) warm.add("cache-" + random.nextInt(WARM_NAMES));
            statuses.add(AgentStatus.READY
                    .withWarm(warm)
                    .measured(1.5 * random.nextDouble(), 0.5 * random.nextDouble())
                    .withFailures(random.nextInt(20) == 0 ? 1 : 0));
        }
        Set<Map<String, String>> requirements = new LinkedHashSet<>();
        while (requirements.size() < REQUIREMENTS) {
            requirements.add(requirement(kinds.get(random.nextInt(kinds.size())), random));
        }
        return of(all, statuses, new ArrayList<>(requirements));
    }

    private static PlacementWorkload of(
            List<Agent> agents, List<AgentStatus> statuses, List<Map<String, String>> requirements) {
        List<BitSet> meets = new ArrayList<>();
        for (Map<String, String> requirement : requirements) {
            BitSet meeting = new BitSet();
            IdentityHashMap<Labels, Boolean> known = new IdentityHashMap<>(); // agents of a kind share theirs
            for (int i = 0; i < agents.size(); i++) {
                Labels labels = agents.get(i).labels();
                if (known.computeIfAbsent(labels, any -> PlainVersions.meet(any.values(), requirement))) meeting.set(i);
            }
            meets.add(meeting);
        }
        return new PlacementWorkload(agents, statuses, requirements, meets);
    }

    private static String name(int agent) {
        return "agent-" + (100_000 + agent);
    }

    private static Set<Map<String, String>> kinds(RandomGenerator random) {
        Set<Map<String, String>> kinds = new LinkedHashSet<>();
        while (kinds.size() < LABEL_SETS) {
            Map<String, String> labels = new TreeMap<>();
            labels.put("os", oneOf(random, "linux", "linux", "linux", "linux", "windows", "macos"));
            labels.put("arch", oneOf(random, "amd64", "amd64", "amd64", "arm64"));
            labels.put("jdk", oneOf(random, "8.0.392", "11.0.21", "17.0.9", "17.0.15", "17.0.15", "21.0.4", "21.0.4"));
            if (random.nextInt(3) > 0) labels.put("node", oneOf(random, "16.20", "18.19.1", "20.10", "22.3"));
            if (random.nextInt(2) > 0) labels.put("python", oneOf(random, "3.9.2", "3.11.7", "3.12.1"));
            if (random.nextInt(2) > 0) labels.put("docker", oneOf(random, "20.10.24", "24.0.5", "27.1"));
            if (random.nextInt(12) == 0) labels.put("gpu", oneOf(random, "a10", "h100"));
            if (random.nextInt(20) == 0) labels.put("bench", "ecu-" + random.nextInt(4));
            kinds.add(labels);
        }
        return kinds;
    }

    private static Map<String, String> requirement(Map<String, String> kind, RandomGenerator random) {
        Map<String, String> requirement = new TreeMap<>();
        kind.forEach((label, value) -> {
            if (label.equals("os") ? random.nextInt(4) == 0 : random.nextInt(3) > 0) return;
            String major = value.contains(".") ? value.substring(0, value.indexOf('.')) : "";
            String range = major.isEmpty()
                    ? value
                    : switch (random.nextInt(4)) {
                        case 0 -> major;
                        case 1 -> ">=" + major;
                        case 2 -> ">=" + value;
                        default -> ">=" + major + ",<" + (Integer.parseInt(major) + 2 + random.nextInt(4));
                    };
            requirement.put(label, range);
        });
        return requirement;
    }

    @SafeVarargs
    private static <T> T oneOf(RandomGenerator random, T... of) {
        return of[random.nextInt(of.length)];
    }

    /** Of all agents together. */
    int cpus() {
        return CPUS * agents.size();
    }

    /** How many tasks run at once in a steady state: their CPUs are 0.6 of all. */
    int steadyTasks() {
        return (int) (0.6 * cpus() / 1.5);
    }

    /** The first {@code count} tasks of a stream that asks for no more than labels and resources. */
    List<Ask> plainTasks(int count, long seed) {
        return tasks(count, seed, false);
    }

    /**
     * The first {@code count} tasks of a stream in which one in eight each has something it would have to fetch, prefers a
     * label or belongs to a group that is to be spread, one in 32 to a group that must be kept apart, and one in 32 failed
     * before somewhere. Labels and resources are those of the plain ones.
     */
    List<Ask> tasks(int count, long seed) {
        return tasks(count, seed, true);
    }

    private List<Ask> tasks(int count, long seed, boolean withMore) {
        RandomGenerator random = new SplittableRandom(seed);
        RandomGenerator more = new SplittableRandom(seed + 1);
        List<Selector> selectors = new ArrayList<>();
        for (Map<String, String> each : requirements) selectors.add(Selector.of(each));
        Resources[] sizes = new Resources[8];
        for (int i = 0; i < sizes.length; i++) sizes[i] = new Resources(1000 * (1 + i / 4), (1 + i % 4) * GIB);
        List<Ask> asks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int requirement = random.nextInt(requirements.size());
            Request request = Request.of(selectors.get(requirement), sizes[random.nextInt(sizes.length)]);
            asks.add(new Ask(i, requirement, withMore ? withMore(request, more) : request));
        }
        return asks;
    }

    private Request withMore(Request plain, RandomGenerator random) {
        Request request = plain;
        if (random.nextInt(8) == 0) {
            Set<String> warm = new TreeSet<>();
            while (warm.size() < 2) warm.add("cache-" + random.nextInt(WARM_NAMES));
            request = request.wanting(warm);
        }
        if (random.nextInt(8) == 0) request = request.preferring(Selector.of(Map.of("docker", ">=24")));
        if (random.nextInt(8) == 0) request = request.spreading("group-" + random.nextInt(GROUPS));
        if (random.nextInt(32) == 0) request = request.apartFrom("apart-" + random.nextInt(GROUPS));
        if (random.nextInt(32) == 0) {
            request = request.afterFailuresOn(
                    List.of(agents.get(random.nextInt(agents.size())).id()));
        }
        return request;
    }
}

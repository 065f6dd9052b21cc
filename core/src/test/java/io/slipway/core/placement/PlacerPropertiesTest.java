package io.slipway.core.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.agent.Fleet;
import io.slipway.core.agent.Labels;
import io.slipway.core.agent.Reservation;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.TaskAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random fleets and workloads, each decision compared with that of a {@link Scan} over all agents. */
class PlacerPropertiesTest {
    private static final int STEPS = 120;
    private static final List<String> GROUPS = List.of("web", "db");
    private static final List<String> WARM = List.of("w0", "w1", "w2", "w3", "w4", "w5");
    private static final List<String> HOLDERS = List.of("ada", "grace");

    private final PlacementRules rules = PlacementRules.standard();
    private final Fleet fleet = new Fleet();
    private final Placer placer = new Placer(rules);
    private final List<Reservation> running = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private int tasks;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void decides_as_a_scan_over_all_agents_does_and_never_fills_one_too_much(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        int agents = 1 + random.nextInt(40);
        for (int i = 0; i < agents; i++) put(agent(i, random), status(random));

        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(10)) {
                case 0 -> put(agent(random.nextInt(agents), random), status(random));
                case 1 -> changeStatus("agent-" + random.nextInt(agents), status(random));
                case 2, 3 -> releaseSome(random);
                default -> decide(request(random));
            }
        }

        assertThat(seen).contains("placed", "now", "never");
    }

    private void decide(Request request) {
        Scan scan = new Scan(fleet, rules);
        Decision decision = placer.place(request);

        Optional<Scan.Seen> best = scan.choose(request);
        assertThat(decision instanceof Placed).as("%s", request).isEqualTo(best.isPresent());
        assertThat(Placer.of(fleet, rules).place(request)).isEqualTo(decision);
        assertThat(placer.whyNever(request).isEmpty()).isEqualTo(scan.canEverRun(request));
        if (decision instanceof Placed placed) {
            seen.add("placed");
            assertThat(placed.agent()).isEqualTo(best.orElseThrow().agent().id());
            assertThat(placed.total()).isEqualTo(scan.total(request, best.orElseThrow()), offset(1e-9));
            Reservation reservation = request.on(placed.agent(), "run", TaskAddress.parse("s:t" + tasks++), List.of());
            fleet.reserve(reservation);
            placer.take(reservation);
            running.add(reservation);
        } else if (decision instanceof Unplaceable why) {
            seen.add(why.waitingCanHelp() ? "now" : "never");
            assertThat(why.waitingCanHelp()).isEqualTo(scan.canEverRun(request));
            assertThat(why.nearest())
                    .hasValueSatisfying(near -> assertThat(near.lacks())
                            .as("%s for %s", near, request)
                            .isNotEmpty());
            if (why.waitingCanHelp()) assertThat(why.reasons()).isEqualTo(refusals(scan, request));
        }
    }

    private static List<Unplaceable.Reason> refusals(Scan scan, Request request) {
        List<Unplaceable.Reason> reasons = new ArrayList<>();
        for (String filter : List.of("capability", "state", "held", "exclusive-use", "resources", "anti-affinity")) {
            int refused = (int) scan.agents().stream()
                    .filter(agent -> scan.refusal(request, agent).equals(Optional.of(filter)))
                    .count();
            if (refused > 0) reasons.add(new Unplaceable.Reason(filter, refused));
        }
        return reasons;
    }

    private void put(Agent agent, AgentStatus status) {
        fleet.register(agent);
        fleet.setStatus(agent.id(), status);
        placer.put(agent, status);
    }

    private void changeStatus(String id, AgentStatus status) {
        fleet.setStatus(id, status);
        placer.put(fleet.find(id).orElseThrow(), status);
    }

    private void releaseSome(RandomGenerator random) {
        for (int i = random.nextInt(4); i > 0 && !running.isEmpty(); i--) {
            Reservation held = running.remove(random.nextInt(running.size()));
            fleet.release(held.run(), held.task());
            placer.release(held);
        }
    }

    private static Agent agent(int number, RandomGenerator random) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("os", oneOf(random, "linux", "linux", "linux", "macos"));
        if (random.nextInt(4) > 0) labels.put("jdk", oneOf(random, "11", "17.0.15", "21"));
        if (random.nextInt(6) == 0) labels.put("bench", "ecu-" + random.nextInt(3));
        Resources capacity = new Resources(1000 * (1 + random.nextInt(8)), 1000 * (1 + random.nextInt(8)))
                .withDisk(500 * random.nextInt(3));
        if (random.nextInt(4) == 0) capacity = capacity.withCount("gpu", 1 + random.nextInt(2));
        if (random.nextInt(8) == 0) capacity = capacity.withCount("licence", 3);
        return new Agent("agent-" + number, new Labels(new TreeMap<>(labels)), capacity)
                .inZone(oneOf(random, "", "eu", "us"))
                .costing(oneOf(random, 0.0, 1.0))
                .withSpeed(oneOf(random, 1.0, 1.0, 2.0));
    }

    private static AgentStatus status(RandomGenerator random) {
        AgentStatus status = AgentStatus.READY.withWarm(some(random, WARM)).withFailures(random.nextInt(3));
        if (random.nextInt(3) == 0) status = status.measured(2 * random.nextDouble(), random.nextDouble());
        if (random.nextInt(10) == 0) status = status.heldFor(oneOf(random, HOLDERS.toArray(String[]::new)));
        return random.nextInt(8) == 0 ? status.withState(oneOf(random, AgentState.values())) : status;
    }

    private static Request request(RandomGenerator random) {
        Map<String, String> labels = new TreeMap<>();
        if (random.nextInt(2) == 0) labels.put("os", oneOf(random, "linux", "linux", "macos"));
        if (random.nextInt(3) == 0) labels.put("jdk", oneOf(random, ">=17", "17", "<17", ">=22"));
        if (random.nextInt(12) == 0) labels.put("bench", oneOf(random, "ecu-0", "ecu-1"));
        Resources resources = new Resources(500 * random.nextInt(7), 500 * random.nextInt(7));
        if (random.nextInt(5) == 0) resources = resources.withDisk(400);
        if (random.nextInt(8) == 0) resources = resources.withCount("gpu", 1 + random.nextInt(2));
        if (random.nextInt(16) == 0) resources = resources.withCount("licence", 1);
        if (random.nextInt(30) == 0) resources = new Resources(100_000, 0);
        Request request = Request.of(Selector.of(labels), resources);
        if (random.nextInt(3) == 0) request = request.preferring(Selector.of(Map.of("jdk", "21", "os", "linux")));
        if (random.nextInt(2) == 0) request = request.wanting(some(random, WARM));
        if (random.nextInt(10) == 0) request = request.exclusively();
        if (random.nextInt(5) == 0) request = request.spreading(oneOf(random, GROUPS.toArray(String[]::new)));
        if (random.nextInt(8) == 0) request = request.apartFrom(oneOf(random, GROUPS.toArray(String[]::new)));
        if (random.nextInt(4) == 0) request = request.afterFailuresOn(List.of("agent-" + random.nextInt(8)));
        if (random.nextInt(5) == 0) request = request.inTheNameOf(oneOf(random, HOLDERS.toArray(String[]::new)));
        return request;
    }

    private static Set<String> some(RandomGenerator random, List<String> of) {
        Set<String> some = new TreeSet<>();
        for (String each : of) if (random.nextInt(4) == 0) some.add(each);
        return some;
    }

    @SafeVarargs
    private static <T> T oneOf(RandomGenerator random, T... of) {
        return of[random.nextInt(of.length)];
    }
}

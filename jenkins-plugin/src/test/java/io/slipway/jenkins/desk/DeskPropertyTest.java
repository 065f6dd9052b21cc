package io.slipway.jenkins.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.LimitScope;
import io.slipway.core.run.Outcome;
import io.slipway.core.schedule.BookingStatus;
import io.slipway.core.schedule.Input;
import io.slipway.jenkins.desk.Office.Clerk;
import io.slipway.jenkins.desk.Office.Guest;
import io.slipway.jenkins.farm.NodeFacts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever builds, nodes and the controller do, in whatever order: nothing is held twice and nothing for ever. */
class DeskPropertyTest {
    private static final int LIMIT = 3;

    @TempDir
    Path directory;

    private final Map<String, Clerk> bodies = new TreeMap<>();
    private final Map<String, String> ownerOf = new HashMap<>();
    private final Map<String, Guest> guests = new TreeMap<>();
    private final Map<String, Integer> weights = new HashMap<>();
    private Office office;
    private Random random;
    private int count;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void random_builds_nodes_and_kills_leak_and_double_nothing(long seed) {
        random = new Random(seed);
        office = new Office(directory.resolve("desk"));
        for (int i = 0; i < 3; i++) office.node("n" + i, 1 + i % 2);
        office.open();
        office.desk.limit("admin", LimitScope.THROTTLE, "db", LIMIT);
        office.settle();

        for (int i = 0; i < 200; i++) {
            act();
            holdsNothingTwice();
        }

        office.builds.clear();
        for (int i = 0; i < 3; i++) office.node("n" + i, 1 + i % 2);
        for (Clerk body : bodies.values()) endIfStopped(body);
        office.beats(2);
        for (Clerk body : bodies.values()) endIfStopped(body);
        office.beats(30);
        assertThat(office.desk.runs()).isEmpty();
        assertThat(office.desk.bookings()).isEmpty();
        everythingCanBeHadAgain();
        office.desk.abandon();
    }

    private void act() {
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> place();
            case 3, 4 -> throttle();
            case 5 -> book();
            case 6, 7 -> endOne();
            case 8 -> abortOne();
            case 9 -> killBuild();
            case 10 -> toggleNode();
            case 11 -> office.after(Duration.ofSeconds(1 + random.nextInt(60)));
            case 12 -> {
                if (random.nextInt(3) == 0) restart();
                else office.desk.beginAnew();
            }
            default -> office.beat();
        }
        office.settle();
    }

    private String owner() {
        String owner = "f" + random.nextInt(3) + "/job#" + random.nextInt(6);
        office.build(owner);
        return owner;
    }

    private void place() {
        String owner = owner();
        String id = "p" + count++;
        ownerOf.put(id, owner);
        bodies.put(id, office.place(id, owner));
    }

    private void throttle() {
        String owner = owner();
        String id = "t" + count++;
        int weight = 1 + random.nextInt(2);
        ownerOf.put(id, owner);
        weights.put(id, weight);
        bodies.put(id, office.throttle(id, owner, "db", weight));
    }

    private void book() {
        String owner = owner();
        String id = "b" + count++;
        guests.put(id, office.book(id, owner, "rig" + random.nextInt(2), Duration.ofSeconds(30 + random.nextInt(90))));
    }

    private void endOne() {
        pick(true)
                .ifPresent(body -> body.ends(
                        random.nextBoolean()
                                ? Outcome.succeeded()
                                : new Outcome(Outcome.Kind.LOST, -1, "its node went away")));
        if (!guests.isEmpty() && random.nextInt(3) == 0)
            office.desk.release("x", List.copyOf(guests.keySet()).get(random.nextInt(guests.size())));
    }

    private Optional<Clerk> pick(boolean running) {
        List<Clerk> some = new ArrayList<>();
        for (Clerk body : bodies.values()) if (!body.isFinished() && body.isPlaced() == running) some.add(body);
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
    }

    private void abortOne() {
        pick(random.nextBoolean()).ifPresent(body -> {
            office.desk.cancel("alice", body.run, "aborted by alice");
            office.settle();
            endIfStopped(body);
        });
    }

    private static void endIfStopped(Clerk body) {
        if (body.stops.isEmpty() || body.isFinished()) return;
        body.ends(new Outcome(Outcome.Kind.CANCELLED, -1, "stopped"));
        body.stops.clear();
    }

    private void killBuild() {
        if (office.builds.isEmpty()) return;
        String owner = List.copyOf(office.builds).get(random.nextInt(office.builds.size()));
        office.builds.remove(owner);
        office.beat();
        for (Clerk body : bodies.values()) if (owner.equals(ownerOf.get(body.run.value()))) endIfStopped(body);
    }

    private void toggleNode() {
        String name = "n" + random.nextInt(3);
        NodeFacts node = office.nodes.get(name);
        if (node == null) office.node(name, 1 + random.nextInt(2));
        else if (random.nextInt(4) == 0) office.nodes.remove(name);
        else if (!node.takesWork()) office.node(node.unavailable(""));
        else if (random.nextBoolean()) office.node(node.unavailable("is offline"));
        else office.node(node.busyElsewhere(random.nextInt(2)));
        if (random.nextBoolean()) office.desk.lookAround();
    }

    /** Of the steps that were there, some come back, some with their body still running, and some do not. */
    private void restart() {
        office.restart();
        for (Map.Entry<String, Clerk> body : bodies.entrySet()) {
            if (body.getValue().isFinished() || random.nextInt(5) == 0) continue;
            Clerk before = body.getValue();
            Set<Input.RunningAttempt> running = random.nextBoolean() ? before.given.keySet() : Set.of();
            Clerk back = office.attach(body.getKey(), running);
            if (running.size() > 0 && before.isPlaced())
                back.given.putIfAbsent(
                        running.stream().reduce((one, other) -> other).orElseThrow(), before.last());
            body.setValue(back);
        }
    }

    private void holdsNothingTwice() {
        Map<String, Integer> held = new HashMap<>();
        int throttled = 0;
        for (DeskRun run : office.desk.runs()) {
            for (String agent : run.running().values()) {
                if (run.id().value().startsWith("t"))
                    throttled += weights.get(run.id().value());
                else held.merge(agent, 1, Integer::sum);
            }
        }
        assertThat(throttled).isLessThanOrEqualTo(LIMIT);
        held.forEach((node, bodies) -> assertThat(bodies).as(node).isLessThanOrEqualTo(2));
        Set<String> benches = new HashSet<>();
        for (BookingStatus status : office.desk.bookings()) {
            if (status.isGranted())
                assertThat(benches.add(status.agent().orElseThrow())).isTrue();
            assertThat(status.until().map(office.now::isAfter).orElse(false)).isFalse();
        }
        assertThat(office.warnings).isEmpty();
    }

    private void everythingCanBeHadAgain() {
        office.build("last#1");
        for (int i = 0; i < 4; i++)
            assertThat(office.place("last" + i, "last#1").isPlaced()).isTrue();
        assertThat(office.throttle("lastT", "last#1", "db", LIMIT).isPlaced()).isTrue();
        assertThat(office.book("lastB", "last#1", "rig0", Duration.ofMinutes(1)).told(FleetEvent.BookingGranted.class))
                .hasSize(1);
    }
}

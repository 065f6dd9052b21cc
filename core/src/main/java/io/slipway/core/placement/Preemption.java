package io.slipway.core.placement;

import static java.util.Objects.requireNonNull;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.agent.Fleet;
import io.slipway.core.agent.Reservation;
import io.slipway.core.pipeline.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which running tasks have to go so that one of higher priority can start. Immutable.
 *
 * <p>Only tasks of strictly lower priority go, by the priority they were submitted with and never by one that grew while they
 * waited. So a victim can never drive out the one that drove it out, nor can any number of them in a circle.
 *
 * @param agent id of the agent where room is made
 * @param victims those that go, what loses least first
 */
public record Preemption(String agent, List<Running> victims) {
    private static final Comparator<Preemption> ORDER = Comparator.comparingDouble(Preemption::lostCpuSeconds)
            .thenComparingInt(one -> one.victims.size())
            .thenComparing(Preemption::agent);

    private static final Comparator<Running> LEAST_LOST = Comparator.comparingDouble(Running::lostCpuSeconds)
            .thenComparing(Running::remaining, Comparator.reverseOrder())
            .thenComparing(each -> each.held.task())
            .thenComparing(each -> each.held.run());

    public Preemption {
        requireNonNull(agent, "agent");
        victims = List.copyOf(victims);
        if (victims.isEmpty()) throw new IllegalArgumentException("victims: none (expected: at least one)");
    }

    /**
     * A task that runs.
     *
     * @param held what it holds
     * @param priority that it was submitted with; higher goes first
     * @param repeatable whether it may be ended and done again; a deploy may not
     * @param elapsed how long it has run, which would have to be done again
     * @param remaining how much longer it is predicted to run
     */
    public record Running(Reservation held, int priority, boolean repeatable, Duration elapsed, Duration remaining) {
        public Running {
            requireNonNull(held, "held");
            requireNonNull(elapsed, "elapsed");
            requireNonNull(remaining, "remaining");
        }

        /** CPU time that would be spent in vain, in CPU-seconds; who asks for next to no CPU counts as a hundredth of one. */
        double lostCpuSeconds() {
            return elapsed.toMillis() / 1000.0 * Math.max(10, held.resources().milliCpu()) / 1000;
        }
    }

    /** CPU time that is spent in vain, in CPU-seconds. */
    public double lostCpuSeconds() {
        double lost = 0;
        for (Running victim : victims) lost += victim.lostCpuSeconds();
        return lost;
    }

    /**
     * The victims whose going loses least work, all on one agent; then the fewest, then the agent with the smallest id. Absent
     * when there are none that would make room, and when waiting is enough: room that running tasks are predicted to make
     * within {@code patience} by ending is waited for. On each agent those that lose least go until there is room, and then
     * those stay after all that need not go, what loses most first.
     *
     * <p>O(agents + running × log running).
     *
     * @param allowed whether tasks may be driven out of the agent
     * @param running all that runs on all agents
     */
    public static Optional<Preemption> choose(
            Request request,
            int priority,
            Fleet fleet,
            Predicate<Agent> allowed,
            Collection<Running> running,
            Duration patience) {
        Map<String, List<Running>> byAgent = new HashMap<>();
        for (Running each : running) {
            byAgent.computeIfAbsent(each.held.agent(), any -> new ArrayList<>()).add(each);
        }
        Optional<Preemption> best = Optional.empty();
        for (Agent agent : fleet.agents()) {
            if (!couldRun(request, agent, fleet.status(agent.id()))) continue;
            List<Running> there = byAgent.getOrDefault(agent.id(), List.of());
            if (isRoomSoon(request, agent, there, patience)) return Optional.empty();
            if (!allowed.test(agent)) continue;
            List<Running> victims = victims(request, priority, agent, there);
            if (victims.isEmpty()) continue;
            Preemption found = new Preemption(agent.id(), victims);
            if (best.isEmpty() || ORDER.compare(found, best.get()) < 0) best = Optional.of(found);
        }
        return best;
    }

    private static boolean couldRun(Request request, Agent agent, AgentStatus status) {
        return status.state().takesTasks()
                && (status.heldFor().isEmpty() || status.heldFor().equals(request.holder()))
                && request.resources().fitsIn(agent.capacity())
                && agent.labels().unmet(request.requires()).isEmpty();
    }

    private static boolean isRoomSoon(Request request, Agent agent, List<Running> there, Duration patience) {
        Room room = new Room(request, agent);
        for (Running each : there) {
            if (each.remaining.compareTo(patience) > 0) room.fill(each.held);
        }
        return room.isEnough();
    }

    /** None when all that may go are not enough, or nobody has to. */
    private static List<Running> victims(Request request, int priority, Agent agent, List<Running> there) {
        Room room = new Room(request, agent);
        List<Running> lower = new ArrayList<>();
        for (Running each : there) {
            room.fill(each.held);
            if (each.repeatable && each.priority < priority) lower.add(each);
        }
        lower.sort(LEAST_LOST);
        List<Running> going = new ArrayList<>();
        for (Running each : lower) {
            if (room.isEnough()) break;
            room.empty(each.held);
            going.add(each);
        }
        if (!room.isEnough()) return List.of();
        List<Running> victims = new ArrayList<>();
        for (int i = going.size() - 1; i >= 0; i--) {
            room.fill(going.get(i).held);
            if (room.isEnough()) continue;
            room.empty(going.get(i).held);
            victims.add(0, going.get(i));
        }
        return victims;
    }

    /** What is left of an agent for a request while tasks come and go there. */
    private static final class Room {
        private final Request request;
        private final Resources capacity;
        private Resources held = new Resources(0, 0);
        private int inTheWay;

        Room(Request request, Agent agent) {
            this.request = request;
            this.capacity = agent.capacity();
        }

        void fill(Reservation by) {
            held = held.plus(by.resources());
            if (isInTheWay(by)) inTheWay++;
        }

        void empty(Reservation by) {
            held = held.minus(by.resources());
            if (isInTheWay(by)) inTheWay--;
        }

        /** Whatever is free, they cannot be there together. */
        private boolean isInTheWay(Reservation by) {
            return request.exclusive()
                    || by.exclusive()
                    || request.apart() && by.group().equals(request.group());
        }

        boolean isEnough() {
            return inTheWay == 0 && held.plus(request.resources()).fitsIn(capacity);
        }
    }
}

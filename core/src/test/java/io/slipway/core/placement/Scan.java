package io.slipway.core.placement;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.agent.Fleet;
import io.slipway.core.agent.Reservation;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.placement.PlacementRules.Weighted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rule that {@link Placer} tells, followed word for word by looking at every agent of a fleet. */
final class Scan {
    private final Fleet fleet;
    private final PlacementRules rules;
    private final FleetProfile profile;
    private final Map<String, Seen> agents = new TreeMap<>();

    Scan(Fleet fleet, PlacementRules rules) {
        this.fleet = fleet;
        this.rules = rules;
        Map<Agent, Integer> each = new HashMap<>();
        for (Agent agent : fleet.agents()) {
            each.put(agent, 1);
            agents.put(agent.id(), new Seen(agent, fleet.status(agent.id())));
        }
        for (Reservation reservation : fleet.reservations()) {
            agents.get(reservation.agent()).reserved.add(reservation);
        }
        this.profile = new FleetProfile(each);
    }

    List<Seen> agents() {
        return List.copyOf(agents.values());
    }

    /** Who would be chosen, and how good that is. */
    Optional<Seen> choose(Request request) {
        List<Seen> candidates = candidates(request, true);
        if (candidates.isEmpty()) candidates = candidates(request, false);
        return candidates.stream()
                .max(Comparator.<Seen>comparingDouble(seen -> total(request, seen))
                        .thenComparing(seen -> seen.agent.id(), Comparator.reverseOrder()));
    }

    private List<Seen> candidates(Request request, boolean leaveOutFailed) {
        List<Seen> candidates = new ArrayList<>();
        request.warm().stream()
                .limit(4)
                .forEach(name -> agents.values().stream()
                        .filter(seen -> seen.status.warm().contains(name))
                        .limit(32)
                        .filter(seen -> seen.status.heldFor().isEmpty())
                        .filter(seen -> may(request, seen, leaveOutFailed))
                        .forEach(seen -> add(candidates, seen, 4)));
        agents.values().stream()
                .filter(seen ->
                        !request.holder().isEmpty() && seen.status.heldFor().equals(request.holder()))
                .filter(seen -> may(request, seen, leaveOutFailed))
                .forEach(seen -> add(candidates, seen, 16));
        List<List<Seen>> classes = classes(request, leaveOutFailed);
        if (!request.prefers().ranges().isEmpty()) {
            for (List<Seen> each : classes) {
                if (each.get(0).shareMet(request.prefers()) == 1) addSome(candidates, each, 4);
            }
        }
        for (List<Seen> each : classes) addSome(candidates, each, 4);
        for (List<Seen> each : classes) addSome(candidates, each, 16);
        return candidates;
    }

    private static void addSome(List<Seen> candidates, List<Seen> of, int most) {
        int limit = Math.min(16, candidates.size() + most);
        for (Seen seen : of) add(candidates, seen, limit);
    }

    private static void add(List<Seen> candidates, Seen seen, int limit) {
        if (candidates.size() < limit && !candidates.contains(seen)) candidates.add(seen);
    }

    /** Those that may have it and are held for nobody, class by class. */
    private List<List<Seen>> classes(Request request, boolean leaveOutFailed) {
        Map<String, List<Seen>> classes = new LinkedHashMap<>();
        agents.values().stream()
                .sorted(Comparator.<Seen>comparingDouble(seen -> -classTotal(seen))
                        .thenComparing(Scan::textOfClass))
                .forEach(seen -> {
                    List<Seen> ofClass = classes.computeIfAbsent(textOfClass(seen), any -> new ArrayList<>());
                    if (seen.status.heldFor().isEmpty() && may(request, seen, leaveOutFailed)) ofClass.add(seen);
                });
        Comparator<Seen> tightest = Comparator.comparingInt(Seen::freeMilliCpu).thenComparing(seen -> seen.agent.id());
        for (List<Seen> each : classes.values()) each.sort(request.group().isEmpty() ? tightest : tightest.reversed());
        return classes.values().stream().filter(each -> !each.isEmpty()).toList();
    }

    private static String textOfClass(Seen seen) {
        return EquivalenceClass.Key.of(seen.agent).toString();
    }

    /** All filters, kept the plain way. */
    private boolean may(Request request, Seen seen, boolean leaveOutFailed) {
        return refusal(request, seen).isEmpty()
                && !(leaveOutFailed && request.failedOn().contains(seen.agent.id()));
    }

    /** The first filter that refuses. */
    Optional<String> refusal(Request request, Seen seen) {
        if (!seen.agent.labels().unmet(request.requires()).isEmpty()) return Optional.of("capability");
        if (!seen.status.state().takesTasks()) return Optional.of("state");
        if (!seen.status.heldFor().isEmpty() && !seen.status.heldFor().equals(request.holder()))
            return Optional.of("held");
        if (seen.isTaken() || request.exclusive() && seen.running() > 0) return Optional.of("exclusive-use");
        if (!request.resources().fitsIn(seen.free())) return Optional.of("resources");
        if (request.apart() && seen.runningOf(request.group()) > 0) return Optional.of("anti-affinity");
        return rules.filters().stream()
                .filter(filter -> !filter.lacks(request, seen).isEmpty())
                .map(Filter::name)
                .findFirst();
    }

    /** Whether an agent could run it with nothing else to do. */
    boolean canEverRun(Request request) {
        return agents.values().stream()
                .anyMatch(seen -> seen.agent.labels().unmet(request.requires()).isEmpty()
                        && request.resources().fitsIn(seen.agent.capacity()));
    }

    private double classTotal(Seen seen) {
        double total = 0;
        for (Weighted<ClassScorer> each : rules.classScorers()) {
            total += each.weight() * each.scorer().score(seen.agent, profile);
        }
        return total;
    }

    double total(Request request, Seen seen) {
        double sameForAll = 0;
        for (Weighted<Scorer> each : rules.scorers()) {
            if (!each.scorer().matters(request)) sameForAll += each.weight();
        }
        double total = classTotal(seen) + sameForAll;
        for (Weighted<Scorer> each : rules.scorers()) {
            if (each.scorer().matters(request))
                total += each.weight() * each.scorer().score(request, seen);
        }
        return total;
    }

    /** An agent, everything counted anew each time it is asked. */
    final class Seen implements Candidate {
        private final Agent agent;
        private final AgentStatus status;
        private final List<Reservation> reserved = new ArrayList<>();

        Seen(Agent agent, AgentStatus status) {
            this.agent = agent;
            this.status = status;
        }

        @Override
        public Agent agent() {
            return agent;
        }

        @Override
        public AgentStatus status() {
            return status;
        }

        @Override
        public int freeMilliCpu() {
            return fleet.free(agent).milliCpu();
        }

        @Override
        public long freeMemoryBytes() {
            return fleet.free(agent).memoryBytes();
        }

        @Override
        public long freeDiskBytes() {
            return fleet.free(agent).diskBytes();
        }

        @Override
        public int freeCount(String name) {
            return fleet.free(agent).count(name);
        }

        public Resources free() {
            return fleet.free(agent);
        }

        @Override
        public int running() {
            return reserved.size();
        }

        @Override
        public boolean isTaken() {
            return reserved.stream().anyMatch(Reservation::exclusive);
        }

        @Override
        public int runningOf(String group) {
            return (int)
                    reserved.stream().filter(one -> one.group().equals(group)).count();
        }

        @Override
        public int runningInZoneOf(String group) {
            return agents.values().stream()
                    .filter(seen -> seen.agent.zone().equals(agent.zone()))
                    .mapToInt(seen -> seen.runningOf(group))
                    .sum();
        }

        @Override
        public boolean isLike(String other) {
            return agents.containsKey(other)
                    && agents.get(other).agent.agentClass().equals(agent.agentClass());
        }

        @Override
        public double shareMet(Selector selector) {
            return new IdleAgent(agent).shareMet(selector);
        }
    }
}

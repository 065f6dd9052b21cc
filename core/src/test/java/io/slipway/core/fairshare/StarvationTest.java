package io.slipway.core.fairshare;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StarvationTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1})
    void no_task_is_passed_over_for_ever_in_100_000_random_steps(long seed) {
        Farm farm = new Farm(seed);

        for (int step = 0; step < 100_000; step++) farm.step();

        assertThat(farm.passedOverTooOften).isZero();
        assertThat(farm.waitedTooLong).isZero();
        assertThat(farm.started).isGreaterThan(40_000);
        assertThat(farm.takenByEarlier)
                .as("kept places that were taken by an earlier turn")
                .isGreaterThan(10);
        assertThat(farm.keptPlaces).as("places that had to be kept").isGreaterThan(100);
    }

    /** Equal agents, a flood of small tasks, some as large as an agent, and the rule for what is overdue. */
    private static final class Farm {
        private static final int AGENTS = 6;
        private static final int CPUS = 16;
        private static final int PATIENCE = 20;
        private static final int LONGEST_SECONDS = 60;

        private final SplittableRandom random;
        private final FairShareQueue<Integer> queue =
                new FairShareQueue<>(new Fairness(Duration.ofMinutes(5), Duration.ofMinutes(1), PATIENCE));
        private final List<Demand> demands = new ArrayList<>();
        private final int[] free = new int[AGENTS];
        private final PriorityQueue<Running> running =
                new PriorityQueue<>(comparing(Running::end).thenComparing(Running::number));

        /** The agent kept for each overdue demand, and until when one of it must have started there. */
        private final Map<Demand, Kept> kept = new LinkedHashMap<>();

        private final Map<Demand, Integer> passedOver = new LinkedHashMap<>();
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");
        private int added;
        int started;
        int keptPlaces;
        int takenByEarlier;
        int passedOverTooOften;
        int waitedTooLong;

        private record Kept(int agent, Instant latest) {}

        private record Running(Ticket<Integer> ticket, int agent, Instant end, int number) {}

        Farm(long seed) {
            random = new SplittableRandom(seed);
            queue.capacity(Usage.of("cpu", (long) AGENTS * CPUS));
            for (int cpus = 1; cpus <= CPUS; cpus++) demands.add(queue.demand(Usage.of("cpu", cpus)));
            for (int i = 0; i < AGENTS; i++) free[i] = CPUS;
        }

        void step() {
            if (queue.waiting() < 60 && random.nextBoolean()) add();
            else finishOne();
            pass();
        }

        private void add() {
            int cpus = random.nextInt(20) == 0 ? 1 + random.nextInt(CPUS) : 1 + random.nextInt(3);
            Tenant tenant = Tenant.of("org" + random.nextInt(2) + "/team" + random.nextInt(3));
            queue.add(++added, tenant, demands.get(cpus - 1), random.nextInt(2), now, 0);
        }

        private void finishOne() {
            Running ended = running.poll();
            if (ended == null) return;
            now = ended.end();
            free[ended.agent()] += cpus(ended.ticket().demand());
            queue.finished(ended.ticket(), now);
        }

        private void pass() {
            Set<Demand> refused = new LinkedHashSet<>();
            Set<Integer> keptAgents = new HashSet<>();
            Pass<Integer> pass = queue.pass(now);
            for (Optional<Ticket<Integer>> turn = pass.next(); turn.isPresent(); turn = pass.next()) {
                Demand demand = turn.get().demand();
                int agent = placeFor(demand, keptAgents);
                if (agent >= 0) {
                    start(turn.get(), agent);
                    countPassedOver(refused, keptAgents);
                    pass.tookPlace(any -> true);
                } else {
                    refused.add(demand);
                    if (queue.isOverdue(demand)) keep(demand, keptAgents);
                }
            }
        }

        private void countPassedOver(Set<Demand> refused, Set<Integer> keptAgents) {
            for (Demand demand : refused) {
                int times = passedOver.merge(demand, 1, Integer::sum);
                boolean isKept = kept.containsKey(demand)
                        && keptAgents.contains(kept.get(demand).agent());
                if (times > PATIENCE && !isKept && keptAgents.size() < AGENTS) passedOverTooOften++;
            }
        }

        private void keep(Demand demand, Set<Integer> keptAgents) {
            Kept before = kept.get(demand);
            if (before != null && keptAgents.add(before.agent())) return;
            kept.remove(demand);
            for (int agent = 0; agent < AGENTS; agent++) {
                if (!keptAgents.add(agent)) continue;
                kept.put(demand, new Kept(agent, now.plusSeconds(LONGEST_SECONDS)));
                keptPlaces++;
                return;
            }
        }

        private int placeFor(Demand demand, Set<Integer> keptAgents) {
            for (int agent = 0; agent < AGENTS; agent++) {
                if (free[agent] >= cpus(demand) && !keptAgents.contains(agent)) return agent;
            }
            return -1;
        }

        private void start(Ticket<Integer> ticket, int agent) {
            Demand demand = ticket.demand();
            Duration duration = Duration.ofSeconds(1 + random.nextInt(LONGEST_SECONDS));
            queue.started(ticket, Duration.ofSeconds(30), now);
            free[agent] -= cpus(demand);
            running.add(new Running(ticket, agent, now.plus(duration), ++started));
            passedOver.remove(demand);
            Kept place = kept.remove(demand);
            if (place != null && now.isAfter(place.latest())) waitedTooLong++;
            if (kept.values().removeIf(other -> other.agent() == agent)) takenByEarlier++;
        }

        private static int cpus(Demand demand) {
            return (int) demand.usage().amount("cpu");
        }
    }
}

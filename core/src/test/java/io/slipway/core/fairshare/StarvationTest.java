package io.slipway.core.fairshare;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

        /** Overdue demands in the order in which they became so, when, and the place kept for it or -1. */
        private final Map<Demand, Integer> kept = new LinkedHashMap<>();

        private final Map<Demand, Instant> latest = new LinkedHashMap<>();
        private final Map<Demand, Integer> passedOver = new LinkedHashMap<>();
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");
        private int added;
        int started;
        int keptPlaces;
        int passedOverTooOften;
        int waitedTooLong;

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
            Pass<Integer> pass = queue.pass(now);
            for (Optional<Ticket<Integer>> turn = pass.next(); turn.isPresent(); turn = pass.next()) {
                Demand demand = turn.get().demand();
                if (queue.isOverdue(demand)) becomeOverdue(demand);
                int agent = placeFor(demand);
                if (agent < 0) {
                    refused.add(demand);
                    continue;
                }
                start(turn.get(), agent);
                for (Demand other : refused) {
                    int times = passedOver.merge(other, 1, Integer::sum);
                    if (times > PATIENCE && !kept.containsKey(other)) passedOverTooOften++;
                }
                pass.tookPlace(any -> true);
            }
        }

        private void becomeOverdue(Demand demand) {
            if (kept.containsKey(demand)) return;
            // As many at a time as there are agents; each lasts as long as the longest task.
            latest.put(demand, now.plusSeconds(LONGEST_SECONDS * (1L + kept.size() / AGENTS)));
            kept.put(demand, -1);
            keepPlaces();
        }

        private void keepPlaces() {
            for (Map.Entry<Demand, Integer> overdue : kept.entrySet()) {
                for (int agent = 0; overdue.getValue() < 0 && agent < AGENTS; agent++) {
                    if (kept.containsValue(agent)) continue;
                    overdue.setValue(agent);
                    keptPlaces++;
                }
            }
        }

        private int placeFor(Demand demand) {
            int place = kept.getOrDefault(demand, -1);
            if (place >= 0 && free[place] >= cpus(demand)) return place;
            for (int agent = 0; agent < AGENTS; agent++) {
                if (free[agent] >= cpus(demand) && !kept.containsValue(agent)) return agent;
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
            if (kept.remove(demand) == null) return;
            if (now.isAfter(latest.get(demand))) waitedTooLong++;
            keepPlaces();
        }

        private static int cpus(Demand demand) {
            return (int) demand.usage().amount("cpu");
        }
    }
}

package io.slipway.core.fairshare;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue beside a second one that reckons everything anew each time, from the definition. */
class FairOrderTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> RESOURCES = List.of("cpu", "gpu", "memory");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void offers_whom_the_definition_says(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Defined defined = new Defined();
        Instant now = START;

        for (int step = 0; step < 120; step++) {
            now = now.plusMillis(random.nextInt(20_000));
            defined.change(random, now);
            Set<Demand> refused = new HashSet<>();
            Pass<String> pass = defined.queue.pass(now);
            for (int tried = 0; tried < 8; tried++) {
                Optional<Ticket<String>> offered = pass.next();
                assertThat(offered).as("step %d, try %d", step, tried).isEqualTo(defined.first(refused));
                if (offered.isEmpty()) break;
                if (random.nextInt(4) == 0) {
                    defined.start(offered.get(), Duration.ofMillis(1 + random.nextInt(60_000)), now);
                } else {
                    refused.add(offered.get().demand());
                }
            }
        }
        assertThat(defined.started).isGreaterThan(30);
    }

    private static final class Defined {
        final FairShareQueue<String> queue =
                new FairShareQueue<>(new Fairness(Duration.ofMinutes(10), Duration.ofMinutes(1)));
        private final DecayClock clock = new DecayClock(Duration.ofMinutes(10));
        private final List<Demand> demands = new ArrayList<>();
        private final List<Ticket<String>> waiting = new ArrayList<>();
        private final List<Ticket<String>> held = new ArrayList<>();
        private final List<Ticket<String>> running = new ArrayList<>();
        private final Map<Ticket<String>, Tenant> tenants = new HashMap<>();
        private final Map<Tenant, Share> shares = new HashMap<>();
        private final Map<Tenant, double[]> usedByEnded = new TreeMap<>();
        private Usage capacity = Usage.of("cpu", 40).with("memory", 100).with("gpu", 6);
        private int added;
        int started;

        Defined() {
            queue.capacity(capacity);
            // Both clocks count from here.
            queue.pass(START);
            clock.isBeyondReach(START);
        }

        void change(SplittableRandom random, Instant now) {
            int kind = random.nextInt(12);
            if (kind < 5) {
                add(random, now);
            } else if (kind < 8 && !running.isEmpty()) {
                finish(running.remove(random.nextInt(running.size())), now);
            } else if (kind == 8 && !waiting.isEmpty()) {
                Ticket<String> ticket = waiting.remove(random.nextInt(waiting.size()));
                queue.hold(ticket);
                held.add(ticket);
            } else if (kind == 9 && !held.isEmpty()) {
                Ticket<String> ticket = held.remove(random.nextInt(held.size()));
                queue.resume(ticket);
                waiting.add(ticket);
            } else if (kind == 10 && !waiting.isEmpty()) {
                queue.reprioritise(waiting.get(random.nextInt(waiting.size())), random.nextInt(3));
            } else if (random.nextInt(6) == 0) {
                share(random);
            } else if (random.nextInt(12) == 0) {
                capacity = capacity.with("gpu", 1 + random.nextInt(60));
                queue.capacity(capacity);
            }
        }

        private void add(SplittableRandom random, Instant now) {
            if (demands.size() < 5 || (demands.size() < 150 && random.nextInt(3) == 0)) {
                demands.add(queue.demand(Usage.of("cpu", 1 + random.nextInt(4))
                        .with("memory", random.nextInt(12))
                        .with("gpu", random.nextInt(4) / 3)));
            }
            Tenant tenant = tenant(random, 3);
            Demand demand = demands.get(random.nextInt(demands.size()));
            Instant since = now.minusSeconds(random.nextInt(3));
            Ticket<String> ticket =
                    queue.add("task" + ++added, tenant, demand, random.nextInt(2), since, random.nextInt(3));
            tenants.put(ticket, tenant);
            waiting.add(ticket);
        }

        private static Tenant tenant(SplittableRandom random, int level) {
            StringBuilder path = new StringBuilder("org" + random.nextInt(2));
            if (level > 1) path.append("/team").append(random.nextInt(2));
            if (level > 2) path.append("/project").append(random.nextInt(2));
            return Tenant.of(path.toString());
        }

        private void share(SplittableRandom random) {
            Tenant tenant = tenant(random, 1 + random.nextInt(3));
            Share share = Share.weighing(1 + random.nextInt(3));
            if (random.nextInt(3) == 0)
                share = share.guaranteeing(Usage.of("cpu", 5).with("memory", 10));
            if (random.nextInt(3) == 0) share = share.holdingAtMost(Usage.of("cpu", 3 + random.nextInt(9)));
            queue.share(tenant, share);
            shares.put(tenant, share);
        }

        void start(Ticket<String> ticket, Duration expected, Instant now) {
            queue.started(ticket, expected, now);
            waiting.remove(ticket);
            running.add(ticket);
            started++;
        }

        private void finish(Ticket<String> ticket, Instant now) {
            queue.finished(ticket, now);
            clock.advance(now);
            for (Tenant tenant : withParents(tenants.get(ticket))) {
                double[] used = usedByEnded.computeIfAbsent(tenant, of -> new double[3]);
                for (int r = 0; r < 3; r++) used[r] += amount(ticket, r) * clock.use(ticket.startedAt, clock.now());
            }
        }

        Optional<Ticket<String>> first(Set<Demand> refused) {
            Map<Tenant, double[]> used = used();
            Map<Tenant, long[]> holds = holds();
            List<Ticket<String>> candidates = new ArrayList<>(waiting);
            candidates.removeIf(ticket -> refused.contains(ticket.demand()) || passesLimit(ticket, holds));
            List<Ticket<String>> firsts = new ArrayList<>();
            List<List<Ticket<String>>> byResource = new ArrayList<>();
            for (int r = 0; r < 3; r++) {
                int resource = r;
                byResource.add(new ArrayList<>(candidates.stream()
                        .filter(ticket -> dominant(ticket) == resource)
                        .toList()));
            }
            boolean again = true;
            while (again) {
                firsts.clear();
                for (int r = 0; r < 3; r++)
                    firstOf(byResource.get(r), r, used, holds).ifPresent(firsts::add);
                again = false;
                for (Ticket<String> first : firsts) {
                    for (Ticket<String> other : firsts) {
                        if (!tenants.get(first).equals(tenants.get(other)) || Ticket.byTurn(first, other) >= 0)
                            continue;
                        Tenant sender = tenants.get(first);
                        again |= byResource
                                .get(dominant(other))
                                .removeIf(ticket -> tenants.get(ticket).equals(sender));
                    }
                }
            }
            for (int level = 0; level < 3; level++) {
                int at = level;
                Comparator<Ticket<String>> byKey =
                        comparingDouble(ticket -> key(tenantAt(ticket, at), dominant(ticket), used, holds));
                Optional<Tenant> least = firsts.stream()
                        .min(byKey.thenComparing(ticket -> earliestOf(ticket, at), Ticket::byTurn))
                        .map(ticket -> tenantAt(ticket, at));
                firsts.removeIf(ticket -> !Optional.of(tenantAt(ticket, at)).equals(least));
            }
            return firsts.stream().min(Ticket::byTurn);
        }

        private Tenant tenantAt(Ticket<String> ticket, int level) {
            return withParents(tenants.get(ticket)).get(level);
        }

        /** Whom a tenant would send with what it has of the same dominant resource, whatever it used. */
        private Ticket<String> earliestOf(Ticket<String> ticket, int level) {
            return waiting.stream()
                    .filter(other -> dominant(other) == dominant(ticket))
                    .filter(other -> tenantAt(other, level).equals(tenantAt(ticket, level)))
                    .min(Ticket::byTurn)
                    .orElseThrow();
        }

        private Optional<Ticket<String>> firstOf(
                List<Ticket<String>> candidates, int resource, Map<Tenant, double[]> used, Map<Tenant, long[]> holds) {
            List<Ticket<String>> left = candidates;
            for (int level = 0; level < 3; level++) {
                int at = level;
                Comparator<Tenant> byKey = comparingDouble(tenant -> key(tenant, resource, used, holds));
                Comparator<Tenant> byTurn = comparing(
                        tenant -> waiting.stream()
                                .filter(ticket -> dominant(ticket) == resource)
                                .filter(ticket ->
                                        withParents(tenants.get(ticket)).get(at).equals(tenant))
                                .min(Ticket::byTurn)
                                .orElseThrow(),
                        Ticket::byTurn);
                Optional<Tenant> first = left.stream()
                        .map(ticket -> withParents(tenants.get(ticket)).get(at))
                        .distinct()
                        .min(byKey.thenComparing(byTurn));
                left = left.stream()
                        .filter(ticket -> Optional.of(
                                        withParents(tenants.get(ticket)).get(at))
                                .equals(first))
                        .toList();
            }
            return left.stream().min(Ticket::byTurn);
        }

        private double key(Tenant tenant, int resource, Map<Tenant, double[]> used, Map<Tenant, long[]> holds) {
            Share share = shares.getOrDefault(tenant, Share.EQUAL);
            long guaranteed = share.guaranteed().amount(RESOURCES.get(resource));
            long holding = holds.getOrDefault(tenant, new long[3])[resource];
            if (holding < guaranteed) return (double) holding / guaranteed - 2;
            double use = used.getOrDefault(tenant, new double[3])[resource];
            // What rounding leaves is no difference.
            return Math.rint(use
                    / (capacity.amount(RESOURCES.get(resource)) * share.weight().value())
                    * 1e9);
        }

        private boolean passesLimit(Ticket<String> ticket, Map<Tenant, long[]> holds) {
            for (Tenant tenant : withParents(tenants.get(ticket))) {
                Usage most = shares.getOrDefault(tenant, Share.EQUAL).most();
                for (int r = 0; r < 3; r++) {
                    long amount = amount(ticket, r);
                    long limit = most.amounts().getOrDefault(RESOURCES.get(r), Long.MAX_VALUE);
                    if (amount > 0 && holds.getOrDefault(tenant, new long[3])[r] + amount > limit) return true;
                }
            }
            return false;
        }

        private int dominant(Ticket<String> ticket) {
            return List.of(0, 1, 2).stream()
                    .max(comparingDouble((Integer r) -> (double) amount(ticket, r) / capacity.amount(RESOURCES.get(r)))
                            .thenComparing(comparingLong(r -> -r)))
                    .orElseThrow();
        }

        private static long amount(Ticket<String> ticket, int resource) {
            return ticket.demand().usage().amount(RESOURCES.get(resource));
        }

        private Map<Tenant, double[]> used() {
            Map<Tenant, double[]> used = new HashMap<>();
            usedByEnded.forEach((tenant, amounts) -> used.put(tenant, amounts.clone()));
            for (Ticket<String> ticket : running) {
                for (Tenant tenant : withParents(tenants.get(ticket))) {
                    double[] amounts = used.computeIfAbsent(tenant, of -> new double[3]);
                    for (int r = 0; r < 3; r++)
                        amounts[r] += amount(ticket, r) * clock.use(ticket.startedAt, ticket.paidUntil);
                }
            }
            return used;
        }

        private Map<Tenant, long[]> holds() {
            Map<Tenant, long[]> holds = new HashMap<>();
            for (Ticket<String> ticket : running) {
                for (Tenant tenant : withParents(tenants.get(ticket))) {
                    long[] amounts = holds.computeIfAbsent(tenant, of -> new long[3]);
                    for (int r = 0; r < 3; r++) amounts[r] += amount(ticket, r);
                }
            }
            return holds;
        }

        private static List<Tenant> withParents(Tenant tenant) {
            List<Tenant> all = new ArrayList<>();
            for (int i = 1; i <= tenant.names().size(); i++)
                all.add(new Tenant(tenant.names().subList(0, i)));
            return all;
        }
    }
}

package io.slipway.bench;

import io.slipway.core.fairshare.Demand;
import io.slipway.core.fairshare.FairShareQueue;
import io.slipway.core.fairshare.Fairness;
import io.slipway.core.fairshare.Pass;
import io.slipway.core.fairshare.Share;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.fairshare.Ticket;
import io.slipway.core.fairshare.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The product's queue, with its own defaults. */
final class SlipwayTurns implements Turns {
    private final FairShareQueue<FairFarm.Task> queue = new FairShareQueue<>(Fairness.DEFAULT);
    private final List<Tenant> tenants;
    private final Map<FairFarm.Shape, Demand> demands = new HashMap<>();
    private final Map<FairFarm.Task, Ticket<FairFarm.Task>> tickets = new HashMap<>();
    private Pass<FairFarm.Task> pass = queue.pass(Instant.EPOCH);

    /**
     * @param tenants by the number of the team
     */
    SlipwayTurns(int agents, List<Tenant> tenants, Map<Tenant, Double> weights) {
        this.tenants = tenants;
        queue.capacity(Usage.of("cpu", (long) agents * FairFarm.CPUS).with("memory", (long) agents * FairFarm.GIBS));
        weights.forEach((tenant, weight) -> queue.share(tenant, Share.weighing(weight)));
    }

    @Override
    public void add(FairFarm.Task task) {
        Demand demand = demands.computeIfAbsent(
                task.shape, shape -> queue.demand(Usage.of("cpu", shape.cpus()).with("memory", shape.gibs())));
        Instant since = Instant.ofEpochMilli(task.readyMillis);
        tickets.put(task, queue.add(task, tenants.get(task.team), demand, 0, since, 0));
    }

    @Override
    public void begin(long nowMillis) {
        pass = queue.pass(Instant.ofEpochMilli(nowMillis));
    }

    @Override
    public Optional<FairFarm.Task> next() {
        return pass.next().map(Ticket::item);
    }

    @Override
    public void started(FairFarm.Task task, long nowMillis) {
        queue.started(ticket(task), Duration.ofMillis(task.expectedMillis), Instant.ofEpochMilli(nowMillis));
    }

    @Override
    public void finished(FairFarm.Task task, long nowMillis) {
        queue.finished(ticket(task), Instant.ofEpochMilli(nowMillis));
        tickets.remove(task);
    }

    private Ticket<FairFarm.Task> ticket(FairFarm.Task task) {
        Ticket<FairFarm.Task> ticket = tickets.get(task);
        if (ticket == null) throw new BenchException("a task runs that nobody waited for");
        return ticket;
    }

    @Override
    public boolean keepsPlaces() {
        return true;
    }
}

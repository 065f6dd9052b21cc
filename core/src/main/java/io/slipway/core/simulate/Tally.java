package io.slipway.core.simulate;

import io.slipway.core.agent.Agent;
import io.slipway.core.graph.CriticalPath;
import io.slipway.core.graph.Dag;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.SkipReason;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts and measures while a simulation goes on. Confined to its thread; O(1) for each event apart from the critical path
 * of each run, and 8 bytes for each task that ran.
 */
public final class Tally implements Watcher {
    private static final double NANOS = 1e9;
    private static final double MILLI_CPU_NANOS_PER_HOUR = 3600 * 1000 * NANOS;

    private final FreeCpus free = new FreeCpus();
    private final Map<RunId, Run> underWay = new HashMap<>();
    private final Map<String, TenantTally> tenants = new TreeMap<>();
    private final Spread.Gathering waits = new Spread.Gathering();
    private final Spread.Gathering slowdowns = new Spread.Gathering();
    private long atNanos;
    private long busyMilliCpu;
    private double busyArea;
    private double usableArea;
    private double runningArea;
    private double countedArea;
    private int running;
    private int queued;
    private int mostRunning;
    private int mostQueued;
    private long runs;
    private long endedRuns;
    private long succeededRuns;
    private long executed;
    private long reused;
    private long skipped;
    private Optional<String> unplaceable = Optional.empty();
    private long lostAttempts;
    private long repeatedAttempts;

    private static final class Run {
        final Arrival arrival;
        final TenantTally tenant;
        final Map<TaskAddress, Long> queuedAt = new HashMap<>();

        Run(Arrival arrival, TenantTally tenant) {
            this.arrival = arrival;
            this.tenant = tenant;
        }

        Task task(TaskAddress address) {
            return arrival.submit().pipeline().get(address);
        }
    }

    private static final class TenantTally {
        final Spread.Gathering waits = new Spread.Gathering();
        final Spread.Gathering slowdowns = new Spread.Gathering();
        long runs;
        long executed;
        double countedArea;
    }

    @Override
    public void arrived(long nanos, Arrival arrival) {
        advance(nanos);
        TenantTally tenant = tenants.computeIfAbsent(arrival.tenant(), name -> new TenantTally());
        tenant.runs++;
        runs++;
        underWay.put(arrival.submit().run(), new Run(arrival, tenant));
    }

    @Override
    public void up(long nanos, Agent agent) {
        advance(nanos);
        free.change(agent, agent.capacity().milliCpu());
    }

    @Override
    public void down(long nanos, Agent agent) {
        advance(nanos);
        free.change(agent, -agent.capacity().milliCpu());
    }

    @Override
    public void began(long nanos, Agent agent, VirtualAttempt attempt) {
        advance(nanos);
        work(agent, attempt, 1);
        mostRunning = Math.max(mostRunning, running);
    }

    @Override
    public void ended(long nanos, Agent agent, VirtualAttempt attempt) {
        advance(nanos);
        work(agent, attempt, -1);
    }

    private void work(Agent agent, VirtualAttempt attempt, int more) {
        int milliCpu = attempt.task().resources().milliCpu();
        running += more;
        busyMilliCpu += (long) more * milliCpu;
        free.change(agent, (long) -more * milliCpu);
    }

    /** What has been so since the last change has been so until now. */
    private void advance(long nanos) {
        double passed = nanos - atNanos;
        if (passed <= 0) return;
        busyArea += passed * busyMilliCpu;
        usableArea += passed * free.usableMilliCpu();
        runningArea += passed * running;
        atNanos = nanos;
    }

    @Override
    public void stepped(long nanos, Input input, Step step) {
        if (step.events().isEmpty()) return;
        advance(nanos);
        for (Event event : step.events()) {
            if (event instanceof RunEvent of) {
                Run run = underWay.get(of.run());
                if (run != null) count(nanos, run, of);
            }
        }
    }

    private void count(long nanos, Run run, RunEvent event) {
        if (event instanceof RunEvent.TaskMissed missed) {
            queue(nanos, run, missed.task());
        } else if (event instanceof RunEvent.TaskReused) {
            reused++;
        } else if (event instanceof RunEvent.AttemptStarted started) {
            start(nanos, run, started);
        } else if (event instanceof RunEvent.AttemptFinished finished) {
            finish(nanos, run, finished);
        } else if (event instanceof RunEvent.TaskSkipped skip) {
            leaveQueue(run, skip.task());
            skipped++;
            SkipReason reason = skip.reason();
            if (reason.kind() == SkipReason.Kind.UNPLACEABLE && unplaceable.isEmpty())
                unplaceable = Optional.of(skip.task() + " " + reason.detail());
        } else if (event instanceof RunEvent.TaskSetAside aside) {
            leaveQueue(run, aside.task());
        } else if (event instanceof RunEvent.TaskTakenUp back) {
            queue(nanos, run, back.task());
        } else if (event instanceof RunEvent.RunFinished finished) {
            conclude(nanos, run, finished);
        }
    }

    private void queue(long nanos, Run run, TaskAddress task) {
        run.queuedAt.put(task, nanos);
        free.queued(run.task(task));
        mostQueued = Math.max(mostQueued, ++queued);
    }

    private long leaveQueue(Run run, TaskAddress task) {
        Long since = run.queuedAt.remove(task);
        if (since == null) return -1;
        queued--;
        free.left(run.task(task));
        return since;
    }

    private void start(long nanos, Run run, RunEvent.AttemptStarted event) {
        long since = leaveQueue(run, event.task());
        if (event.attempt() > 1) {
            repeatedAttempts++;
        } else {
            double wait = (nanos - since) / NANOS;
            waits.add(wait);
            run.tenant.waits.add(wait);
        }
    }

    private void finish(long nanos, Run run, RunEvent.AttemptFinished event) {
        if (event.outcome().kind() == Outcome.Kind.LOST) {
            lostAttempts++;
        } else {
            double area = (double) event.usage().wall().toNanos()
                    * run.task(event.task()).resources().milliCpu();
            countedArea += area;
            run.tenant.countedArea += area;
        }
        if (event.retried()) {
            queue(nanos, run, event.task());
        } else {
            executed++;
            run.tenant.executed++;
        }
    }

    private void conclude(long nanos, Run run, RunEvent.RunFinished event) {
        underWay.remove(event.run());
        endedRuns++;
        if (event.result() != RunResult.SUCCEEDED) return;
        succeededRuns++;
        long chain = longestChainNanos(run.arrival);
        if (chain == 0) return;
        double slowdown = (nanos - run.arrival.at().toNanos()) / (double) chain;
        slowdowns.add(slowdown);
        run.tenant.slowdowns.add(slowdown);
    }

    private static long longestChainNanos(Arrival arrival) {
        Dag<TaskAddress> graph = arrival.submit().pipeline().graph();
        if (arrival.work().size() < graph.nodes().size()) {
            graph = graph.restrictedTo(graph.withAllBefore(arrival.submit().tasks()));
        }
        return CriticalPath.of(graph, task -> {
                    Work work = arrival.work(task);
                    return work.reused() ? 0L : work.duration().toNanos();
                })
                .length();
    }

    /** What it came to so far. */
    public SimulationResult result() {
        List<SimulationResult.Tenant> each = new ArrayList<>();
        tenants.forEach((name, tenant) -> each.add(new SimulationResult.Tenant(
                name,
                tenant.runs,
                tenant.executed,
                countedArea == 0 ? 0 : tenant.countedArea / countedArea,
                tenant.waits.spread(),
                tenant.slowdowns.spread())));
        double couldBeBusy = busyArea + usableArea;
        return new SimulationResult(
                Duration.ofNanos(atNanos),
                runs,
                endedRuns,
                succeededRuns,
                executed,
                reused,
                skipped,
                couldBeBusy == 0 ? 1 : busyArea / couldBeBusy,
                atNanos == 0 ? 0 : runningArea / atNanos,
                mostRunning,
                mostQueued,
                waits.spread(),
                slowdowns.spread(),
                lostAttempts,
                repeatedAttempts,
                busyArea / MILLI_CPU_NANOS_PER_HOUR,
                Math.max(0, busyArea - countedArea) / MILLI_CPU_NANOS_PER_HOUR,
                unplaceable,
                each);
    }
}

package io.slipway.bench;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.fairshare.Share;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.Usage;
import io.slipway.core.run.WaitReason;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Limits;
import io.slipway.core.schedule.Scheduler;
import io.slipway.core.schedule.SchedulerState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Equal agents in virtual time under the product's scheduler, with more tasks than fit, and its bound for starvation,
 * checked from its events alone: of those that wait and were found to lack room, the one that waited longest is
 * overtaken no more often than allowed until an agent is promised to it; nobody starts there from then on; and it starts no
 * later than when all that ran there at that time has ended.
 */
final class CrowdedFarm {
    private static final int MOST_OVERTAKEN = 16;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long GIBI = 1L << 30;

    private final List<Tenant> teams;
    private final Scheduler scheduler =
            new Scheduler(task -> Optional.empty(), new Limits(Integer.MAX_VALUE, MOST_OVERTAKEN));
    private final SchedulerState state = new SchedulerState(digest -> {
        throw new BenchException("pipeline " + digest + " is asked for, though nothing is folded here");
    });
    private final Map<FairFarm.Shape, Pipeline> pipelines = new HashMap<>();
    private final Map<RunId, FairFarm.Task> tasks = new HashMap<>();
    private final PriorityQueue<FairFarm.Task> running = new PriorityQueue<>(FairFarm.Task.BY_END);
    private final Map<String, Set<RunId>> runningOn = new HashMap<>();
    private long nowMillis;

    /** Those that lack room, in the order in which that was first seen. */
    private final Map<RunId, Waiting> lacking = new LinkedHashMap<>();

    int started;
    int promised;
    int passedOverTooOften;
    int robbed;
    int startedTooLate;

    private static final class Waiting {
        /** How many started while it was the one that waited longest. */
        int overtaken;

        String agent = "";
        final Set<RunId> awaited = new HashSet<>();
    }

    CrowdedFarm(int agents, List<Tenant> teams) {
        this.teams = teams;
        tell(new Input.Tick(START));
        for (int i = 0; i < agents; i++) {
            Resources capacity = new Resources(FairFarm.CPUS * 1000, FairFarm.GIBS * GIBI);
            tell(new Input.Register(new Agent("agent-" + i, Labels.of(Map.of("os", "linux")), capacity)));
        }
    }

    void weigh(Tenant tenant, double weight) {
        tell(new Input.SetShare(tenant, Share.weighing(weight)));
    }

    int waiting() {
        return state.waiting();
    }

    void add(FairFarm.Task task) {
        RunId run = new RunId("run-" + task.number);
        Pipeline pipeline = pipelines.computeIfAbsent(task.shape, CrowdedFarm::pipeline);
        TaskAddress address = pipeline.tasks().get(0).address();
        Digest digest = Digest.of(address.toString().getBytes(StandardCharsets.UTF_8));
        tasks.put(run, task);
        RunOptions options = RunOptions.DEFAULT.forTenant(teams.get(task.team));
        tell(new Input.Submit(run, pipeline, digest, digest, List.of(address), options));
        Invalidation never = Invalidation.because(Invalidation.Cause.Kind.NEVER_RAN, "");
        tell(new Input.Miss(run, address, Optional.empty(), never));
    }

    private static Pipeline pipeline(FairFarm.Shape shape) {
        TaskAddress address = new TaskAddress("farm", "cpus-" + shape.cpus() + "-gibs-" + shape.gibs());
        Resources resources = new Resources(shape.cpus() * 1000, shape.gibs() * GIBI);
        return Pipeline.of(
                List.of(Task.builder(address).run("true").resources(resources).build()));
    }

    void finishNext() {
        FairFarm.Task ended = running.poll();
        if (ended == null) return;
        nowMillis = ended.endMillis;
        RunId run = new RunId("run-" + ended.number);
        TaskAddress address = pipelines.get(ended.shape).tasks().get(0).address();
        runningOn.get("agent-" + ended.agent).remove(run);
        for (Waiting waits : lacking.values()) waits.awaited.remove(run);
        tell(new Input.Tick(START.plusMillis(nowMillis)));
        tell(new Input.Report(run, address, 1, Outcome.succeeded(), Usage.NONE, Optional.empty(), false));
        tell(new Input.Forget(run));
        tasks.remove(run);
        for (Waiting waits : new ArrayList<>(lacking.values())) {
            if (!waits.agent.isEmpty() && waits.awaited.isEmpty() && isFirst(waits)) startedTooLate++;
        }
    }

    private boolean isFirst(Waiting waits) {
        return lacking.values().iterator().next() == waits;
    }

    private void tell(Input input) {
        for (Event event : scheduler.step(state, input).events()) {
            if (event instanceof RunEvent.TaskHeld held && isAboutRoom(held)) {
                lacking.putIfAbsent(held.run(), new Waiting());
            } else if (event instanceof RunEvent.TaskPromised promise) {
                promise(promise);
            } else if (event instanceof RunEvent.AttemptStarted start) {
                start(start);
            }
        }
    }

    private static boolean isAboutRoom(RunEvent.TaskHeld held) {
        return held.reasons().stream()
                .anyMatch(reason -> reason.kind() == WaitReason.Kind.CPU || reason.kind() == WaitReason.Kind.MEMORY);
    }

    private void promise(RunEvent.TaskPromised promise) {
        promised++;
        Waiting waits = lacking.computeIfAbsent(promise.run(), run -> new Waiting());
        waits.agent = promise.agent();
        waits.awaited.clear();
        waits.awaited.addAll(runningOn.getOrDefault(promise.agent(), Set.of()));
    }

    private void start(RunEvent.AttemptStarted start) {
        started++;
        FairFarm.Task task = tasks.get(start.run());
        task.agent = Integer.parseInt(start.agent().substring("agent-".length()));
        task.endMillis = nowMillis + task.durationMillis;
        running.add(task);
        runningOn.computeIfAbsent(start.agent(), agent -> new HashSet<>()).add(start.run());
        if (lacking.isEmpty()) return;
        boolean waitedLonger = false;
        for (Map.Entry<RunId, Waiting> each : lacking.entrySet()) {
            if (each.getKey().equals(start.run())) waitedLonger = true;
            else if (!each.getValue().agent.equals(start.agent())) continue;
            else if (waitedLonger) each.getValue().awaited.add(start.run());
            else robbed++;
        }
        Waiting first = lacking.values().iterator().next();
        if (lacking.remove(start.run()) == first) return;
        if (first.agent.isEmpty() && ++first.overtaken > MOST_OVERTAKEN + 1) passedOverTooOften++;
    }
}

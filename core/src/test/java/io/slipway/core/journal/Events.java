package io.slipway.core.journal;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.Booking;
import io.slipway.core.agent.Labels;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.cache.Invalidation.Cause;
import io.slipway.core.content.Digest;
import io.slipway.core.fairshare.Share;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.limit.LimitChange;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.BookingEnd;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.LimitScope;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.SkipReason;
import io.slipway.core.run.Usage;
import io.slipway.core.run.WaitReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** An event of every kind, with and without what may be absent, by the name of its golden file. */
public final class Events {
    private static final RunId RUN = new RunId("01955555-0000-7000-8000-000000000001");
    private static final TaskAddress COMPILE = TaskAddress.parse("orders:compile");
    private static final TaskAddress TEST = TaskAddress.parse("orders:test");
    private static final Digest DIGEST = Digest.of("something".getBytes(StandardCharsets.UTF_8));
    private static final ActionKey KEY = new ActionKey(DIGEST.hash());

    private Events() {}

    public static Event named(String name) {
        return Objects.requireNonNull(byName().get(name), name);
    }

    public static Map<String, Event> byName() {
        Map<String, Event> events = new LinkedHashMap<>();
        events.put(
                "agentRegistered",
                new FleetEvent.AgentRegistered(new Agent(
                        "local",
                        Labels.of(Map.of("os", "linux", "jdk", "17.0.15")),
                        new Resources(2000, 8_589_934_592L))));
        events.put(
                "agentRegistered-everything",
                new FleetEvent.AgentRegistered(new Agent(
                                "mac-7",
                                Labels.of(Map.of("os", "macos")),
                                new Resources(8000, 17_179_869_184L)
                                        .withDisk(1L << 40)
                                        .withCount("gpu", 2)
                                        .withCount("licence", 1))
                        .inZone("eu-1")
                        .costing(1.25)
                        .withSpeed(2)));
        events.put(
                "agentStateChanged",
                new FleetEvent.AgentStateChanged("local", AgentState.LOST, "not heard of for 30 s"));
        events.put(
                "limitChanged",
                new FleetEvent.LimitChanged(LimitScope.THROTTLE, "database", 3, true, LimitChange.Cause.PRESSURE));
        events.put(
                "limitChanged-learnt",
                new FleetEvent.LimitChanged(LimitScope.AGENT, "local", 9, false, LimitChange.Cause.CAPACITY, 24));
        events.put("shareSet", new FleetEvent.ShareSet(Tenant.of("acme/web"), Share.EQUAL));
        events.put(
                "shareSet-everything",
                new FleetEvent.ShareSet(
                        Tenant.of("acme"),
                        Share.weighing(2.5)
                                .guaranteeing(io.slipway.core.fairshare.Usage.of("cpu", 16_000)
                                        .with("memory", 68_719_476_736L))
                                .borrowingAtMost(io.slipway.core.fairshare.Usage.of("cpu", 8_000))
                                .holdingAtMost(io.slipway.core.fairshare.Usage.of("count gpu", 2))));
        events.put("preemptionSet", new FleetEvent.PreemptionSet("os=linux", true, Duration.ofMinutes(2)));
        events.put(
                "attemptPreempted",
                new RunEvent.AttemptPreempted(
                        RUN, TEST, 1, new RunId("urgent"), COMPILE, "run urgent, task orders:compile needs its place"));
        events.put("taskPromised", new RunEvent.TaskPromised(RUN, COMPILE, "local"));
        events.put("runPrioritised", new RunEvent.RunPrioritised(RUN, -5));
        events.put(
                "runSubmitted-forATenant",
                new RunEvent.RunSubmitted(
                        RUN,
                        DIGEST,
                        Digest.of(new byte[0]),
                        List.of(COMPILE),
                        RunOptions.DEFAULT
                                .forTenant(Tenant.of("acme/web"))
                                .withPriority(3)
                                .inTheNameOf("ada")));
        events.put(
                "bookingMade",
                new FleetEvent.BookingMade(Booking.of(
                        "b1",
                        "ada",
                        Selector.of(Map.of("board", ">=2")),
                        Duration.ofMinutes(90),
                        Instant.parse("2025-03-01T13:00:00Z"))));
        events.put(
                "bookingMade-everything",
                new FleetEvent.BookingMade(new Booking(
                        "b2",
                        "ada",
                        Selector.any(),
                        Optional.of("bench-3"),
                        Optional.of(Instant.parse("2025-03-01T12:30:00Z")),
                        Duration.ofMinutes(90),
                        Instant.parse("2025-03-01T13:00:00Z"))));
        events.put("bookingAssigned", new FleetEvent.BookingAssigned("b1", "bench-3"));
        events.put("bookingGranted", new FleetEvent.BookingGranted("b1", Instant.parse("2025-03-01T14:00:00Z")));
        events.put("bookingExtended", new FleetEvent.BookingExtended("b1", Instant.parse("2025-03-01T15:00:00Z")));
        events.put("bookingEnded", new FleetEvent.BookingEnded("b1", BookingEnd.TOO_LATE));
        events.put("agentLeft", new FleetEvent.AgentLeft("local"));
        events.put(
                "runSubmitted",
                new RunEvent.RunSubmitted(
                        RUN, DIGEST, Digest.of(new byte[0]), List.of(COMPILE, TEST), new RunOptions(true, false)));
        events.put(
                "taskReady",
                new RunEvent.TaskReady(
                        RUN, COMPILE, Optional.of(Duration.ofMillis(1250)), Duration.ofMillis(90_061_001)));
        events.put("taskReady-unknown", new RunEvent.TaskReady(RUN, COMPILE, Optional.empty(), Duration.ofSeconds(1)));
        events.put("taskReused", new RunEvent.TaskReused(RUN, COMPILE, KEY, DIGEST, Duration.ofMillis(1250)));
        events.put(
                "taskMissed",
                new RunEvent.TaskMissed(
                        RUN,
                        COMPILE,
                        Optional.of(KEY),
                        new Invalidation(List.of(
                                new Cause(Cause.Kind.FILE_CHANGED, "orders/src/main/\"odd\" näme\n.java"),
                                new Cause(Cause.Kind.NEED_OUTPUT_REMOVED, "contracts:package")))));
        events.put(
                "taskMissed-manyCauses",
                new RunEvent.TaskMissed(
                        RUN,
                        COMPILE,
                        Optional.of(KEY),
                        new Invalidation(List.of(new Cause(Cause.Kind.FILE_ADDED, "orders/src/main/A.java")), 9_980)));
        events.put(
                "taskMissed-notReusable",
                new RunEvent.TaskMissed(
                        RUN, COMPILE, Optional.empty(), Invalidation.because(Cause.Kind.NOT_REUSABLE, "")));
        events.put(
                "taskHeld",
                new RunEvent.TaskHeld(
                        RUN,
                        TEST,
                        List.of(
                                new WaitReason(WaitReason.Kind.CPU, "", 1000, 0, List.of(COMPILE)),
                                new WaitReason(WaitReason.Kind.LOCK, "database", 0, 0, List.of(COMPILE)),
                                new WaitReason(WaitReason.Kind.IN_FLIGHT, "", 0, 0, List.of()))));
        events.put("attemptStarted", new RunEvent.AttemptStarted(RUN, COMPILE, 2, "local"));
        events.put(
                "attemptStartedOfAKnownTask",
                new RunEvent.AttemptStarted(RUN, COMPILE, 1, "local", Optional.of(Duration.ofSeconds(95))));
        events.put("attemptOverdue", new RunEvent.AttemptOverdue(RUN, COMPILE, 1, Duration.ofSeconds(95)));
        events.put(
                "taskResized",
                new RunEvent.TaskResized(
                        RUN, COMPILE, 1 << 30, "it ran out of 512 MiB; the next attempt has 1024 MiB"));
        events.put("attemptExited", new RunEvent.AttemptExited(RUN, COMPILE, 2));
        events.put(
                "attemptFinished",
                new RunEvent.AttemptFinished(
                        RUN,
                        COMPILE,
                        2,
                        Outcome.succeeded(),
                        new Usage(Duration.ofMillis(1250), Duration.ofMillis(2100), 104_857_600, 4_000, 12_000),
                        Optional.of(DIGEST),
                        true,
                        false));
        events.put(
                "attemptFinished-lost",
                new RunEvent.AttemptFinished(
                        RUN,
                        COMPILE,
                        1,
                        new Outcome(Outcome.Kind.LOST, -1, "its agent is gone; look at it"),
                        Usage.NONE,
                        Optional.empty(),
                        false,
                        true));
        events.put(
                "taskSkipped",
                new RunEvent.TaskSkipped(RUN, TEST, new SkipReason(SkipReason.Kind.NEED_FAILED, Optional.of(COMPILE))));
        events.put(
                "taskSkipped-unplaceable",
                new RunEvent.TaskSkipped(
                        RUN,
                        TEST,
                        new SkipReason(
                                SkipReason.Kind.UNPLACEABLE,
                                Optional.empty(),
                                "needs jdk >=21, but local has 17.0.15; ask for less")));
        events.put(
                "taskSetAside",
                new RunEvent.TaskSetAside(
                        RUN,
                        COMPILE,
                        Optional.of(Instant.parse("2025-03-01T12:00:07.250Z")),
                        "it timed out and is tried again; wait"));
        events.put(
                "taskSetAside-forAPerson",
                new RunEvent.TaskSetAside(RUN, TEST, Optional.empty(), "its agent is gone; look at what it did"));
        events.put("taskApproved", new RunEvent.TaskApproved(RUN, COMPILE, "ada"));
        events.put("taskTakenUp", new RunEvent.TaskTakenUp(RUN, COMPILE));
        events.put("taskGivenUp", new RunEvent.TaskGivenUp(RUN, TEST, "it was half done"));
        events.put("taskDeadLettered", new RunEvent.TaskDeadLettered(RUN, COMPILE));
        events.put(
                "deadLetterReplayed",
                new RunEvent.DeadLetterReplayed(RUN, COMPILE, new RunId("01955555-0000-7000-8000-000000000002")));
        events.put("runForgotten", new RunEvent.RunForgotten(RUN));
        events.put("runCancelled", new RunEvent.RunCancelled(RUN, "interrupted"));
        events.put("runFinished", new RunEvent.RunFinished(RUN, RunResult.SUCCEEDED));
        return events;
    }
}

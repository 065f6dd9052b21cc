package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.SkipReason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Watches events and knows the rules, without looking at how the scheduler keeps them. What must never happen is an
 * {@link AssertionError} that names the event.
 */
final class Referee implements Event.Visitor {
    private final Limits limits;
    private final Pipelines pipelines;
    private final Map<String, Agent> agents = new HashMap<>();
    private final Map<RunId, Run> runs = new HashMap<>();
    private final Map<Place, RunEvent.AttemptStarted> running = new HashMap<>();
    private final Map<ActionKey, Place> working = new HashMap<>();

    Referee(Limits limits, Pipelines pipelines) {
        this.limits = limits;
        this.pipelines = pipelines;
    }

    private record Place(RunId run, TaskAddress task) {}

    private static final class Run {
        final Pipeline pipeline;
        final RunOptions options;
        final Set<TaskAddress> selected;
        final Set<TaskAddress> ready = new HashSet<>();
        final Map<TaskAddress, ActionKey> keys = new HashMap<>();
        final Set<TaskAddress> queued = new HashSet<>();
        final Set<TaskAddress> done = new HashSet<>();
        final Set<TaskAddress> failed = new HashSet<>();
        final Set<TaskAddress> skipped = new HashSet<>();
        boolean unplaceable;
        boolean cancelled;
        boolean finished;

        Run(Pipeline pipeline, RunEvent.RunSubmitted event) {
            this.pipeline = pipeline;
            this.options = event.options();
            this.selected = Set.copyOf(event.tasks());
        }

        boolean hasEnded(TaskAddress task) {
            return done.contains(task) || failed.contains(task) || skipped.contains(task);
        }
    }

    boolean allFinished() {
        return runs.values().stream().allMatch(run -> run.finished);
    }

    private static void check(boolean kept, String rule, Event event) {
        if (!kept) throw new AssertionError(rule + ": " + event);
    }

    private Run run(RunEvent event) {
        Run run = run(event.run());
        check(!run.finished, "nothing happens after a run has ended", event);
        return run;
    }

    private Run run(RunId id) {
        return Objects.requireNonNull(runs.get(id), "something happens before a run begins");
    }

    @Override
    public void visit(FleetEvent.AgentRegistered event) {
        agents.put(event.agent().id(), event.agent());
    }

    @Override
    public void visit(RunEvent.RunSubmitted event) {
        check(!runs.containsKey(event.run()), "a run begins once", event);
        Run run = new Run(pipelines.get(event.pipeline()), event);
        runs.put(event.run(), run);
        for (TaskAddress task : run.selected) {
            for (Need need : run.pipeline.get(task).needs()) {
                check(run.selected.contains(need.task()), "what is needed is selected", event);
            }
        }
    }

    @Override
    public void visit(RunEvent.TaskReady event) {
        Run run = run(event);
        check(run.ready.add(event.task()), "a task becomes ready once", event);
        check(!run.hasEnded(event.task()), "what has ended does not become ready", event);
        checkNeeds(run, event.task(), event);
    }

    private static void checkNeeds(Run run, TaskAddress address, RunEvent event) {
        Task task = run.pipeline.get(address);
        for (Need need : task.needs()) {
            boolean good = run.done.contains(need.task());
            boolean over = run.hasEnded(need.task());
            check(good || (over && (need.optional() || task.always())), "no task before its needs", event);
        }
    }

    @Override
    public void visit(RunEvent.TaskReused event) {
        Run run = run(event);
        check(run.ready.contains(event.task()) && !run.hasEnded(event.task()), "only what is ready is reused", event);
        check(run.pipeline.get(event.task()).kind().isReusable(), "a deploy is never reused", event);
        run.done.add(event.task());
    }

    @Override
    public void visit(RunEvent.TaskMissed event) {
        Run run = run(event);
        check(run.ready.contains(event.task()) && !run.hasEnded(event.task()), "only what is ready is missed", event);
        check(run.queued.add(event.task()), "a task is queued once", event);
        event.key().ifPresent(key -> {
            Place other = working.putIfAbsent(key, new Place(event.run(), event.task()));
            check(other == null, "equal work in flight is done once", event);
            run.keys.put(event.task(), key);
        });
    }

    @Override
    public void visit(RunEvent.TaskHeld event) {
        Run run = run(event);
        check(run.ready.contains(event.task()) && !run.hasEnded(event.task()), "only what could start is held", event);
        check(!running.containsKey(new Place(event.run(), event.task())), "what runs is not held", event);
        check(!event.reasons().isEmpty(), "every no has a reason", event);
    }

    @Override
    public void visit(RunEvent.AttemptStarted event) {
        Run run = run(event);
        Task task = run.pipeline.get(event.task());
        check(run.queued.contains(event.task()) && !run.hasEnded(event.task()), "only what is queued starts", event);
        checkNeeds(run, event.task(), event);
        check(!run.cancelled, "nothing starts after a cancellation", event);
        boolean stopped = (!run.failed.isEmpty() || run.unplaceable) && !run.options.keepGoing();
        check(!stopped || task.always(), "nothing new starts after a failure", event);

        RunEvent.AttemptStarted before = running.put(new Place(event.run(), event.task()), event);
        check(before == null, "a task runs once at a time", event);
        check(running.size() <= limits.inFlight(), "never more in flight than allowed", event);

        Agent agent = Objects.requireNonNull(agents.get(event.agent()), "a task starts where no agent is");
        check(agent.labels().unmet(task.requires()).isEmpty(), "labels are met", event);
        long cpu = 0;
        long memory = 0;
        long disk = 0;
        int ports = 0;
        Set<String> locks = new HashSet<>();
        for (RunEvent.AttemptStarted one : running.values()) {
            Task other = run(one.run()).pipeline.get(one.task());
            for (String lock : other.locks()) check(locks.add(lock), "a lock is held once", event);
            if (!one.agent().equals(event.agent())) continue;
            cpu += other.resources().milliCpu();
            memory += other.resources().memoryBytes();
            disk += other.resources().diskBytes();
            ports += other.resources().count("port");
        }
        // An agent may shrink while tasks run; then it gets nothing more, but what runs there goes on.
        boolean takesCpu = task.resources().milliCpu() > 0;
        boolean takesMemory = task.resources().memoryBytes() > 0;
        check(!takesCpu || cpu <= agent.capacity().milliCpu(), "never over the agent's CPUs", event);
        check(!takesMemory || memory <= agent.capacity().memoryBytes(), "never over the agent's memory", event);
        check(disk <= agent.capacity().diskBytes(), "never over the agent's disk", event);
        check(ports <= agent.capacity().count("port"), "never over the agent's ports", event);
    }

    @Override
    public void visit(RunEvent.AttemptFinished event) {
        Run run = run(event);
        Place place = new Place(event.run(), event.task());
        RunEvent.AttemptStarted started = running.remove(place);
        check(started != null && started.attempt() == event.attempt(), "only what runs finishes", event);
        if (event.retried()) {
            check(event.outcome().kind() == Outcome.Kind.LOST, "only lost attempts are tried again", event);
            check(run.pipeline.get(event.task()).kind().isReusable(), "a deploy is not tried again", event);
            check(event.attempt() < 3, "not for ever", event);
            return;
        }
        (event.outcome().isSuccess() ? run.done : run.failed).add(event.task());
        giveUpKey(run, event.task());
    }

    private void giveUpKey(Run run, TaskAddress task) {
        ActionKey key = run.keys.get(task);
        if (key != null) working.remove(key);
    }

    @Override
    public void visit(RunEvent.TaskSkipped event) {
        Run run = run(event);
        check(!run.hasEnded(event.task()), "what has ended is not skipped", event);
        check(!running.containsKey(new Place(event.run(), event.task())), "what runs is not skipped", event);
        Task task = run.pipeline.get(event.task());
        switch (event.reason().kind()) {
            case CANCELLED -> check(run.cancelled, "cancelled means cancelled", event);
            case FAIL_FAST -> check(!run.options.keepGoing() && !task.always(), "fail-fast is not for this", event);
            case NEED_FAILED, NEED_SKIPPED -> check(!task.always(), "what runs always needs nothing", event);
            case UNPLACEABLE -> run.unplaceable = true;
        }
        check(
                event.reason().kind() != SkipReason.Kind.UNPLACEABLE
                        || !event.reason().detail().isEmpty(),
                "it says what is missing",
                event);
        run.skipped.add(event.task());
        giveUpKey(run, event.task());
    }

    @Override
    public void visit(RunEvent.RunCancelled event) {
        Run run = run(event);
        check(!run.cancelled, "a run is cancelled once", event);
        run.cancelled = true;
    }

    @Override
    public void visit(RunEvent.RunFinished event) {
        Run run = run(event);
        for (TaskAddress task : run.selected) check(run.hasEnded(task), "all tasks end before the run", event);
        boolean failed = !run.failed.isEmpty() || run.unplaceable;
        switch (event.result()) {
            case SUCCEEDED -> check(!failed && !run.cancelled, "success means success", event);
            case FAILED -> check(failed && !run.cancelled, "failed means that something failed", event);
            case CANCELLED -> check(run.cancelled, "cancelled means cancelled", event);
        }
        run.finished = true;
    }
}

package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.Booking;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.fairshare.Share;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.RetryPolicy.Failure;
import io.slipway.core.pipeline.RetryPolicy.OnLost;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.SkipReason;
import java.time.Duration;
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
    private final Map<String, AgentState> states = new HashMap<>();
    private final Map<String, Integer> ceilings = new HashMap<>();
    private final Map<String, Booking> bookings = new HashMap<>();
    private final Map<String, String> kept = new HashMap<>();
    private final Set<String> granted = new HashSet<>();
    private final Map<RunId, Run> runs = new HashMap<>();
    private final Map<Place, RunEvent.AttemptStarted> running = new HashMap<>();
    private final Map<String, String> saidOfLimits = new HashMap<>();
    private final Map<Tenant, Share> shares = new HashMap<>();
    private final Map<String, Duration> patience = new HashMap<>();
    private final Map<Place, Set<Place>> madeRoomFor = new HashMap<>();
    private final Map<Place, Integer> makingRoom = new HashMap<>();

    /** What has exited and not finished: it takes nothing any more. */
    private final Map<Place, RunEvent.AttemptStarted> exited = new HashMap<>();

    private final Map<Place, Long> resized = new HashMap<>();
    private final Set<Place> deadLetters = new HashSet<>();
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
        final Set<TaskAddress> aside = new HashSet<>();
        final Set<TaskAddress> approved = new HashSet<>();

        /** What was lost and is to wait for a person. */
        final Set<TaskAddress> uncertain = new HashSet<>();

        final Map<String, Integer> failures = new HashMap<>();
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

        boolean isFailure() {
            return unplaceable
                    || failed.stream().anyMatch(task -> !pipeline.get(task).allowFailure());
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
        states.putIfAbsent(event.agent().id(), AgentState.READY);
    }

    @Override
    public void visit(FleetEvent.AgentStateChanged event) {
        check(agents.containsKey(event.agent()), "only who has registered can change", event);
        AgentState before = states.put(event.agent(), event.state());
        check(before != event.state(), "a change changes something", event);
    }

    @Override
    public void visit(FleetEvent.AgentLeft event) {
        check(!granted.contains(kept.remove(event.agent())), "who leaves is nobody's", event);
        check(agents.remove(event.agent()) != null, "only who has registered can leave", event);
        states.remove(event.agent());
        saidOfLimits.remove("AGENT " + event.agent()); // it may be forgotten with the agent
        for (RunEvent.AttemptStarted one : running.values())
            check(!one.agent().equals(event.agent()), "who leaves leaves nothing behind", event);
        for (RunEvent.AttemptStarted one : exited.values())
            check(!one.agent().equals(event.agent()), "who leaves has kept everything", event);
    }

    @Override
    public void visit(FleetEvent.LimitChanged event) {
        String limit = event.scope() + " " + event.name();
        String said = event.value() + " " + event.underPressure() + " " + event.ceiling();
        check(!said.equals(saidOfLimits.put(limit, said)), "a change changes something", event);
        check(event.ceiling() == 0 || event.value() <= event.ceiling(), "never over what people said", event);
        ceilings.put(limit, event.value());
    }

    @Override
    public void visit(FleetEvent.ShareSet event) {
        check(!event.share().equals(shares.put(event.tenant(), event.share())), "a change changes something", event);
    }

    @Override
    public void visit(FleetEvent.PreemptionSet event) {
        boolean changes = event.allowed()
                ? !event.patience().equals(patience.put(event.pool(), event.patience()))
                : patience.remove(event.pool()) != null;
        check(changes, "a change changes something", event);
    }

    @Override
    public void visit(RunEvent.AttemptPreempted event) {
        Place place = new Place(event.run(), event.task());
        RunEvent.AttemptStarted started = running.get(place);
        check(started != null && started.attempt() == event.attempt(), "only what runs makes room", event);
        Task task = run(event).pipeline.get(event.task());
        boolean again = task.kind().isReusable() && task.retry().onLost().orElse(OnLost.RETRY) == OnLost.RETRY;
        check(again, "what must not be done twice does not make room", event);
        check(!patience.isEmpty(), "nobody makes room where nobody said so", event);
        Place by = new Place(event.byRun(), event.by());
        check(!running.containsKey(by), "room is made for who waits", event);
        Set<Place> drivenOutBy = madeRoomFor.computeIfAbsent(place, any -> new HashSet<>());
        check(!madeRoomFor.getOrDefault(by, Set.of()).contains(place), "nobody drives out who drove it out", event);
        drivenOutBy.add(by);
        check(
                makingRoom.merge(place, 1, Integer::sum) <= PreemptionLife.MOST_TIMES,
                "nobody is driven out for ever",
                event);
    }

    @Override
    public void visit(RunEvent.TaskPromised event) {
        Run run = run(event);
        check(run.queued.contains(event.task()) && !run.hasEnded(event.task()), "only who waits is promised", event);
        check(states.get(event.agent()) == AgentState.READY, "only who takes tasks is promised", event);
    }

    @Override
    public void visit(RunEvent.RunPrioritised event) {
        run(event);
    }

    private void checkCeilings(Task task, Agent agent, RunEvent event) {
        Map<String, Integer> used = new HashMap<>();
        for (RunEvent.AttemptStarted one : running.values()) {
            Task other = run(one.run()).pipeline.get(one.task());
            used.merge("AGENT " + one.agent(), 1, Integer::sum);
            agents.get(one.agent())
                    .labels()
                    .values()
                    .forEach((k, v) -> used.merge("POOL " + k + "=" + v, 1, Integer::sum));
            other.throttles().forEach((k, weight) -> used.merge("THROTTLE " + k, weight, Integer::sum));
        }
        Set<String> touched = new HashSet<>();
        touched.add("AGENT " + agent.id());
        agent.labels().values().forEach((k, v) -> touched.add("POOL " + k + "=" + v));
        task.throttles().keySet().forEach(name -> touched.add("THROTTLE " + name));
        for (String name : touched) {
            boolean alone = used.getOrDefault(name, 0)
                    <= task.throttles().getOrDefault(name.substring(name.indexOf(' ') + 1), 1);
            check(
                    alone || used.getOrDefault(name, 0) <= ceilings.getOrDefault(name, Integer.MAX_VALUE),
                    "never over the limit of " + name,
                    event);
        }
    }

    @Override
    public void visit(FleetEvent.BookingMade event) {
        check(bookings.putIfAbsent(event.booking().id(), event.booking()) == null, "a booking is made once", event);
    }

    @Override
    public void visit(FleetEvent.BookingAssigned event) {
        check(bookings.containsKey(event.id()), "only who booked gets an agent", event);
        check(!granted.contains(event.id()), "who has an agent gets no other", event);
        kept.values().remove(event.id());
        check(kept.put(event.agent(), event.id()) == null, "an agent is kept for one", event);
        check(suits(event.agent(), event.id()), "who booked gets what was asked for", event);
    }

    private boolean suits(String agent, String booking) {
        Booking booked = bookings.get(booking);
        Agent offered = agents.get(agent);
        return booked != null && offered != null && booked.accepts(offered);
    }

    @Override
    public void visit(FleetEvent.BookingGranted event) {
        check(kept.containsValue(event.id()) && granted.add(event.id()), "only what is kept is granted, once", event);
        kept.forEach((agent, id) ->
                check(!id.equals(event.id()) || suits(agent, id), "what is granted is what was asked for", event));
        for (RunEvent.AttemptStarted one : running.values()) {
            if (event.id().equals(kept.get(one.agent()))) checkHolder(one);
        }
    }

    private void checkHolder(RunEvent.AttemptStarted one) {
        Booking booking = bookings.get(kept.get(one.agent()));
        check(
                booking == null
                        || booking.holder().equals(run(one.run()).options.holder()),
                "only the holder runs there",
                one);
    }

    @Override
    public void visit(FleetEvent.BookingExtended event) {
        check(granted.contains(event.id()), "only what is granted is extended", event);
    }

    @Override
    public void visit(FleetEvent.BookingEnded event) {
        check(bookings.remove(event.id()) != null, "a booking ends once", event);
        granted.remove(event.id());
        kept.values().remove(event.id());
    }

    /** Nobody keeps an agent for ever. */
    boolean hasNoBookings() {
        return bookings.isEmpty() && kept.isEmpty() && granted.isEmpty();
    }

    /** Between two steps nothing runs where nobody is. */
    void checkNothingRunsOnLostAgents() {
        for (RunEvent.AttemptStarted one : running.values())
            check(states.get(one.agent()) != AgentState.LOST, "what ran on a lost agent is lost", one);
        for (RunEvent.AttemptStarted one : exited.values())
            check(states.get(one.agent()) != AgentState.LOST, "what is kept on a lost agent is lost", one);
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
            boolean mayFail = run.failed.contains(need.task())
                    && run.pipeline.get(need.task()).allowFailure();
            boolean excused = need.optional() || task.always() || mayFail;
            check(good || (over && excused), "no task before its needs", event);
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
        check(!run.aside.contains(event.task()), "what is set aside does not start", event);
        check(!run.uncertain.contains(event.task()), "what may be half done waits for a person", event);
        boolean mayStart = task.terms().approval().isEmpty() || run.approved.contains(event.task());
        check(mayStart, "what wants approval starts once it has it", event);
        checkNeeds(run, event.task(), event);
        check(!run.cancelled, "nothing starts after a cancellation", event);
        boolean stopped = run.isFailure() && !run.options.keepGoing();
        check(!stopped || task.always(), "nothing new starts after a failure", event);

        RunEvent.AttemptStarted before = running.put(new Place(event.run(), event.task()), event);
        check(before == null && !isExited(event), "a task runs once at a time", event);
        check(running.size() <= limits.inFlight(), "never more in flight than allowed", event);

        Agent agent = Objects.requireNonNull(agents.get(event.agent()), "a task starts where no agent is");
        check(states.get(agent.id()) == AgentState.READY, "nothing starts where nothing is to start", event);
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
            check(other == task || !other.exclusive() && !task.exclusive(), "never beside what is alone", event);
            cpu += other.resources().milliCpu();
            memory += memoryOf(new Place(one.run(), one.task()), other);
            disk += other.resources().diskBytes();
            ports += other.resources().count("port");
        }
        // An agent may shrink while tasks run; then it gets nothing more, but what runs there goes on.
        boolean takesCpu = task.resources().milliCpu() > 0;
        boolean takesMemory = task.resources().memoryBytes() > 0;
        check(!takesCpu || cpu <= agent.capacity().milliCpu(), "never over the agent's CPUs", event);
        checkCeilings(task, agent, event);
        checkHolder(event);
        check(!takesMemory || memory <= agent.capacity().memoryBytes(), "never over the agent's memory", event);
        check(disk <= agent.capacity().diskBytes(), "never over the agent's disk", event);
        check(ports <= agent.capacity().count("port"), "never over the agent's ports", event);
    }

    private boolean isExited(RunEvent.AttemptStarted event) {
        return exited.containsKey(new Place(event.run(), event.task()));
    }

    @Override
    public void visit(RunEvent.AttemptExited event) {
        Place place = new Place(event.run(), event.task());
        RunEvent.AttemptStarted started = running.remove(place);
        check(started != null && started.attempt() == event.attempt(), "only what runs exits", event);
        Task task = run(event).pipeline.get(event.task());
        check(task.locks().isEmpty(), "a lock is held until what was made is kept", event);
        exited.put(place, Objects.requireNonNull(started, "only what runs exits"));
    }

    @Override
    public void visit(RunEvent.AttemptOverdue event) {
        RunEvent.AttemptStarted started = running.get(new Place(event.run(), event.task()));
        check(started != null && started.attempt() == event.attempt(), "only what runs takes too long", event);
    }

    @Override
    public void visit(RunEvent.TaskResized event) {
        Place place = new Place(event.run(), event.task());
        check(!running.containsKey(place), "what runs keeps what it was given", event);
        resized.put(place, event.memoryBytes());
    }

    private long memoryOf(Place place, Task task) {
        return resized.getOrDefault(place, task.resources().memoryBytes());
    }

    @Override
    public void visit(RunEvent.AttemptFinished event) {
        Run run = run(event);
        Place place = new Place(event.run(), event.task());
        RunEvent.AttemptStarted kept = exited.remove(place);
        RunEvent.AttemptStarted started = kept == null ? running.remove(place) : kept;
        check(started != null && started.attempt() == event.attempt(), "only what runs finishes", event);
        if (event.retried()) {
            checkRetry(run, event);
            return;
        }
        (event.outcome().isSuccess() ? run.done : run.failed).add(event.task());
        giveUpKey(run, event.task());
    }

    private void checkRetry(Run run, RunEvent.AttemptFinished event) {
        if (event.outcome().kind() == Outcome.Kind.PREEMPTED) {
            check(
                    makingRoom.containsKey(new Place(event.run(), event.task())),
                    "only who was asked to makes room",
                    event);
            return;
        }
        Task task = run.pipeline.get(event.task());
        Failure failure = switch (event.outcome().kind()) {
            case FAILED -> Failure.EXIT;
            case TIMED_OUT -> Failure.TIMEOUT;
            case LOST -> Failure.LOST;
            case MEMORY_EXCEEDED -> Failure.EXCEEDED;
            default -> throw new AssertionError("this is not tried again: " + event);
        };
        int failures = run.failures.merge(event.task() + " " + failure, 1, Integer::sum);
        OnLost onLost = task.retry().onLost().orElse(task.kind().isReusable() ? OnLost.RETRY : limits.lostDeploys());
        if (failure == Failure.LOST && onLost != OnLost.RETRY) {
            check(onLost == OnLost.HOLD, "what fails when it is lost is not tried again", event);
            check(run.uncertain.add(event.task()), "nobody knows how far it got", event);
        } else {
            int most = task.retry().after(failure).orElseThrow().attempts();
            check(failures < most, "not for ever", event);
        }
    }

    private void giveUpKey(Run run, TaskAddress task) {
        ActionKey key = run.keys.get(task);
        if (key != null) working.remove(key);
    }

    @Override
    public void visit(RunEvent.TaskSetAside event) {
        Run run = run(event);
        check(
                run.queued.contains(event.task()) && !run.hasEnded(event.task()),
                "only what is queued is set aside",
                event);
        check(!running.containsKey(new Place(event.run(), event.task())), "what runs is not set aside", event);
        check(run.aside.add(event.task()), "it is set aside once", event);
        check(!event.why().isBlank(), "every no has a reason", event);
        if (event.until().isEmpty()) run.uncertain.remove(event.task());
    }

    @Override
    public void visit(RunEvent.TaskApproved event) {
        Run run = run(event);
        boolean isWanted = run.pipeline.get(event.task()).terms().approval().isPresent();
        check(isWanted, "only what wants it is approved", event);
        check(run.approved.add(event.task()), "a task is approved once", event);
    }

    @Override
    public void visit(RunEvent.TaskTakenUp event) {
        Run run = run(event);
        check(run.aside.remove(event.task()), "only what is set aside is taken up", event);
    }

    @Override
    public void visit(RunEvent.TaskGivenUp event) {
        Run run = run(event);
        check(run.aside.remove(event.task()), "only what is set aside is given up", event);
        run.failed.add(event.task());
        giveUpKey(run, event.task());
    }

    @Override
    public void visit(RunEvent.TaskDeadLettered event) {
        Run run = run(event);
        check(run.failed.contains(event.task()), "only what failed is a dead letter", event);
        check(deadLetters.add(new Place(event.run(), event.task())), "it is a dead letter once", event);
    }

    @Override
    public void visit(RunEvent.DeadLetterReplayed event) {
        check(deadLetters.remove(new Place(event.run(), event.task())), "only a dead letter is replayed", event);
    }

    @Override
    public void visit(RunEvent.RunForgotten event) {
        check(run(event.run()).finished, "only what is finished is forgotten", event);
        runs.remove(event.run());
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
            case UNPLACEABLE -> run.unplaceable |= !task.allowFailure();
            case CONDITION_FAILED -> {
                check(task.when().isPresent(), "only a task with a condition fails for it", event);
                run.unplaceable |= !task.allowFailure();
            }
            case CONDITION -> check(task.when().isPresent(), "only a task with a condition is skipped for it", event);
        }
        check(
                event.reason().kind() != SkipReason.Kind.UNPLACEABLE
                        || !event.reason().detail().isEmpty(),
                "it says what is missing",
                event);
        run.aside.remove(event.task());
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
        boolean failed = run.isFailure();
        switch (event.result()) {
            case SUCCEEDED -> check(!failed && !run.cancelled, "success means success", event);
            case FAILED -> check(failed && !run.cancelled, "failed means that something failed", event);
            case CANCELLED -> check(run.cancelled, "cancelled means cancelled", event);
            case WAITING -> check(false, "what waits is not finished", event);
        }
        run.finished = true;
    }
}

package io.slipway.core.schedule;

import static java.util.Objects.requireNonNull;

import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.Fleet;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.content.Digest;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.placement.PlacementRules;
import io.slipway.core.placement.Placer;
import io.slipway.core.run.DeadLetter;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.PipelineRun;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the scheduler knows: the runs, the fleet, and who waits for what. The fold of all events: applying a
 * journal's events in order gives the state that its writer had.
 *
 * <p>Confined to one thread. Applying an event is O(log n) in the number of queued tasks, {@code RunSubmitted} O(V + E)
 * of the selected tasks.
 */
public final class SchedulerState {
    private final Pipelines pipelines;
    private final Unwritten unwritten;
    private final Clock clock;
    private final Fleet fleet = new Fleet();
    private final TaskQueue queue = new TaskQueue(this, fleet);
    private final Promises promises = new Promises(queue);
    private final Roster agents;
    private final Bookings bookings = new Bookings();
    private final PreemptionPools preemptionPools = new PreemptionPools();
    private final SameWork sameWork = new SameWork();
    private final Map<RunId, ActiveRun> runs = new LinkedHashMap<>();
    private final TreeSet<TaskNode> pausing = new TreeSet<>(SchedulerState::byEndOfPause);
    private final TreeSet<TaskNode> watched = new TreeSet<>(SchedulerState::byOverdue);
    private final Map<TaskOf, DeadLetter> deadLetters = new LinkedHashMap<>();
    private final Pace pace = new Pace();
    private final Applying applying = new Applying();
    private Instant lastSince = Instant.EPOCH;
    private int open;

    /** How many tasks run no more, while what they made is being kept. */
    private int keeping;

    private long submitted;

    /** As of which change agents were last sought for bookings. */
    long bookingsSoughtAt = -1;

    private record TaskOf(RunId run, TaskAddress task) {}

    /** Nothing has happened yet; tasks are placed by the standard rules. */
    public SchedulerState(Pipelines pipelines) {
        this(pipelines, PlacementRules.standard());
    }

    /**
     * Nothing has happened yet.
     *
     * @param rules by which tasks are placed
     */
    public SchedulerState(Pipelines pipelines, PlacementRules rules) {
        this(pipelines, rules, new Unwritten());
    }

    /** Nothing has happened yet, but agents were heard of. */
    SchedulerState(Pipelines pipelines, PlacementRules rules, Unwritten unwritten) {
        this.pipelines = pipelines;
        this.unwritten = unwritten;
        this.clock = new Clock(unwritten);
        this.agents = new Roster(fleet, rules, promises, unwritten);
    }

    private static int byEndOfPause(TaskNode one, TaskNode other) {
        int byEnd = endOfPause(one).compareTo(endOfPause(other));
        return byEnd != 0 ? byEnd : one.compareTo(other);
    }

    private static int byOverdue(TaskNode one, TaskNode other) {
        int byTime = requireNonNull(one.overdueAt, "watched").compareTo(requireNonNull(other.overdueAt, "watched"));
        return byTime != 0 ? byTime : one.compareTo(other);
    }

    private static Instant endOfPause(TaskNode node) {
        return node.taskRun.aside().flatMap(RunEvent.TaskSetAside::until).orElseThrow();
    }

    /** The tasks that were tried as often as they may be and were not replayed, first the one that failed first. */
    public List<DeadLetter> deadLetters() {
        return List.copyOf(deadLetters.values());
    }

    @Nullable
    DeadLetter deadLetter(RunId run, TaskAddress task) {
        return deadLetters.get(new TaskOf(run, task));
    }

    Pipeline pipeline(Digest digest) {
        return pipelines.get(digest);
    }

    /** All runs that are not forgotten, in the order of their submission. */
    public List<PipelineRun> runs() {
        List<PipelineRun> all = new ArrayList<>(runs.size());
        for (ActiveRun run : runs.values()) all.add(run.run);
        return all;
    }

    public Optional<PipelineRun> find(RunId run) {
        ActiveRun found = runs.get(run);
        return found == null ? Optional.empty() : Optional.of(found.run);
    }

    /** To be read; it changes only by events. */
    public Fleet fleet() {
        return fleet;
    }

    /** How the agent stands; absent when it is not part of the fleet. */
    Optional<AgentState> stateOf(String agent) {
        Standing standing = agents.find(agent);
        return standing == null ? Optional.empty() : Optional.of(standing.state());
    }

    /** The latest time that was told; {@link Instant#EPOCH} before any. Events happen at this time. */
    public Instant now() {
        return clock.now();
    }

    /** It is not earlier than that. */
    void tell(Instant time) {
        clock.tell(time);
    }

    /** The machine's clock says this. */
    void tick(Instant told) {
        clock.tick(told);
    }

    /** When something falls due by time, but for leases, as the clock says it. */
    Optional<Instant> nextDue() {
        return Stream.of(nextRetry(), nextOverdue(), nextPreemption(), bookings.nextDue(now()))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .map(clock::toldAt);
    }

    /** The bookings that are not over, in the order in which they were made: who has which agent until when. */
    public List<BookingStatus> bookings() {
        return List.copyOf(bookings.all());
    }

    PreemptionPools preemptionPools() {
        return preemptionPools;
    }

    /** When it is to be seen again whether others make room for those that wait for it. */
    private Optional<Instant> nextPreemption() {
        return preemptionPools.isEmpty() || !queue.someBlocked() ? Optional.empty() : Optional.of(now().plusSeconds(1));
    }

    Bookings bookingsInForce() {
        return bookings;
    }

    /** Whether the tasks of the agent fail more than the same tasks elsewhere. */
    boolean isSuspicious(String agent) {
        return agents.reputation.isSuspicious(agent);
    }

    /** How many tasks of the runs have not ended and do not run. */
    int unstarted() {
        return open - fleet.inFlight() - keeping;
    }

    /** How many tasks have ended in a second lately: an exponential mean over about a minute. */
    double endedPerSecond() {
        return pace.perSecond(now());
    }

    /** How many tasks wait to start. */
    public int waiting() {
        return queue.waiting();
    }

    /**
     * Takes note of what happened at {@code at}, as its journal says: fair shares depend on how long things took.
     *
     * @throws IllegalStateException as {@link #apply(Event)}
     */
    public void apply(Instant at, Event event) {
        tell(at);
        apply(event);
    }

    /**
     * Takes note of what happened just now.
     *
     * @throws IllegalStateException when it cannot have happened to this state; the state is then of no more use
     */
    public void apply(Event event) {
        event.accept(applying);
    }

    /**
     * Takes note of what a tenant used in runs of which nothing is told here, because they are over: it counts as much now
     * as holding {@code resources} for {@code lasting} just now would.
     */
    public void usedBefore(Tenant tenant, Resources resources, Duration lasting) {
        queue.line().usedBefore(tenant, TaskQueue.usage(resources), lasting, now());
    }

    /** As {@link #apply}, for a pipeline that is at hand. */
    void submit(RunEvent.RunSubmitted event, Pipeline pipeline) {
        if (runs.containsKey(event.run())) {
            throw new IllegalStateException("run " + event.run() + " was submitted before; its journal is damaged");
        }
        lastSince = lastSince.isBefore(now()) ? now() : lastSince.plusNanos(1000);
        open += event.tasks().size();
        runs.put(event.run(), new ActiveRun(new PipelineRun(event), submitted++, lastSince, pipeline, queue::shapeOf));
    }

    Collection<ActiveRun> active() {
        return runs.values();
    }

    @Nullable
    ActiveRun active(RunId run) {
        return runs.get(run);
    }

    /** When the next task that was set aside until a certain time goes back to the queue. */
    Optional<Instant> nextRetry() {
        return pausing.isEmpty() ? Optional.empty() : Optional.of(endOfPause(pausing.first()));
    }

    /** The first of those that were set aside no longer than until {@code now}. */
    @Nullable
    TaskNode nextDueBy(Instant now) {
        return pausing.isEmpty() || endOfPause(pausing.first()).isAfter(now) ? null : pausing.first();
    }

    /** When the next attempt will be longer than nearly all of its like. */
    private Optional<Instant> nextOverdue() {
        return watched.isEmpty() ? Optional.empty() : Optional.ofNullable(watched.first().overdueAt);
    }

    /** The first of those that are longer than nearly all of their like at {@code now}. */
    @Nullable
    TaskNode nextOverdueBy(Instant now) {
        Optional<Instant> next = nextOverdue();
        return next.isEmpty() || next.get().isAfter(now) ? null : watched.first();
    }

    private void watch(TaskNode node, Optional<Duration> overdueAfter) {
        if (overdueAfter.isEmpty()) return;
        node.overdueAt = now().plus(overdueAfter.get());
        watched.add(node);
    }

    private void stopWatching(TaskNode node) {
        if (node.overdueAt == null) return;
        watched.remove(node);
        node.overdueAt = null;
    }

    Leases leases() {
        return unwritten.leases;
    }

    Unwritten unwritten() {
        return unwritten;
    }

    @Nullable
    Standing standing(String agent) {
        return agents.find(agent);
    }

    Roster agents() {
        return agents;
    }

    Placer placer() {
        return agents.placer;
    }

    /** Who goes first, and how much may run; both are asked by the placer, on behalf of the task that is looked at. */
    void ask(TaskNode node) {
        promises.ask(node);
        agents.ceilings.ask(node);
    }

    Ceilings ceilings() {
        return agents.ceilings;
    }

    TaskQueue queue() {
        return queue;
    }

    SameWork sameWork() {
        return sameWork;
    }

    private ActiveRun run(RunEvent event) {
        ActiveRun run = runs.get(event.run());
        if (run == null) {
            throw new IllegalStateException("run " + event.run() + ": " + event
                    + " cannot happen, because it was never submitted; its journal is damaged");
        }
        return run;
    }

    private void stopPausing(TaskNode node) {
        Optional<RunEvent.TaskSetAside> aside = node.taskRun.aside();
        if (aside.isPresent() && aside.get().until().isPresent()) pausing.remove(node);
    }

    private void ended(TaskNode node) {
        open--;
        pace.ended(now());
        node.run.ended(node);
        for (TaskNode.Edge edge : node.successors) edge.to().pending--;
        sameWork.ended(node);
    }

    private final class Applying implements Event.Visitor {
        @Override
        public void visit(FleetEvent.AgentRegistered event) {
            String agent = event.agent().id();
            if (agents.register(event.agent())) {
                queue.doubtAll();
                queue.breakPromises(agent);
            }
            queue.line().capacity(TaskQueue.usage(agents.capacity()));
            queue.hasRoom(agent);
        }

        @Override
        public void visit(FleetEvent.AgentStateChanged event) {
            Standing standing = agents.get(event.agent(), event);
            agents.become(standing, event.state());
            if (standing.takesTasks()) queue.hasRoom(standing.id);
            else queue.breakPromises(standing.id);
        }

        @Override
        public void visit(FleetEvent.AgentLeft event) {
            Standing standing = agents.get(event.agent(), event);
            if (!standing.running.isEmpty()) {
                throw new IllegalStateException(
                        event + " cannot happen, because " + standing.running + " run there; the journal is damaged");
            }
            bookings.apply(event);
            queue.breakPromises(standing.id);
            agents.remove(standing);
            queue.line().capacity(TaskQueue.usage(agents.capacity()));
            queue.doubtAll();
        }

        @Override
        public void visit(FleetEvent.LimitChanged event) {
            agents.limit(event);
            switch (event.scope()) {
                case AGENT -> roomOnAgent(event.name());
                case POOL -> agents.ceilings.members(event.name()).forEach(one -> queue.hasRoom(one.id));
                case THROTTLE -> queue.wakeThrottled(event.name());
            }
        }

        @Override
        public void visit(FleetEvent.ShareSet event) {
            queue.line().share(event.tenant(), event.share());
        }

        @Override
        public void visit(FleetEvent.PreemptionSet event) {
            preemptionPools.apply(event);
        }

        @Override
        public void visit(FleetEvent.BookingMade event) {
            bookings.apply(event);
        }

        @Override
        public void visit(FleetEvent.BookingAssigned event) {
            keepFor(bookings.apply(event), "");
            BookingStatus status = bookings.onAgent(event.agent());
            if (status == null) throw new IllegalStateException(event + " has led to nothing; please report this");
            keepFor(agents.get(event.agent(), event).id, status.booking().holder());
            queue.breakPromises(event.agent());
        }

        @Override
        public void visit(FleetEvent.BookingGranted event) {
            bookings.apply(event);
        }

        @Override
        public void visit(FleetEvent.BookingExtended event) {
            bookings.apply(event);
        }

        @Override
        public void visit(FleetEvent.BookingEnded event) {
            keepFor(bookings.apply(event), "");
        }

        private void keepFor(@Nullable String agent, String holder) {
            Standing standing = agent == null ? null : agents.find(agent);
            if (standing == null) return;
            agents.holdFor(standing, holder);
            queue.hasRoom(standing.id);
        }

        private void roomOnAgent(String agent) {
            Standing standing = agents.find(agent);
            if (standing == null) return;
            agents.show(standing);
            queue.hasRoom(agent);
        }

        @Override
        public void visit(RunEvent.RunSubmitted event) {
            submit(event, pipelines.get(event.pipeline()));
        }

        @Override
        public void visit(RunEvent.TaskReady event) {
            run(event).run.apply(event);
        }

        @Override
        public void visit(RunEvent.TaskReused event) {
            ActiveRun run = run(event);
            run.run.apply(event);
            ended(run.get(event.task()));
        }

        @Override
        public void visit(RunEvent.TaskMissed event) {
            ActiveRun run = run(event);
            run.run.apply(event);
            TaskNode node = run.get(event.task());
            sameWork.stopWaiting(node);
            if (event.key().isPresent()) sameWork.own(node, event.key().get());
            queue.add(node, now());
        }

        @Override
        public void visit(RunEvent.TaskHeld event) {
            ActiveRun run = run(event);
            run.run.apply(event);
            TaskNode node = run.get(event.task());
            for (WaitReason reason : event.reasons()) {
                if (reason.kind() != WaitReason.Kind.SAME_KEY) continue;
                sameWork.await(node, new ActionKey(reason.subject()));
                return;
            }
            queue.hold(node, event.reasons());
        }

        @Override
        public void visit(RunEvent.AttemptStarted event) {
            ActiveRun run = run(event);
            run.run.apply(event);
            TaskNode node = run.get(event.task());
            Standing standing = agents.get(event.agent(), event);
            agents.started(node, standing);
            node.begin(now());
            watch(node, event.overdueAfter());
            queue.start(node, standing, now());
        }

        @Override
        public void visit(RunEvent.AttemptPreempted event) {
            ActiveRun run = run(event);
            run.run.apply(event);
            // Whoever runs it is reminded as long as it goes on.
            run.get(event.task()).isConfirmed = false;
            ActiveRun by = runs.get(event.byRun());
            TaskNode claimant = by == null ? null : by.find(event.by());
            if (claimant != null && claimant.isInQueue()) queue.claim(claimant);
        }

        @Override
        public void visit(RunEvent.AttemptExited event) {
            ActiveRun run = run(event);
            TaskNode node = run.get(event.task());
            run.run.apply(event);
            stopWatching(node);
            giveBack(node, agents.get(node.lastAgent(), event));
            keeping++;
        }

        /** Others may have what it took. */
        private void giveBack(TaskNode node, Standing standing) {
            List<Standing> others = agents.alsoGetRoom(standing);
            agents.giveBack(node, standing);
            queue.hasRoom(standing.id);
            for (Standing other : others) queue.hasRoom(other.id);
            for (String throttle : node.task.throttles().keySet()) queue.wakeThrottled(throttle);
        }

        @Override
        public void visit(RunEvent.AttemptFinished event) {
            ActiveRun run = run(event);
            TaskNode node = run.get(event.task());
            boolean tookRoom = node.takesRoom();
            run.run.apply(event);
            stopWatching(node);
            Standing standing = agents.get(node.lastAgent(), event);
            agents.ended(node, standing, event.outcome().kind());
            queue.end(node, now());
            if (tookRoom) giveBack(node, standing);
            else keeping--;
            unwritten.leases.ended(new Input.RunningAttempt(event.run(), event.task(), event.attempt()));
            for (String lock : node.task.locks()) queue.wake(lock);
            node.uncertain = event.retried() && event.outcome().kind() == Outcome.Kind.LOST;
            if (event.retried()) {
                queue.add(node, now());
            } else {
                ended(node);
            }
        }

        @Override
        public void visit(RunEvent.AttemptOverdue event) {
            ActiveRun run = run(event);
            run.run.apply(event);
            stopWatching(run.get(event.task()));
        }

        @Override
        public void visit(RunEvent.TaskResized event) {
            ActiveRun run = run(event);
            run.run.apply(event);
            queue.resize(run.get(event.task()), event.memoryBytes());
        }

        @Override
        public void visit(RunEvent.TaskSetAside event) {
            ActiveRun run = run(event);
            run.run.apply(event);
            TaskNode node = run.get(event.task());
            node.uncertain = false;
            queue.leave(node);
            if (event.until().isPresent()) pausing.add(node);
        }

        @Override
        public void visit(RunEvent.TaskApproved event) {
            run(event).run.apply(event);
        }

        @Override
        public void visit(RunEvent.TaskTakenUp event) {
            ActiveRun run = run(event);
            TaskNode node = run.get(event.task());
            stopPausing(node);
            run.run.apply(event);
            queue.add(node, now());
        }

        @Override
        public void visit(RunEvent.TaskGivenUp event) {
            ActiveRun run = run(event);
            TaskNode node = run.get(event.task());
            stopPausing(node);
            run.run.apply(event);
            ended(node);
        }

        @Override
        public void visit(RunEvent.TaskDeadLettered event) {
            ActiveRun run = run(event);
            run.run.apply(event);
            PipelineRun of = run.run;
            deadLetters.put(
                    new TaskOf(event.run(), event.task()),
                    new DeadLetter(
                            event.run(),
                            event.task(),
                            of.pipeline(),
                            of.source(),
                            of.options(),
                            of.get(event.task()).attempts()));
        }

        @Override
        public void visit(RunEvent.DeadLetterReplayed event) {
            if (deadLetters.remove(new TaskOf(event.run(), event.task())) == null) {
                throw new IllegalStateException(
                        event + " cannot happen, because it is no dead letter; the journal is damaged");
            }
        }

        @Override
        public void visit(RunEvent.RunForgotten event) {
            if (!run(event).run.isFinished()) {
                throw new IllegalStateException(
                        event + " cannot happen, because the run is not finished; the journal is damaged");
            }
            for (TaskNode node : run(event).nodes) queue.forget(node.shape);
            runs.remove(event.run());
        }

        @Override
        public void visit(RunEvent.TaskPromised event) {
            ActiveRun run = run(event);
            run.run.apply(event);
            queue.promise(run.get(event.task()), event.agent());
        }

        @Override
        public void visit(RunEvent.RunPrioritised event) {
            ActiveRun run = run(event);
            run.run.apply(event);
            for (TaskNode node : run.nodes) queue.reprioritise(node);
        }

        @Override
        public void visit(RunEvent.TaskSkipped event) {
            ActiveRun run = run(event);
            TaskNode node = run.get(event.task());
            boolean queued = node.isInQueue();
            stopPausing(node);
            run.run.apply(event);
            if (queued) queue.leave(node);
            ended(node);
        }

        @Override
        public void visit(RunEvent.RunCancelled event) {
            run(event).run.apply(event);
        }

        @Override
        public void visit(RunEvent.RunFinished event) {
            run(event).run.apply(event);
        }
    }
}

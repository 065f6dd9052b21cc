package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Agent.AgentClass;
import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.AgentStatus;
import io.slipway.core.agent.Fleet;
import io.slipway.core.agent.Reservation;
import io.slipway.core.agent.Vitals;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.placement.PlacementRules;
import io.slipway.core.placement.Placer;
import io.slipway.core.placement.Request;
import io.slipway.core.run.DeadLetter;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.PipelineRun;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.WaitReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private final Fleet fleet = new Fleet();
    private final Map<String, Standing> standings = new HashMap<>();
    private final Ceilings ceilings = new Ceilings(standings);
    private final TaskQueue queue = new TaskQueue(this, fleet);
    private final Promises promises = new Promises(queue);
    private final Placer placer;
    private final Map<AgentClass, Integer> agentClasses = new HashMap<>();
    private final Bookings bookings = new Bookings();
    private final Reputation reputation = new Reputation();

    /** As of which change agents were last sought for bookings. */
    long bookingsSoughtAt = -1;

    private Resources capacity = new Resources(0, 0);
    private Instant now = Instant.EPOCH;
    private Instant lastSince = Instant.EPOCH;
    private long fleetChanges;
    private final Map<RunId, ActiveRun> runs = new LinkedHashMap<>();
    private final Map<ActionKey, TaskNode> keyOwners = new HashMap<>();
    private final Map<ActionKey, Set<TaskNode>> keyWaiters = new HashMap<>();
    private final TreeMap<String, Standing> draining = new TreeMap<>();
    private final TreeSet<TaskNode> pausing = new TreeSet<>(SchedulerState::byEndOfPause);
    private final Map<TaskOf, DeadLetter> deadLetters = new LinkedHashMap<>();
    private final Unwritten unwritten;
    private final Pace pace = new Pace();
    private int open;

    /** How many tasks run no more, while what they made is being kept. */
    private int keeping;

    private long submitted;
    private final Applying applying = new Applying();

    private static final Resources NOTHING = new Resources(0, 0);

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
        this.placer = new Placer(rules.with(promises).with(ceilings));
        this.unwritten = unwritten;
    }

    private static int byEndOfPause(TaskNode one, TaskNode other) {
        int byEnd = endOfPause(one).compareTo(endOfPause(other));
        return byEnd != 0 ? byEnd : one.compareTo(other);
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
    public Optional<AgentState> stateOf(String agent) {
        Standing standing = standings.get(agent);
        return standing == null ? Optional.empty() : Optional.of(standing.state());
    }

    /** The latest time that was told; {@link Instant#EPOCH} before any. Events happen at this time. */
    public Instant now() {
        return now;
    }

    /** It is not earlier than that. */
    void tell(Instant time) {
        if (time.isAfter(now)) now = time;
    }

    /** The bookings that are not over, in the order in which they were made: who has which agent until when. */
    public List<BookingStatus> bookings() {
        return List.copyOf(bookings.all());
    }

    Bookings bookingsInForce() {
        return bookings;
    }

    /** Whether the tasks of the agent fail more than the same tasks elsewhere. */
    boolean isSuspicious(String agent) {
        return reputation.isSuspicious(agent);
    }

    /** How many tasks of the runs have not ended and do not run. */
    int unstarted() {
        return open - fleet.inFlight() - keeping;
    }

    /** How many tasks have ended in a second lately: an exponential mean over about a minute. */
    double endedPerSecond() {
        return pace.perSecond(now);
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

    /** As {@link #apply}, for a pipeline that is at hand. */
    void submit(RunEvent.RunSubmitted event, Pipeline pipeline) {
        if (runs.containsKey(event.run())) {
            throw new IllegalStateException("run " + event.run() + " was submitted before; its journal is damaged");
        }
        lastSince = lastSince.isBefore(now) ? now : lastSince.plusNanos(1000);
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

    Leases leases() {
        return unwritten.leases;
    }

    Unwritten unwritten() {
        return unwritten;
    }

    @Nullable
    Standing standing(String agent) {
        return standings.get(agent);
    }

    Placer placer() {
        return placer;
    }

    /** Who goes first, and how much may run; both are asked by the placer, on behalf of the task that is looked at. */
    void ask(TaskNode node) {
        promises.ask(node);
        ceilings.ask(node);
    }

    Ceilings ceilings() {
        return ceilings;
    }

    /** Whether the agent may be given something more, if that is small enough. */
    boolean hasRoom(Standing agent) {
        return agent.takesTasks() && ceilings.leaveRoom(agent);
    }

    /** A number that grows whenever an agent comes, goes, or is given work or not. */
    long fleetChanges() {
        return fleetChanges;
    }

    /** Agents that leave when nothing runs on them any more, by id. */
    List<Standing> draining() {
        return draining.isEmpty() ? List.of() : List.copyOf(draining.values());
    }

    TaskQueue queue() {
        return queue;
    }

    /** Who runs, or is queued to run, what has this key. */
    @Nullable
    TaskNode ownerOf(ActionKey key) {
        return keyOwners.get(key);
    }

    /** Those who wait for {@code owner} to end, because they are the same work. */
    List<TaskNode> waitingFor(TaskNode owner) {
        Optional<ActionKey> key = owner.taskRun.key();
        if (key.isEmpty() || keyOwners.get(key.get()) != owner) return List.of();
        Set<TaskNode> waiting = keyWaiters.get(key.get());
        return waiting == null ? List.of() : List.copyOf(waiting);
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

    /** Takes note of what the agent says of itself; whoever places tasks sees it when it is worth a look. */
    void see(Standing standing, Vitals vitals) {
        unwritten.see(standing.id, vitals);
        boolean matters = standing.weighsOtherwise(vitals);
        standing.vitals = vitals;
        if (matters) weigh(standing);
    }

    /** What the task asks of an agent, and what it would not have to fetch on some of them. */
    Request request(TaskNode node) {
        Request request = node.request();
        if (!placer.knowsWarmth()) return request;
        TreeSet<String> warm = new TreeSet<>();
        for (String name : node.fetches()) if (placer.isWarmSomewhere(name)) warm.add(name);
        return warm.isEmpty() ? request : request.wanting(warm);
    }

    /** Lets the placer see how the agent stands. One that runs as many tasks as it may is as good as cordoned. */
    private void show(Standing standing) {
        fleetChanges++;
        weigh(standing);
    }

    private void weigh(Standing standing) {
        AgentStatus status = standing.status();
        fleet.setStatus(standing.id, status);
        standing.isShownFull = standing.takesTasks() && ceilings.isFull(standing);
        placer.put(standing.agent, standing.isShownFull ? status.withState(AgentState.CORDONED) : status);
    }

    private void countFailures(Standing standing) {
        int failures = reputation.failuresOwn(standing.id);
        if (failures == standing.failures) return;
        standing.failures = failures;
        weigh(standing);
    }

    private void showIfFullnessChanged(Standing standing) {
        if (standing.isShownFull != (standing.takesTasks() && ceilings.isFull(standing))) show(standing);
    }

    private void count(Resources before, Resources after) {
        capacity = capacity.plus(after).minus(before);
        queue.line().capacity(TaskQueue.usage(capacity));
    }

    private Standing known(String agent, Event event) {
        Standing standing = standings.get(agent);
        if (standing == null) {
            throw new IllegalStateException(
                    event + " cannot happen, because no agent " + agent + " has registered; the journal is damaged");
        }
        return standing;
    }

    private void ended(TaskNode node) {
        open--;
        pace.ended(now);
        for (TaskNode.Edge edge : node.successors) edge.to().pending--;
        if (node.awaitedKey != null) stopWaiting(node);
        Optional<ActionKey> key = node.taskRun.key();
        if (key.isEmpty() || !keyOwners.remove(key.get(), node)) return;
        Set<TaskNode> waiting = keyWaiters.remove(key.get());
        if (waiting == null) return;
        for (TaskNode waiter : waiting) waiter.awaitedKey = null;
    }

    private void stopWaiting(TaskNode node) {
        ActionKey key = node.awaitedKey;
        if (key == null) return;
        node.awaitedKey = null;
        Set<TaskNode> waiting = keyWaiters.get(key);
        if (waiting == null) return;
        waiting.remove(node);
        if (waiting.isEmpty()) keyWaiters.remove(key);
    }

    private final class Applying implements Event.Visitor {
        @Override
        public void visit(FleetEvent.AgentRegistered event) {
            Agent agent = event.agent();
            Standing standing = standings.get(agent.id());
            Resources before = standing == null ? NOTHING : standing.agent.capacity();
            fleet.register(agent);
            if (standing == null) {
                standing = new Standing(agent, unwritten.vitals(agent.id()));
                standings.put(agent.id(), standing);
            } else {
                standing.agent = agent;
                queue.doubtAll();
                queue.breakPromises(agent.id());
            }
            standing.classNumber = agentClasses.computeIfAbsent(agent.agentClass(), any -> agentClasses.size());
            ceilings.assign(standing);
            show(standing);
            count(before, agent.capacity());
            queue.hasRoom(agent.id());
        }

        @Override
        public void visit(FleetEvent.AgentStateChanged event) {
            Standing standing = known(event.agent(), event);
            if (event.state() == AgentState.READY && standing.known() == AgentState.SUSPECTED) {
                reputation.forget(standing.id);
                standing.failures = 0;
            }
            standing.become(event.state());
            draining.remove(event.agent());
            if (event.state() == AgentState.DRAINING) draining.put(event.agent(), standing);
            show(standing);
            if (standing.takesTasks()) queue.hasRoom(standing.id);
            else queue.breakPromises(standing.id);
        }

        @Override
        public void visit(FleetEvent.AgentLeft event) {
            Standing standing = known(event.agent(), event);
            if (!standing.running.isEmpty()) {
                throw new IllegalStateException(
                        event + " cannot happen, because " + standing.running + " run there; the journal is damaged");
            }
            if (bookings.onAgent(standing.id) != null) {
                throw new IllegalStateException(event + " cannot happen, because it is booked; the journal is damaged");
            }
            queue.breakPromises(standing.id);
            reputation.forget(standing.id);
            standings.remove(event.agent());
            draining.remove(event.agent());
            fleet.remove(event.agent());
            placer.remove(event.agent());
            fleetChanges++;
            count(standing.agent.capacity(), NOTHING);
            queue.doubtAll();
        }

        @Override
        public void visit(FleetEvent.LimitChanged event) {
            ceilings.apply(event, standings.values());
            switch (event.scope()) {
                case AGENT -> roomOnAgent(event.name());
                case POOL -> standings.values().forEach(one -> queue.hasRoom(one.id));
                case THROTTLE -> queue.wakeThrottled(event.name());
            }
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
            keepFor(known(event.agent(), event).id, status.booking().holder());
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
            Standing standing = agent == null ? null : standings.get(agent);
            if (standing == null) return;
            standing.heldFor = holder;
            show(standing);
            queue.hasRoom(standing.id);
        }

        private void roomOnAgent(String agent) {
            Standing standing = standings.get(agent);
            if (standing == null) return;
            show(standing);
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
            stopWaiting(node);
            if (event.key().isPresent()) {
                TaskNode owner = keyOwners.putIfAbsent(event.key().get(), node);
                if (owner != null) {
                    throw new IllegalStateException("run " + event.run() + ", task " + event.task() + ": " + owner
                            + " does the same work already; the journal is damaged");
                }
            }
            queue.add(node, now);
        }

        @Override
        public void visit(RunEvent.TaskHeld event) {
            ActiveRun run = run(event);
            run.run.apply(event);
            TaskNode node = run.get(event.task());
            for (WaitReason reason : event.reasons()) {
                if (reason.kind() != WaitReason.Kind.SAME_KEY) continue;
                ActionKey key = new ActionKey(reason.subject());
                node.awaitedKey = key;
                keyWaiters.computeIfAbsent(key, same -> new LinkedHashSet<>()).add(node);
                return;
            }
            queue.hold(node, event.reasons());
        }

        @Override
        public void visit(RunEvent.AttemptStarted event) {
            ActiveRun run = run(event);
            run.run.apply(event);
            TaskNode node = run.get(event.task());
            Standing standing = known(event.agent(), event);
            Reservation reservation = new Reservation(
                    event.run().value(), event.task(), event.agent(), node.task.resources(), node.task.locks());
            fleet.reserve(reservation);
            placer.take(reservation);
            standing.running.add(node);
            node.begin(now);
            standing.inUse++;
            ceilings.start(node.task, standing);
            showIfFullnessChanged(standing);
            queue.start(node, standing, now);
        }

        @Override
        public void visit(RunEvent.AttemptExited event) {
            ActiveRun run = run(event);
            TaskNode node = run.get(event.task());
            run.run.apply(event);
            giveBack(node, known(node.lastAgent(), event));
            keeping++;
        }

        /** Others may have what it took. */
        private void giveBack(TaskNode node, Standing standing) {
            String run = node.runId().value();
            placer.release(new Reservation(run, node.address(), standing.id, node.task.resources(), node.task.locks()));
            fleet.release(run, node.address());
            standing.inUse--;
            ceilings.end(node.task, standing);
            showIfFullnessChanged(standing);
            queue.hasRoom(standing.id);
            for (String throttle : node.task.throttles().keySet()) queue.wakeThrottled(throttle);
        }

        @Override
        public void visit(RunEvent.AttemptFinished event) {
            ActiveRun run = run(event);
            TaskNode node = run.get(event.task());
            boolean tookRoom = node.takesRoom();
            run.run.apply(event);
            Standing standing = known(node.lastAgent(), event);
            standing.running.remove(node);
            reputation.count(event.task(), standing.id, event.outcome().kind());
            if (!event.outcome().isSuccess() || standing.failures > 0) countFailures(standing);
            queue.end(node, now);
            if (tookRoom) giveBack(node, standing);
            else keeping--;
            unwritten.leases.ended(new Input.RunningAttempt(event.run(), event.task(), event.attempt()));
            for (String lock : node.task.locks()) queue.wake(lock);
            node.uncertain = event.retried() && event.outcome().kind() == Outcome.Kind.LOST;
            if (event.retried()) {
                queue.add(node, now);
            } else {
                ended(node);
            }
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
        public void visit(RunEvent.TaskTakenUp event) {
            ActiveRun run = run(event);
            TaskNode node = run.get(event.task());
            stopPausing(node);
            run.run.apply(event);
            queue.add(node, now);
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
            for (TaskNode node : run.nodes) {
                if (node.isInQueue() && node.ticket != null) queue.line().reprioritise(node.ticket, node.priority());
            }
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

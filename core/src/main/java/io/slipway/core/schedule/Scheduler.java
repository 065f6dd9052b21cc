package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Reservation;
import io.slipway.core.agent.Unplaceable;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.plan.Durations;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.PipelineRun;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.SkipReason;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.WaitReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens next. A step takes one input, moves the state by the events it leads to, and says what to do.
 *
 * <p>Pure and deterministic: no clock, no chance, no threads; the same state and inputs lead to the same events, and
 * whatever ranks equally goes by address. Immutable itself; {@link #step} is called by whoever owns the state.
 *
 * <p>A task becomes ready when all it needs is done. Its result is looked up; when that misses it is queued, and starts
 * once an agent has room for it and its locks are free, the one with the longest path behind it first ({@link TaskQueue}
 * says how waiting stays fair). Equal work in flight is done once: a task whose key another is working on waits for that
 * one's end and is looked up again. Every time that happens one of them has come to an end, so it ends.
 *
 * <p>An input costs O(log n) for each event it leads to.
 */
public final class Scheduler {
    /** How often a task is tried whose runner got lost: once may be an accident, three times is the task. */
    private static final int ATTEMPTS = 3;

    /** How many shapes of tasks that do not fit are looked at in a row before the search for a smaller one ends. */
    private static final int LOOKS = 32;

    private static final Invalidation NOT_REUSABLE = Invalidation.because(Invalidation.Cause.Kind.NOT_REUSABLE, "");

    private final Durations durations;
    private final Limits limits;

    public Scheduler(Durations durations, Limits limits) {
        this.durations = durations;
        this.limits = limits;
    }

    /**
     * Moves {@code state} on. An input that comes too late, twice, or for something unknown changes nothing and gives an
     * empty step.
     */
    public Step step(SchedulerState state, Input input) {
        return new Taking(state).take(input);
    }

    /**
     * What follows from a state that was folded from a journal, and may not have been done: look-ups of ready tasks, and
     * the stopping of what runs in cancelled runs. {@link Input.Resume} leads to the same, besides the decisions that
     * were due.
     */
    public List<Effect> pendingEffects(SchedulerState state) {
        List<Effect> effects = new ArrayList<>();
        for (ActiveRun run : state.active()) {
            Optional<String> cancelled = run.run.cancelled();
            for (TaskNode node : run.nodes) {
                if (isLookedUp(node)) effects.add(new Effect.Resolve(node.runId(), node.address()));
                if (node.state() == TaskState.RUNNING && cancelled.isPresent())
                    effects.add(stop(node, cancelled.get()));
            }
        }
        return effects;
    }

    private static boolean isLookedUp(TaskNode node) {
        return node.state() == TaskState.READY && node.task.kind().isReusable();
    }

    private static Effect stop(TaskNode node, String reason) {
        return new Effect.Stop(
                node.runId(), node.address(), node.taskRun.attempts().size(), reason);
    }

    /** One step while it is being made. */
    private final class Taking implements Input.Visitor {
        private final SchedulerState state;
        private final List<Event> events = new ArrayList<>();
        private final List<Effect> effects = new ArrayList<>();

        /** Ready tasks to be looked up, unless something else happens to them in this step. */
        private final Set<TaskNode> lookups = new LinkedHashSet<>();

        /** Tasks that came to an end, and whose successors do not know it yet. */
        private final ArrayDeque<TaskNode> ended = new ArrayDeque<>();

        private final Set<ActiveRun> touched = new LinkedHashSet<>();

        Taking(SchedulerState state) {
            this.state = state;
        }

        Step take(Input input) {
            input.accept(this);
            tellSuccessors();
            admit();
            tellSuccessors();
            for (ActiveRun run : touched) finishWhenComplete(run);
            for (TaskNode node : lookups) {
                if (node.state() == TaskState.READY) effects.add(new Effect.Resolve(node.runId(), node.address()));
            }
            return new Step(events, effects);
        }

        private void emit(Event event) {
            state.apply(event);
            events.add(event);
        }

        @Override
        public void visit(Input.Submit input) {
            if (state.find(input.run()).isPresent()) return;
            List<TaskAddress> tasks = new ArrayList<>(input.pipeline().graph().withAllBefore(input.tasks()));
            tasks.sort(null);
            RunEvent.RunSubmitted submitted = new RunEvent.RunSubmitted(
                    input.run(), input.pipelineDigest(), input.source(), tasks, input.options());
            state.submit(submitted, input.pipeline());
            events.add(submitted);
            ActiveRun run = state.active(input.run());
            if (run == null) return;
            touched.add(run);
            refuseUnplaceable(run);
            for (TaskNode node : run.nodes) {
                if (node.pending == 0 && node.state() == TaskState.WAITING) ready(node);
            }
        }

        /** Better said at once than after an hour of building what it needs. */
        private void refuseUnplaceable(ActiveRun run) {
            for (TaskNode node : run.nodes) {
                if (!node.isUnstarted()) continue;
                Optional<Unplaceable> never = node.shape.whyNever(state.fleet());
                if (never.isPresent()) skipUnplaceable(node, never.get());
            }
            tellSuccessors();
            stopEarly(run);
        }

        @Override
        public void visit(Input.Register input) {
            if (state.fleet()
                    .find(input.agent().id())
                    .filter(input.agent()::equals)
                    .isPresent()) return;
            emit(new FleetEvent.AgentRegistered(input.agent()));
        }

        @Override
        public void visit(Input.Hit input) {
            TaskNode node = ready(input.run(), input.task());
            if (node == null) return;
            emit(new RunEvent.TaskReused(input.run(), input.task(), input.key(), input.outputs(), input.saved()));
            ended(node);
        }

        @Override
        public void visit(Input.Miss input) {
            TaskNode node = ready(input.run(), input.task());
            if (node == null) return;
            if (input.key().isPresent()) {
                ActionKey key = input.key().get();
                TaskNode owner = state.ownerOf(key);
                if (owner != null) {
                    if (!key.equals(node.awaitedKey)) await(node, key, owner);
                    return;
                }
            }
            emit(new RunEvent.TaskMissed(input.run(), input.task(), input.key(), input.because()));
        }

        private void await(TaskNode node, ActionKey key, TaskNode owner) {
            WaitReason reason = new WaitReason(WaitReason.Kind.SAME_KEY, key.hash(), 0, 0, List.of(owner.address()));
            emit(new RunEvent.TaskHeld(node.runId(), node.address(), List.of(reason)));
        }

        @Override
        public void visit(Input.Report input) {
            TaskNode node = find(input.run(), input.task());
            if (node == null || node.state() != TaskState.RUNNING) return;
            if (input.attempt() != node.taskRun.attempts().size()) return;
            boolean lost = input.outcome().kind() == Outcome.Kind.LOST;
            boolean retried = lost && isRetriable(node);
            Outcome outcome = lost && !retried ? givenUp(node, input.outcome()) : input.outcome();
            List<TaskNode> waiting = retried ? List.of() : state.waitingFor(node);
            emit(new RunEvent.AttemptFinished(
                    input.run(),
                    input.task(),
                    input.attempt(),
                    outcome,
                    input.usage(),
                    input.outputs(),
                    input.stored(),
                    retried));
            if (retried) return;
            lookups.addAll(waiting);
            ended(node);
            tellSuccessors();
            stopEarly(node.run);
        }

        private boolean isRetriable(TaskNode node) {
            PipelineRun run = node.run.run;
            if (!node.task.kind().isReusable() || run.cancelled().isPresent()) return false;
            if (run.isStopping() && !node.task.always()) return false;
            return node.taskRun.attempts().size() < ATTEMPTS;
        }

        private Outcome givenUp(TaskNode node, Outcome lost) {
            String advice;
            if (!node.task.kind().isReusable()) {
                advice = "it may have changed something outside, so it is not run again by itself; look at what it did,"
                        + " then decide whether to run it again";
            } else if (node.taskRun.attempts().size() >= ATTEMPTS) {
                advice = "that was attempt " + ATTEMPTS + "; look at its log for what ends its runner";
            } else {
                advice = "the run is ending, so it is not tried again; start a new run";
            }
            String what = lost.message().isBlank() ? "whoever ran it is gone" : lost.message();
            return new Outcome(Outcome.Kind.LOST, lost.exitCode(), what + "; " + advice);
        }

        @Override
        public void visit(Input.Cancel input) {
            ActiveRun run = state.active(input.run());
            if (run == null || run.run.isFinished() || run.run.cancelled().isPresent()) return;
            emit(new RunEvent.RunCancelled(input.run(), input.reason()));
            touched.add(run);
            for (TaskNode node : run.nodes) {
                if (node.state() == TaskState.RUNNING) effects.add(stop(node, input.reason()));
            }
            stopEarly(run);
        }

        @Override
        public void visit(Input.Resume input) {
            for (ActiveRun run : state.active()) {
                if (run.run.isFinished()) continue;
                touched.add(run);
                stopEarly(run);
                for (TaskNode node : run.nodes) settle(node);
                tellSuccessors();
                Optional<String> cancelled = run.run.cancelled();
                for (TaskNode node : run.nodes) {
                    if (isLookedUp(node)) lookups.add(node);
                    if (node.state() == TaskState.RUNNING && cancelled.isPresent())
                        effects.add(stop(node, cancelled.get()));
                }
            }
        }

        /** Takes the decision that was due when the writer of the journal died. */
        private void settle(TaskNode node) {
            if (node.state() == TaskState.READY && !node.task.kind().isReusable()) missed(node);
            if (node.state() == TaskState.WAITING) skipOrReady(node);
        }

        /** Needs may have ended together, and not all of them well. */
        private void skipOrReady(TaskNode node) {
            for (TaskNode.Edge edge : node.predecessors) {
                if (edge.isBroken()) {
                    skipBroken(edge);
                    return;
                }
            }
            if (node.pending == 0) ready(node);
        }

        private @Nullable TaskNode find(RunId run, TaskAddress task) {
            ActiveRun active = state.active(run);
            return active == null ? null : active.find(task);
        }

        /** The task, while its look-up is awaited. */
        private @Nullable TaskNode ready(RunId run, TaskAddress task) {
            TaskNode node = find(run, task);
            return node != null && node.state() == TaskState.READY ? node : null;
        }

        private void ready(TaskNode node) {
            if (node.run.run.isStopping() && !node.task.always()) {
                skip(node, stopReason(node.run));
                return;
            }
            emit(new RunEvent.TaskReady(
                    node.runId(), node.address(), durations.expected(node.address()), node.run.rank(node, durations)));
            if (node.task.kind().isReusable()) {
                lookups.add(node);
            } else {
                missed(node);
            }
        }

        /** What changes the world outside is done every time: there is nothing to look up. */
        private void missed(TaskNode node) {
            emit(new RunEvent.TaskMissed(node.runId(), node.address(), Optional.empty(), NOT_REUSABLE));
        }

        private void ended(TaskNode node) {
            ended.add(node);
            touched.add(node.run);
        }

        private void tellSuccessors() {
            while (!ended.isEmpty()) {
                TaskNode node = ended.remove();
                for (TaskNode.Edge edge : node.successors) {
                    TaskNode next = edge.to();
                    if (next.state() != TaskState.WAITING) continue;
                    if (edge.isBroken()) {
                        skipBroken(edge);
                    } else if (next.pending == 0) {
                        skipOrReady(next);
                    }
                }
            }
        }

        private void skipBroken(TaskNode.Edge edge) {
            TaskNode needed = edge.from();
            if (needed.state() == TaskState.FAILED) {
                skip(edge.to(), new SkipReason(SkipReason.Kind.NEED_FAILED, Optional.of(needed.address())));
                return;
            }
            Optional<TaskAddress> beginning = needed.taskRun.skipped().flatMap(SkipReason::cause);
            skip(
                    edge.to(),
                    new SkipReason(SkipReason.Kind.NEED_SKIPPED, Optional.of(beginning.orElse(needed.address()))));
        }

        private void skip(TaskNode node, SkipReason reason) {
            lookups.addAll(state.waitingFor(node));
            emit(new RunEvent.TaskSkipped(node.runId(), node.address(), reason));
            ended(node);
        }

        private void skipUnplaceable(TaskNode node, Unplaceable why) {
            skip(node, new SkipReason(SkipReason.Kind.UNPLACEABLE, Optional.empty(), why.toString()));
        }

        private SkipReason stopReason(ActiveRun run) {
            return run.run.cancelled().isPresent()
                    ? new SkipReason(SkipReason.Kind.CANCELLED, Optional.empty())
                    : new SkipReason(SkipReason.Kind.FAIL_FAST, run.run.firstFailure());
        }

        /** After a failure or a cancellation, what has not started will not, apart from what always runs after failures. */
        private void stopEarly(ActiveRun run) {
            if (!run.run.isStopping()) return;
            boolean cancelled = run.run.cancelled().isPresent();
            SkipReason reason = stopReason(run);
            for (TaskNode node : run.nodes) {
                if (node.isUnstarted() && (cancelled || !node.task.always())) skip(node, reason);
            }
        }

        private void finishWhenComplete(ActiveRun run) {
            PipelineRun pipelineRun = run.run;
            if (!pipelineRun.isComplete() || pipelineRun.isFinished()) return;
            RunResult result = RunResult.SUCCEEDED;
            if (pipelineRun.firstFailure().isPresent()) result = RunResult.FAILED;
            if (pipelineRun.cancelled().isPresent()) result = RunResult.CANCELLED;
            emit(new RunEvent.RunFinished(pipelineRun.id(), result));
        }

        /** Starts as many as there is room for. */
        private void admit() {
            while (true) {
                TaskNode first = state.queue().first();
                if (first == null && state.queue().watched().isEmpty()) return;
                if (state.fleet().inFlight() >= limits.inFlight()) {
                    if (first != null && first.lastReasons.isEmpty()) hold(first, reason(WaitReason.Kind.IN_FLIGHT));
                    return;
                }
                if (!startOverdue() && !startFirstThatFits()) return;
            }
        }

        private boolean startOverdue() {
            for (TaskNode node : state.queue().watched()) {
                if (isOverdue(node) && look(node)) return true;
            }
            return false;
        }

        private boolean isOverdue(TaskNode node) {
            return node.overtaken >= limits.overtaken();
        }

        private boolean startFirstThatFits() {
            TaskNode node = state.queue().first();
            for (int looks = 0; node != null && looks < LOOKS; ) {
                if (look(node)) return true;
                if (node.parkedOn == null) looks++;
                node = state.queue().headAfter(node);
            }
            return false;
        }

        /** Starts the task when it can start, else writes down why not. */
        private boolean look(TaskNode node) {
            Optional<Unplaceable> never = node.shape.whyNever(state.fleet());
            if (never.isPresent()) {
                skipUnplaceable(node, never.get());
                tellSuccessors();
                stopEarly(node.run);
                tellSuccessors();
                return true;
            }
            List<WaitReason> reasons = new ArrayList<>(2);
            Agent agent = agentFor(node, reasons);
            if (agent != null) addBusyLock(node, reasons);
            if (agent == null || !reasons.isEmpty()) {
                hold(node, reasons);
                return false;
            }
            int attempt = node.taskRun.attempts().size() + 1;
            emit(new RunEvent.AttemptStarted(node.runId(), node.address(), attempt, agent.id()));
            effects.add(new Effect.Dispatch(node.runId(), node.address(), attempt, agent.id(), node.taskRun.key()));
            return true;
        }

        /** The first agent by id that has room and is not promised to somebody else; without one, {@code reasons} say why. */
        private @Nullable Agent agentFor(TaskNode node, List<WaitReason> reasons) {
            List<WaitReason> why = List.of(reason(WaitReason.Kind.AGENT));
            for (Agent agent : state.fleet().agents()) {
                if (!node.shape.couldRunOn(agent)) continue;
                List<WaitReason> lacking = lacking(node.shape.resources, agent);
                TaskNode promised = lacking.isEmpty() ? promisedTo(node, agent) : null;
                if (lacking.isEmpty() && promised == null) return agent;
                if (promised != null) {
                    lacking = List.of(new WaitReason(WaitReason.Kind.TURN, "", 0, 0, List.of(promised.address())));
                }
                why = lacking;
            }
            reasons.addAll(why);
            return null;
        }

        private List<WaitReason> lacking(Resources wanted, Agent agent) {
            Resources free = state.fleet().free(agent);
            if (wanted.fitsIn(free)) return List.of();
            List<WaitReason> lacking = new ArrayList<>(2);
            List<Reservation> reserved = state.fleet().reservedOn(agent);
            if (wanted.milliCpu() > free.milliCpu()) {
                TreeSet<TaskAddress> holders = new TreeSet<>();
                for (Reservation one : reserved) if (one.resources().milliCpu() > 0) holders.add(one.task());
                lacking.add(new WaitReason(
                        WaitReason.Kind.CPU, "", wanted.milliCpu(), free.milliCpu(), List.copyOf(holders)));
            }
            if (wanted.memoryBytes() > free.memoryBytes()) {
                TreeSet<TaskAddress> holders = new TreeSet<>();
                for (Reservation one : reserved) if (one.resources().memoryBytes() > 0) holders.add(one.task());
                lacking.add(new WaitReason(
                        WaitReason.Kind.MEMORY, "", wanted.memoryBytes(), free.memoryBytes(), List.copyOf(holders)));
            }
            if (wanted.diskBytes() > free.diskBytes()) {
                TreeSet<TaskAddress> holders = new TreeSet<>();
                for (Reservation one : reserved) if (one.resources().diskBytes() > 0) holders.add(one.task());
                lacking.add(new WaitReason(
                        WaitReason.Kind.DISK, "", wanted.diskBytes(), free.diskBytes(), List.copyOf(holders)));
            }
            wanted.counts().forEach((name, count) -> {
                if (count <= free.count(name)) return;
                TreeSet<TaskAddress> holders = new TreeSet<>();
                for (Reservation one : reserved) if (one.resources().count(name) > 0) holders.add(one.task());
                lacking.add(new WaitReason(WaitReason.Kind.COUNT, name, count, free.count(name), List.copyOf(holders)));
            });
            return lacking;
        }

        /** Whose turn it is to have what {@code node} would take of the agent. */
        private @Nullable TaskNode promisedTo(TaskNode node, Agent agent) {
            for (TaskNode other : state.queue().watched()) {
                if (other == node) return null;
                if (!isOverdue(other) || !other.shape.couldRunOn(agent)) continue;
                Resources taken = node.shape.resources;
                if (other.lackedCpu && taken.milliCpu() > 0) return other;
                if (other.lackedMemory && taken.memoryBytes() > 0) return other;
            }
            return null;
        }

        private void addBusyLock(TaskNode node, List<WaitReason> reasons) {
            for (String lock : node.task.locks()) {
                Optional<Reservation> holder = state.fleet().holderOf(lock);
                if (holder.isPresent()) {
                    reasons.add(new WaitReason(
                            WaitReason.Kind.LOCK,
                            lock,
                            0,
                            0,
                            List.of(holder.get().task())));
                    return;
                }
            }
            if (node.task.locks().isEmpty()) return;
            for (TaskNode other : state.queue().watched()) {
                if (other == node) return;
                String lock = isOverdue(other) ? TaskQueue.commonLock(node, other) : null;
                if (lock != null) {
                    reasons.add(new WaitReason(WaitReason.Kind.TURN, lock, 0, 0, List.of(other.address())));
                    return;
                }
            }
        }

        private void hold(TaskNode node, WaitReason reason) {
            hold(node, List.of(reason));
        }

        private void hold(TaskNode node, List<WaitReason> reasons) {
            if (areAlike(node.lastReasons, reasons)) return;
            emit(new RunEvent.TaskHeld(node.runId(), node.address(), reasons));
        }

        private static WaitReason reason(WaitReason.Kind kind) {
            return new WaitReason(kind, "", 0, 0, List.of());
        }

        /** Amounts and holders change all the time; what a task waits for does not. */
        private static boolean areAlike(List<WaitReason> some, List<WaitReason> others) {
            if (some.size() != others.size()) return false;
            for (int i = 0; i < some.size(); i++) {
                if (some.get(i).kind() != others.get(i).kind()
                        || !some.get(i).subject().equals(others.get(i).subject())) {
                    return false;
                }
            }
            return true;
        }
    }
}

package io.slipway.core.schedule;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.limit.Intake;
import io.slipway.core.pipeline.Condition;
import io.slipway.core.pipeline.Conditions.Objection;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.placement.Unplaceable;
import io.slipway.core.plan.Durations;
import io.slipway.core.run.DeadLetter;
import io.slipway.core.run.PipelineRun;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.SkipReason;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.WaitReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way of a run within one step: submitted, its tasks ready one after the other, looked up, skipped, and its end.
 * Confined to the state's thread.
 */
final class RunLife {
    private static final Invalidation NOT_REUSABLE = Invalidation.because(Invalidation.Cause.Kind.NOT_REUSABLE, "");

    private final Taking taking;
    private final SchedulerState state;

    /** Ready tasks to be looked up, unless something else happens to them in this step. */
    private final Set<TaskNode> lookups = new LinkedHashSet<>();

    /** Tasks that came to an end, and whose successors do not know it yet. */
    private final ArrayDeque<TaskNode> ended = new ArrayDeque<>();

    private final Set<ActiveRun> touched = new LinkedHashSet<>();

    RunLife(Taking taking) {
        this.taking = taking;
        this.state = taking.state;
    }

    /** What is left to be said when all else is decided. */
    void conclude() {
        for (ActiveRun run : touched) finishWhenComplete(run);
        for (TaskNode node : lookups) {
            if (node.state() == TaskState.READY) taking.effect(new Effect.Resolve(node.runId(), node.address()));
        }
    }

    /** Those that waited for another to do the same work are looked up once more. */
    void lookUpAgain(List<TaskNode> nodes) {
        lookups.addAll(nodes);
    }

    void submit(Input.Submit input) {
        if (state.find(input.run()).isPresent()) return;
        List<TaskAddress> tasks = new ArrayList<>(input.pipeline().graph().withAllBefore(input.tasks()));
        if (refuses(input.run(), tasks.size())) return;
        accept(input, tasks);
    }

    /**
     * @param tasks that were asked for, with all they need
     */
    private void accept(Input.Submit input, List<TaskAddress> tasks) {
        tasks.sort(null);
        RunEvent.RunSubmitted submitted = new RunEvent.RunSubmitted(
                input.run(), input.pipelineDigest(), input.source(), tasks, input.options(), mayFail(input, tasks));
        taking.submit(submitted, input.pipeline());
        ActiveRun run = state.active(input.run());
        if (run == null) return;
        touched.add(run);
        refuseUnplaceable(run);
        for (TaskNode node : run.nodes) {
            // one that is skipped for its condition may end what others wait for
            if (node.pending == 0 && node.state() == TaskState.WAITING) skipOrReady(node);
        }
    }

    private static List<TaskAddress> mayFail(Input.Submit input, List<TaskAddress> tasks) {
        List<TaskAddress> mayFail = new ArrayList<>();
        for (TaskAddress task : tasks) if (input.pipeline().get(task).allowFailure()) mayFail.add(task);
        return mayFail;
    }

    private boolean refuses(RunId run, int arriving) {
        Optional<Intake> intake = taking.limits.intake();
        if (intake.isEmpty()) return false;
        Optional<Intake.Overload> overload = intake.get().refuses(state.unstarted(), arriving, state.endedPerSecond());
        overload.ifPresent(why -> taking.effect(new Effect.Refuse(run, why.toString(), why.retryAfter())));
        return overload.isPresent();
    }

    /** Better said at once than after an hour of building what it needs. */
    private void refuseUnplaceable(ActiveRun run) {
        if (taking.limits.waitsForAgents()) return;
        Map<TaskNode, Unplaceable> impossible = new LinkedHashMap<>();
        for (TaskNode node : run.nodes) {
            node.shape.whyNever(state.placer(), state.fleet().version()).ifPresent(why -> impossible.put(node, why));
        }
        if (impossible.isEmpty()) return;
        impossible.keySet().removeAll(willNotRun(run));
        impossible.forEach(this::skipUnplaceable);
        tellSuccessors();
        stopEarly(run);
    }

    /** Those whose condition is known not to hold, and those that are skipped with them: they need no agent. */
    private Set<TaskNode> willNotRun(ActiveRun run) {
        Set<TaskNode> found = new LinkedHashSet<>();
        ArrayDeque<TaskNode> open = new ArrayDeque<>();
        for (TaskNode node : run.nodes) {
            boolean objected = node.task
                    .when()
                    .flatMap(condition -> taking.conditions.objectionBefore(
                            condition, run.run.options().facts()))
                    .isPresent();
            if (objected && found.add(node)) open.add(node);
        }
        while (!open.isEmpty()) {
            for (TaskNode.Edge edge : open.remove().successors) {
                if (!edge.optional() && !edge.to().task.always() && found.add(edge.to())) open.add(edge.to());
            }
        }
        return found;
    }

    void hit(Input.Hit input) {
        TaskNode node = ready(input.run(), input.task());
        if (node == null) return;
        taking.emit(new RunEvent.TaskReused(input.run(), input.task(), input.key(), input.outputs(), input.saved()));
        ended(node);
    }

    void miss(Input.Miss input) {
        TaskNode node = ready(input.run(), input.task());
        if (node == null) return;
        if (input.key().isPresent()) {
            ActionKey key = input.key().get();
            TaskNode owner = state.sameWork().ownerOf(key);
            if (owner != null) {
                if (!key.equals(node.awaitedKey)) await(node, key, owner);
                return;
            }
        }
        taking.emit(new RunEvent.TaskMissed(input.run(), input.task(), input.key(), input.because()));
        taking.attempts.awaitApproval(node);
    }

    private void await(TaskNode node, ActionKey key, TaskNode owner) {
        WaitReason reason = new WaitReason(WaitReason.Kind.SAME_KEY, key.hash(), 0, 0, List.of(owner.address()));
        taking.emit(new RunEvent.TaskHeld(node.runId(), node.address(), List.of(reason)));
    }

    void replay(Input.Replay input) {
        DeadLetter letter = state.deadLetter(input.run(), input.task());
        if (letter == null || state.find(input.as()).isPresent()) return;
        Pipeline pipeline = state.pipeline(letter.pipeline());
        List<TaskAddress> again = new ArrayList<>();
        again.add(letter.task());
        ActiveRun run = state.active(input.run());
        if (run != null) again.addAll(skippedBecauseOf(run.get(letter.task())));
        List<TaskAddress> tasks = new ArrayList<>(pipeline.graph().withAllBefore(again));
        if (refuses(input.as(), tasks.size())) return;
        taking.emit(new RunEvent.DeadLetterReplayed(input.run(), input.task(), input.as()));
        accept(
                new Input.Submit(input.as(), pipeline, letter.pipeline(), letter.source(), again, letter.options()),
                tasks);
    }

    /** What comes after a failed task and was skipped, directly or not. */
    private static Set<TaskAddress> skippedBecauseOf(TaskNode failed) {
        Set<TaskAddress> found = new LinkedHashSet<>();
        ArrayDeque<TaskNode> open = new ArrayDeque<>(List.of(failed));
        while (!open.isEmpty()) {
            for (TaskNode.Edge edge : open.remove().successors) {
                TaskNode next = edge.to();
                if (next.state() == TaskState.SKIPPED && found.add(next.address())) open.add(next);
            }
        }
        return found;
    }

    void forget(Input.Forget input) {
        ActiveRun run = state.active(input.run());
        if (run == null || !run.run.isFinished()) return;
        taking.emit(new RunEvent.RunForgotten(input.run()));
    }

    void prioritise(Input.Prioritise input) {
        ActiveRun run = state.active(input.run());
        if (run == null || run.run.isFinished() || run.run.priority() == input.priority()) return;
        taking.emit(new RunEvent.RunPrioritised(input.run(), input.priority()));
    }

    void cancel(Input.Cancel input) {
        ActiveRun run = state.active(input.run());
        if (run == null || run.run.isFinished() || run.run.cancelled().isPresent()) return;
        taking.emit(new RunEvent.RunCancelled(input.run(), input.reason()));
        touched.add(run);
        for (TaskNode node : run.nodes) {
            boolean isSpared = input.sparesDeploys() && !node.task.kind().isReusable();
            if (node.state() == TaskState.RUNNING && !isSpared) taking.effect(node.stop(input.reason()));
        }
        stopEarly(run);
    }

    void resume() {
        for (ActiveRun run : state.active()) {
            if (run.run.isFinished()) continue;
            touched.add(run);
            stopEarly(run);
            for (TaskNode node : run.nodes) settle(node);
            tellSuccessors();
            Optional<String> cancelled = run.run.cancelled();
            for (TaskNode node : run.nodes) {
                if (node.isLookedUp()) lookups.add(node);
                node.stopDue(cancelled).ifPresent(taking::effect);
            }
        }
    }

    /** Takes the decision that was due when the writer of the journal died. */
    private void settle(TaskNode node) {
        if (node.state() == TaskState.READY && !node.isReusable()) missed(node);
        if (node.state() == TaskState.WAITING) skipOrReady(node);
        taking.attempts.settle(node);
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

    @Nullable
    TaskNode find(RunId run, TaskAddress task) {
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
        Optional<Objection> objection = node.task.when().flatMap(condition -> objection(node, condition));
        if (objection.isPresent()) {
            SkipReason.Kind kind =
                    objection.get().isAnswer() ? SkipReason.Kind.CONDITION : SkipReason.Kind.CONDITION_FAILED;
            skip(
                    node,
                    new SkipReason(
                            kind, Optional.of(node.address()), objection.get().why()));
            stopEarly(node.run);
            return;
        }
        Durations durations = taking.durations.apply(node.runId());
        Optional<Duration> expected = durations.expected(node.address());
        taking.emit(new RunEvent.TaskReady(
                node.runId(), node.address(), expected, node.run.rank(node, expected, durations)));
        if (node.isReusable()) {
            lookups.add(node);
        } else {
            missed(node);
        }
    }

    private Optional<Objection> objection(TaskNode node, Condition condition) {
        Map<String, String> needs = new HashMap<>();
        for (TaskNode.Edge edge : node.predecessors) {
            TaskAddress needed = edge.from().address();
            String ended = ending(edge.from().state());
            for (TaskAddress each : List.of(needed, needed.group())) {
                needs.merge(each.toString(), ended, RunLife::worse);
                if (each.service().equals(node.address().service())) needs.merge(each.task(), ended, RunLife::worse);
            }
        }
        return taking.conditions.objection(condition, node.run.run.options().facts(), needs);
    }

    private static String ending(TaskState state) {
        if (state == TaskState.FAILED) return "failed";
        return state == TaskState.SKIPPED ? "skipped" : "succeeded";
    }

    /** How a task ended as a whole of which these are two parts. */
    private static String worse(String one, String other) {
        if (one.equals("failed") || other.equals("failed")) return "failed";
        return one.equals("skipped") ? one : other;
    }

    /** What changes the world outside is done every time: there is nothing to look up. */
    private void missed(TaskNode node) {
        taking.emit(new RunEvent.TaskMissed(node.runId(), node.address(), Optional.empty(), NOT_REUSABLE));
        taking.attempts.awaitApproval(node);
    }

    void ended(TaskNode node) {
        ended.add(node);
        touched.add(node.run);
    }

    void tellSuccessors() {
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
        skip(edge.to(), new SkipReason(SkipReason.Kind.NEED_SKIPPED, Optional.of(beginning.orElse(needed.address()))));
    }

    private void skip(TaskNode node, SkipReason reason) {
        lookups.addAll(state.sameWork().waitingFor(node));
        taking.emit(new RunEvent.TaskSkipped(node.runId(), node.address(), reason));
        ended(node);
    }

    void skipUnplaceable(TaskNode node, Unplaceable why) {
        skip(node, new SkipReason(SkipReason.Kind.UNPLACEABLE, Optional.empty(), why.toString()));
    }

    private SkipReason stopReason(ActiveRun run) {
        return run.run.cancelled().isPresent()
                ? new SkipReason(SkipReason.Kind.CANCELLED, Optional.empty())
                : new SkipReason(SkipReason.Kind.FAIL_FAST, run.run.firstFailure());
    }

    /** After a failure or a cancellation, what has not started will not, apart from what always runs after failures. */
    void stopEarly(ActiveRun run) {
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
        taking.emit(new RunEvent.RunFinished(pipelineRun.id(), result));
    }
}

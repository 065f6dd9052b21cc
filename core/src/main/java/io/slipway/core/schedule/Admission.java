package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Reservation;
import io.slipway.core.fairshare.Pass;
import io.slipway.core.fairshare.Ticket;
import io.slipway.core.limit.Refusal;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.placement.Decision;
import io.slipway.core.placement.Placed;
import io.slipway.core.placement.Unplaceable;
import io.slipway.core.plan.Durations;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.WaitReason;
import io.slipway.core.run.WaitReason.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Which queued tasks start within one step, where, and why the others do not. Confined to the state's thread. */
final class Admission {
    /** Enough to find one that is nearly free, few enough to compare at once. */
    private static final int MOST_COMPARED = 128;

    /** More than an agent can be missing of any one resource: two wait for one agent only when there are no others. */
    private static final int ANOTHER_WAITS = 10;

    private final Taking taking;
    private final SchedulerState state;
    private final TaskQueue queue;

    Admission(Taking taking) {
        this.taking = taking;
        this.state = taking.state;
        this.queue = taking.state.queue();
    }

    /** Starts as many as there is room for. */
    void admit() {
        boolean changed = true;
        while (changed) changed = startOverdue() || walk();
        queue.notOffered()
                .forEach((node, tenant) ->
                        hold(node, List.of(new WaitReason(Kind.SHARE, tenant.toString(), 0, 0, List.of()))));
    }

    private boolean isFull() {
        return state.fleet().inFlight() >= taking.limits.inFlight();
    }

    /** Goes once through those that may fit; whether anything has changed by that. */
    private boolean walk() {
        if (!queue.hasCandidates()) return false;
        boolean changed = false;
        Pass<TaskNode> pass = queue.pass();
        for (Optional<Ticket<TaskNode>> next = pass.next(); next.isPresent(); next = pass.next()) {
            TaskNode node = next.get().item();
            if (isFull()) {
                if (node.lastReasons.isEmpty()) hold(node, List.of(reason(Kind.IN_FLIGHT)));
                return false;
            }
            if (!queue.offers(node.shape)) continue;
            if (!look(node)) continue;
            changed = true;
            boolean started = true;
            while (started) started = startOverdue();
        }
        queue.allCompared();
        return changed;
    }

    private boolean startOverdue() {
        for (TaskNode node : queue.watched()) {
            if (node.overtaken < taking.limits.overtaken() && !queue.isClaiming(node)) continue;
            if (isFull()) return false;
            if (busyLock(node).isPresent()) continue;
            if (node.lacksRoom() && !promiseIsReady(node)) continue;
            if (look(node)) return true;
        }
        return false;
    }

    /** Whether the agent that is kept for it has room for it by now. */
    private boolean promiseIsReady(TaskNode node) {
        if (node.promised == null) promise(node);
        Standing agent = node.promised == null ? null : state.standing(node.promised);
        return agent != null
                && agent.takesTasks()
                && hasRoom(agent, node.shape)
                && state.ceilings().leaveRoom(agent, node.urgency())
                && !isLeftToAnother(agent, node);
    }

    /** Whether it is somebody else's turn first to have what it would take there. */
    private boolean isLeftToAnother(Standing agent, TaskNode node) {
        for (TaskNode other : queue.promisedBefore(node)) {
            if (agent.id.equals(other.promised) && TaskQueue.takesRoomThatLacks(node.shape, other)) return true;
        }
        return false;
    }

    private boolean hasRoom(Standing agent, Shape shape) {
        return state.fleet().hasRoom(agent.agent, shape.resources(), shape.isExclusive());
    }

    /**
     * Picks the agent that has least to give back until the task fits; by id among equals. Of many that could run it only
     * some are compared, beginning somewhere that depends on the task.
     */
    private void promise(TaskNode node) {
        if (node.promiseSoughtAt == state.agents().changes()) return;
        node.promiseSoughtAt = state.agents().changes();
        List<Agent> agents = state.fleet().agents();
        Set<String> promised = new HashSet<>();
        for (TaskNode other : queue.watched()) if (other.promised != null) promised.add(other.promised);
        int from = agents.isEmpty() ? 0 : Math.floorMod(node.address().hashCode(), agents.size());
        @Nullable String best = null;
        double least = Double.POSITIVE_INFINITY;
        int compared = 0;
        for (int i = 0; i < agents.size() && compared < MOST_COMPARED; i++) {
            Agent each = agents.get((from + i) % agents.size());
            Standing agent = state.standing(each.id());
            if (agent == null || !agent.takesTasks() || !agent.isFor(node.shape) || !node.shape.couldRunOn(agent))
                continue;
            compared++;
            double missing = missing(node.shape, agent);
            if (promised.contains(each.id())) missing += ANOTHER_WAITS;
            if (missing > least || (missing == least && best != null && best.compareTo(each.id()) < 0)) continue;
            least = missing;
            best = each.id();
        }
        if (best != null) taking.emit(new RunEvent.TaskPromised(node.runId(), node.address(), best));
    }

    /**
     * What is missing as a part of what is wanted, summed over the resources; for a task that wants an agent for itself as
     * few others as possible.
     */
    private double missing(Shape shape, Standing agent) {
        if (shape.isExclusive()) return agent.inUse / (1.0 + agent.inUse);
        if (!state.fleet().mayShare(agent.agent, false)) return 1;
        Resources wanted = shape.resources();
        Resources free = state.fleet().free(agent.agent);
        double missing = part(wanted.milliCpu() - free.milliCpu(), wanted.milliCpu())
                + part(wanted.memoryBytes() - free.memoryBytes(), wanted.memoryBytes())
                + part(wanted.diskBytes() - free.diskBytes(), wanted.diskBytes());
        for (var count : wanted.counts().entrySet()) {
            missing += part(count.getValue() - free.count(count.getKey()), count.getValue());
        }
        return missing;
    }

    private static double part(long missing, long wanted) {
        return missing <= 0 ? 0 : (double) missing / wanted;
    }

    /** Starts the task when it can start, else writes down why not; whether anything but that has changed. */
    private boolean look(TaskNode node) {
        Optional<Unplaceable> never =
                node.shape.whyNever(state.placer(), state.fleet().version());
        if (never.isPresent() && taking.limits.waitsForAgents()) {
            hold(node, List.of(new WaitReason(Kind.AGENT, never.get().toString(), 0, 0, List.of())));
            return false;
        }
        if (never.isPresent()) {
            taking.runs.skipUnplaceable(node, never.get());
            taking.runs.tellSuccessors();
            taking.runs.stopEarly(node.run);
            taking.runs.tellSuccessors();
            return true;
        }
        state.ask(node);
        Optional<Placed> placed = state.placer().find(state.agents().request(node));
        if (placed.isEmpty()) {
            holdForRoom(node);
            return false;
        }
        List<WaitReason> reasons = obstacles(node);
        if (!reasons.isEmpty()) {
            hold(node, reasons);
            return false;
        }
        start(node, placed.get().agent());
        return true;
    }

    private void start(TaskNode node, String agent) {
        int attempt = node.attempt() + 1;
        Durations known = taking.durations.apply(node.runId());
        taking.emit(new RunEvent.AttemptStarted(
                node.runId(), node.address(), attempt, agent, known.overdueAfter(node.address())));
        if (taking.limits.lease().isPresent()) state.leases().dispatched(node.runningAttempt());
        Standing standing = state.standing(agent);
        if (standing != null) taking.learning.started(node, standing);
        taking.effect(new Effect.Dispatch(
                node.runId(),
                node.address(),
                attempt,
                agent,
                node.taskRun.key(),
                node.shape.resources().memoryBytes()));
    }

    /** No agent has room for it. What exactly is in the way is looked for only when it is to be written down. */
    private void holdForRoom(TaskNode node) {
        @Nullable TaskNode first = goesFirst(node);
        if (isKnown(node, first != null)) return;
        hold(
                node,
                first == null ? lacking(node) : List.of(new WaitReason(Kind.TURN, "", 0, 0, List.of(first.address()))));
    }

    private List<WaitReason> lacking(TaskNode node) {
        @Nullable Standing nearest = nearest(node);
        if (nearest == null || !nearest.takesTasks() || !nearest.isFor(node.shape) || !node.shape.couldRunOn(nearest))
            return List.of(reason(Kind.AGENT));
        List<WaitReason> lacking = lacking(node.shape, nearest);
        if (!lacking.isEmpty()) return lacking;
        return List.of(reason(state.ceilings().leaveRoom(nearest, node.urgency()) ? Kind.AGENT : Kind.LIMIT));
    }

    /** Whose turn it is to have what {@code node} could otherwise take, where the like of it ran last. */
    private @Nullable TaskNode goesFirst(TaskNode node) {
        for (TaskNode other : queue.promisedBefore(node)) {
            if (node.shape.lastAgent != null && !node.shape.lastAgent.equals(other.promised)) continue;
            Standing agent = other.promised == null ? null : state.standing(other.promised);
            if (agent != null
                    && node.shape.couldRunOn(agent)
                    && TaskQueue.takesRoomThatLacks(node.shape, other)
                    && hasRoom(agent, node.shape)) {
                return other;
            }
        }
        return null;
    }

    private @Nullable Standing nearest(TaskNode node) {
        Standing last = node.shape.lastAgent == null ? null : state.standing(node.shape.lastAgent);
        if (last != null && last.takesTasks() && node.shape.couldRunOn(last)) return last;
        Decision decision = state.placer().place(node.request());
        if (!(decision instanceof Unplaceable unplaceable)
                || unplaceable.nearest().isEmpty()) return null;
        return state.standing(unplaceable.nearest().get().agent());
    }

    private List<WaitReason> lacking(Shape shape, Standing agent) {
        if (!state.fleet().mayShare(agent.agent, shape.isExclusive()))
            return List.of(new WaitReason(Kind.EXCLUSIVE, "", 0, 0, holders(agent, any -> true)));
        Resources wanted = shape.resources();
        Resources free = state.fleet().free(agent.agent);
        List<WaitReason> lacking = new ArrayList<>(2);
        lack(lacking, Kind.CPU, "", wanted.milliCpu(), free.milliCpu(), agent, Resources::milliCpu);
        lack(lacking, Kind.MEMORY, "", wanted.memoryBytes(), free.memoryBytes(), agent, Resources::memoryBytes);
        lack(lacking, Kind.DISK, "", wanted.diskBytes(), free.diskBytes(), agent, Resources::diskBytes);
        wanted.counts()
                .forEach((name, count) ->
                        lack(lacking, Kind.COUNT, name, count, free.count(name), agent, held -> held.count(name)));
        return lacking;
    }

    private static void lack(
            List<WaitReason> lacking,
            Kind kind,
            String subject,
            long wanted,
            long free,
            Standing agent,
            ToLongFunction<Resources> amount) {
        if (wanted <= free) return;
        List<TaskAddress> holders = holders(agent, one -> amount.applyAsLong(one.shape.resources()) > 0);
        lacking.add(new WaitReason(kind, subject, wanted, free, holders));
    }

    private static List<TaskAddress> holders(Standing agent, Predicate<TaskNode> holds) {
        List<TaskAddress> holders = new ArrayList<>(agent.running.size());
        for (TaskNode one : agent.running) if (holds.test(one)) holders.add(one.address());
        holders.sort(null);
        // Tasks of different runs may have one address.
        int kept = 0;
        for (TaskAddress holder : holders) {
            if (kept == 0 || !holder.equals(holders.get(kept - 1))) holders.set(kept++, holder);
        }
        return List.copyOf(holders.subList(0, kept));
    }

    /** What is in the way though there is room: a lock, or a throttle class. */
    private List<WaitReason> obstacles(TaskNode node) {
        Optional<WaitReason> lock = busyLock(node).or(() -> promisedLock(node));
        if (lock.isPresent()) return List.of(lock.get());
        Optional<Refusal> refusal = state.ceilings().whyNot(node);
        if (refusal.isEmpty()) return List.of();
        Refusal why = refusal.get();
        long left = Math.max(0, (long) why.usable() - why.inFlight());
        return List.of(new WaitReason(Kind.LIMIT, why.limit(), why.weight(), left, List.of()));
    }

    private Optional<WaitReason> busyLock(TaskNode node) {
        for (String lock : node.task.locks()) {
            Optional<Reservation> holder = state.fleet().holderOf(lock);
            if (holder.isPresent())
                return Optional.of(new WaitReason(
                        Kind.LOCK, lock, 0, 0, List.of(holder.get().task())));
        }
        return Optional.empty();
    }

    private Optional<WaitReason> promisedLock(TaskNode node) {
        if (node.task.locks().isEmpty()) return Optional.empty();
        for (TaskNode other : queue.watched()) {
            if (other == node) return Optional.empty();
            boolean overdue = other.overtaken >= taking.limits.overtaken() && !other.lacksAgent();
            String lock = overdue ? TaskQueue.commonLock(node, other) : null;
            if (lock != null) return Optional.of(new WaitReason(Kind.TURN, lock, 0, 0, List.of(other.address())));
        }
        return Optional.empty();
    }

    /** Writes the reasons down, unless the same were written down last: of what all of a shape lack, once for all of it. */
    private void hold(TaskNode node, List<WaitReason> reasons) {
        boolean known = TaskQueue.areAboutRoom(reasons) && node.parkedOn == null
                ? isKnown(node, isTurn(reasons))
                : areAlike(node.lastReasons, reasons);
        if (!known) taking.emit(new RunEvent.TaskHeld(node.runId(), node.address(), reasons));
    }

    /** Whether it was written down that nothing of its shape fits, and whether that is because of somebody's turn. */
    private static boolean isKnown(TaskNode node, boolean turn) {
        return node.parkedOn == null && node.shape.isBlocked() && isTurn(node.shape.reasons) == turn;
    }

    private static boolean isTurn(List<WaitReason> reasons) {
        return reasons.get(0).kind() == Kind.TURN;
    }

    private static WaitReason reason(Kind kind) {
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

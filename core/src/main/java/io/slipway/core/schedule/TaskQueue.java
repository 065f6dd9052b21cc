package io.slipway.core.schedule;

import io.slipway.core.agent.Fleet;
import io.slipway.core.fairshare.Demand;
import io.slipway.core.fairshare.FairShareQueue;
import io.slipway.core.fairshare.Fairness;
import io.slipway.core.fairshare.Pass;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.fairshare.Ticket;
import io.slipway.core.fairshare.Usage;
import io.slipway.core.limit.Throttle;
import io.slipway.core.limit.Urgency;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.run.LimitScope;
import io.slipway.core.run.WaitReason;
import io.slipway.core.run.WaitReason.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that have to run, arranged so that finding the next that fits does not mean looking at all that do not. Whose
 * turn it is between tenants, and within one, says the {@link FairShareQueue}.
 *
 * <p>Tasks of one {@link Shape} fit together or not at all. When the first that is looked at does not fit, its shape is
 * blocked, until an agent has room again that it could use.
 * A task whose lock or throttle class is busy is set aside under it; when that is given back, the first of each {@linkplain
 * ParkedTasks.Kind kind} comes back, and once that has started and left some of the class, the next. So with <i>s</i> blocked shapes a
 * decision costs a comparison of numbers for each of them and O(log n) for those that fit, and every task is set aside at
 * most once each time its lock changes hands.
 *
 * <p>The tasks that waited longest for something are watched. Each time another takes what one of them lacks, it has been
 * overtaken; after some times it is its turn: an agent is promised to it, where whatever it was ever found to lack is then
 * left to it. A task that waits even longer is not bound by that, so the one that waits longest is never held up by
 * another's turn, and no two can block each other.
 *
 * <p>Moved only by events, through {@link SchedulerState}, but for {@link #roomy}; confined to its thread.
 */
final class TaskQueue {
    /** So many of the longest waiting are watched: enough to be fair, few enough to go through each time. */
    private static final int WATCHED = 16;

    /** Assumed of a task of which nothing is known. */
    private static final Duration USUAL = Duration.ofMinutes(1);

    /** So many are remembered though no task has them now, for the next run has much the same. */
    private static final int MOST_SHAPES = 4096;

    private static final String THROTTLE = "throttle ";

    private final SchedulerState state;
    private final Fleet fleet;
    private final FairShareQueue<TaskNode> line = new FairShareQueue<>(Fairness.DEFAULT);
    private final Map<Shape.Ask, Shape> shapes = new HashMap<>();

    /** Those of which tasks are in line, by whether nothing of them fits. */
    private final Set<Shape> open = new LinkedHashSet<>();

    private final Set<Shape> blocked = new LinkedHashSet<>();

    /** Of the blocked ones, those that may fit by now and were not offered yet in this pass. */
    private final Set<Shape> hoped = new LinkedHashSet<>();

    /**
     * As {@link #hoped}, of earlier passes, with the agents where they may fit: their tenants hold as much as they may.
     * Stands for what {@link #roomy} would still hold of them, so it leads to nothing else.
     */
    private final Map<Shape, Set<String>> heldOver = new LinkedHashMap<>();

    /**
     * Agents that have had room since all blocked shapes were last compared with them. More of them make a step slower,
     * and lead to nothing else.
     */
    private final Set<String> roomy = new LinkedHashSet<>();

    /** Those that began to wait in this step. */
    private final List<TaskNode> arrivals = new ArrayList<>();

    private final ParkedTasks parked = new ParkedTasks();
    private final LinkedHashSet<TaskNode> lacking = new LinkedHashSet<>();

    /** Those for which others were asked to end, and that therefore go first where they did. */
    private final Set<TaskNode> claiming = new LinkedHashSet<>();

    /** {@link #watched} as it was found last; absent once that may be another. */
    private @Nullable List<TaskNode> watchedNow;

    /** All that wait, highest priority first, then in the order in which they came. */
    private final NavigableMap<Integer, Set<TaskNode>> byPriority = new TreeMap<>(Comparator.reverseOrder());

    private int waiting;

    /**
     * When a task was last added, started or ended. The line is asked as of then, so that looking at it leaves no trace
     * and a fold of the events gives the same shares to the last bit.
     */
    private Instant lastChange = Instant.EPOCH;

    TaskQueue(SchedulerState state, Fleet fleet) {
        this.state = state;
        this.fleet = fleet;
    }

    /** The shape, for one task more. */
    Shape shapeOf(Shape.Ask ask) {
        Shape shape = shapes.computeIfAbsent(ask, asked -> new Shape(asked, line.demand(usage(asked.resources()))));
        shape.users++;
        return shape;
    }

    /** One task less has the shape. */
    void forget(Shape shape) {
        if (--shape.users == 0 && shapes.size() > MOST_SHAPES) shapes.remove(shape.ask);
    }

    static Usage usage(Resources resources) {
        TreeMap<String, Long> amounts = new TreeMap<>();
        if (resources.milliCpu() > 0) amounts.put("cpu", (long) resources.milliCpu());
        if (resources.memoryBytes() > 0) amounts.put("memory", resources.memoryBytes());
        if (resources.diskBytes() > 0) amounts.put("disk", resources.diskBytes());
        resources.counts().forEach((name, count) -> amounts.put("count " + name, (long) count));
        return new Usage(amounts);
    }

    FairShareQueue<TaskNode> line() {
        return line;
    }

    /** How many tasks wait to start, be they in line or set aside under a lock. */
    int waiting() {
        return waiting;
    }

    /** Whether there may be somebody to look at. */
    boolean hasCandidates() {
        return !open.isEmpty() || !heldOver.isEmpty() || (!blocked.isEmpty() && !roomy.isEmpty());
    }

    /** A walk through those that may fit, in the order of their turn. */
    Pass<TaskNode> pass() {
        hoped.clear();
        List<Demand> mayFit = new ArrayList<>(open.size() + 8);
        for (Shape shape : open) mayFit.add(shape.demand);
        heldOver.forEach((shape, agents) -> {
            if (fitsInto(shape, rooms(agents))) mayFit.add(shape.demand);
        });
        if (!roomy.isEmpty()) {
            List<Room> rooms = rooms(roomy);
            int mostMilliCpu = -1;
            for (Room room : rooms) mostMilliCpu = Math.max(mostMilliCpu, room.free.milliCpu());
            for (Shape shape : blocked) {
                if (shape.milliCpu > mostMilliCpu || !fitsInto(shape, rooms)) continue;
                mayFit.add(shape.demand);
                hoped.add(shape);
            }
        }
        return line.pass(lastChange, mayFit);
    }

    /** What one agent has to give now. */
    private record Room(Standing agent, Resources free, List<TaskNode> promisedTo) {}

    private List<Room> rooms(Set<String> agents) {
        List<Room> rooms = new ArrayList<>(agents.size());
        for (String id : agents) {
            Standing agent = state.standing(id);
            if (agent != null && state.agents().hasRoom(agent) && fleet.mayShare(agent.agent, false))
                rooms.add(new Room(agent, fleet.free(agent.agent), promisedOn(id)));
        }
        return rooms;
    }

    /** Those of the longest waiting to whom the agent is promised. */
    List<TaskNode> promisedOn(String agent) {
        if (lacking.isEmpty()) return List.of();
        List<TaskNode> promised = List.of();
        for (TaskNode other : watched()) {
            if (!agent.equals(other.promised)) continue;
            if (promised.isEmpty()) promised = new ArrayList<>(1);
            promised.add(other);
        }
        return promised;
    }

    /**
     * It is the turn of a task of the shape in this pass; whether it is to be looked at. A blocked one is when an agent that
     * has had room lately could take it.
     */
    boolean offers(Shape shape) {
        if (!hoped.isEmpty()) hoped.remove(shape);
        if (!shape.isBlocked()) return true;
        boolean fits = fitsInto(shape, rooms(roomy));
        if (heldOver.isEmpty()) return fits;
        fits = fits || fitsInto(shape, rooms(heldOver.getOrDefault(shape, Set.of())));
        if (fits) heldOver.remove(shape);
        return fits;
    }

    private boolean fitsInto(Shape shape, List<Room> rooms) {
        for (Room room : rooms) {
            if (shape.milliCpu <= room.free.milliCpu()
                    && shape.couldRunOn(room.agent)
                    && shape.resources().fitsIn(room.free)
                    && room.agent.isFor(shape)
                    && (!shape.isExclusive() || room.agent.inUse == 0)
                    && mayTake(shape, room)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether it would not take from a promise. Where its tasks ran last that is looked at once, so that it is written
     * down whose turn it is.
     */
    private boolean mayTake(Shape shape, Room room) {
        for (TaskNode other : room.promisedTo) {
            if (takesRoomThatLacks(shape, other)) {
                return room.agent.id.equals(shape.lastAgent)
                        && shape.reasons.get(0).kind() != Kind.TURN;
            }
        }
        return true;
    }

    /**
     * All blocked shapes were compared with all agents that had room. What may fit and was not offered, as its tenant holds
     * as much as it may, is looked at again when that has changed.
     */
    void allCompared() {
        for (Shape shape : hoped) if (blocked.contains(shape)) holdOver(shape);
        hoped.clear();
        roomy.clear();
    }

    private void holdOver(Shape shape) {
        for (Room room : rooms(roomy)) {
            if (fitsInto(shape, List.of(room)))
                heldOver.computeIfAbsent(shape, any -> new LinkedHashSet<>()).add(room.agent.id);
        }
    }

    /** The agent has room that it did not have. */
    void hasRoom(String agent) {
        roomy.add(agent);
    }

    /** What all agents can do has changed: whatever was known of shapes that fit nowhere is in doubt. */
    void doubtAll() {
        for (Shape shape : List.copyOf(blocked)) unblock(shape);
    }

    private void unblock(Shape shape) {
        shape.reasons = List.of();
        if (!blocked.remove(shape)) return;
        heldOver.remove(shape);
        open.add(shape);
    }

    /** Those for which others make room, and those that waited longest for something they lack, longest first. */
    List<TaskNode> watched() {
        List<TaskNode> known = watchedNow;
        if (known == null) {
            known = findWatched();
            watchedNow = known;
        }
        return known;
    }

    private List<TaskNode> findWatched() {
        if (lacking.isEmpty()) return List.of();
        List<TaskNode> watched = new ArrayList<>(Math.min(WATCHED, lacking.size()) + claiming.size());
        watched.addAll(claiming);
        int most = WATCHED + claiming.size();
        for (TaskNode node : lacking) {
            if (!claiming.isEmpty() && claiming.contains(node)) continue;
            watched.add(node);
            if (watched.size() == most) break;
        }
        return watched;
    }

    /** Others were asked to end so that it gets their place, on the agent that is promised to it. */
    void claim(TaskNode node) {
        if (node.promised == null) return;
        Resources wanted = node.shape.resources();
        node.lackedCpu |= wanted.milliCpu() > 0;
        node.lackedMemory |= wanted.memoryBytes() > 0;
        node.lackedOther |= wanted.diskBytes() > 0 || !wanted.counts().isEmpty();
        node.lackedAlone |= node.shape.isExclusive();
        lacking.add(node);
        claiming.add(node);
        watchedNow = null;
    }

    boolean isClaiming(TaskNode node) {
        return claiming.contains(node);
    }

    /** Whether there are tasks for which no agent has room. */
    boolean someBlocked() {
        return !blocked.isEmpty();
    }

    /** All that wait, highest priority first; among equals in the order in which they came. */
    Collection<Set<TaskNode>> byPriority() {
        return byPriority.values();
    }

    /** Its run has another priority now, and so may it. */
    void reprioritise(TaskNode node) {
        Urgency urgency = node.run.urgency(node.task);
        if (urgency != node.urgency()) reshape(node, node.shape.ask.with(urgency));
        if (!node.isInQueue()) return;
        if (node.parkedOn != null) unpark(node);
        line.reprioritise(ticket(node), node.priority());
        dropPriority(node);
        enterPriority(node, node.priority());
    }

    /** It asks for more memory from now on. */
    void resize(TaskNode node, long memoryBytes) {
        reshape(node, node.shape.ask.withMemory(memoryBytes));
    }

    private void reshape(TaskNode node, Shape.Ask ask) {
        if (node.parkedOn != null) unpark(node);
        boolean inLine = node.isInQueue();
        if (inLine) exit(node.shape);
        forget(node.shape);
        node.shape = shapeOf(ask);
        if (!inLine) return;
        line.change(ticket(node), node.shape.demand);
        enter(node.shape);
    }

    private void enterPriority(TaskNode node, int priority) {
        node.queuedPriority = priority;
        byPriority.computeIfAbsent(priority, any -> new LinkedHashSet<>()).add(node);
    }

    private void dropPriority(TaskNode node) {
        Set<TaskNode> equals = byPriority.get(node.queuedPriority);
        if (equals == null) return;
        equals.remove(node);
        if (equals.isEmpty()) byPriority.remove(node.queuedPriority);
    }

    void add(TaskNode node, Instant now) {
        node.lackedCpu = false;
        node.lackedMemory = false;
        node.lackedOther = false;
        node.lackedAlone = false;
        node.lackedLock = false;
        node.overtaken = 0;
        node.promiseSoughtAt = -1;
        node.lastReasons = List.of();
        // Shares are counted from here on, and from the same moment in every fold.
        if (lastChange.equals(Instant.EPOCH)) line.pass(now, List.of());
        lastChange = now;
        node.ticket = line.add(
                node,
                node.run.tenant(),
                node.shape.demand,
                node.priority(),
                node.run.since,
                node.taskRun.rank().toMillis());
        waiting++;
        arrivals.add(node);
        enterPriority(node, node.priority());
        enter(node.shape);
    }

    private void enter(Shape shape) {
        if (shape.inLine++ > 0) return;
        shape.reasons = List.of();
        open.add(shape);
    }

    private void exit(Shape shape) {
        if (--shape.inLine > 0) return;
        open.remove(shape);
        blocked.remove(shape);
        heldOver.remove(shape);
    }

    private static Ticket<TaskNode> ticket(TaskNode node) {
        Ticket<TaskNode> ticket = node.ticket;
        if (ticket == null) throw new IllegalStateException(node + " is not in line; please report this");
        return ticket;
    }

    /** Another step begins. */
    void beginStep() {
        arrivals.clear();
    }

    /** Those that began to wait in this step and are not looked at, as a tenant holds as much as it may: which one. */
    Map<TaskNode, Tenant> notOffered() {
        if (!line.hasLimits()) return Map.of();
        Map<TaskNode, Tenant> found = new LinkedHashMap<>();
        for (TaskNode node : arrivals) {
            Ticket<TaskNode> waits = node.ticket;
            if (waits == null || !waits.isWaiting() || !node.lastReasons.isEmpty()) continue;
            line.whoHoldsTooMuch(waits).ifPresent(tenant -> found.put(node, tenant));
        }
        return found;
    }

    /** It was looked at and not started. */
    void hold(TaskNode node, List<WaitReason> reasons) {
        node.lastReasons = reasons;
        @Nullable String obstacle = null;
        for (WaitReason reason : reasons) {
            switch (reason.kind()) {
                case CPU -> node.lackedCpu = true;
                case MEMORY -> node.lackedMemory = true;
                case DISK, COUNT -> node.lackedOther = true;
                case EXCLUSIVE -> node.lackedAlone = true;
                case LOCK -> node.lackedLock = true;
                default -> {}
            }
            if (obstacle == null) obstacle = obstacle(reason);
        }
        if (areAboutRoom(reasons) && node.shape.inLine > 0) block(node, reasons);
        if (node.lacksSomething() && lacking.add(node)) watchedNow = null;
        if (obstacle != null && node.parkedOn == null) park(node, obstacle);
    }

    static boolean areAboutRoom(List<WaitReason> reasons) {
        for (WaitReason reason : reasons) if (isAboutRoom(reason)) return true;
        return false;
    }

    /** Whether no agent has room for it, rather than something else being in the way. */
    private static boolean isAboutRoom(WaitReason reason) {
        return switch (reason.kind()) {
            case CPU, MEMORY, DISK, COUNT, AGENT, EXCLUSIVE -> true;
            case TURN, LIMIT -> reason.subject().isEmpty();
            case LOCK, IN_FLIGHT, SAME_KEY, SHARE -> false;
        };
    }

    private static @Nullable String obstacle(WaitReason reason) {
        if (reason.subject().isEmpty()) return null;
        return switch (reason.kind()) {
            case LOCK, TURN -> reason.subject();
            case LIMIT -> THROTTLE + reason.subject();
            default -> null;
        };
    }

    private void block(TaskNode node, List<WaitReason> reasons) {
        Shape shape = node.shape;
        shape.reasons = reasons;
        open.remove(shape);
        blocked.add(shape);
        if (node.lacksAgent()) giveUpTurns(shape);
    }

    /** No agent takes the shape's tasks: locks that were left to one of them are there for others. */
    private void giveUpTurns(Shape shape) {
        for (TaskNode other : watched()) {
            if (other.shape == shape && other.lackedLock) wakeFreeLocks(other);
        }
    }

    private void wakeFreeLocks(TaskNode node) {
        for (String lock : node.task.locks()) if (fleet.holderOf(lock).isEmpty()) wake(lock);
    }

    private void park(TaskNode node, String obstacle) {
        line.hold(ticket(node));
        exit(node.shape);
        parked.add(node, obstacle);
        // It was perhaps the one that was called for another of its locks, and cannot use it now.
        for (String other : node.task.locks()) {
            if (!other.equals(obstacle) && fleet.holderOf(other).isEmpty()) wakeNextAfter(node, other);
        }
        for (String other : node.task.throttles().keySet()) {
            if (!obstacle.equals(THROTTLE + other)) wakeNextAfter(node, THROTTLE + other);
        }
    }

    /** It runs now, on {@code agent}. */
    void start(TaskNode node, Standing agent, Instant now) {
        for (TaskNode other : watched()) {
            if (other != node && takesWhatLacks(node, other, agent)) other.overtaken++;
        }
        boolean inLine = node.parkedOn == null;
        if (!inLine) parked.remove(node);
        if (lacking.remove(node)) watchedNow = null;
        if (!claiming.isEmpty() && claiming.remove(node)) watchedNow = null;
        dropPriority(node);
        // What was left to it is there for others, wherever it has started.
        if (node.promised != null) roomy.add(node.promised);
        node.promised = null;
        lastChange = now;
        line.started(ticket(node), node.taskRun.expected().orElse(USUAL), now);
        if (inLine) exit(node.shape);
        node.shape.lastAgent = agent.id;
        unblock(node.shape);
        waiting--;
        for (String throttle : node.task.throttles().keySet()) wakeNextThrottled(node, throttle);
    }

    /** It runs no more. */
    void end(TaskNode node, Instant now) {
        lastChange = now;
        line.finished(ticket(node), now);
        node.ticket = null;
    }

    /** It will not run, or not for now. */
    void leave(TaskNode node) {
        boolean inLine = node.parkedOn == null;
        if (!inLine) parked.remove(node);
        if (lacking.remove(node)) watchedNow = null;
        breakPromise(node);
        dropPriority(node);
        line.remove(ticket(node));
        node.ticket = null;
        if (inLine) exit(node.shape);
        waiting--;
        wakeFreeLocks(node);
        for (String throttle : node.task.throttles().keySet()) wakeThrottled(throttle);
    }

    void promise(TaskNode node, String agent) {
        if (!agent.equals(node.promised)) breakPromise(node);
        node.promised = agent;
    }

    /** What was left to it is there for others again. */
    void breakPromise(TaskNode node) {
        if (node.promised == null) return;
        roomy.add(node.promised);
        if (claiming.remove(node)) watchedNow = null;
        node.promised = null;
        node.promiseSoughtAt = -1;
    }

    /** Nobody waits for that agent any more. */
    void breakPromises(String agent) {
        for (TaskNode node : watched()) if (agent.equals(node.promised)) breakPromise(node);
    }

    /** The lock was given back. */
    void wake(String lock) {
        for (TaskNode first : parked.firsts(lock)) unpark(first);
    }

    /** Some of the throttle class was given back. */
    void wakeThrottled(String throttle) {
        wake(THROTTLE + throttle);
    }

    private void wakeNextAfter(TaskNode node, String obstacle) {
        TaskNode next = parked.nextLike(node, obstacle);
        if (next != null) unpark(next);
    }

    /** It has started and may have left some of the throttle class to the next. */
    private void wakeNextThrottled(TaskNode node, String throttle) {
        TaskNode first = parked.firstLike(node, THROTTLE + throttle);
        if (first == null) return;
        Optional<Throttle> limit = state.ceilings().find(LimitScope.THROTTLE, throttle);
        int weight = node.task.throttles().getOrDefault(throttle, 1);
        if (limit.isEmpty() || limit.get().whyNot(weight, node.urgency()).isEmpty()) unpark(first);
    }

    private void unpark(TaskNode node) {
        parked.remove(node);
        node.lastReasons = List.of();
        line.resume(ticket(node));
        enter(node.shape);
    }

    /** Whether {@code taker}, started on {@code agent}, takes something that {@code waiting} was found to lack. */
    private static boolean takesWhatLacks(TaskNode taker, TaskNode waiting, Standing agent) {
        if (waiting.lacksRoom() && waiting.shape.couldRunOn(agent) && takesRoomThatLacks(taker.shape, waiting))
            return true;
        return commonLock(taker, waiting) != null;
    }

    /** Whether a task of {@code taker} takes of an agent what {@code waiting} was found to lack. */
    static boolean takesRoomThatLacks(Shape taker, TaskNode waiting) {
        if (taker.isExclusive() || waiting.shape.isExclusive()) return waiting.lacksRoom();
        Resources taken = taker.resources();
        if (waiting.lackedCpu && taken.milliCpu() > 0) return true;
        if (waiting.lackedMemory && taken.memoryBytes() > 0) return true;
        if (!waiting.lackedOther) return false;
        Resources wanted = waiting.shape.resources();
        if (wanted.diskBytes() > 0 && taken.diskBytes() > 0) return true;
        for (String name : wanted.counts().keySet()) if (taken.count(name) > 0) return true;
        return false;
    }

    /** A lock that {@code taker} takes and that {@code waiting}, having lacked a lock, waits for. */
    @Nullable
    static String commonLock(TaskNode taker, TaskNode waiting) {
        if (!waiting.lackedLock) return null;
        for (String lock : taker.task.locks()) {
            if (waiting.task.locks().contains(lock)) return lock;
        }
        return null;
    }

    /** Those of the longest waiting that have an agent promised and wait longer than {@code node}. */
    List<TaskNode> promisedBefore(TaskNode node) {
        List<TaskNode> before = new ArrayList<>(0);
        for (TaskNode other : watched()) {
            if (other == node) break;
            if (other.promised != null) before.add(other);
        }
        return before;
    }

    Collection<Shape> shapes() {
        return shapes.values();
    }
}

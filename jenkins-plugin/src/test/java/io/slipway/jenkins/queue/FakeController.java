package io.slipway.jenkins.queue;

import io.slipway.jenkins.teach.PastBuilds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A controller with nodes, a queue and a clock of its own. Asks in the order in which {@code Queue.maintain} does: blocked
 * items whether they may start, then the sorter, then for each buildable item once more whether it may start, each node with
 * an idle executor whether it takes it, and the balancer. Without an answer it takes the first node that will.
 */
final class FakeController implements QueueSource {
    static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    final Map<String, NodeState> nodes = new TreeMap<>();
    final Map<Long, QueuedItem> waiting = new LinkedHashMap<>();
    final Map<Long, RunningItem> running = new LinkedHashMap<>();
    final List<QueuedItem> buildable = new ArrayList<>();
    final Map<Long, String> blocked = new LinkedHashMap<>();
    final List<String> whyNotOn = new ArrayList<>();

    /** Items by the node they went to, in the order in which they started. */
    final List<RunningItem> started = new ArrayList<>();

    final Map<Long, Duration> lasts = new HashMap<>();
    final PastBuilds past;
    final QueueAnswers answers;
    final QueueOwner owner;
    QueuePolicy policy;
    Instant now = START;
    int wakes;
    int looks;
    int withoutAnswer;

    /** Else the owner hears of them at the next {@link #settle}. */
    boolean tellsOfEnds = true;

    Optional<RuntimeException> trouble = Optional.empty();
    Runnable beforeRead = () -> {};
    private final PriorityQueue<Timed> later = new PriorityQueue<>((a, b) -> a.at().compareTo(b.at()));
    private final Map<String, Boolean> meeting = new HashMap<>();
    private long ids;

    private record Timed(Instant at, Runnable what) {}

    FakeController(QueuePolicy policy) {
        this.policy = policy;
        try {
            past = PastBuilds.open(Path.of("nowhere", "past-builds"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        answers = new QueueAnswers(this::nanos);
        owner = new QueueOwner(
                this,
                answers,
                past,
                () -> this.policy,
                new QueueOwner.Around(
                        () -> now,
                        this::nanos,
                        (after, look) -> later.add(new Timed(now.plus(after), look)),
                        () -> wakes++,
                        trouble -> this.trouble = trouble));
    }

    static QueuePolicy acting() {
        QueuePolicy off = QueuePolicy.OFF;
        return new QueuePolicy(
                true, true, true, off.weights(), off.folderWeights(), off.rules(), off.throttles(), off.fairness());
    }

    /** Something that runs on the node. */
    static RunningItem running(long id, String node) {
        return new RunningItem(
                QueuedItem.of(QueuePolicy.OFF, id, "shop/main", "", "", Instant.EPOCH), node, Instant.EPOCH);
    }

    static QueuePolicy with(List<JobRule> rules, Map<String, QueuePolicy.ThrottleLimit> throttles) {
        QueuePolicy on = acting();
        return new QueuePolicy(
                true, true, true, on.weights(), on.folderWeights(), rules, new TreeMap<>(throttles), on.fairness());
    }

    private long nanos() {
        return Duration.between(START, now).toNanos();
    }

    FakeController node(String name, int executors, String... labels) {
        SortedSet<String> all = new TreeSet<>(List.of(labels));
        all.add(name);
        nodes.put(name, new NodeState(name, all, executors));
        return this;
    }

    QueuedItem submit(String job) {
        return submit(job, "", Duration.ofMinutes(1));
    }

    QueuedItem submit(String job, String label, Duration lasts) {
        QueuedItem item = QueuedItem.of(policy, ++ids, job, "", label, now);
        waiting.put(item.id(), item);
        buildable.add(item);
        this.lasts.put(item.id(), lasts);
        return item;
    }

    /** Has something run somewhere without asking anybody. */
    RunningItem runs(String job, String node) {
        QueuedItem item = QueuedItem.of(policy, ++ids, job, "", "", now);
        RunningItem runs = new RunningItem(item, node, now);
        running.put(item.id(), runs);
        lasts.put(item.id(), Duration.ofMinutes(1));
        return runs;
    }

    @Override
    public QueueFacts read() {
        looks++;
        beforeRead.run();
        return new QueueFacts(
                List.copyOf(nodes.values()), List.copyOf(waiting.values()), List.copyOf(running.values()));
    }

    /** Lets the owner do what is due, rest included. */
    FakeController settle() {
        owner.signal();
        pass(Duration.ofMillis(200));
        return this;
    }

    /** Time goes by: the owner wakes, builds end. */
    void pass(Duration time) {
        Instant until = now.plus(time);
        while (true) {
            Optional<RunningItem> first = running.values().stream().min(Comparator.comparing(this::endOf));
            boolean looks = !later.isEmpty() && !later.peek().at().isAfter(until);
            boolean ends = first.isPresent() && !endOf(first.get()).isAfter(until);
            if (!looks && !ends) break;
            if (ends && (!looks || endOf(first.get()).isBefore(later.peek().at()))) {
                now = endOf(first.get()).isAfter(now) ? endOf(first.get()) : now;
                end(first.get());
            } else {
                Timed next = later.remove();
                now = next.at().isAfter(now) ? next.at() : now;
                next.what().run();
            }
        }
        now = until;
    }

    private Instant endOf(RunningItem each) {
        return each.started().plus(lasts.get(each.item().id()));
    }

    /** As a controller does: whole builds teach what they took, and the queue hears of the free executor. */
    void end(RunningItem item) {
        running.remove(item.item().id());
        past.took(item.item().work(), Duration.between(item.started(), now));
        if (tellsOfEnds) owner.signal();
    }

    /** One pass over the queue. */
    FakeController maintain() {
        whyNotOn.clear();
        for (Long id : List.copyOf(blocked.keySet())) {
            Optional<String> why = answers.whyNotNow(waiting.get(id));
            if (why.isPresent()) {
                blocked.put(id, why.get());
            } else {
                blocked.remove(id);
                buildable.add(waiting.get(id));
            }
        }
        answers.sort(buildable, QueuedItem::id);
        List<NodeState> idle = new ArrayList<>(nodes.values());
        idle.removeIf(node -> !node.accepting() || free(node) == 0);
        for (QueuedItem item : List.copyOf(buildable)) {
            Optional<String> why = answers.whyNotNow(item);
            if (why.isPresent()) {
                buildable.remove(item);
                blocked.put(item.id(), why.get());
                continue;
            }
            List<String> offered = new ArrayList<>();
            for (NodeState node : idle) {
                if (!meets(node, item)) continue;
                Optional<String> whyNot = answers.whyNotOn(node.name(), item);
                if (whyNot.isPresent()) whyNotOn.add(whyNot.get());
                else offered.add(node.name());
            }
            if (offered.isEmpty()) continue;
            int[] free =
                    offered.stream().mapToInt(name -> free(nodes.get(name))).toArray();
            int best = answers.choose(item, offered, free);
            if (best < 0) withoutAnswer++;
            start(item, offered.get(Math.max(0, best)));
            idle.removeIf(node -> free(node) == 0);
        }
        return this;
    }

    private boolean meets(NodeState node, QueuedItem item) {
        return meeting.computeIfAbsent(node.labels() + item.label(), any -> {
            Map<String, BitSet> byAtom = new HashMap<>();
            BitSet here = new BitSet();
            here.set(0);
            for (String label : node.labels()) byAtom.put(label, here);
            return LabelText.nodesMeeting(item.label(), byAtom, 1).get(0);
        });
    }

    int free(NodeState node) {
        int free = node.executors();
        for (RunningItem each : running.values()) if (each.node().equals(node.name())) free--;
        return free;
    }

    private void start(QueuedItem item, String node) {
        buildable.remove(item);
        waiting.remove(item.id());
        RunningItem runs = new RunningItem(item, node, now);
        running.put(item.id(), runs);
        started.add(runs);
        answers.gave(item, node);
    }

    /** The node it went to; empty while it waits. */
    String nodeOf(QueuedItem item) {
        return started.stream()
                .filter(each -> each.item().id() == item.id())
                .map(RunningItem::node)
                .findFirst()
                .orElse("");
    }
}

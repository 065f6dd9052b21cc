package io.slipway.jenkins.queue;

import static java.util.Objects.requireNonNull;

import io.slipway.core.limit.Sample;
import io.slipway.core.placement.PlacementRules;
import io.slipway.jenkins.teach.PastBuilds;
import io.slipway.jenkins.teach.Spread;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Works out the answers of {@link QueueAnswers} whenever something has changed, on one thread that is its own and never
 * under the lock of the queue: reads the facts, keeps the account of what folders used, learns limits and where workspaces
 * are from what started and ended since it looked last.
 *
 * <p>{@link #signal} and {@link #finished} may be called by any thread and return at once; many signals in a short time
 * lead to one look. It takes at most half of one CPU: after each look it rests for as long as that took, and for 50 ms at
 * least. With n nodes and m items a look costs O(n × labels + m log m).
 */
public final class QueueOwner {
    private static final Duration SHORTEST_REST = Duration.ofMillis(50);

    /** What nobody has seen before is charged as this until it has run so long. */
    private static final Duration UNKNOWN = Duration.ofMinutes(5);

    private final QueueSource source;
    private final QueueAnswers answers;
    private final PastBuilds past;
    private final Supplier<QueuePolicy> policies;
    private final Around around;

    /** How often it was signalled since the look before the one it is at; not 0 from a signal to the end of the rest. */
    private final AtomicInteger asked = new AtomicInteger();

    private final ConcurrentMap<Long, Sample.Outcome> outcomes = new ConcurrentHashMap<>();

    private volatile SortedMap<String, Integer> learnt = Collections.emptySortedMap();

    // Everything below belongs to the owner's thread.
    private QueuePolicy policy = QueuePolicy.OFF;
    private PlacementRules rules = NodeScores.rules(policy.weights());
    private @Nullable NodeIndex index;
    private FairLedger ledger;
    private final LearntLimits limits = new LearntLimits();
    private final Overtaking overtaking = new Overtaking();
    private final Map<Long, RunningItem> running = new LinkedHashMap<>();
    private @Nullable QueueView view;

    /**
     * What it needs of the world.
     *
     * @param clock for how long things have waited
     * @param nanos time that passes, on the clock of the {@link QueueAnswers}
     * @param later runs something on the owner's thread after a while; never two at a time
     * @param wake asks the queue to look again, as something may start now that could not before; called without a lock
     * @param trouble is told of a look that failed, or of none when one went well
     */
    public record Around(
            InstantSource clock,
            LongSupplier nanos,
            Later later,
            Runnable wake,
            Consumer<Optional<RuntimeException>> trouble) {
        public Around {
            requireNonNull(clock, "clock");
            requireNonNull(nanos, "nanos");
            requireNonNull(later, "later");
            requireNonNull(wake, "wake");
            requireNonNull(trouble, "trouble");
        }
    }

    /** Runs something on the owner's thread. */
    @FunctionalInterface
    public interface Later {
        void run(Duration after, Runnable look);
    }

    /**
     * @param policies what the administrator says now; asked at each look
     */
    public QueueOwner(
            QueueSource source, QueueAnswers answers, PastBuilds past, Supplier<QueuePolicy> policies, Around around) {
        this.source = requireNonNull(source, "source");
        this.answers = requireNonNull(answers, "answers");
        this.past = requireNonNull(past, "past");
        this.policies = requireNonNull(policies, "policies");
        this.around = requireNonNull(around, "around");
        this.ledger = new FairLedger(policy.fairness(), this::expected);
    }

    /** Something has changed: it will look soon. */
    public void signal() {
        if (asked.getAndIncrement() == 0) around.later().run(Duration.ZERO, this::look);
    }

    /**
     * Something that had an executor ended like this; told before or after it gave the executor back. Of what nobody says
     * anything it is believed that it went well.
     *
     * @param id Jenkins' number of the item
     */
    public void finished(long id, Sample.Outcome outcome) {
        if (outcomes.size() < PastBuilds.MOST_WORKS) outcomes.put(id, outcome);
    }

    /**
     * What another life of the controller had learnt; to be told before the first signal.
     *
     * @param limits as of {@link #learnt}
     */
    public void remember(Map<String, Integer> limits) {
        this.limits.remember(limits);
        learnt = this.limits.learnt();
    }

    /** How much goes well at a time, by name of the limit, where that is less than it might be. Of the last look. */
    public SortedMap<String, Integer> learnt() {
        return learnt;
    }

    private void look() {
        int seen = asked.get();
        long began = around.nanos().getAsLong();
        try {
            lookOnce();
            around.trouble().accept(Optional.empty());
        } catch (RuntimeException e) {
            around.trouble().accept(Optional.of(e));
        }
        Duration took = Duration.ofNanos(around.nanos().getAsLong() - began);
        Duration rest = took.compareTo(SHORTEST_REST) > 0 ? took : SHORTEST_REST;
        around.later().run(rest, () -> {
            if (asked.addAndGet(-seen) > 0) look();
        });
    }

    private void lookOnce() {
        adopt(policies.get());
        if (!policy.isOn()) {
            answers.clear();
            view = null;
            return;
        }
        long given = answers.given();
        QueueFacts facts = source.read();
        index = index == null ? new NodeIndex(facts.nodes(), rules) : index.with(facts.nodes(), rules);
        NodeIndex nodes = index;
        Optional<QueuedItem> kept = overtaking.next(facts.waiting(), learn(facts), item -> nodes.takes(item));
        ledger.update(facts, around.clock().instant());
        List<QueuedItem> order = policy.sharing() ? ledger.order() : waiting(facts);
        QueueView latest = new QueueView(
                policy,
                index,
                rules,
                facts,
                order,
                limits,
                kept,
                past::nodes,
                given,
                around.nanos().getAsLong());
        answers.publish(latest);
        overtaking.refused(order, item -> latest.whyNotNow(item, latest.drawn()).isPresent());
        learnt = limits.learnt();
        boolean opens = view == null || latest.opensMoreThan(view);
        view = latest;
        if (opens) around.wake().run();
    }

    private void adopt(QueuePolicy latest) {
        if (latest.equals(policy)) return;
        if (!latest.weights().equals(policy.weights())) {
            rules = NodeScores.rules(latest.weights());
            index = null;
        }
        if (!latest.fairness().equals(policy.fairness())) ledger = new FairLedger(latest.fairness(), this::expected);
        ledger.weigh(latest.folderWeights());
        policy = latest;
    }

    private List<QueuedItem> waiting(QueueFacts facts) {
        return facts.waiting().stream()
                .filter(item -> !running.containsKey(item.id()))
                .toList();
    }

    /**
     * From what started and ended since the last look.
     *
     * @return what started
     */
    private List<RunningItem> learn(QueueFacts facts) {
        long nanos = around.nanos().getAsLong();
        Instant now = around.clock().instant();
        limits.keep(ceilings(facts), nanos);
        for (NodeState node : facts.nodes()) {
            if (node.reading() > 0) limits.pressure(node.name(), node.pressure(), node.reading(), nanos);
        }
        Set<Long> runningNow = new HashSet<>();
        for (RunningItem each : facts.running()) runningNow.add(each.item().id());
        for (RunningItem each : new ArrayList<>(running.values())) {
            if (!runningNow.contains(each.item().id())) end(each, now, nanos);
        }
        outcomes.keySet().retainAll(runningNow);
        List<RunningItem> begun = new ArrayList<>();
        for (RunningItem each : facts.running()) {
            if (running.putIfAbsent(each.item().id(), each) != null) continue;
            limits.started(each, nanos);
            past.ranOn(each.item().work(), each.node());
            begun.add(each);
        }
        return begun;
    }

    private Map<String, Integer> ceilings(QueueFacts facts) {
        Map<String, Integer> ceilings = new HashMap<>();
        if (!policy.limiting()) return ceilings;
        // A node with one executor never runs two builds at a time: there is nothing to learn.
        for (NodeState node : facts.nodes()) {
            if (node.executors() > 1) ceilings.put(LearntLimits.ofNode(node.name()), node.executors());
        }
        policy.throttles().forEach((name, limit) -> {
            if (limit.learns()) ceilings.put(LearntLimits.ofThrottle(name), limit.most());
        });
        return ceilings;
    }

    private void end(RunningItem ended, Instant now, long nanos) {
        QueuedItem item = ended.item();
        running.remove(item.id());
        Sample.Outcome outcome = Optional.ofNullable(outcomes.remove(item.id())).orElse(Sample.Outcome.COMPLETED);
        Duration took = Duration.between(ended.started(), now);
        if (took.isNegative()) took = Duration.ZERO; // the clock was put back
        limits.ended(item.id(), took, past.spread(item.work()).map(QueueOwner::alone), outcome, nanos);
        // Whole builds are told of by whoever sees them end.
        boolean block = !item.work().equals(item.job());
        if (block && outcome == Sample.Outcome.COMPLETED) past.took(item.work(), took);
    }

    /** What it takes with nothing beside it: seldom measured, but the quicker ones come near to it. */
    private static Duration alone(Spread spread) {
        return spread.quantile(0.25);
    }

    private Duration expected(QueuedItem item) {
        return past.expected(item.work()).orElse(UNKNOWN);
    }
}

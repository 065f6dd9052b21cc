package io.slipway.jenkins.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.jenkins.teach.PastBuilds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class QueueThreadsTest {
    private static final int THROTTLE = 3;

    private final QueuePolicy policy = FakeController.with(
            List.of(new JobRule("**", 0, new TreeMap<>(Map.of("all", 1)))),
            Map.of("all", new QueuePolicy.ThrottleLimit(THROTTLE, false)));

    private final AtomicReference<QueueFacts> facts =
            new AtomicReference<>(new QueueFacts(List.of(), List.of(), List.of()));

    @Test
    void a_throttle_holds_while_the_owner_looks_at_any_moment() throws Exception {
        QueueAnswers answers = new QueueAnswers(System::nanoTime);
        AtomicReference<Optional<RuntimeException>> trouble = new AtomicReference<>(Optional.empty());
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        QueueOwner owner = new QueueOwner(
                facts::get,
                answers,
                PastBuilds.open(Path.of("nowhere", "past-builds")),
                () -> policy,
                new QueueOwner.Around(
                        InstantSource.system(),
                        System::nanoTime,
                        (after, look) -> thread.schedule(look, after.toNanos() / 1000, TimeUnit.NANOSECONDS),
                        () -> {},
                        trouble::set));
        int most = 0;
        try {
            publishOneLook(owner, answers);
            most = runBuilds(owner, answers);
        } finally {
            thread.shutdown();
            assertThat(thread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(trouble.get()).isEmpty();
        assertThat(most).isEqualTo(THROTTLE);
    }

    private static void publishOneLook(QueueOwner owner, QueueAnswers answers) throws InterruptedException {
        owner.signal();
        while (!answers.isActing()) Thread.onSpinWait();
    }

    /** Starts whatever may start, ends the oldest now and then, and shows the owner what is so after each change. */
    private int runBuilds(QueueOwner owner, QueueAnswers answers) {
        List<NodeState> nodes = List.of(new NodeState("a", new TreeSet<>(), 10));
        List<QueuedItem> waiting = new ArrayList<>();
        List<RunningItem> running = new ArrayList<>();
        int most = 0;
        long ids = 0;
        for (int turn = 0; turn < 20_000; turn++) {
            if (waiting.size() < 5) waiting.add(item(++ids));
            // As in Jenkins, it can be seen to wait before it can be given anything.
            facts.set(new QueueFacts(nodes, waiting, running));
            QueuedItem next = waiting.get(0);
            if (answers.whyNotNow(next).isEmpty()) {
                answers.gave(next, "a");
                running.add(new RunningItem(next, "a", next.since()));
                waiting.remove(0);
            }
            most = Math.max(most, running.size());
            if (turn % 7 == 0 && !running.isEmpty()) running.remove(0);
            facts.set(new QueueFacts(nodes, waiting, running));
            owner.signal();
        }
        return most;
    }

    private QueuedItem item(long id) {
        return QueuedItem.of(policy, id, "job" + id, "", "", FakeController.START.plus(Duration.ofSeconds(id)));
    }
}

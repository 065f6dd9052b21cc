package io.slipway.bench;

import io.slipway.jenkins.queue.JobRule;
import io.slipway.jenkins.queue.NodeState;
import io.slipway.jenkins.queue.QueueAnswers;
import io.slipway.jenkins.queue.QueueFacts;
import io.slipway.jenkins.queue.QueueOwner;
import io.slipway.jenkins.queue.QueuePolicy;
import io.slipway.jenkins.queue.QueuedItem;
import io.slipway.jenkins.queue.RunningItem;
import io.slipway.jenkins.teach.PastBuilds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * What Jenkins' queue waits for while it holds its lock: passes over 1,000 nodes and 1,000 waiting items, in the order in
 * which {@code Queue.maintain} asks.
 */
final class JenkinsQueueBench implements Bench {
    private static final int NODES = 1_000;
    private static final int ITEMS = 1_000;
    private static final int MORE_SORTS = 10;
    private static final String[] KINDS = {"linux", "windows", "mac"};
    private static final String[] LABELS = {
        "", "linux", "windows", "linux && jdk17", "linux && !gpu", "(linux || mac) && jdk21", "gpu || big", "mac"
    };

    @Override
    public Report run(Setting setting) throws IOException, InterruptedException {
        Report report = new Report("jenkins-queue");
        int passes = setting.count().orElse(setting.quick() ? 20 : 100);
        Controller controller = new Controller(setting);
        for (int i = 0; i < passes / 2; i++) controller.pass(new Times());
        Times quiet = new Times();
        for (int i = 0; i < passes; i++) controller.pass(quiet);

        Times rebuilt = new Times();
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        try {
            controller.keepLooking(thread);
            for (int i = 0; i < passes; i++) controller.pass(rebuilt);
        } finally {
            controller.stopLooking();
            thread.shutdownNow();
            if (!thread.awaitTermination(30, TimeUnit.SECONDS)) throw new BenchException("the owner does not end");
        }

        quiet.tell(report, "");
        rebuilt.tell(report, ", while it is worked out anew all the time");
        report.row("a look at all of it", "%.1f ms, median", Samples.median(controller.lookMillis));
        report.row("views worked out meanwhile", "%d", controller.looksMeanwhile);
        report.row("started in each pass", "%d of %d", controller.started / controller.passes, ITEMS);
        // The worse of the two counts.
        return report.figure("map_p99_ms", Math.max(quiet.mapMillis(0.99), rebuilt.mapMillis(0.99)))
                .figure("can_take_mean_us", Math.max(quiet.canTakeMicros(), rebuilt.canTakeMicros()))
                .figure("sort_p99_ms", Math.max(quiet.sortMillis(0.99), rebuilt.sortMillis(0.99)))
                .figure("pass_ms", Math.max(quiet.passMillis(), rebuilt.passMillis()));
    }

    /** What was measured. */
    private static final class Times {
        private final List<Long> maps = new ArrayList<>();
        private final List<Long> sorts = new ArrayList<>();
        private final List<Double> passes = new ArrayList<>();
        private long canTakeNanos;
        private long canTakes;

        double mapMillis(double share) {
            return quantile(maps, share);
        }

        double sortMillis(double share) {
            return quantile(sorts, share);
        }

        private static double quantile(List<Long> nanos, double share) {
            return Samples.quantile(nanos.stream().mapToLong(Long::longValue).toArray(), share) / 1e6;
        }

        double canTakeMicros() {
            return canTakeNanos / 1e3 / canTakes;
        }

        double passMillis() {
            return Samples.median(passes);
        }

        void tell(Report report, String when) {
            report.row("map" + when, "%.3f ms median, %.3f ms p99", mapMillis(0.5), mapMillis(0.99));
            report.row("canTake" + when, "%.3f us mean of %,d", canTakeMicros(), canTakes);
            report.row("sort" + when, "%.3f ms median, %.3f ms p99", sortMillis(0.5), sortMillis(0.99));
            report.row(
                    "whole pass" + when,
                    "%.0f ms median, %.0f ms longest of %d",
                    passMillis(),
                    Collections.max(passes),
                    passes.size());
        }
    }

    /** A made-up controller: everything that Jenkins itself does is done outside of what is measured, but for the lists. */
    private static final class Controller {
        private final RandomGenerator random;
        private final List<NodeState> nodes = new ArrayList<>();
        private final boolean[][] meets = new boolean[LABELS.length][NODES];
        private final QueuePolicy policy;
        private final PastBuilds past;
        private final QueueAnswers answers = new QueueAnswers(System::nanoTime);
        private final List<Runnable> due = Collections.synchronizedList(new ArrayList<>());
        private final AtomicReference<QueueFacts> facts = new AtomicReference<>();
        private final AtomicReference<Optional<RuntimeException>> trouble = new AtomicReference<>(Optional.empty());
        private final QueueOwner owner;
        private volatile ScheduledExecutorService looking;
        private volatile int looks;
        private long ids;
        final List<Double> lookMillis = new ArrayList<>();
        int looksMeanwhile;
        long started;
        int passes;

        Controller(Setting setting) throws IOException {
            random = setting.random();
            QueuePolicy off = QueuePolicy.OFF;
            policy = new QueuePolicy(
                    true,
                    true,
                    true,
                    off.weights(),
                    new TreeMap<>(Map.of("team0", 2.0, "team7", 0.5)),
                    List.of(
                            new JobRule("*/db*", 0, new TreeMap<>(Map.of("database", 1))),
                            new JobRule("team3/**", 5, new TreeMap<>())),
                    new TreeMap<>(Map.of("database", new QueuePolicy.ThrottleLimit(20, true))),
                    off.fairness());
            past = PastBuilds.open(Path.of("nowhere", "past-builds"));
            for (int i = 0; i < NODES; i++) nodes.add(node(i));
            for (int job = 0; job < 400; job++) {
                String work = job(job);
                for (int i = 0; i < 4; i++)
                    past.ranOn(work, nodes.get(random.nextInt(NODES)).name());
                for (int i = 0; i < 20; i++) past.took(work, Duration.ofSeconds(30 + random.nextInt(600)));
            }
            owner = new QueueOwner(
                    facts::get,
                    answers,
                    past,
                    () -> policy,
                    new QueueOwner.Around(
                            InstantSource.system(), System::nanoTime, this::later, () -> {}, trouble::set));
        }

        private static String job(int number) {
            return "team" + number % 40 + (number % 20 == 7 ? "/db" : "/job") + number;
        }

        private NodeState node(int number) {
            TreeSet<String> labels = new TreeSet<>();
            String kind = KINDS[number % 10 < 7 ? 0 : number % 10 < 9 ? 1 : 2];
            labels.add(kind);
            if (number % 3 == 0) labels.add("jdk17");
            if (number % 4 == 0) labels.add("jdk21");
            if (number % 50 == 0) labels.add("gpu");
            if (number % 8 == 0) labels.add("big");
            labels.add("zone" + number % 5);
            labels.add("agent-" + number);
            meets[0][number] = true;
            boolean linux = kind.equals("linux");
            boolean mac = kind.equals("mac");
            meets[1][number] = linux;
            meets[2][number] = kind.equals("windows");
            meets[3][number] = linux && number % 3 == 0;
            meets[4][number] = linux && number % 50 != 0;
            meets[5][number] = (linux || mac) && number % 4 == 0;
            meets[6][number] = number % 50 == 0 || number % 8 == 0;
            meets[7][number] = mac;
            return new NodeState("agent-" + number, labels, 1 + number % 4);
        }

        /** The owner looks when it is told, between the passes; all the time, when it has a thread. */
        private void later(Duration after, Runnable look) {
            ScheduledExecutorService thread = looking;
            if (thread == null) {
                due.add(look);
                return;
            }
            thread.schedule(
                    () -> {
                        looks++;
                        look.run();
                        owner.signal();
                    },
                    0,
                    TimeUnit.NANOSECONDS);
        }

        void keepLooking(ScheduledExecutorService thread) {
            looking = thread;
            looks = 0;
            owner.signal();
        }

        void stopLooking() {
            looksMeanwhile = looks;
        }

        private void look() {
            long began = System.nanoTime();
            owner.signal();
            while (!due.isEmpty()) due.remove(0).run();
            lookMillis.add((System.nanoTime() - began) / 1e6);
        }

        void pass(Times times) throws InterruptedException {
            int[] free = new int[NODES];
            List<RunningItem> running = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                // Each has an idle executor when the pass begins: the most that can be asked.
                free[i] = 1 + random.nextInt(nodes.get(i).executors());
                for (int busy = free[i]; busy < nodes.get(i).executors(); busy++) {
                    running.add(new RunningItem(item(), nodes.get(i).name(), Instant.now()));
                }
            }
            List<QueuedItem> items = new ArrayList<>();
            for (int i = 0; i < ITEMS; i++) items.add(item());
            facts.set(new QueueFacts(nodes, items, running));
            if (looking == null) look();
            else awaitLook();
            if (trouble.get().isPresent())
                throw new BenchException("a look failed: " + trouble.get().get());
            Collections.shuffle(items, new Random(random.nextLong()));
            ask(items, free, times);
        }

        private void awaitLook() throws InterruptedException {
            int before = looks;
            // One may have begun with the facts before.
            while (looks < before + 2 && trouble.get().isEmpty()) TimeUnit.MILLISECONDS.sleep(1);
        }

        private QueuedItem item() {
            String label = LABELS[random.nextInt(LABELS.length)];
            return QueuedItem.of(policy, ++ids, job(random.nextInt(400)), "", label, Instant.now());
        }

        private void ask(List<QueuedItem> items, int[] free, Times times) {
            passes++;
            int drawn = 0;
            long began = System.nanoTime();
            answers.sort(items, QueuedItem::id);
            times.sorts.add(System.nanoTime() - began);
            List<String> offered = new ArrayList<>(NODES);
            int[] places = new int[NODES];
            int[] idle = new int[NODES];
            for (QueuedItem item : items) {
                if (answers.whyNotNow(item).isPresent()) continue;
                boolean[] fits = meets[Arrays.asList(LABELS).indexOf(item.label())];
                offered.clear();
                int asked = 0;
                long from = System.nanoTime();
                for (int i = 0; i < NODES; i++) {
                    if (free[i] == 0) continue;
                    asked++;
                    if (answers.whyNotOn(nodes.get(i).name(), item).isPresent() || !fits[i]) continue;
                    places[offered.size()] = i;
                    idle[offered.size()] = free[i];
                    offered.add(nodes.get(i).name());
                }
                long to = System.nanoTime();
                times.canTakeNanos += to - from;
                times.canTakes += asked;
                if (offered.isEmpty()) continue;
                int best = answers.choose(item, offered, idle);
                times.maps.add(System.nanoTime() - to);
                if (best < 0) throw new BenchException("no answer for " + item);
                answers.gave(item, offered.get(best));
                free[places[best]]--;
                drawn += item.claims().isEmpty() ? 0 : 1;
                started++;
            }
            times.passes.add((System.nanoTime() - began) / 1e6);
            // One in a pass are too few to tell of the hundredth: some more of the same.
            for (int i = 0; i < MORE_SORTS; i++) {
                List<QueuedItem> again = new ArrayList<>(items);
                Collections.shuffle(again, new Random(random.nextLong()));
                long from = System.nanoTime();
                answers.sort(again, QueuedItem::id);
                times.sorts.add(System.nanoTime() - from);
            }
            if (drawn > 20) throw new BenchException(drawn + " drew on a throttle of 20");
        }
    }
}

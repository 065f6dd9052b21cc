package io.slipway.bench;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.audit.AuditChain;
import io.slipway.core.journal.EntryCodec;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.run.Event;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Scheduler;
import io.slipway.core.schedule.SchedulerState;
import io.slipway.core.schedule.Step;
import io.slipway.core.simulate.SeededWorkload;
import io.slipway.core.simulate.Simulation;
import io.slipway.core.simulate.SimulationResult;
import io.slipway.core.simulate.Tally;
import io.slipway.core.simulate.Turn;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A working day of a build farm in virtual time, with as many tasks at a time as a middling and as a large company has.
 * 300 services of 3 to 12 tasks, whose usual times are those of a real cluster's tasks; the load swings around the fleet's
 * capacity, and an hour's work has gathered before it begins, so that the fleet is full and a queue is there to be
 * worked off. {@code --count} is in hours; what is under way when they are over does not count as a task.
 */
final class FarmBench implements Bench {
    private static final int SERVICES = 300;
    private static final int[] SIZES = {500, 5000};
    private static final int HOURS = 24;
    private static final int QUICK_HOURS = 2;
    private static final double LOAD = 0.95;
    private static final double SWING = 0.25;

    /** What has gathered before the day begins, so that the fleet is full from its first minutes on. */
    private static final Duration BACKLOG = Duration.ofMinutes(60);

    /** Until both compilers have seen what a scheduler does all day, which is to run for weeks. */
    private static final Duration WARM_UP = Duration.ofMinutes(60);

    /** The processor's clock is dear to ask, so that only of one input in so many it is asked what the journal took. */
    private static final int JOURNAL_LOOKS = 16;

    private static final long GIBI = 1L << 30;

    @Override
    public Report run(Setting setting) throws IOException {
        Path data = setting.data()
                .orElseThrow(
                        () -> new BenchException("no data; name the directory that has cluster-alibaba with --data"));
        long[] seconds = BatchTrace.seconds(data);
        Duration lasting = Duration.ofHours(setting.count().orElse(setting.quick() ? QUICK_HOURS : HOURS));
        Report report = new Report("farm").row("durations", "%d of a real cluster", seconds.length);
        // The first minutes of a process are not those of a farm.
        new Farm(SIZES[0], seconds, setting.seed() + 1, WARM_UP).run();
        List<Farm> farms = new ArrayList<>();
        for (int size : SIZES) {
            Farm farm = new Farm(size, seconds, setting.seed(), lasting);
            farm.run();
            farm.describe(report);
            System.err.printf(Locale.ROOT, "…in %.0f s%n", farm.wallSeconds);
            farms.add(farm);
        }
        return report.figure(
                        "utilisation",
                        farms.stream().mapToDouble(Farm::utilisation).min().orElse(0))
                .figure(
                        "cpu_us_per_task",
                        farms.stream().mapToDouble(Farm::cpuMicrosPerTask).max().orElse(0))
                .figure(
                        "latency_p99_ms",
                        farms.stream().mapToDouble(Farm::latencyP99Millis).max().orElse(0))
                .figure(
                        "replay_x",
                        farms.stream().mapToDouble(Farm::speedUp).min().orElse(0));
    }

    /** One day at one size. */
    private static final class Farm {
        private final int size;
        private final Duration lasting;
        private final List<Agent> fleet;
        private final SeededWorkload workload;
        private final Measuring measuring = new Measuring();
        private final Tally tally = new Tally();
        private double wallSeconds;
        private double collectedSeconds;

        Farm(int size, long[] seconds, long seed, Duration lasting) {
            this.size = size;
            this.lasting = lasting;
            // How many tasks fit in an agent depends on what the services ask for, so a first fleet is made to find
            // out.
            List<Agent> first = fleet(size / 10);
            double perAgent = workload(first, seconds, seed, lasting).tasksAtATime() / first.size();
            this.fleet = fleet((int) Math.ceil(size / perAgent));
            this.workload = workload(fleet, seconds, seed, lasting);
        }

        private static SeededWorkload workload(List<Agent> fleet, long[] seconds, long seed, Duration lasting) {
            return SeededWorkload.builder(seed, fleet)
                    .services(SERVICES)
                    .load(LOAD, SWING)
                    .backlog(BACKLOG)
                    .lasting(lasting)
                    .durations(random -> seconds[random.nextInt(seconds.length)] * 1_000_000_000L)
                    .build();
        }

        /** Four kinds of machines, with the tools of their time. */
        private static List<Agent> fleet(int count) {
            List<Agent> agents = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                Map<String, String> labels = new TreeMap<>();
                boolean mac = i % 16 == 5;
                labels.put("os", mac ? "macos" : "linux");
                labels.put("arch", mac || i % 8 == 3 ? "arm64" : "amd64");
                labels.put("jdk", List.of("11", "17", "21").get(i % 3));
                if (i % 2 == 0) labels.put("docker", "27");
                if (i % 16 == 8) labels.put("gpu", "cuda");
                int cpus = i % 4 == 0 ? 32 : 16;
                agents.add(new Agent(
                        String.format(Locale.ROOT, "agent-%04d", i),
                        Labels.of(labels),
                        new Resources(cpus * 1000, cpus * 4 * GIBI)));
            }
            return agents;
        }

        void run() {
            System.err.printf(Locale.ROOT, "%d tasks at a time on %d agents…%n", size, fleet.size());
            long collectedBefore = collectedMillis();
            long begin = System.nanoTime();
            Simulation.of(fleet, workload)
                    .until(lasting)
                    .turn(measuring)
                    .watch(tally)
                    .build()
                    .run();
            wallSeconds = (System.nanoTime() - begin) / 1e9;
            collectedSeconds = (collectedMillis() - collectedBefore) / 1e3;
            SimulationResult result = tally.result();
            if (result.succeededRuns() != result.endedRuns() || result.endedRuns() == 0) {
                throw new BenchException(result.succeededRuns() + " of " + result.endedRuns()
                        + " runs succeeded, though nothing went wrong");
            }
        }

        private static long collectedMillis() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                    .sum();
        }

        double utilisation() {
            return tally.result().utilisation();
        }

        double cpuMicrosPerTask() {
            return measuring.cpuNanos / 1e3 / tally.result().executed();
        }

        double latencyP99Millis() {
            return measuring.latency(0.99);
        }

        double speedUp() {
            return tally.result().time().toSeconds() / wallSeconds;
        }

        Report describe(Report report) {
            SimulationResult result = tally.result();
            String at = "at " + size + ": ";
            report.row(at + "agents", "%d, room for %.0f tasks", fleet.size(), workload.tasksAtATime());
            report.row(
                    at + "tasks run", "%d, of %d runs %d ended", result.executed(), result.runs(), result.endedRuns());
            report.row(at + "tasks at a time", "%.0f, most %d", result.meanRunning(), result.mostRunning());
            report.row(at + "longest queue", "%d", result.mostQueued());
            report.row(
                    at + "wait_s",
                    "median %.1f, p99 %.0f",
                    result.waitSeconds().median(),
                    result.waitSeconds().p99());
            report.row(at + "events", "%d, the last with hash %.16s", measuring.sequence, measuring.hash);
            report.row(at + "utilisation", "%.4f", result.utilisation());
            report.row(
                    at + "cpu_us_per_task",
                    "%.1f, of which some %.1f for the journal and %.1f for asking the clock; heaviest %s",
                    cpuMicrosPerTask(),
                    measuring.journalNanos / 1e3 / result.executed(),
                    measuring.clockNanos() / 1e3 / result.executed(),
                    measuring.heaviest());
            report.row(
                    at + "latency_ms",
                    "median %.3f, p99 %.3f, most %.1f",
                    measuring.latency(0.5),
                    measuring.latency(0.99),
                    measuring.latency(1));
            report.row(
                    at + "replay",
                    "%.0f x in %.1f s, of which %.1f s collecting garbage",
                    speedUp(),
                    wallSeconds,
                    collectedSeconds);
            return report;
        }
    }

    /**
     * Does for each input what an orchestrator does before it releases effects, and measures it: the step, and encoding its
     * events into a chained journal. An input that comes while others are at work waits for them, as it would in a farm
     * whose time is real.
     */
    private static final class Measuring implements Turn {
        private static final int CLOCK_CALLS = 10_000;

        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private final EntryCodec codec = new EntryCodec();
        private final Map<String, long[]> cpuByInput = new TreeMap<>();
        private String hash = AuditChain.START;
        private long sequence;
        private long inputs;
        private long cpuNanos;
        private long journalNanos;
        private long freeAtNanos;
        private long[] latencies = new long[1 << 16];
        private int assignments;

        @Override
        public Step take(long nanos, Scheduler scheduler, SchedulerState state, Input input) {
            long wallBegin = System.nanoTime();
            long cpuBegin = threads.getCurrentThreadCpuTime();
            Step step = scheduler.step(state, input);
            long cpuStepped = ++inputs % JOURNAL_LOOKS == 0 ? threads.getCurrentThreadCpuTime() : 0;
            write(step.events());
            long cpuEnd = threads.getCurrentThreadCpuTime();
            long wall = System.nanoTime() - wallBegin;
            cpuNanos += cpuEnd - cpuBegin;
            if (cpuStepped > 0) journalNanos += (cpuEnd - cpuStepped) * JOURNAL_LOOKS;
            cpuByInput.computeIfAbsent(input.getClass().getSimpleName(), name -> new long[1])[0] += cpuEnd - cpuBegin;
            freeAtNanos = Math.max(freeAtNanos, nanos) + wall;
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.Dispatch) addLatency(freeAtNanos - nanos);
            }
            return step;
        }

        /** What it took to ask the clock, of which one call for each input is in all figures. */
        double clockNanos() {
            long begin = threads.getCurrentThreadCpuTime();
            for (int i = 1; i < CLOCK_CALLS; i++) threads.getCurrentThreadCpuTime();
            return (double) (threads.getCurrentThreadCpuTime() - begin) / CLOCK_CALLS * inputs;
        }

        private void write(List<Event> events) {
            for (Event event : events) {
                byte[] line = codec.encode(new JournalEntry(++sequence, Instant.EPOCH, "bench", hash, event));
                hash = AuditChain.next(hash, line);
            }
        }

        private void addLatency(long nanos) {
            if (assignments == latencies.length) latencies = Arrays.copyOf(latencies, 2 * assignments);
            latencies[assignments++] = nanos;
        }

        /** Milliseconds that {@code share} of all assignments do not exceed. */
        double latency(double share) {
            return Samples.quantile(Arrays.copyOf(latencies, assignments), share) / 1e6;
        }

        String heaviest() {
            StringBuilder text = new StringBuilder();
            cpuByInput.entrySet().stream()
                    .sorted((a, b) -> Long.compare(b.getValue()[0], a.getValue()[0]))
                    .limit(3)
                    .forEach(one -> text.append(one.getKey())
                            .append(String.format(Locale.ROOT, " %.0f %% ", 100.0 * one.getValue()[0] / cpuNanos)));
            return text.toString().strip();
        }
    }
}

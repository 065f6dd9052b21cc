package io.slipway.bench;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.content.Digest;
import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.DurationModel;
import io.slipway.core.estimate.FlakyModel;
import io.slipway.core.estimate.Observation;
import io.slipway.core.estimate.Subject;
import io.slipway.core.forecast.LearntOutlook;
import io.slipway.core.forecast.Outlook;
import io.slipway.core.forecast.RunForecast;
import io.slipway.core.forecast.Situation;
import io.slipway.core.forecast.Told;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.Usage;
import io.slipway.core.schedule.Limits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/**
 * How long it takes to look into one future of 1,000 tasks on 1,000 agents, in one thread; until the first answer is there,
 * from 20 futures, in a process that has made none before and was started as the launcher starts one; and until the forecast is right again after a task has ended.
 */
final class FutureSpeed {
    private static final int TASKS = 1_000;
    private static final int AGENTS = 1_000;
    private static final int FUTURES = 20;
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private static final RunId RUN = new RunId("run");

    /** What the launcher gives to the JVM of every command. */
    private static final String[] LAUNCHER = {"-XX:NewSize=256m", "-XX:TieredStopAtLevel=1"};

    private FutureSpeed() {}

    /** What is forecast. */
    private static final class Farm {
        private final Pipeline pipeline;
        private final Situation situation;
        private final DurationModel model;
        private final Outlook outlook;
        private final long seed;

        Farm(long seed) {
            RandomGenerator random = new SplittableRandom(seed);
            this.seed = seed;
            this.pipeline = pipeline(random);
            this.situation = situation(pipeline, RUN);
            this.model = model(pipeline, random);
            this.outlook = outlook();
        }

        private Outlook outlook() {
            return new LearntOutlook(model, new FlakyModel(), task -> 0.2, task -> Covariates.NONE, NOW);
        }

        /** From what was learnt, with nothing looked up before. */
        RunForecast firstAnswer() {
            ExecutorService executor = Executors.newFixedThreadPool(Setting.CPUS);
            RunForecast first = RunForecast.of(situation, outlook(), seed, FUTURES, executor);
            executor.shutdown();
            if (first.finish(RUN).isEmpty()) throw new BenchException("the run has no end in any future");
            return first;
        }
    }

    /** A seed; prints how many seconds the first answer took, in a process that has forecast nothing before. */
    public static void main(String[] arguments) {
        Farm farm = new Farm(Long.parseLong(arguments[0]));
        long begin = System.nanoTime();
        farm.firstAnswer();
        System.out.println((System.nanoTime() - begin) / 1e9);
    }

    private static double first(Setting setting, List<String> options) throws IOException, InterruptedException {
        return Double.parseDouble(
                TimedProcess.java(setting.root(), options, FutureSpeed.class, Long.toString(setting.seed()))
                        .lastLine());
    }

    static void measure(Setting setting, Report report) throws IOException, InterruptedException {
        List<Double> firsts = new ArrayList<>();
        for (int i = 0; i < setting.rounds(); i++) firsts.add(first(setting, List.of(LAUNCHER)));
        report.row(
                "first answer where both compilers are at work",
                "%.2f s: a server that has just begun",
                first(setting, List.of()));

        Farm farm = new Farm(setting.seed());
        RunForecast first = farm.firstAnswer();
        // Wall time is what counts; on a machine that does other things, the thread's own time says what it would be.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Double> futures = new ArrayList<>();
        List<Double> cpus = new ArrayList<>();
        for (int i = 0; i < (setting.quick() ? 40 : 100); i++) {
            long cpu = threads.getCurrentThreadCpuTime();
            long begin = System.nanoTime();
            RunForecast.of(farm.situation, farm.outlook, i, 1);
            futures.add((System.nanoTime() - begin) / 1e6);
            cpus.add((threads.getCurrentThreadCpuTime() - cpu) / 1e6);
        }
        List<Double> refreshes = new ArrayList<>();
        for (TaskAddress task : farm.pipeline.graph().nodes().subList(0, 100)) {
            long begin = System.nanoTime();
            first.taskEnded(RUN, task, Duration.ofSeconds(70)).finish(RUN);
            refreshes.add((System.nanoTime() - begin) / 1e6);
        }
        report.row(
                        "future",
                        "%d tasks on %d agents, %d needs",
                        TASKS,
                        AGENTS,
                        farm.pipeline.graph().edgeCount())
                .figure("simulate_ms", Samples.median(futures))
                .row("processor time of it", "%.1f ms", Samples.median(cpus))
                .figure("first_answer_s", Samples.median(firsts))
                .figure("refresh_ms", Samples.median(refreshes));
    }

    private static Pipeline pipeline(RandomGenerator random) {
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            Task.Builder task = Task.builder(new TaskAddress("service-" + i % 50, "task-" + i))
                    .run("make")
                    .resources(new Resources(500 + 500 * random.nextInt(4), 1L << 28));
            for (int n = 0; n < 2 && i >= 50; n++) {
                int need = i - 1 - 25 * n - random.nextInt(25);
                task.needs("service-" + need % 50 + ":task-" + need);
            }
            tasks.add(task.build());
        }
        return Pipeline.of(tasks);
    }

    private static Situation situation(Pipeline pipeline, RunId run) {
        Digest digest = Digest.of("pipeline".getBytes(StandardCharsets.UTF_8));
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < AGENTS; i++) {
            Labels labels = Labels.of(Map.of("os", "linux", "jdk", i % 2 == 0 ? "17" : "21"));
            told.add(new Told(
                    NOW,
                    new FleetEvent.AgentRegistered(new Agent("agent-" + i, labels, new Resources(2000, 4L << 30)))));
        }
        List<TaskAddress> all = pipeline.tasks().stream().map(Task::address).toList();
        told.add(new Told(NOW, new RunEvent.RunSubmitted(run, digest, digest, all, RunOptions.DEFAULT)));
        return new Situation(NOW, told, Map.of(digest, pipeline), Limits.inFlight(Integer.MAX_VALUE));
    }

    private static DurationModel model(Pipeline pipeline, RandomGenerator random) {
        DurationModel model = new DurationModel();
        int run = 0;
        for (Task task : pipeline.tasks()) {
            double usual = 60 * Math.exp(random.nextGaussian());
            for (int i = 0; i < 10; i++) {
                Duration took = Duration.ofMillis((long) (1000 * usual * Math.exp(0.15 * random.nextGaussian())));
                model.observe(new Observation(
                        Subject.of(task.address()),
                        "run-" + run++,
                        Optional.empty(),
                        Covariates.NONE,
                        NOW.minus(Duration.ofHours(20 - i)),
                        Optional.of(Outcome.Kind.SUCCEEDED),
                        new Usage(took, took, 0, 0, 0)));
            }
        }
        return model;
    }
}

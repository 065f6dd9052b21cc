package io.slipway.bench;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.DurationModel;
import io.slipway.core.estimate.FlakyModel;
import io.slipway.core.estimate.Observation;
import io.slipway.core.estimate.Subject;
import io.slipway.core.forecast.Calibration;
import io.slipway.core.forecast.LearntOutlook;
import io.slipway.core.forecast.RunForecast;
import io.slipway.core.forecast.SituationRecorder;
import io.slipway.core.forecast.Span;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.Usage;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Limits;
import io.slipway.core.schedule.Step;
import io.slipway.core.simulate.Arrival;
import io.slipway.core.simulate.SeededFaults;
import io.slipway.core.simulate.SeededWorkload;
import io.slipway.core.simulate.Simulation;
import io.slipway.core.simulate.Watcher;
import io.slipway.core.simulate.Work;
import io.slipway.core.simulate.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/**
 * Forecasts of pipelines on days of a farm that is busy and has faults. Each task lasts its usual time, times what a run of
 * some real project lasted in relation to what was expected of it. A pipeline is forecast when it is asked for
 * and when half of its time is over, from nothing but what was known then; what is scored is its whole time, waiting
 * included. Pipelines that did not succeed are not scored, and the first hour is not, in which nothing is known yet.
 */
final class FarmForecasts {
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration NOT_SCORED = Duration.ofHours(1);

    private static final int PAST = 40;

    private final long seed;
    private final List<Agent> fleet;
    private final Workload workload;
    private final List<double[]> residuals;
    private final Executor executor;
    private final Duration lasting;
    private final int every;
    private final int futures;

    private final Map<RunId, Long> finish = new HashMap<>();
    private final Map<RunId, Boolean> succeeded = new HashMap<>();

    private FarmForecasts(Setting setting, List<double[]> residuals, Executor executor) {
        this.executor = executor;
        this.seed = setting.seed();
        this.residuals = residuals;
        this.lasting = Duration.ofHours(setting.quick() ? 3 : 24);
        this.every = setting.quick() ? 5 : 10;
        this.futures = setting.quick() ? 20 : 40;
        this.fleet = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Labels labels = Labels.of(Map.of("os", "linux", "arch", i % 4 == 0 ? "arm64" : "amd64"));
            int cpus = i % 2 == 0 ? 4 : 8;
            fleet.add(new Agent("agent-" + (100 + i), labels, new Resources(cpus * 1000, cpus * (4L << 30))));
        }
        SeededWorkload made = SeededWorkload.builder(seed, fleet)
                .services(60)
                .tasks(3, 12)
                .load(0.7, 0.25)
                .reused(0)
                .durations(random -> Duration.ofSeconds(90).toNanos())
                .lasting(lasting)
                .build();
        this.workload = new Workload() {
            @Override
            public Iterator<Arrival> arrivals() {
                SplittableRandom random = new SplittableRandom(seed + 17);
                Iterator<Arrival> all = made.arrivals();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return all.hasNext();
                    }

                    @Override
                    public Arrival next() {
                        return with(all.next(), random);
                    }
                };
            }

            @Override
            public Duration lasting() {
                return made.lasting();
            }
        };
    }

    /**
     * @param residuals how far runs of each real project were from what was expected of them, in logs
     */
    static void measure(Setting setting, List<double[]> residuals, Report report) {
        if (residuals.isEmpty()) throw new BenchException("no project with enough passing runs");
        ExecutorService executor = Executors.newFixedThreadPool(Setting.CPUS);
        try {
            new FarmForecasts(setting, residuals, executor).run(report);
        } finally {
            executor.shutdown();
        }
    }

    /** Mean 90 s over all tasks, of very different length. */
    private double usual(TaskAddress task) {
        RandomGenerator random = new SplittableRandom(seed * 31 + task.hashCode());
        return 90 * Math.exp(0.8 * random.nextDouble(-1.7, 1.7) - 0.3);
    }

    private double seconds(TaskAddress task, RandomGenerator random) {
        double[] project = residuals(task);
        return seconds(task, project[random.nextInt(project.length)]);
    }

    private double[] residuals(TaskAddress task) {
        return residuals.get(Math.floorMod(task.hashCode() * 0x9E3779B9, residuals.size()));
    }

    private double seconds(TaskAddress task, double residual) {
        // A day has no room for what took a thousand times as long.
        return usual(task) * Math.exp(Math.max(-3, Math.min(3, residual)));
    }

    private void floor(Report report) {
        Map<TaskAddress, double[]> known = new HashMap<>();
        PipelineFloor floor = new PipelineFloor(
                task -> known.computeIfAbsent(
                        task,
                        one -> Arrays.stream(residuals(one))
                                .map(residual -> seconds(one, residual))
                                .sorted()
                                .toArray()),
                seed);
        workload.arrivals()
                .forEachRemaining(arrival -> floor.run(arrival.submit().pipeline()));
        floor.report(report);
    }

    private Arrival with(Arrival made, RandomGenerator random) {
        Map<TaskAddress, Work> work = new HashMap<>();
        for (TaskAddress task : made.submit().tasks())
            work.put(task, Work.lasting(Duration.ofMillis((long) (1000 * seconds(task, random)))));
        return new Arrival(made.at(), made.submit(), work);
    }

    private Simulation.Builder simulation() {
        int faults = (int) (2 * lasting.toHours());
        return Simulation.of(fleet, workload).start(START).faults(SeededFaults.of(seed, faults, fleet.size(), lasting));
    }

    private void run(Report report) {
        Map<RunId, Long> begin = new HashMap<>();
        simulation()
                .watch(new Watcher() {
                    @Override
                    public void arrived(long nanos, Arrival arrival) {
                        begin.put(arrival.submit().run(), nanos);
                    }

                    @Override
                    public void stepped(long nanos, Input input, Step step) {
                        for (Event event : step.events()) {
                            if (event instanceof RunEvent.RunFinished finished) {
                                finish.put(finished.run(), nanos);
                                succeeded.put(finished.run(), finished.result() == RunResult.SUCCEEDED);
                            }
                        }
                    }
                })
                .build()
                .run();
        Forecasting forecasting = new Forecasting(begin);
        simulation().watch(forecasting).build().run();
        forecasting.report(report);
        floor(report);
    }

    /** What was said of a run, and when. */
    private record Said(Span raw, Span told, long elapsed) {}

    /** The same days once more, now with somebody who forecasts. */
    private final class Forecasting implements Watcher {
        private final Map<RunId, Long> begin;
        private final SituationRecorder recorder = new SituationRecorder();
        private final DurationModel model = new DurationModel();
        private final Calibration atStart = new Calibration();
        private final Calibration atHalf = new Calibration();
        private final Map<RunId, Said> saidAtStart = new HashMap<>();
        private final Map<RunId, Said> saidAtHalf = new HashMap<>();
        private final PriorityQueue<Half> halves = new PriorityQueue<>((one, other) -> Long.compare(one.at, other.at));
        private int arrived;
        private int scored;
        private int near;
        private int nearAtHalf;
        private int covered;
        private int coveredAtHalf;
        private final List<Double> errors = new ArrayList<>();
        private final List<Double> widths = new ArrayList<>();
        private long id;

        private record Half(long at, RunId run) {}

        Forecasting(Map<RunId, Long> begin) {
            this.begin = begin;
            SplittableRandom random = new SplittableRandom(seed + 5);
            List<TaskAddress> seen = new ArrayList<>();
            workload.arrivals().forEachRemaining(arrival -> {
                if (seen.contains(arrival.submit().tasks().get(0))) return;
                seen.add(arrival.submit().tasks().get(0));
                for (TaskAddress task : arrival.submit().tasks()) {
                    for (int i = 0; i < PAST; i++)
                        learn(task, seconds(task, random), START.minus(Duration.ofHours(2L * (PAST - i))));
                }
            });
        }

        private void learn(TaskAddress task, double seconds, Instant at) {
            Duration took = Duration.ofMillis((long) (1000 * seconds));
            model.observe(new Observation(
                    Subject.of(task),
                    "attempt-" + id++,
                    Optional.empty(),
                    Covariates.NONE,
                    at,
                    Optional.of(Outcome.Kind.SUCCEEDED),
                    new Usage(took, took, 0, 0, 0)));
        }

        @Override
        public void arrived(long nanos, Arrival arrival) {
            recorder.know(arrival.submit().pipelineDigest(), arrival.submit().pipeline());
        }

        @Override
        public void stepped(long nanos, Input input, Step step) {
            Instant now = START.plusNanos(nanos);
            while (!halves.isEmpty() && halves.peek().at <= nanos) {
                RunId run = halves.poll().run;
                if (finish.get(run) > nanos) say(run, nanos, saidAtHalf, atHalf);
            }
            for (Event event : step.events()) {
                recorder.observe(now, event);
                if (event instanceof RunEvent.AttemptFinished one
                        && one.outcome().isSuccess()) {
                    learn(one.task(), one.usage().wall().toMillis() / 1e3, now);
                }
            }
            for (Event event : step.events()) {
                if (event instanceof RunEvent.RunSubmitted submitted) consider(submitted.run(), nanos);
                if (event instanceof RunEvent.RunFinished finished) score(finished.run(), nanos);
            }
        }

        private void consider(RunId run, long nanos) {
            if (++arrived % every != 0 || !succeeded.getOrDefault(run, false)) return;
            say(run, nanos, saidAtStart, atStart);
            long half = nanos + (finish.get(run) - nanos) / 2;
            halves.add(new Half(half, run));
        }

        private void say(RunId run, long nanos, Map<RunId, Said> where, Calibration calibration) {
            Instant now = START.plusNanos(nanos);
            RunForecast forecast = RunForecast.ofRun(
                    recorder.situation(now, Limits.inFlight(Integer.MAX_VALUE)),
                    new LearntOutlook(model, new FlakyModel(), task -> 0, task -> Covariates.NONE, now),
                    run,
                    seed,
                    futures,
                    executor);
            forecast.finish(run)
                    .ifPresent(span -> where.put(run, new Said(span, calibration.apply(span), nanos - begin.get(run))));
        }

        private void score(RunId run, long nanos) {
            Said start = saidAtStart.remove(run);
            Said half = saidAtHalf.remove(run);
            if (start == null || half == null) return;
            double actual = nanos - begin.get(run);
            double off = Math.abs(start.told.point().toNanos() - actual) / actual;
            double offAtHalf = Math.abs(half.elapsed + half.told.point().toNanos() - actual) / actual;
            if (begin.get(run) >= NOT_SCORED.toNanos()) {
                scored++;
                errors.add(off);
                if (off <= 0.15) near++;
                if (offAtHalf <= 0.15) nearAtHalf++;
                if (covers(start, actual)) covered++;
                if (covers(half, actual)) coveredAtHalf++;
                widths.add((start.told.high().toNanos() - start.told.low().toNanos())
                        / (2.0 * start.told.point().toNanos()));
            }
            atStart.learn(start.raw, Duration.ofNanos((long) actual));
            atHalf.learn(half.raw, Duration.ofNanos((long) actual - half.elapsed));
        }

        private static boolean covers(Said said, double actual) {
            double left = actual - said.elapsed;
            return left >= said.told.low().toNanos() && left <= said.told.high().toNanos();
        }

        void report(Report report) {
            if (scored == 0) throw new BenchException("no pipeline was scored");
            report.row("pipelines", "%d of %d forecast, in %d h", scored, arrived, lasting.toHours())
                    .figure("pipelines_within15_start", near / (double) scored)
                    .figure("pipelines_within15_half", nearAtHalf / (double) scored)
                    .figure("pipeline_coverage", covered / (double) scored)
                    .row("coverage at half-way", "%.3f", coveredAtHalf / (double) scored)
                    .row("median error at start", "%.3f", Samples.median(errors))
                    .row("median half-width at start", "%.3f", Samples.median(widths));
        }
    }
}

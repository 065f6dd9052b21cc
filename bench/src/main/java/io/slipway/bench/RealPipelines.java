package io.slipway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.content.Digest;
import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.DurationModel;
import io.slipway.core.estimate.FlakyModel;
import io.slipway.core.estimate.Observation;
import io.slipway.core.estimate.Subject;
import io.slipway.core.forecast.Calibration;
import io.slipway.core.forecast.LearntOutlook;
import io.slipway.core.forecast.Outlook;
import io.slipway.core.forecast.RunForecast;
import io.slipway.core.forecast.Situation;
import io.slipway.core.forecast.Span;
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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Forecasts of real runs of many jobs: when the last one ends, from when the run was asked for. Known before are the runs that
 * were asked for earlier and have ended, and which jobs this one has. Each job waits for something the data does not tell, so
 * its wait is a task before it that learns like any other. Beside it the sum of what is expected of the jobs, and the time
 * of the last run. Runs in which a job did not complete are not scored, but teach how
 * long the others took.
 */
final class RealPipelines {
    private static final String FILE = "ci-bitcoin-core/jobs.csv.gz";
    private static final int NOT_SCORED = 20;
    private static final int FUTURES = 30;
    private static final double NEAR = 0.15;

    private RealPipelines() {}

    private record Job(String name, double waited, double lasted) {}

    /** @param complete whether every job did */
    private record Run(double asked, String branch, boolean complete, List<Job> jobs) {
        Covariates known() {
            return Covariates.builder().branch(branch).build();
        }

        double lasted() {
            return jobs.stream()
                    .mapToDouble(job -> job.waited + job.lasted)
                    .max()
                    .orElse(0);
        }
    }

    /** How near one way of forecasting was. */
    private static final class Nearness {
        private final List<Double> errors = new ArrayList<>();

        void add(double said, double actual) {
            errors.add(Math.abs(said - actual) / actual);
        }

        String shown() {
            long near = errors.stream().filter(error -> error <= NEAR).count();
            return String.format(
                    java.util.Locale.ROOT,
                    "%.3f within 15 %%, median error %.3f",
                    near / (double) errors.size(),
                    Samples.median(errors));
        }

        double median() {
            return Samples.median(errors);
        }
    }

    static void measure(Path data, Report report) throws IOException {
        if (!Files.exists(data.resolve(FILE))) {
            report.row("real pipelines", "skipped: no %s", FILE);
            return;
        }
        List<Run> runs = runs(data.resolve(FILE));
        DurationModel model = new DurationModel();
        Calibration calibration = new Calibration();
        Nearness ours = new Nearness();
        Nearness sums = new Nearness();
        Nearness lasts = new Nearness();
        List<Run> going = new ArrayList<>();
        double last = 0;
        int learnt = 0;
        int inside = 0;
        for (Run run : runs) {
            for (Run ended : new ArrayList<>(going)) {
                if (ended.asked + ended.lasted() > run.asked) continue;
                going.remove(ended);
                learn(ended, model, learnt++);
                if (ended.complete) last = ended.lasted();
            }
            going.add(run);
            if (learnt < NOT_SCORED || !run.complete || last == 0) continue;
            Instant now = Instant.ofEpochSecond((long) run.asked);
            Outlook outlook = new LearntOutlook(model, new FlakyModel(), task -> 0, task -> run.known(), now);
            Span raw = forecast(run, outlook, now);
            Span said = calibration.apply(raw);
            double sum = 0;
            for (Job job : run.jobs) sum += outlook.typical(address("job", job)).toMillis() / 1e3;
            ours.add(said.point().toMillis() / 1e3, run.lasted());
            sums.add(sum, run.lasted());
            lasts.add(last, run.lasted());
            Duration actual = Duration.ofMillis((long) (1000 * run.lasted()));
            if (actual.compareTo(said.low()) >= 0 && actual.compareTo(said.high()) <= 0) inside++;
            calibration.learn(raw, actual);
        }
        if (ours.errors.isEmpty()) throw new BenchException("too few runs in " + FILE);
        report.row("real pipelines", "%d of %d runs scored", ours.errors.size(), runs.size())
                .row("slipway", "%s", ours.shown())
                .row("sum of the jobs", "%s", sums.shown())
                .row("last run", "%s", lasts.shown())
                .figure("real_pipelines_error", ours.median())
                .figure("real_pipelines_coverage", inside / (double) ours.errors.size())
                .peer("real_pipelines_error_sum", sums.median())
                .peer("real_pipelines_error_last", lasts.median());
    }

    private static List<Run> runs(Path file) throws IOException {
        Map<String, List<List<String>>> rows = new TreeMap<>();
        List<String> columns;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
            columns = CiHistory.fields(lines.readLine());
            int id = columns.indexOf("run_id");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> fields = CiHistory.fields(line);
                rows.computeIfAbsent(fields.get(id), run -> new ArrayList<>()).add(fields);
            }
        }
        int asked = columns.indexOf("run_created_epoch");
        int branch = columns.indexOf("branch");
        int status = columns.indexOf("job_status");
        int name = columns.indexOf("job_name");
        int began = columns.indexOf("executing_epoch");
        int ended = columns.indexOf("finished_epoch");
        List<Run> runs = new ArrayList<>();
        for (List<List<String>> jobs : rows.values()) {
            boolean complete = jobs.size() >= 3
                    && jobs.stream().allMatch(job -> job.get(status).equals("COMPLETED"));
            double at = Double.parseDouble(jobs.get(0).get(asked));
            List<Job> made = new ArrayList<>();
            for (List<String> job : jobs) {
                if (!job.get(status).equals("COMPLETED")) continue;
                double begin = Double.parseDouble(job.get(began));
                double end = Double.parseDouble(job.get(ended));
                made.add(new Job(job.get(name), Math.max(0, begin - at), Math.max(1, end - begin)));
            }
            runs.add(new Run(at, jobs.get(0).get(branch), complete, made));
        }
        runs.sort(Comparator.comparingDouble(Run::asked));
        return runs;
    }

    private static TaskAddress address(String service, Job job) {
        String plain = job.name.replaceAll("[^A-Za-z0-9._-]", "-");
        return new TaskAddress(service, "x" + plain.substring(0, Math.min(90, plain.length())));
    }

    private static void learn(Run run, DurationModel model, int number) {
        for (Job job : run.jobs) {
            Instant began = Instant.ofEpochSecond((long) (run.asked + job.waited));
            learn(address("wait", job), job.waited, run.known(), began, model, number);
            learn(address("job", job), job.lasted, run.known(), began, model, number);
        }
    }

    private static void learn(
            TaskAddress task, double seconds, Covariates known, Instant began, DurationModel model, int number) {
        Duration took = Duration.ofMillis((long) (1000 * seconds));
        model.observe(new Observation(
                Subject.of(task),
                Integer.toString(number),
                Optional.empty(),
                known,
                began,
                Optional.of(Outcome.Kind.SUCCEEDED),
                new Usage(took, took, 0, 0, 0)));
    }

    private static Span forecast(Run run, Outlook outlook, Instant now) {
        Resources small = new Resources(1, 1);
        Map<TaskAddress, Task> tasks = new TreeMap<>();
        for (Job job : run.jobs) {
            TaskAddress wait = address("wait", job);
            TaskAddress work = address("job", job);
            tasks.put(wait, Task.builder(wait).run("wait").resources(small).build());
            tasks.put(
                    work,
                    Task.builder(work)
                            .run("work")
                            .resources(small)
                            .needs(wait.toString())
                            .build());
        }
        Pipeline pipeline = Pipeline.of(tasks.values());
        Digest digest = Digest.of("run".getBytes(UTF_8));
        RunId id = new RunId("run");
        Agent farm = new Agent("farm", Labels.of(Map.of()), new Resources(1_000_000, 1L << 40));
        Situation situation = new Situation(
                now,
                List.of(
                        new Told(now, new FleetEvent.AgentRegistered(farm)),
                        new Told(
                                now,
                                new RunEvent.RunSubmitted(
                                        id, digest, digest, pipeline.graph().nodes(), RunOptions.DEFAULT))),
                Map.of(digest, pipeline),
                Limits.inFlight(Integer.MAX_VALUE));
        return RunForecast.of(situation, outlook, 1, FUTURES)
                .finish(id)
                .orElseThrow(() -> new BenchException("a real run has no end in any future"));
    }
}

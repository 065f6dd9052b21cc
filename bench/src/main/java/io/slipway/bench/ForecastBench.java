package io.slipway.bench;

import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.DurationModel;
import io.slipway.core.estimate.Estimate;
import io.slipway.core.estimate.Observation;
import io.slipway.core.estimate.Subject;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks forward through real histories: each passing run is forecast from all runs of its project that began earlier, by
 * Slipway and by simple methods, and then told to all of them. The first five of a project are not scored.
 */
final class ForecastBench implements Bench {
    private static final int NOT_SCORED = 5;
    private static final double LONGER_SECONDS = 30;
    private static final String FIRST = "travistorrent";

    /** Runs of a project before its errors tell anything of the project. */
    private static final int NOT_LEARNT = 20;

    /** What came of one project. */
    private record Walk(
            double[] errors,
            double[] longer,
            double[][] others,
            boolean[] covered,
            double[] widths,
            double[] residuals) {}

    /** What came of one set. */
    private static final class SetScore {
        private final ForecastScore ours = new ForecastScore();
        /** The same without the shortest runs, which published figures leave out. */
        private final ForecastScore longer = new ForecastScore();

        private final List<ForecastScore> others = new ArrayList<>();
        private final Bounds bounds = new Bounds();

        SetScore() {
            for (int i = 0; i < OtherForecasts.NAMES.size(); i++) others.add(new ForecastScore());
        }

        void add(Walk walk) {
            ours.add(walk.errors);
            longer.add(walk.longer);
            for (int k = 0; k < walk.others.length; k++) others.get(k).add(walk.others[k]);
            bounds.add(walk.covered, walk.widths);
        }
    }

    /** How often runs ended within the bounds, and how wide those were. */
    private static final class Bounds {
        private final List<Double> halfWidths = new ArrayList<>();
        private final List<Double> coverages = new ArrayList<>();
        private long inside;

        void add(boolean[] covered, double[] widths) {
            int count = 0;
            for (boolean each : covered) if (each) count++;
            inside += count;
            coverages.add(count / (double) covered.length);
            for (double width : widths) halfWidths.add(width);
        }

        void addAll(Bounds other) {
            inside += other.inside;
            halfWidths.addAll(other.halfWidths);
            coverages.addAll(other.coverages);
        }

        double coverage() {
            return inside / (double) halfWidths.size();
        }

        double halfWidth() {
            return Samples.median(halfWidths);
        }

        double steadyProjects() {
            long steady = coverages.stream().filter(c -> c >= 0.85 && c <= 0.95).count();
            return steady / (double) coverages.size();
        }
    }

    @Override
    public Report run(Setting setting) throws IOException {
        Path data = setting.data()
                .orElseThrow(
                        () -> new IllegalArgumentException("forecast needs --data DIR with ci-* directories in it"));
        Map<String, List<CiHistory>> sets = CiHistory.read(data);
        if (!sets.containsKey(FIRST))
            throw new IllegalArgumentException("no ci-travistorrent/builds.csv.gz in " + data);
        Report report = new Report("forecast");
        SetScore pooled = new SetScore();
        int worse = 0;
        Map<String, SetScore> scores = new LinkedHashMap<>();
        // How far real runs were from what was expected of them just before, by project, in logs.
        List<double[]> residuals = new ArrayList<>();
        for (Map.Entry<String, List<CiHistory>> set : sets.entrySet()) {
            SetScore score = new SetScore();
            // No project knows of another, so they may be walked through side by side.
            List<Walk> walks =
                    set.getValue().parallelStream().map(ForecastBench::walk).toList();
            for (Walk walk : walks) {
                score.add(walk);
                residuals.add(walk.residuals);
            }
            if (score.ours.projects() == 0) continue;
            scores.put(set.getKey(), score);
            pool(score, pooled);
        }
        for (Map.Entry<String, SetScore> each : scores.entrySet()) {
            SetScore score = each.getValue();
            describe(each.getKey(), score, report);
            if (!each.getKey().equals(FIRST)) worse += worse(each.getKey(), score, report);
        }
        describe("all", pooled, report);
        floor(sets.get(FIRST), report);
        SetScore first = scores.get(FIRST);
        line(report, FIRST, "slipway, only runs of more than 30 s", first.longer);
        ForecastScore best = pooled.others.get(0);
        for (ForecastScore other : pooled.others) if (other.near() > best.near()) best = other;
        report.figure("travis_within15", first.ours.nearShare())
                .figure("travis_projects_mape15", first.ours.meanNearShare())
                .figure("travis_projects_median15", first.ours.medianNearShare())
                .figure("coverage", first.bounds.coverage())
                .figure("half_width", first.bounds.halfWidth())
                .figure("coverage_projects", first.bounds.steadyProjects())
                .figure("other_sets_worse", worse)
                .figure("pooled_within15", pooled.ours.nearShare())
                .peer("pooled_within15_best", best.nearShare());
        for (int i = 0; i < OtherForecasts.NAMES.size(); i++) {
            report.peer(
                    "travis_within15_" + OtherForecasts.NAMES.get(i),
                    first.others.get(i).nearShare());
        }
        FarmForecasts.measure(setting, residuals, report);
        RealPipelines.measure(data, report);
        return report;
    }

    private static Walk walk(CiHistory history) {
        DurationModel model = new DurationModel();
        OtherForecasts others = new OtherForecasts();
        Subject subject = new Subject(history.project(), history.set());
        int scored = (int) history.runs().stream().filter(CiHistory.Run::passed).count() - NOT_SCORED;
        double[] errors = new double[scored];
        double[][] otherErrors = new double[OtherForecasts.NAMES.size()][scored];
        double[] longer = new double[scored];
        int longerRuns = 0;
        boolean[] covered = new boolean[scored];
        double[] widths = new double[scored];
        double[] residuals = new double[scored + NOT_SCORED - NOT_LEARNT];
        int passed = 0;
        List<CiHistory.Run> runs = history.runs();
        int told = 0;
        for (int i = 0; i < runs.size(); i++) {
            CiHistory.Run run = runs.get(i);
            // What began at the same moment is not known yet.
            for (; runs.get(told).at() < run.at(); told++) tell(runs.get(told), told, subject, model, others);
            if (!run.passed()) continue;
            int at = passed++ - NOT_SCORED;
            if (at < 0) continue;
            Estimate estimate =
                    model.estimate(subject, covariates(run), startOf(run)).orElseThrow();
            double seconds = run.seconds();
            double point = seconds(estimate.point());
            double low = seconds(estimate.low());
            double high = seconds(estimate.high());
            errors[at] = Math.abs(point - seconds) / seconds;
            int learnt = at + NOT_SCORED - NOT_LEARNT;
            if (learnt >= 0) residuals[learnt] = Math.log(seconds / Math.max(1e-3, point));
            if (seconds > LONGER_SECONDS) longer[longerRuns++] = errors[at];
            covered[at] = low <= seconds && seconds <= high;
            widths[at] = (high - low) / (2 * point);
            double[] said = others.next(run.jobs());
            for (int k = 0; k < said.length; k++) otherErrors[k][at] = Math.abs(said[k] - seconds) / seconds;
        }
        return new Walk(errors, Arrays.copyOf(longer, longerRuns), otherErrors, covered, widths, residuals);
    }

    private static void tell(
            CiHistory.Run run, int number, Subject subject, DurationModel model, OtherForecasts others) {
        model.observe(new Observation(
                subject,
                Integer.toString(number),
                Optional.empty(),
                covariates(run),
                startOf(run),
                Optional.of(run.passed() ? Outcome.Kind.SUCCEEDED : Outcome.Kind.FAILED),
                new Usage(Duration.ofMillis(Math.round(run.seconds() * 1000)), Duration.ZERO, 0, 0, 0)));
        if (run.passed()) others.learn(run.seconds(), run.jobs());
    }

    static Covariates covariates(CiHistory.Run run) {
        return Covariates.builder()
                .branch(run.branch())
                .event(run.event())
                .jobs(run.jobs())
                .change(run.commits(), run.lines(), run.files())
                .build();
    }

    static Instant startOf(CiHistory.Run run) {
        return Instant.ofEpochSecond((long) run.at());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static void pool(SetScore score, SetScore pooled) {
        pooled.ours.addAll(score.ours);
        for (int i = 0; i < score.others.size(); i++) pooled.others.get(i).addAll(score.others.get(i));
        pooled.bounds.addAll(score.bounds);
    }

    private static void describe(String set, SetScore score, Report report) {
        report.row(set, "%d projects, %d runs", score.ours.projects(), score.ours.runs());
        line(report, set, "slipway", score.ours);
        for (int i = 0; i < score.others.size(); i++) {
            line(report, set, OtherForecasts.NAMES.get(i), score.others.get(i));
        }
        report.row(
                set + " bounds",
                "%.3f of runs inside, half-width %.3f, %.3f of projects between 0.85 and 0.95",
                score.bounds.coverage(),
                score.bounds.halfWidth(),
                score.bounds.steadyProjects());
    }

    private static void line(Report report, String set, String who, ForecastScore score) {
        report.row(
                set + " " + who,
                "%.4f within 15 %%; of projects %.3f mean, %.3f median error within 15 %%",
                score.nearShare(),
                score.meanNearShare(),
                score.medianNearShare());
    }

    private static int worse(String set, SetScore score, Report report) {
        int worse = 0;
        for (int i = 0; i < score.others.size(); i++) {
            for (String what : score.ours.worseThan(score.others.get(i))) {
                worse++;
                report.row(set + " worse", "than %s in %s", OtherForecasts.NAMES.get(i), what);
            }
        }
        return worse;
    }

    /**
     * How near two runs are to each other that build the same: passing runs of one commit and number of jobs that began
     * within a day, each with the one before it. No forecast of single runs can be expected to be much nearer.
     */
    private static void floor(List<CiHistory> projects, Report report) {
        long pairs = 0;
        long near = 0;
        for (CiHistory project : projects) {
            Map<String, CiHistory.Run> latest = new LinkedHashMap<>();
            for (CiHistory.Run run : project.runs()) {
                if (!run.passed() || run.commit().isEmpty()) continue;
                CiHistory.Run before = latest.put(run.commit() + " " + run.jobs(), run);
                if (before == null || run.at() - before.at() > 86_400) continue;
                pairs++;
                if (Math.abs(before.seconds() - run.seconds()) <= ForecastScore.NEAR * run.seconds()) near++;
            }
        }
        report.row(
                "noise floor",
                "%.3f of %d pairs of runs of one commit within a day are within 15 %% of each other",
                near / (double) Math.max(1, pairs),
                pairs);
    }
}

package io.slipway.bench;

import io.slipway.core.estimate.ChangeDetector;
import io.slipway.core.estimate.ChangePoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Looks for changes in series of which it is known what changes in them, and in real ones, beside Hunter's method.
 *
 * <p>Known ones are made from real projects: each is cut, by that method, into times without changes; how the runs of such
 * a time lie about its median, in another order by seed, is a series in which nothing changes, and steps, drifts and
 * spikes are added to it.
 */
final class ChangePointsBench implements Bench {
    private static final int LEAST_STABLE = 60;
    private static final int LEAST_CHANGING = 120;
    private static final int NEAR = 5;

    /** What a finder found, against what was made. */
    private static final class Score {
        private int found;
        private int missed;
        private int wrong;
        private int spikesAsSteps;
        private int driftsAsSteps;
        private final List<Double> delays = new ArrayList<>();

        double f1() {
            return 2.0 * found / Math.max(1, 2 * found + missed + wrong);
        }
    }

    @Override
    public Report run(Setting setting) throws IOException {
        Path data =
                setting.data().orElseThrow(() -> new BenchException("name the histories' directory with --data DIR"));
        List<double[]> projects = new ArrayList<>();
        for (List<CiHistory> set : CiHistory.read(data).values()) {
            for (CiHistory project : set) projects.add(project.passing());
        }
        if (projects.isEmpty()) throw new BenchException("no project with enough passing runs in " + data);
        List<double[]> stable = new ArrayList<>();
        int runs = 0;
        int hunterOnReal = 0;
        long hunterNanos = 0;
        int[] kinds = new int[ChangePoint.Kind.values().length];
        long detectorNanos = 0;
        for (double[] project : projects) {
            double[] logs = Arrays.stream(project).map(Math::log).toArray();
            runs += logs.length;
            long begin = System.nanoTime();
            List<Integer> hunters = Hunter.changes(logs);
            hunterNanos += System.nanoTime() - begin;
            hunterOnReal += hunters.size();
            begin = System.nanoTime();
            for (ChangePoint found : find(logs)) kinds[found.kind().ordinal()]++;
            detectorNanos += System.nanoTime() - begin;
            List<Integer> cuts = new ArrayList<>(hunters);
            cuts.add(logs.length);
            int from = 0;
            for (int to : cuts) {
                if (to - from >= LEAST_STABLE) stable.add(Arrays.copyOfRange(logs, from, to));
                from = to;
            }
        }
        RandomGenerator random = new SplittableRandom(setting.seed());
        int mixes = setting.quick() ? 1 : 5;
        long quietRuns = 0;
        int[] falseKinds = new int[kinds.length];
        int hunterFalse = 0;
        Score ours = new Score();
        Score hunters = new Score();
        Score least = new Score();
        Score small = new Score();
        int changed = 0;
        int drifts = 0;
        int driftsFound = 0;
        int spikes = 0;
        for (int mix = 0; mix < mixes; mix++) {
            for (double[] time : stable) {
                double[] mixed = MadeChanges.mixed(time, random);
                quietRuns += mixed.length;
                for (ChangePoint found : find(mixed)) falseKinds[found.kind().ordinal()]++;
                hunterFalse += Hunter.changes(mixed).size();
                if (mixed.length < LEAST_CHANGING) continue;
                double deviation = MadeChanges.deviation(mixed);
                double large = Math.max(Math.log(1.2), 3 * deviation);
                MadeChanges made = MadeChanges.of(mixed, large, random);
                changed++;
                spikes += made.spikes().size();
                List<ChangePoint> found = find(made.values());
                score(made, steps(found), ours);
                score(made, hunter(made.values()), hunters);
                drifts += made.drifts().size();
                for (int[] drift : made.drifts()) {
                    if (found.stream()
                            .anyMatch(one -> one.kind() == ChangePoint.Kind.DRIFT
                                    && one.found() >= drift[0]
                                    && one.since() <= drift[1])) driftsFound++;
                }
                if (Math.log(1.2) < large) {
                    MadeChanges fine = MadeChanges.of(mixed, Math.log(1.2), random);
                    score(fine, steps(find(fine.values())), small);
                }
            }
        }
        int alarms = falseKinds[ChangePoint.Kind.STEP.ordinal()]
                + falseKinds[ChangePoint.Kind.DRIFT.ordinal()]
                + falseKinds[ChangePoint.Kind.VARIANCE.ordinal()];
        return new Report("changepoints")
                .row("projects", "%d with %d passing runs", projects.size(), runs)
                .row("quiet series", "%d with %d runs", mixes * stable.size(), quietRuns)
                .row("false steps, drifts, variances", "%s", shown(falseKinds))
                .row(
                        "changed series",
                        "%d with %d steps, %d drifts, %d spikes",
                        changed,
                        ours.found + ours.missed,
                        drifts,
                        spikes)
                .figure("f1_steps", ours.f1())
                .row("steps found, missed, wrong", "%d, %d, %d", ours.found, ours.missed, ours.wrong)
                .figure("delay_runs", Samples.median(ours.delays))
                .figure("false_per_1000", 1000.0 * alarms / quietRuns)
                .figure("spikes_as_steps", ours.spikesAsSteps)
                .figure("drifts_found", driftsFound / (double) Math.max(1, drifts))
                .figure("drifts_as_steps", ours.driftsAsSteps / (double) Math.max(1, drifts))
                .row(
                        "20 % steps below 3 deviations",
                        "f1 %.3f: %d found, %d missed, %d wrong", small.f1(), small.found, small.missed, small.wrong)
                .row("on the real series", "%s", shown(kinds))
                .row("time for a run", "%.1f us", detectorNanos / 1e3 / runs)
                .peer("hunter_f1_steps", hunters.f1())
                .row("Hunter: found, missed, wrong", "%d, %d, %d", hunters.found, hunters.missed, hunters.wrong)
                .peer("hunter_false_per_1000", 1000.0 * hunterFalse / quietRuns)
                .peer("hunter_spikes_as_steps", hunters.spikesAsSteps)
                .peer("hunter_on_real_series", hunterOnReal)
                .row("Hunter: time for a run", "%.1f us", hunterNanos / 1e3 / runs);
    }

    private static String shown(int[] kinds) {
        List<String> shown = new ArrayList<>();
        for (ChangePoint.Kind kind : ChangePoint.Kind.values()) shown.add(kinds[kind.ordinal()] + " " + kind);
        return String.join(", ", shown);
    }

    private static List<ChangePoint> find(double[] logs) {
        ChangeDetector detector = new ChangeDetector();
        List<ChangePoint> found = new ArrayList<>();
        for (double log : logs) {
            Optional<ChangePoint> one = detector.observe(log);
            one.ifPresent(found::add);
        }
        return found;
    }

    /** Where a step is said to begin, and when that was said. */
    private static List<int[]> steps(List<ChangePoint> found) {
        List<int[]> steps = new ArrayList<>();
        for (ChangePoint one : found) {
            if (one.kind() == ChangePoint.Kind.STEP) steps.add(new int[] {one.since(), one.found()});
        }
        return steps;
    }

    /** Hunter's method sees the whole series, so it has no delay. */
    private static List<int[]> hunter(double[] logs) {
        List<int[]> steps = new ArrayList<>();
        for (int at : Hunter.changes(logs)) steps.add(new int[] {at, at});
        return steps;
    }

    private static void score(MadeChanges made, List<int[]> found, Score score) {
        boolean[] used = new boolean[found.size()];
        for (int step : made.steps()) {
            int nearest = -1;
            for (int i = 0; i < used.length; i++) {
                int off = Math.abs(found.get(i)[0] - step);
                if (!used[i] && off <= NEAR && (nearest < 0 || off < Math.abs(found.get(nearest)[0] - step)))
                    nearest = i;
            }
            if (nearest < 0) {
                score.missed++;
                continue;
            }
            used[nearest] = true;
            score.found++;
            // The run at which it is found is the first of the delay.
            score.delays.add(found.get(nearest)[1] - step + 1.0);
        }
        for (int i = 0; i < used.length; i++) {
            if (used[i]) continue;
            score.wrong++;
            int at = found.get(i)[0];
            if (made.spikes().stream().anyMatch(spike -> Math.abs(spike - at) <= NEAR)) score.spikesAsSteps++;
            if (made.drifts().stream().anyMatch(drift -> at >= drift[0] - NEAR && at <= drift[1] + NEAR))
                score.driftsAsSteps++;
        }
    }
}

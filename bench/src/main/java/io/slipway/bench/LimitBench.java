package io.slipway.bench;

import io.slipway.bench.SharedHost.Outcome;
import io.slipway.bench.SharedHost.Scene;
import io.slipway.bench.SharedHost.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * How much work limiters get out of a host whose capacity they do not know and that changes twice, compared with an oracle
 * that always has as many tasks in flight as the host has slots. Fails unless the simulation first gives what is known of
 * four limiters.
 */
final class LimitBench implements Bench {
    /** The seed that the known shares belong to. */
    private static final long SEED = 5;

    private static final Scene TWO_STEPS =
            new Scene(List.of(new Step(0, 16), new Step(20_000, 6), new Step(40_000, 24)), 60_000, 0.5, 0.03, 0.35);
    private static final double TOLERANCE = 0.03;
    private static final int MOST_FIXED = 48;
    private static final int WANTED_COMPLETIONS = 15;

    /** How hosts differ in random scenes: spread of work, loss for each task too many, and what they deliver at least. */
    private static final double[][] HOSTS = {
        {0.5, 0.03, 0.35}, {0.3, 0, 1}, {0.8, 0.06, 0.2}, {1.0, 0.01, 0.35}, {0.5, 0.06, 0.2}, {0.3, 0.03, 0.35}
    };

    @Override
    public Report run(Setting setting) {
        Report report = new Report("limit");
        reproduce(report);

        int seeds = setting.quick() ? 3 : 20;
        List<Outcome> times = new ArrayList<>();
        List<Outcome> pressure = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            times.add(SharedHost.run(TWO_STEPS, new SlipwayLimiter(), false, SEED + i));
            pressure.add(SharedHost.run(TWO_STEPS, new SlipwayLimiter(), true, SEED + i));
        }
        describe(report, "slipway, times", times.get(0));
        describe(report, "slipway, pressure", pressure.get(0));
        acrossSeeds(report, "slipway, times", times);
        acrossSeeds(report, "slipway, pressure", pressure);
        random(report, setting, setting.count().orElse(setting.quick() ? 6 : 60));

        Outcome first = times.get(0);
        Outcome firstPressure = pressure.get(0);
        int back = worst(first.reconverge());
        int backPressure = worst(firstPressure.reconverge());
        return report.figure("oracle_share_times", first.share())
                .figure("oracle_share_pressure", firstPressure.share())
                .figure("slowdown", Math.max(first.slowdown(), firstPressure.slowdown()))
                .figure("reconverge", Math.max(back, backPressure))
                .figure("reconverge_times", back)
                .figure("reconverge_pressure", backPressure);
    }

    private static void reproduce(Report report) {
        known(report, "fixed 24", "fixed24", Limiter.fixed(24), 0.846);
        known(report, "gradient2, windowed", "gradient2_windowed", PeerLimiters.windowedGradient2(), 0.709);
        known(report, "gradient2", "gradient2", PeerLimiters.gradient2(), 0.668);
        known(report, "aimd", "aimd", PeerLimiters.aimd(), 0.571);
        peer(report, "gradient", "gradient", PeerLimiters.gradient());
        peer(report, "vegas", "vegas", PeerLimiters.vegas());

        int best = 1;
        double bestShare = 0;
        for (int limit = 1; limit <= MOST_FIXED; limit++) {
            double share =
                    SharedHost.run(TWO_STEPS, Limiter.fixed(limit), false, SEED).share();
            if (share > bestShare) {
                best = limit;
                bestShare = share;
            }
        }
        report.row("best fixed in hindsight", "%d", best).peer("best_fixed", bestShare);
    }

    private static void known(Report report, String name, String key, Limiter limiter, double known) {
        double share = peer(report, name, key, limiter);
        if (Math.abs(share - known) > TOLERANCE) {
            throw new BenchException(String.format(
                    Locale.ROOT,
                    "%s delivers %.3f of what the oracle does, and is known to deliver %.3f: the simulation is another one",
                    name,
                    share,
                    known));
        }
    }

    private static double peer(Report report, String name, String key, Limiter limiter) {
        Outcome outcome = SharedHost.run(TWO_STEPS, limiter, false, SEED);
        describe(report, name, outcome);
        report.peer(key, outcome.share());
        return outcome.share();
    }

    private static void describe(Report report, String name, Outcome outcome) {
        StringBuilder phases = new StringBuilder();
        for (double share : outcome.phaseShares()) phases.append(String.format(Locale.ROOT, " %.1f", share * 100));
        report.row(
                name,
                "%.1f %% (%s %%), slowdown %.2f, task seconds %s, limits %s, back after %s",
                outcome.share() * 100,
                phases.toString().strip(),
                outcome.slowdown(),
                Arrays.toString(Arrays.stream(outcome.phaseSeconds())
                        .mapToLong(Math::round)
                        .toArray()),
                Arrays.toString(outcome.phaseLimits()),
                backs(outcome.reconverge()));
    }

    private static void acrossSeeds(Report report, String name, List<Outcome> outcomes) {
        for (int step = 0; step < 2; step++) {
            List<Integer> backs = new ArrayList<>();
            for (Outcome outcome : outcomes) backs.add(outcome.reconverge()[step]);
            Collections.sort(backs);
            report.row(
                    name + ", " + outcomes.size() + " seeds, " + (step == 0 ? "16 to 6" : "6 to 24"),
                    "back after %s, median %s, worst %s",
                    back(backs.get(0)),
                    back(backs.get(backs.size() / 2)),
                    back(backs.get(backs.size() - 1)));
        }
        report.row(
                name + ", " + outcomes.size() + " seeds",
                "%.1f %%, worst %.1f %%",
                outcomes.stream().mapToDouble(Outcome::share).average().orElseThrow() * 100,
                outcomes.stream().mapToDouble(Outcome::share).min().orElseThrow() * 100);
    }

    /** The same hosts and steps for everyone. */
    private static void random(Report report, Setting setting, int count) {
        List<Scene> scenes = new ArrayList<>();
        RandomGenerator random = new SplittableRandom(setting.seed());
        for (int i = 0; i < count; i++) scenes.add(randomScene(random, HOSTS[i % HOSTS.length]));
        random(report, "slipway, times", "times", scenes, SlipwayLimiter::new, false, setting.seed());
        random(report, "slipway, pressure", "pressure", scenes, SlipwayLimiter::new, true, setting.seed());
        random(report, "gradient2", "", scenes, PeerLimiters::gradient2, false, setting.seed());
        random(report, "gradient2, windowed", "", scenes, PeerLimiters::windowedGradient2, false, setting.seed());
        random(report, "aimd", "", scenes, PeerLimiters::aimd, false, setting.seed());
    }

    /** Eight capacities from 2 to 64, evenly in logs, each at least 1.3 times the one before or less by as much. */
    private static Scene randomScene(RandomGenerator random, double[] host) {
        List<Step> steps = new ArrayList<>();
        double from = 0;
        int capacity = 1;
        while (steps.size() < 8) {
            int next = (int) Math.round(2 * Math.pow(32, random.nextDouble()));
            if (Math.abs(Math.log((double) next / capacity)) < Math.log(1.3)) continue;
            capacity = next;
            steps.add(new Step(from, capacity));
            from += 4_000 + random.nextInt(2_000);
        }
        return new Scene(steps, from, host[0], host[1], host[2]);
    }

    private static void random(
            Report report,
            String name,
            String key,
            List<Scene> scenes,
            Supplier<Limiter> limiters,
            boolean readsPressure,
            long seed) {
        double shares = 0;
        double least = 1;
        double slowdowns = 0;
        List<Integer> backs = new ArrayList<>();
        for (int i = 0; i < scenes.size(); i++) {
            Outcome outcome = SharedHost.run(scenes.get(i), limiters.get(), readsPressure, seed + i);
            shares += outcome.share();
            least = Math.min(least, outcome.share());
            slowdowns += outcome.slowdown();
            for (int back : outcome.reconverge()) backs.add(back);
        }
        Collections.sort(backs);
        double inTime = (double) backs.stream()
                        .filter(back -> back <= WANTED_COMPLETIONS)
                        .count()
                / backs.size();
        report.row(
                name + ", " + scenes.size() + " random hosts",
                "%.1f %%, worst %.1f %%, slowdown %.2f, back after median %s, within %d: %.0f %% of steps",
                shares / scenes.size() * 100,
                least * 100,
                slowdowns / scenes.size(),
                back(backs.get(backs.size() / 2)),
                WANTED_COMPLETIONS,
                inTime * 100);
        if (key.isEmpty()) return;
        report.figure("random_share_" + key, shares / scenes.size()).figure("random_in_time_" + key, inTime);
    }

    private static int worst(int[] backs) {
        return Arrays.stream(backs).max().orElseThrow();
    }

    private static String backs(int[] backs) {
        List<String> texts = new ArrayList<>();
        for (int back : backs) texts.add(back(back));
        return String.join(" and ", texts);
    }

    private static String back(int completions) {
        return completions == SharedHost.NEVER ? "never" : Integer.toString(completions);
    }
}

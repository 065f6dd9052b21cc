package io.slipway.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The change points of a whole series after Fleming and others, "Hunter: Using Change Point Detection to Hunt for
 * Performance Regressions" (2023), written from the paper: within overlapping windows of {@value #WINDOW} values, the split
 * with the greatest energy statistic of Matteson and James (2014) is taken when Student's t-test tells its two sides apart,
 * and both sides are split again; first with a significance ten times as loose, then, over the whole series, the weakest
 * point is dropped until the test holds for all that are left. Deterministic.
 */
final class Hunter {
    private static final int WINDOW = 50;
    private static final double SIGNIFICANCE = 0.001;

    /** The fewest values on a side of a split. */
    private static final int LEAST = 2;

    private Hunter() {}

    /** Where a new level begins, ascending; {@code series} is in whatever unit its means are to be compared. */
    static List<Integer> changes(double[] series) {
        List<Integer> weak = new ArrayList<>();
        int start = 0;
        // The next window begins at the last point found in this one, or half a window on.
        while (start < series.length) {
            int end = Math.min(start + WINDOW, series.length);
            List<Integer> found = new ArrayList<>();
            split(series, start, end, found);
            found.removeIf(at -> !weak.isEmpty() && at <= weak.get(weak.size() - 1));
            found.sort(null);
            int from = start;
            int next = start + WINDOW / 2;
            if (!found.isEmpty()) {
                weak.addAll(found);
                next = Math.max(from + 1, found.get(found.size() - 1));
            }
            if (end == series.length) break;
            start = next;
        }
        return strong(series, weak);
    }

    private static void split(double[] series, int from, int to, List<Integer> found) {
        int at = likeliest(series, from, to);
        if (at < 0 || probability(series, from, at, to) > 10 * SIGNIFICANCE) return;
        found.add(at);
        split(series, from, at, found);
        split(series, at, to, found);
    }

    /**
     * Where mn/(m+n) (2 E|X-Y| - E|X-X'| - E|Y-Y'|) is greatest, X being before and Y after; -1 when too short. O(n^2).
     */
    private static int likeliest(double[] series, int from, int to) {
        int n = to - from;
        if (n < 2 * LEAST) return -1;
        double[] before = new double[n + 1];
        double[] after = new double[n + 1];
        double[] across = new double[n + 1];
        // By moving one value at a time from the right side to the left.
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) after[0] += Math.abs(series[from + i] - series[from + j]);
        }
        for (int cut = 1; cut <= n; cut++) {
            double x = series[from + cut - 1];
            double left = 0;
            double right = 0;
            for (int i = 0; i < cut - 1; i++) left += Math.abs(series[from + i] - x);
            for (int i = cut; i < n; i++) right += Math.abs(series[from + i] - x);
            before[cut] = before[cut - 1] + left;
            after[cut] = after[cut - 1] - right;
            across[cut] = across[cut - 1] - left + right;
        }
        int best = -1;
        double most = 0;
        for (int cut = LEAST; cut <= n - LEAST; cut++) {
            double m = cut;
            double k = n - cut;
            double energy =
                    2 * across[cut] / (m * k) - 2 * before[cut] / (m * (m - 1)) - 2 * after[cut] / (k * (k - 1));
            double statistic = m * k / (m + k) * energy;
            if (statistic > most) {
                most = statistic;
                best = from + cut;
            }
        }
        return best;
    }

    private static List<Integer> strong(double[] series, List<Integer> weak) {
        List<Integer> left = new ArrayList<>(weak);
        double[] p = new double[left.size()];
        for (int i = 0; i < p.length; i++) p[i] = probability(series, left, i);
        while (!left.isEmpty()) {
            int worst = 0;
            for (int i = 1; i < left.size(); i++) if (p[i] > p[worst]) worst = i;
            if (p[worst] <= SIGNIFICANCE) break;
            left.remove(worst);
            double[] rest = new double[left.size()];
            System.arraycopy(p, 0, rest, 0, worst);
            System.arraycopy(p, worst + 1, rest, worst, rest.length - worst);
            p = rest;
            for (int i = Math.max(0, worst - 1); i <= worst && i < p.length; i++) p[i] = probability(series, left, i);
        }
        return left;
    }

    private static double probability(double[] series, List<Integer> points, int i) {
        int from = i == 0 ? 0 : points.get(i - 1);
        int to = i + 1 == points.size() ? series.length : points.get(i + 1);
        return probability(series, from, points.get(i), to);
    }

    /** How likely the means of two sides differ as much by chance: Student's test for equal variances, two-sided. */
    private static double probability(double[] series, int from, int at, int to) {
        int m = at - from;
        int n = to - at;
        if (m < LEAST || n < LEAST) return 1;
        double left = Arrays.stream(series, from, at).average().orElseThrow();
        double right = Arrays.stream(series, at, to).average().orElseThrow();
        double squares = 0;
        for (int i = from; i < to; i++) {
            double off = series[i] - (i < at ? left : right);
            squares += off * off;
        }
        double freedom = m + n - 2.0;
        double error = Math.sqrt(squares / freedom * (1.0 / m + 1.0 / n));
        if (error == 0) return left == right ? 1 : 0;
        double t = (left - right) / error;
        return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
    }

    /** Regularised, by Lentz's continued fraction. */
    private static double incompleteBeta(double x, double a, double b) {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
        double front = Math.exp(
                logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x) - Math.log(a));
        double tiny = 1e-300;
        double c = 1;
        double d = 1 / Math.max(tiny, 1 - (a + b) * x / (a + 1));
        double fraction = d;
        for (int m = 1; m < 300; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / (1 + even * d);
            c = 1 + even / c;
            fraction *= c * d;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / (1 + odd * d);
            c = 1 + odd / c;
            fraction *= c * d;
            if (Math.abs(c * d - 1) < 1e-12) break;
        }
        return front * fraction;
    }

    /** Stirling's series, moved to where it is exact enough. */
    private static double logGamma(double x) {
        double shift = 0;
        while (x < 10) {
            shift += Math.log(x);
            x++;
        }
        double square = x * x;
        return (x - 0.5) * Math.log(x)
                - x
                + 0.5 * Math.log(2 * Math.PI)
                + (1.0 / 12 - (1.0 / 360 - 1.0 / (1260 * square)) / square) / x
                - shift;
    }
}

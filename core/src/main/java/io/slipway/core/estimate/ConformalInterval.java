package io.slipway.core.estimate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * How far off estimates of one task were, and so how far the next may be off: nine times in ten, whatever the task does.
 *
 * <p>An error <i>y</i> - <i>x</i> on the logarithmic scale is divided by a <i>scale</i>, which says how hard this run is to
 * tell: the errors of late and the disagreement of the experts. Of the last 64 such errors the shortest stretch that holds
 * nine in ten is taken, times a factor <i>f</i>. After each run log <i>f</i> += γ·(miss - 0.1), where <i>miss</i> is 1
 * when the run ended outside and 0 when not. So the share of misses tends to 0.1 for any sequence at all: adaptive
 * conformal inference (Gibbs and Candès, NeurIPS 2021) in the form that tracks the quantile itself (Angelopoulos, Candès
 * and Tibshirani, Conformal PID Control, NeurIPS 2023).
 *
 * <p>Some 300 bytes. Confined to its model.
 */
final class ConformalInterval {
    private static final int MOST = 64;
    private static final double MISSES = 0.1;
    private static final double GAMMA = 0.05;

    /** Before its own errors tell: those of a task whose runs differ by some 15 %. */
    private static final double FIRST_ERROR = 0.15;

    private static final int PRIOR = 10;
    private static final double SHORTEST_SCALE = 0.005;

    /** Errors divided by their scale: how they lie before a task has enough of its own. */
    private static final double[] USUAL = {
        -3.6, -2.5, -1.9, -1.5, -1.22, -1.0, -0.82, -0.66, -0.52, -0.4, -0.3, -0.2, -0.11, -0.03, 0.06, 0.15, 0.25,
        0.37, 0.5, 0.66, 0.85, 1.1, 1.4, 1.8, 2.4, 3.4, 5.5
    };

    /** An error may be so many times the farthest of late; one that was large for its scale says nothing of a larger scale. */
    private static final double BEYOND = 1.5;

    private static final double FARTHEST_KEPT = 0.98;

    private float[] errors = new float[4];
    /** Where the oldest is, once all places are taken. */
    private int next;

    private int size;
    private float late = (float) FIRST_ERROR;
    private float steady = (float) FIRST_ERROR;
    private float logFactor;
    private int seen;
    /** How far off an estimate was at most, of late. */
    private float farthest;

    /** How hard a run is to tell about which the experts disagree so much. */
    double scale(double disagreement) {
        return SHORTEST_SCALE + 0.45 * late + 0.35 * steady + 0.6 * disagreement;
    }

    double low(double scale) {
        return scale * Math.exp(logFactor) * bounds()[0];
    }

    double high(double scale) {
        return scale * Math.exp(logFactor) * bounds()[1];
    }

    /** An estimate with such a scale was off by so much. */
    void learn(double error, double scale) {
        double[] bounds = bounds();
        double factor = scale * Math.exp(logFactor);
        boolean missed = error < factor * bounds[0] || error > factor * bounds[1];
        logFactor += (float) (GAMMA * ((missed ? 1 : 0) - MISSES));
        seen++;
        farthest = (float) Math.max(Math.abs(error), FARTHEST_KEPT * farthest);
        double off = Math.min(Math.abs(error), 5 * steady);
        late += (float) (Math.max(0.15, 1.0 / (seen + 2)) * (off - late));
        steady += (float) (Math.max(0.03, 1.0 / (seen + 2)) * (off - steady));
        if (size < MOST) {
            if (size == errors.length) errors = Arrays.copyOf(errors, 2 * size);
            errors[size++] = (float) (error / scale);
        } else {
            errors[next] = (float) (error / scale);
            next = (next + 1) % MOST;
        }
    }

    /** How far off an estimate with such a scale may be, at 27 evenly spaced probabilities, ascending. */
    double[] offsets(double scale) {
        double most = Math.max(BEYOND * farthest, scale * USUAL[USUAL.length - 1]);
        double[] offsets = quantiles();
        for (int i = 0; i < offsets.length; i++) offsets[i] = Math.max(-most, Math.min(most, scale * offsets[i]));
        return offsets;
    }

    /** Errors divided by their scale at 27 evenly spaced probabilities, ascending: own ones mixed with what is usual. */
    private double[] quantiles() {
        double[] quantiles = new double[USUAL.length];
        float[] sorted = sorted();
        double own = size / (double) (size + PRIOR);
        for (int i = 0; i < quantiles.length; i++) {
            double usual = USUAL[i];
            if (size == 0) {
                quantiles[i] = usual;
                continue;
            }
            double at = i / (quantiles.length - 1.0) * (size - 1);
            int below = (int) at;
            int above = Math.min(below + 1, size - 1);
            quantiles[i] = own * (sorted[below] + (at - below) * (sorted[above] - sorted[below])) + (1 - own) * usual;
        }
        return quantiles;
    }

    private float[] sorted() {
        float[] sorted = Arrays.copyOf(errors, size);
        Arrays.sort(sorted);
        return sorted;
    }

    /** The shortest stretch with nine in ten of the errors. */
    private double[] bounds() {
        double[] quantiles = quantiles();
        double share = (1 - MISSES) * (quantiles.length - 1);
        int whole = (int) share;
        double rest = share - whole;
        double[] best = {quantiles[0], quantiles[quantiles.length - 1]};
        for (int i = 0; i + whole + 1 < quantiles.length; i++) {
            double low = quantiles[i];
            double high = quantiles[i + whole] + rest * (quantiles[i + whole + 1] - quantiles[i + whole]);
            if (high - low < best[1] - best[0]) best = new double[] {low, high};
        }
        // The estimate itself is always inside.
        return new double[] {Math.min(best[0], -0.05), Math.max(best[1], 0.05)};
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(size);
        for (int i = 0; i < size; i++) out.writeFloat(errors[i]);
        out.writeByte(next);
        out.writeFloat(late);
        out.writeFloat(steady);
        out.writeFloat(logFactor);
        out.writeInt(seen);
        out.writeFloat(farthest);
    }

    static ConformalInterval read(DataInputStream in) throws IOException {
        ConformalInterval interval = new ConformalInterval();
        interval.size = in.readUnsignedByte();
        while (interval.errors.length < interval.size) {
            interval.errors = new float[2 * interval.errors.length];
        }
        for (int i = 0; i < interval.size; i++) interval.errors[i] = in.readFloat();
        interval.next = in.readUnsignedByte();
        interval.late = in.readFloat();
        interval.steady = in.readFloat();
        interval.logFactor = in.readFloat();
        interval.seen = in.readInt();
        interval.farthest = in.readFloat();
        return interval;
    }
}

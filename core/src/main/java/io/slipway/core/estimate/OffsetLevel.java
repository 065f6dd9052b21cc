package io.slipway.core.estimate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A level that drifts, and what each circumstance adds to it: this branch 0.1, four jobs 1.2, a large change 0.05. What
 * one circumstance teaches of the level, all others profit from.
 *
 * <p>With level <i>l</i>, offsets <i>o</i> seen <i>n</i> times and a prior of <i>m</i> runs that they are 0, it expects
 * <i>l</i> + Σ <i>o</i>·<i>n</i>/(<i>n</i> + <i>m</i>). After each run both follow the error, cut to a few times what is
 * usual; an offset follows fast at first, then as slowly as it is told to. Offsets lie in 64 places by hash: two that
 * share one disturb each other, and no more room is ever taken.
 */
final class OffsetLevel {
    private static final int PLACES = 64;

    /** Runs that a new offset follows whatever its error: what was never seen may be far off. */
    private static final int NEW = 3;

    private final float gain;
    private final float offsetGain;
    private final float prior;
    private float level;
    private float usual = 0.1f;
    private int seen;
    private final float[] offsets = new float[PLACES];
    private final short[] counts = new short[PLACES];

    OffsetLevel(double gain, double offsetGain, double prior) {
        this.gain = (float) gain;
        this.offsetGain = (float) offsetGain;
        this.prior = (float) prior;
    }

    double expect(Features next) {
        double sum = level;
        for (int which = 0; which < 5; which++) {
            int at = place(next, which);
            sum += offsets[at] * counts[at] / (counts[at] + prior);
        }
        return sum;
    }

    void learn(double log, Features run) {
        double error = seen == 0 ? 0 : log - expect(run);
        if (seen == 0) level = (float) log;
        seen++;
        double most = 2 * usual;
        level += (float) (Math.max(gain, 1.0 / seen) * Math.max(-most, Math.min(most, error)));
        double cut = Math.max(-1.25 * most, Math.min(1.25 * most, error));
        for (int which = 0; which < 5; which++) {
            int at = place(run, which);
            double follow = Math.max(offsetGain, 1.0 / (counts[at] + 2));
            offsets[at] += (float) (follow * (counts[at] < NEW ? error : cut));
            if (counts[at] < Short.MAX_VALUE) counts[at]++;
        }
        usual = (float) (0.95 * usual + 0.05 * Math.min(1.2533 * Math.abs(error), 2 * most) + 1e-4);
    }

    private static int place(Features run, int which) {
        int circumstance = switch (which) {
            case 0 -> run.jobs();
            case 1 -> run.branch();
            case 2 -> run.event();
            case 3 -> 31 * run.jobs() + run.event();
            // Nothing, up to 10, up to 100 lines, or more.
            default -> (int) Math.min(3, Math.ceil(run.change() / 2.4));
        };
        int hash = (31 * circumstance + which) * 0x9e3779b9;
        return hash >>> 26;
    }

    /** Most places are empty, and all tasks of a run are written at its end. */
    void write(DataOutputStream out) throws IOException {
        out.writeFloat(level);
        out.writeFloat(usual);
        out.writeInt(seen);
        int taken = 0;
        for (short count : counts) if (count > 0) taken++;
        out.writeByte(taken);
        for (int i = 0; i < PLACES; i++) {
            if (counts[i] == 0) continue;
            out.writeByte(i);
            out.writeFloat(offsets[i]);
            out.writeShort(counts[i]);
        }
    }

    void read(DataInputStream in) throws IOException {
        level = in.readFloat();
        usual = in.readFloat();
        seen = in.readInt();
        int taken = in.readUnsignedByte();
        for (int i = 0; i < taken; i++) {
            int place = in.readUnsignedByte();
            offsets[place] = in.readFloat();
            counts[place] = in.readShort();
        }
    }
}

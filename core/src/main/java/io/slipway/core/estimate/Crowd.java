package io.slipway.core.estimate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** The last passing runs of many tasks together: all there is to go by for a task that was never seen. */
final class Crowd {
    private static final int MOST = 64;
    private static final int QUANTILES = 21;

    /** A crowd of one or two still leaves it open: a factor of e to either side. */
    private static final double OPEN = 1;

    private float[] logs = new float[8];
    private int next;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void add(double log) {
        if (size < MOST) {
            if (size == logs.length) logs = Arrays.copyOf(logs, 2 * size);
            logs[size++] = (float) log;
        } else {
            logs[next] = (float) log;
            next = (next + 1) % MOST;
        }
    }

    /** Logarithms at evenly spaced probabilities, ascending; wider than what was seen, the less was. */
    double[] quantiles() {
        float[] sorted = Arrays.copyOf(logs, size);
        Arrays.sort(sorted);
        double[] quantiles = new double[QUANTILES];
        for (int i = 0; i < QUANTILES; i++) {
            double share = i / (QUANTILES - 1.0);
            double at = share * (size - 1);
            int below = (int) at;
            int above = Math.min(below + 1, size - 1);
            double widened = (2 * share - 1) * OPEN / Math.sqrt(size);
            quantiles[i] = sorted[below] + (at - below) * (sorted[above] - sorted[below]) + widened;
        }
        return quantiles;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(size);
        for (int i = 0; i < size; i++) out.writeFloat(logs[i]);
        out.writeByte(next);
    }

    static Crowd read(DataInputStream in) throws IOException {
        Crowd crowd = new Crowd();
        crowd.size = in.readUnsignedByte();
        crowd.logs = new float[MOST];
        for (int i = 0; i < crowd.size; i++) crowd.logs[i] = in.readFloat();
        crowd.next = in.readUnsignedByte();
        return crowd;
    }
}

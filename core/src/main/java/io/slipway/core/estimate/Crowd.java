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
    private int tasks;

    boolean isEmpty() {
        return size == 0;
    }

    /** How many different tasks it is made of. */
    int tasks() {
        return tasks;
    }

    /** @param first whether it is the first run of its task */
    void add(double log, boolean first) {
        if (first) tasks++;
        if (size < MOST) {
            if (size == logs.length) logs = Arrays.copyOf(logs, 2 * size);
            logs[size++] = (float) log;
        } else {
            logs[next] = (float) log;
            next = (next + 1) % MOST;
        }
    }

    double median() {
        return at(sorted(), 0.5);
    }

    /** Of the logarithms, told from their quartiles so that outliers do not count: ((q75 - q25) / 1.349)². */
    double variance() {
        float[] sorted = sorted();
        double sigma = (at(sorted, 0.75) - at(sorted, 0.25)) / 1.349;
        return sigma * sigma;
    }

    private float[] sorted() {
        float[] sorted = Arrays.copyOf(logs, size);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double at(float[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** Logarithms at evenly spaced probabilities, ascending; wider than what was seen, the less was. */
    double[] quantiles() {
        float[] sorted = sorted();
        double[] quantiles = new double[QUANTILES];
        for (int i = 0; i < QUANTILES; i++) {
            double share = i / (QUANTILES - 1.0);
            quantiles[i] = at(sorted, share) + (2 * share - 1) * OPEN / Math.sqrt(size);
        }
        return quantiles;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(size);
        for (int i = 0; i < size; i++) out.writeFloat(logs[i]);
        out.writeByte(next);
        out.writeInt(tasks);
    }

    static Crowd read(DataInputStream in) throws IOException {
        Crowd crowd = new Crowd();
        crowd.size = in.readUnsignedByte();
        crowd.logs = new float[MOST];
        for (int i = 0; i < crowd.size; i++) crowd.logs[i] = in.readFloat();
        crowd.next = in.readUnsignedByte();
        crowd.tasks = in.readInt();
        return crowd;
    }
}

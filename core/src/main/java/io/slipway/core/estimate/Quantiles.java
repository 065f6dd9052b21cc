package io.slipway.core.estimate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Order statistics of the last so many values. Confined to its model; 4 bytes a value. */
final class Quantiles {
    private final int most;
    private float[] values = new float[4];
    private int next;
    private int size;

    Quantiles(int most) {
        this.most = most;
    }

    Quantiles copy() {
        Quantiles copy = new Quantiles(most);
        copy.values = values.clone();
        copy.next = next;
        copy.size = size;
        return copy;
    }

    int size() {
        return size;
    }

    void add(double value) {
        if (size < most) {
            if (size == values.length) values = Arrays.copyOf(values, Math.min(most, 2 * size));
            values[size++] = (float) value;
        } else {
            values[next] = (float) value;
            next = (next + 1) % most;
        }
    }

    /** The least value that a share of {@code probability} does not exceed. There has to be a value. */
    double at(double probability) {
        float[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(probability * size) - 1)];
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(size);
        out.writeByte(next);
        for (int i = 0; i < size; i++) out.writeFloat(values[i]);
    }

    /** What was written, by one that keeps as many. */
    void read(DataInputStream in) throws IOException {
        size = in.readUnsignedByte();
        next = in.readUnsignedByte();
        values = new float[Math.max(4, size)];
        for (int i = 0; i < size; i++) values[i] = in.readFloat();
    }
}

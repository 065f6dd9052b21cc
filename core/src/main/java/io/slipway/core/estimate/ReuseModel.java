package io.slipway.core.estimate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How likely a task's result is there though something it may need has run: what those made may be the same as before. Of
 * look-ups before anything has run nothing is learnt, as their outcome is known before it has to be guessed.
 *
 * <p>A mean in which the last 20 look-ups count, with half a hit and half a miss besides (Jeffreys' prior), as a few tell
 * little. Thread-safe; O(1), and 8 bytes a task.
 */
public final class ReuseModel {
    private static final float MEMORY = 0.95f;

    private final Map<String, float[]> tasks = new HashMap<>();

    /** It was looked up after something had run. */
    public synchronized void observe(Subject task, boolean reused) {
        float[] counts = tasks.computeIfAbsent(task.name(), name -> new float[2]);
        counts[0] = counts[0] * MEMORY + (reused ? 1 : 0);
        counts[1] = counts[1] * MEMORY + (reused ? 0 : 1);
    }

    /** See {@link TaskModels#inherit}. */
    synchronized void inherit(Subject heir, Subject before) {
        float[] past = tasks.get(before.name());
        if (past != null) tasks.putIfAbsent(heir.name(), past.clone());
    }

    /** From 0 to 1; 0 of a task that was never looked up so. */
    public synchronized double probability(Subject task) {
        float[] counts = tasks.get(task.name());
        return counts == null ? 0 : (counts[0] + 0.5) / (counts[0] + counts[1] + 1);
    }

    synchronized void write(DataOutputStream out) throws IOException {
        out.writeInt(tasks.size());
        for (Map.Entry<String, float[]> each : new TreeMap<>(tasks).entrySet()) {
            DurationModel.writeText(out, each.getKey());
            for (float count : each.getValue()) out.writeFloat(count);
        }
    }

    static ReuseModel read(DataInputStream in) throws IOException {
        ReuseModel model = new ReuseModel();
        int tasks = in.readInt();
        for (int i = 0; i < tasks; i++)
            model.tasks.put(DurationModel.readText(in), new float[] {in.readFloat(), in.readFloat()});
        return model;
    }
}

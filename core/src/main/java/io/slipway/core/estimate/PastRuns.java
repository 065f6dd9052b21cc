package io.slipway.core.estimate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The last 64 runs of one task that passed, or that are known to take at least so long. In the order in which they were
 * told, whatever their clocks say: a clock that was wrong once would hide all that comes after it. Confined to its model.
 *
 * <p>Some 40 bytes a run; it grows with the runs, so that a task that ran twice takes the room of four.
 */
final class PastRuns {
    static final int MOST = 64;

    /** Position of the oldest once all places are taken; else 0. */
    private int oldest;

    private int size;
    private float[] logs = new float[4];
    private int[] minutes = new int[4];
    private int[] jobs = new int[4];
    private int[] branches = new int[4];
    private int[] events = new int[4];
    private int[] agents = new int[4];
    private int[] inputs = new int[4];
    private byte[] extents = new byte[4];
    private float[] changes = new float[4];
    private int[] caches = new int[4];
    private long[] ids = new long[4];
    /** Whether the run took at least so long, rather than exactly so long. */
    private boolean[] bounds = new boolean[4];

    int size() {
        return size;
    }

    /** Its logarithm of seconds on an ordinary agent; {@code age} 0 is the last one. */
    double log(int age) {
        return logs[at(age)];
    }

    int minute(int age) {
        return minutes[at(age)];
    }

    int jobs(int age) {
        return jobs[at(age)];
    }

    int branch(int age) {
        return branches[at(age)];
    }

    int event(int age) {
        return events[at(age)];
    }

    int agent(int age) {
        return agents[at(age)];
    }

    int inputs(int age) {
        return inputs[at(age)];
    }

    /** How much its inputs had changed; see {@link Features#extent}. */
    byte extent(int age) {
        return extents[at(age)];
    }

    float change(int age) {
        return changes[at(age)];
    }

    int cache(int age) {
        return caches[at(age)];
    }

    private int at(int age) {
        int at = oldest + size - 1 - age;
        return at < size ? at : at - size;
    }

    /** How many runs ago a run came that is known to have taken at least so long; -1 when it is not here. O(64). */
    int boundOf(long id) {
        for (int age = 0; age < size; age++) {
            if (ids[at(age)] == id && bounds[at(age)]) return age;
        }
        return -1;
    }

    /** Whether the run was told of before and is done with. O(64). */
    boolean knows(long id) {
        for (int i = 0; i < size; i++) {
            if (ids[i] == id && !bounds[i]) return true;
        }
        return false;
    }

    void add(double log, Features run, long id, boolean bound) {
        if (size < MOST) {
            if (size == logs.length) grow(Math.min(MOST, 2 * size));
            set(size++, log, run, id, bound);
        } else {
            set(oldest, log, run, id, bound);
            oldest = (oldest + 1) % MOST;
        }
    }

    /** What was only known to take at least so long is known better now. */
    void replace(int age, double log, Features run, long id, boolean bound) {
        set(at(age), log, run, id, bound);
    }

    private void set(int at, double log, Features run, long id, boolean bound) {
        logs[at] = (float) log;
        minutes[at] = run.minute();
        jobs[at] = run.jobs();
        branches[at] = run.branch();
        events[at] = run.event();
        agents[at] = run.agent();
        inputs[at] = run.inputs();
        extents[at] = (byte) run.extent();
        changes[at] = run.change();
        caches[at] = run.cache();
        ids[at] = id;
        bounds[at] = bound;
    }

    private void grow(int length) {
        logs = Arrays.copyOf(logs, length);
        minutes = Arrays.copyOf(minutes, length);
        jobs = Arrays.copyOf(jobs, length);
        branches = Arrays.copyOf(branches, length);
        events = Arrays.copyOf(events, length);
        agents = Arrays.copyOf(agents, length);
        inputs = Arrays.copyOf(inputs, length);
        extents = Arrays.copyOf(extents, length);
        changes = Arrays.copyOf(changes, length);
        caches = Arrays.copyOf(caches, length);
        ids = Arrays.copyOf(ids, length);
        bounds = Arrays.copyOf(bounds, length);
    }

    /** Oldest first. */
    void write(DataOutputStream out) throws IOException {
        out.writeByte(size);
        for (int age = size - 1; age >= 0; age--) {
            int at = at(age);
            out.writeFloat(logs[at]);
            out.writeInt(minutes[at]);
            out.writeInt(jobs[at]);
            out.writeInt(branches[at]);
            out.writeInt(events[at]);
            out.writeInt(agents[at]);
            out.writeInt(inputs[at]);
            out.writeByte(extents[at]);
            out.writeFloat(changes[at]);
            out.writeInt(caches[at]);
            out.writeLong(ids[at]);
            out.writeBoolean(bounds[at]);
        }
    }

    static PastRuns read(DataInputStream in) throws IOException {
        PastRuns runs = new PastRuns();
        int size = in.readUnsignedByte();
        for (int i = 0; i < size; i++) {
            float log = in.readFloat();
            int minute = in.readInt();
            int jobs = in.readInt();
            int branch = in.readInt();
            int event = in.readInt();
            int agent = in.readInt();
            int input = in.readInt();
            int extent = in.readByte();
            float change = in.readFloat();
            int cache = in.readInt();
            Features run = new Features(minute, jobs, branch, event, agent, cache, input, extent, change, 0);
            runs.add(log, run, in.readLong(), in.readBoolean());
        }
        return runs;
    }
}

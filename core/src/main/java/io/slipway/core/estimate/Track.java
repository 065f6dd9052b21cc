package io.slipway.core.estimate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** All that is kept of one task: its past runs, the record of each expert, how far off they were, and its failures. */
final class Track {
    /** Failing runs whose time is kept. */
    private static final int FAILURES_KEPT = 9;

    /** What a run weighs in the share of failures, when another one has come since. */
    private static final float FAILURE_MEMORY = 0.98f;

    private final PastRuns runs;
    private final float[] losses;
    private final OffsetLevel steadyLevel = new OffsetLevel(0.15, 0.05, 3);
    private final OffsetLevel quickLevel = new OffsetLevel(0.3, 0.1, 2);
    private final ConformalInterval interval;
    private final Failures failures;
    private long passed;
    private long key;

    /** The share of failing runs, newer ones weighing more, and how long the last took. */
    private static final class Failures {
        private float passes;
        private float failures;
        private float[] logs = {};
        private long[] ids = {};
        private int next;
    }

    Track() {
        this(new PastRuns(), new float[ExpertMix.COUNT], new ConformalInterval(), new Failures());
    }

    private Track(PastRuns runs, float[] losses, ConformalInterval interval, Failures failures) {
        this.runs = runs;
        this.losses = losses;
        this.interval = interval;
        this.failures = failures;
    }

    PastRuns runs() {
        return runs;
    }

    float[] losses() {
        return losses;
    }

    OffsetLevel steadyLevel() {
        return steadyLevel;
    }

    OffsetLevel quickLevel() {
        return quickLevel;
    }

    ConformalInterval interval() {
        return interval;
    }

    long passed() {
        return passed;
    }

    /** Of the action that ran last; 0 when none was told of. */
    long key() {
        return key;
    }

    void ranWith(long key) {
        this.key = key;
    }

    void countPass() {
        passed++;
        failures.passes = failures.passes * FAILURE_MEMORY + 1;
        failures.failures *= FAILURE_MEMORY;
    }

    void countFailure(double log, long id) {
        failures.failures = failures.failures * FAILURE_MEMORY + 1;
        failures.passes *= FAILURE_MEMORY;
        if (failures.logs.length < FAILURES_KEPT) {
            failures.next = failures.logs.length;
            failures.logs = Arrays.copyOf(failures.logs, failures.next + 1);
            failures.ids = Arrays.copyOf(failures.ids, failures.next + 1);
        }
        failures.logs[failures.next] = (float) log;
        failures.ids[failures.next] = id;
        failures.next = (failures.next + 1) % FAILURES_KEPT;
    }

    /** Whether the run was told of before and is done with. */
    boolean knows(long id) {
        for (long failed : failures.ids) if (failed == id) return true;
        return runs.knows(id);
    }

    float recentPasses() {
        return failures.passes;
    }

    float recentFailures() {
        return failures.failures;
    }

    /** Logarithms of the seconds the last failing runs took, ascending. */
    float[] timesToFailure() {
        float[] sorted = failures.logs.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** The {@link #key()} of one that was written, without reading it all: it is at the end. */
    static long key(byte[] written) {
        return ByteBuffer.wrap(written).getLong(written.length - Long.BYTES);
    }

    void write(DataOutputStream out) throws IOException {
        runs.write(out);
        for (float loss : losses) out.writeFloat(loss);
        interval.write(out);
        steadyLevel.write(out);
        quickLevel.write(out);
        out.writeFloat(failures.passes);
        out.writeFloat(failures.failures);
        out.writeByte(failures.logs.length);
        for (int i = 0; i < failures.logs.length; i++) {
            out.writeFloat(failures.logs[i]);
            out.writeLong(failures.ids[i]);
        }
        out.writeByte(failures.next);
        out.writeLong(passed);
        out.writeLong(key);
    }

    static Track read(DataInputStream in) throws IOException {
        PastRuns runs = PastRuns.read(in);
        float[] losses = new float[ExpertMix.COUNT];
        for (int i = 0; i < losses.length; i++) losses[i] = in.readFloat();
        Track track = new Track(runs, losses, ConformalInterval.read(in), new Failures());
        track.steadyLevel.read(in);
        track.quickLevel.read(in);
        track.failures.passes = in.readFloat();
        track.failures.failures = in.readFloat();
        track.failures.logs = new float[in.readUnsignedByte()];
        track.failures.ids = new long[track.failures.logs.length];
        for (int i = 0; i < track.failures.logs.length; i++) {
            track.failures.logs[i] = in.readFloat();
            track.failures.ids[i] = in.readLong();
        }
        track.failures.next = in.readUnsignedByte();
        track.passed = in.readLong();
        track.key = in.readLong();
        return track;
    }
}

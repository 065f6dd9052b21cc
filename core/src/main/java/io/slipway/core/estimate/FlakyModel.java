package io.slipway.core.estimate;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.run.Outcome;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * Which tasks fail by chance. Two runs under one key do the same work on the same inputs; when one passes and the other
 * fails, it was not the change.
 *
 * <p>Runs of a key that has passed are trials with a chance <i>p</i> to fail. With a prior Beta(0.5, 12), which takes a
 * task to be reliable, and <i>f</i> failures and <i>s</i> passes among them, <i>p</i> is Beta(0.5 + f, 12 + s). What a retry
 * of a failure is worth follows from Bayes' rule with the share <i>b</i> of keys that never passed, which are broken by
 * their change: p·(1 - p)·(1 - b) / (p·(1 - b) + b).
 *
 * <p>Thread-safe. O(1) a run; of each task the last 16 keys are remembered, less than 1 KB.
 */
public final class FlakyModel {
    private static final int KEYS_KEPT = 16;

    private static final double PRIOR_FAILURES = 0.5;
    private static final double PRIOR_PASSES = 12;

    /** What a trial weighs when another has come since: some 200 count. */
    private static final double MEMORY = 0.995;

    private final Map<String, Trials> tasks = new HashMap<>();

    /** What is known of one task. */
    private static final class Trials {
        private final Map<Long, Tally> keys = new LinkedHashMap<>();
        private double failures;
        private double passes;
        private double broken;
        private double sound;

        void count(long key, boolean passed) {
            Tally tally = keys.computeIfAbsent(key, any -> new Tally());
            if (passed) tally.passed++;
            else tally.failed++;
            if (tally.passed > 0) {
                // The first pass shows that what failed before it under this key was chance, too.
                failures = failures * MEMORY + (passed ? tally.uncounted() : 1);
                passes = passes * MEMORY + (passed ? 1 : 0);
                tally.counted = tally.failed;
            }
            if (keys.size() > KEYS_KEPT) forgetOldest();
        }

        Trials copy() {
            Trials copy = new Trials();
            keys.forEach((key, tally) -> copy.keys.put(key, new Tally(tally)));
            copy.failures = failures;
            copy.passes = passes;
            copy.broken = broken;
            copy.sound = sound;
            return copy;
        }

        void write(DataOutputStream out) throws IOException {
            out.writeDouble(failures);
            out.writeDouble(passes);
            out.writeDouble(broken);
            out.writeDouble(sound);
            out.writeByte(keys.size());
            for (Map.Entry<Long, Tally> key : keys.entrySet()) {
                out.writeLong(key.getKey());
                out.writeInt(key.getValue().passed);
                out.writeInt(key.getValue().failed);
                out.writeInt(key.getValue().counted);
            }
        }

        static Trials read(DataInputStream in) throws IOException {
            Trials trials = new Trials();
            trials.failures = in.readDouble();
            trials.passes = in.readDouble();
            trials.broken = in.readDouble();
            trials.sound = in.readDouble();
            int keys = in.readUnsignedByte();
            for (int i = 0; i < keys; i++) {
                long key = in.readLong();
                Tally tally = new Tally();
                tally.passed = in.readInt();
                tally.failed = in.readInt();
                tally.counted = in.readInt();
                trials.keys.put(key, tally);
            }
            return trials;
        }

        private void forgetOldest() {
            var oldest = keys.entrySet().iterator();
            Tally tally = oldest.next().getValue();
            oldest.remove();
            broken = broken * MEMORY + (tally.passed == 0 ? 1 : 0);
            sound = sound * MEMORY + (tally.passed == 0 ? 0 : 1);
        }
    }

    private static final class Tally {
        private int passed;
        private int failed;
        private int counted;

        Tally() {}

        Tally(Tally other) {
            passed = other.passed;
            failed = other.failed;
            counted = other.counted;
        }

        int uncounted() {
            return failed - counted;
        }
    }

    /** A run ended; one that has no key, or was ended from outside, tells nothing. */
    public synchronized void observe(Observation seen) {
        if (seen.key().isEmpty()) return;
        boolean failed = seen.outcome()
                .filter(kind -> kind == Outcome.Kind.FAILED || kind == Outcome.Kind.OUTPUT_MISSING)
                .isPresent();
        if (!seen.passed() && !failed) return;
        Optional<ActionKey> key = seen.key();
        tasks.computeIfAbsent(seen.task().name(), name -> new Trials())
                .count(DurationModel.hash(key.orElseThrow().hash()), seen.passed());
    }

    /** See {@link TaskModels#inherit}. */
    synchronized void inherit(Subject heir, Subject before) {
        Trials past = tasks.get(before.name());
        if (past != null) tasks.putIfAbsent(heir.name(), past.copy());
    }

    /** Of a task that was never seen, what is thought of any. */
    public synchronized Flakiness of(Subject task) {
        Trials trials = tasks.getOrDefault(task.name(), new Trials());
        // The quantiles are for people: a thousandth is enough, and quick.
        BetaDistribution chance =
                new BetaDistribution(null, PRIOR_FAILURES + trials.failures, PRIOR_PASSES + trials.passes, 1e-3);
        double fails = chance.getNumericalMean();
        double broken = (trials.broken + 1) / (trials.broken + trials.sound + 10);
        double byChance = fails * (1 - broken) / (fails * (1 - broken) + broken);
        return new Flakiness(
                fails,
                chance.inverseCumulativeProbability(0.05),
                chance.inverseCumulativeProbability(0.95),
                trials.failures + trials.passes,
                byChance * (1 - fails));
    }

    synchronized void write(DataOutputStream out) throws IOException {
        out.writeInt(tasks.size());
        for (Map.Entry<String, Trials> each : new TreeMap<>(tasks).entrySet()) {
            DurationModel.writeText(out, each.getKey());
            each.getValue().write(out);
        }
    }

    static FlakyModel read(DataInputStream in) throws IOException {
        FlakyModel model = new FlakyModel();
        int tasks = in.readInt();
        for (int i = 0; i < tasks; i++) model.tasks.put(DurationModel.readText(in), Trials.read(in));
        return model;
    }
}

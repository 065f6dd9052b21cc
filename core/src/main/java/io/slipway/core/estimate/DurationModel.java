package io.slipway.core.estimate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.slipway.core.estimate.Estimate.Basis;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.plan.Durations;
import io.slipway.core.run.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How long tasks take, learnt run by run: what to expect of the next one, within which bounds nine runs in ten end, and how
 * likely it fails.
 *
 * <ul>
 *   <li>Only runs that passed teach how long a task takes. Failing ones are kept apart, and a run that is still under way or
 *       was cancelled counts only when it already took longer than it was expected to.
 *   <li>Strange reports do no harm: below a millisecond is a millisecond, above a year a year, the same report twice is
 *       one, and clocks that step back change nothing but how much two runs have in common.
 *   <li>A task never seen is taken for one of its kind, and one of a kind never seen for any. A task with a new name that ran
 *       under the {@linkplain Observation#key key} of another one starts with the other's past.
 * </ul>
 *
 * <p>Thread-safe. To be told of a run and to be asked is O(1): some thousands of operations
 * on the last 64 runs of the task, which take 4 KB with all that is kept of it.
 */
public final class DurationModel implements Durations {
    private static final int MAGIC = 0x534c4455;
    private static final int VERSION = 3;

    /** Variance of the logarithms of one task's runs, as long as it is too young to tell. */
    private static final double OWN_VARIANCE = 0.15 * 0.15;

    /** So few tasks are no kind: they would be drawn to themselves. */
    private static final int FEWEST_OF_A_KIND = 4;

    /** From so many runs on, a task stands for itself. */
    private static final int GROWN_UP = 10;

    private final Map<String, Track> tracks = new HashMap<>();

    /** Tracks that were saved and of which nobody has asked since: of most tasks nothing happens in most runs. */
    private final Map<String, byte[]> unread = new HashMap<>();

    private final Map<Long, String> nameByKey = new HashMap<>();
    private final Map<String, Crowd> kinds = new HashMap<>();
    private Crowd all = new Crowd();
    private final ExpertMix mix = new ExpertMix();

    /** What all of the past teaches. */
    public static DurationModel from(RunHistory history) {
        DurationModel model = new DurationModel();
        history.forEach(model::observe);
        return model;
    }

    /** One more run is told of; the same one may be told of again when it has ended. */
    public synchronized void observe(Observation seen) {
        if (seen.usage().wall().isNegative()) return;
        long id = hash(seen.id());
        double log = LogSeconds.of(seen.usage().wall());
        Track track = track(seen);
        if (track.knows(id)) return;
        if (seen.passed()) {
            learn(track, seen, log, id);
        } else if (seen.outcome().isEmpty() || tellsLeast(seen.outcome().get())) {
            learnLeast(track, seen, log, id);
        } else if (failed(seen.outcome().get())) {
            track.countFailure(log, id);
        }
    }

    private static boolean failed(Outcome.Kind outcome) {
        return outcome == Outcome.Kind.FAILED
                || outcome == Outcome.Kind.OUTPUT_MISSING
                || outcome == Outcome.Kind.MEMORY_EXCEEDED;
    }

    /** It would have gone on. */
    private static boolean tellsLeast(Outcome.Kind outcome) {
        return outcome == Outcome.Kind.CANCELLED
                || outcome == Outcome.Kind.PREEMPTED
                || outcome == Outcome.Kind.TIMED_OUT;
    }

    private Track track(Observation seen) {
        String name = seen.task().name();
        Track track = find(name);
        long key = seen.key().map(one -> hash(one.hash())).orElse(0L);
        if (track == null) {
            track = new Track();
            String before = nameByKey.get(key);
            if (key != 0 && before != null) track = copy(requireNonNull(find(before)));
            tracks.put(name, track);
        }
        if (key != 0 && key != track.key()) {
            if (name.equals(nameByKey.get(track.key()))) nameByKey.remove(track.key());
            nameByKey.put(key, name);
            track.ranWith(key);
        }
        return track;
    }

    /** See {@link TaskModels#inherit}. */
    synchronized void inherit(Subject heir, Subject before) {
        Track past = find(before.name());
        if (past != null && find(heir.name()) == null) tracks.put(heir.name(), copy(past));
    }

    private @Nullable Track find(String name) {
        Track track = tracks.get(name);
        byte[] saved = track == null ? unread.remove(name) : null;
        if (saved == null) return track;
        Track read = readTrack(saved);
        tracks.put(name, read);
        return read;
    }

    private void learn(Track track, Observation seen, double log, long id) {
        Features run = Features.of(seen.covariates(), seen.startedAt());
        double ordinary = log + run.logSpeed();
        PastRuns runs = track.runs();
        int bound = runs.boundOf(id);
        if (runs.size() > 0) {
            double said = mix.estimate(track, run);
            track.interval().learn(ordinary - said, track.interval().scale(mix.disagreement()));
            mix.learn(track, ordinary);
        }
        track.steadyLevel().learn(ordinary, run);
        track.quickLevel().learn(ordinary, run);
        if (bound >= 0) runs.replace(bound, ordinary, run, id, false);
        else runs.add(ordinary, run, id, false);
        mix.forget();
        track.countPass();
        boolean first = track.passed() == 1;
        kinds.computeIfAbsent(seen.task().kind(), kind -> new Crowd()).add(ordinary, first);
        all.add(ordinary, first);
    }

    private void learnLeast(Track track, Observation seen, double log, long id) {
        Features run = Features.of(seen.covariates(), seen.startedAt());
        double ordinary = log + run.logSpeed();
        PastRuns runs = track.runs();
        int bound = runs.boundOf(id);
        if (bound >= 0) {
            if (ordinary > runs.log(bound)) runs.replace(bound, ordinary, run, id, true);
        } else if (runs.size() > 0 && ordinary > mix.estimate(track, run)) {
            runs.add(ordinary, run, id, true);
        }
        mix.forget();
    }

    /**
     * What to expect of the task when it starts then.
     *
     * @return empty only when no run of any task was ever told of
     */
    public synchronized Optional<Estimate> estimate(Subject task, Covariates covariates, Instant startsAt) {
        Features next = Features.of(covariates, startsAt);
        Track track = find(task.name());
        Crowd kind = kinds.get(task.kind());
        if (track != null && track.runs().size() > 0) return Optional.of(own(track, kind, next));
        if (kind != null) return Optional.of(ofCrowd(kind, Basis.KIND, next));
        return all.isEmpty() ? Optional.empty() : Optional.of(ofCrowd(all, Basis.ALL, next));
    }

    private Estimate own(Track track, @Nullable Crowd kind, Features next) {
        double log = mix.estimate(track, next);
        ConformalInterval interval = track.interval();
        double scale = interval.scale(mix.disagreement());
        double ordinary = shrunk(log, track.runs().size(), kind) - next.logSpeed();
        double[] logs = interval.offsets(scale);
        for (int i = 0; i < logs.length; i++) logs[i] += ordinary;
        return new Estimate(
                LogSeconds.toDuration(ordinary),
                LogSeconds.toDuration(ordinary + interval.low(scale)),
                LogSeconds.toDuration(ordinary + interval.high(scale)),
                Basis.TASK,
                track.passed(),
                logs);
    }

    /**
     * Drawn towards the median of its kind, the more the fewer runs <i>n</i> it has and the more alike its kind is: the
     * kind weighs σ²/(σ² + n·τ²), as in a model with variance σ² within tasks and τ² between them.
     */
    private static double shrunk(double own, int runs, @Nullable Crowd kind) {
        if (kind == null || kind.tasks() < FEWEST_OF_A_KIND || runs >= GROWN_UP) return own;
        double share = OWN_VARIANCE / (OWN_VARIANCE + runs * kind.variance());
        return own + share * (kind.median() - own);
    }

    private static Estimate ofCrowd(Crowd crowd, Basis basis, Features next) {
        double[] logs = crowd.quantiles();
        for (int i = 0; i < logs.length; i++) logs[i] -= next.logSpeed();
        int last = logs.length - 1;
        return new Estimate(
                LogSeconds.toDuration(logs[last / 2]),
                LogSeconds.toDuration(logs[last / 20]),
                LogSeconds.toDuration(logs[last - last / 20]),
                basis,
                0,
                logs);
    }

    /** How likely the next run of the task fails; of a task never seen, anything is possible. */
    public synchronized FailureEstimate failure(Subject task) {
        Track track = find(task.name());
        double passes = track == null ? 0 : track.recentPasses();
        double failures = track == null ? 0 : track.recentFailures();
        // Jeffreys' prior: half a run of each.
        BetaDistribution share = new BetaDistribution(null, failures + 0.5, passes + 0.5);
        float[] logs = track == null ? new float[0] : track.timesToFailure();
        Optional<Duration> median =
                logs.length == 0 ? Optional.empty() : Optional.of(LogSeconds.toDuration(logs[logs.length / 2]));
        return new FailureEstimate(
                share.getNumericalMean(),
                share.inverseCumulativeProbability(0.05),
                share.inverseCumulativeProbability(0.95),
                median);
    }

    /** The time that a share of {@code probability} of its last failing runs took at most; absent before the first. */
    public synchronized Optional<Duration> failsAfter(Subject task, double probability) {
        Track track = find(task.name());
        float[] logs = track == null ? new float[0] : track.timesToFailure();
        if (logs.length == 0) return Optional.empty();
        return Optional.of(LogSeconds.toDuration(logs[(int) Math.min(logs.length - 1.0, probability * logs.length)]));
    }

    /** The middle of what the task may take, whatever its branch; absent when it was never seen. */
    @Override
    public Optional<Duration> expected(TaskAddress task) {
        return estimate(Subject.of(task), Covariates.NONE, Instant.EPOCH)
                .filter(estimate -> estimate.basis() == Basis.TASK)
                .map(Estimate::point);
    }

    @Override
    public Optional<Duration> overdueAfter(TaskAddress task) {
        return estimate(Subject.of(task), Covariates.NONE, Instant.EPOCH).flatMap(Estimate::overdueAfter);
    }

    static long hash(String text) {
        long hash = 1125899906842597L;
        for (int i = 0; i < text.length(); i++) hash = 31 * hash + text.charAt(i);
        return hash;
    }

    /** All that was learnt, in a form of this version. */
    public synchronized byte[] save() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeByte(VERSION);
            writeAll(out);
            CRC32 sum = new CRC32();
            sum.update(bytes.toByteArray());
            out.writeLong(sum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException("the memory is no disk; report this as a fault of Slipway", e);
        }
        return bytes.toByteArray();
    }

    private void writeAll(DataOutputStream out) throws IOException {
        Map<String, byte[]> all = new TreeMap<>(unread);
        tracks.forEach((name, track) -> all.put(name, bytes(track)));
        out.writeInt(all.size());
        for (Map.Entry<String, byte[]> each : all.entrySet()) {
            writeText(out, each.getKey());
            out.writeInt(each.getValue().length);
            out.write(each.getValue());
        }
        out.writeInt(kinds.size());
        for (Map.Entry<String, Crowd> each : new TreeMap<>(kinds).entrySet()) {
            writeText(out, each.getKey());
            each.getValue().write(out);
        }
        this.all.write(out);
    }

    /** What {@link #save} wrote; empty when it was another version or is damaged, so that it has to be learnt again. */
    public static Optional<DurationModel> load(byte[] saved) {
        int body = saved.length - Long.BYTES;
        if (body < 0) return Optional.empty();
        CRC32 sum = new CRC32();
        sum.update(saved, 0, body);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved, 0, body));
                DataInputStream end = new DataInputStream(new ByteArrayInputStream(saved, body, Long.BYTES))) {
            if (end.readLong() != sum.getValue()) return Optional.empty();
            if (in.readInt() != MAGIC || in.readUnsignedByte() != VERSION) return Optional.empty();
            return Optional.of(readAll(in));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static DurationModel readAll(DataInputStream in) throws IOException {
        DurationModel model = new DurationModel();
        int tracks = in.readInt();
        for (int i = 0; i < tracks; i++) {
            String name = readText(in);
            byte[] track = in.readNBytes(in.readInt());
            model.unread.put(name, track);
            long key = Track.key(track);
            if (key != 0) model.nameByKey.put(key, name);
        }
        int kinds = in.readInt();
        for (int i = 0; i < kinds; i++) model.kinds.put(readText(in), Crowd.read(in));
        model.all = Crowd.read(in);
        return model;
    }

    static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), UTF_8);
    }

    private static Track copy(Track track) {
        return readTrack(bytes(track));
    }

    private static Track readTrack(byte[] saved) {
        try {
            return Track.read(new DataInputStream(new ByteArrayInputStream(saved)));
        } catch (IOException e) {
            throw new UncheckedIOException("the memory is no disk; report this as a fault of Slipway", e);
        }
    }

    private static byte[] bytes(Track track) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            track.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("the memory is no disk; report this as a fault of Slipway", e);
        }
        return bytes.toByteArray();
    }
}

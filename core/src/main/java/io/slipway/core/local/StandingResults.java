package io.slipway.core.local;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.Digest;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What each task came to the last time, as long as nothing that keys are made of has changed since. Then a task whose
 * needs came to the same again has the same key, and while its result lies in the workspace and in the store as it was left
 * there, neither has the key to be made nor the result to be read.
 *
 * <p>What keys are made of is one digest, the <i>premise</i>: sources, definitions, counted environment and platform. A
 * key also depends on what its needs gave, which a run may find or make anew; so a result stands only while they gave what
 * they gave when it was remembered: whatever is kept was made of what is kept of its needs.
 *
 * <p>A memo: a damaged one, or one for another premise, is as good as none. Thread-safe.
 */
final class StandingResults {
    private static final int VERSION = 1;

    private final Path file;
    private final Digest premise;
    private final Pipeline pipeline;
    private final Map<TaskAddress, Standing> before;
    private final Map<TaskAddress, Standing> now = new ConcurrentHashMap<>();

    /**
     * What one task came to.
     *
     * @param outputs of its output tree
     * @param left of everything it left in the workspace, outputs and reports
     * @param wall how long it ran
     * @param mark of its result in the store, as long as it is the one that was read or put
     */
    record Standing(ActionKey key, Digest outputs, Digest left, Duration wall, long mark) {
        /** As equals, without what a record's equals costs a fresh JVM. */
        boolean isSame(Standing other) {
            return key.hash().equals(other.key.hash())
                    && outputs.equals(other.outputs)
                    && left.equals(other.left)
                    && wall.equals(other.wall)
                    && mark == other.mark;
        }

        static Standing of(ActionKey key, Tree outputs, Tree reports, Duration wall, long mark) {
            return new Standing(
                    key, outputs.digest(), TaskFiles.all(outputs, reports).digest(), wall, mark);
        }
    }

    private StandingResults(Path file, Digest premise, Pipeline pipeline, Map<TaskAddress, Standing> before) {
        this.file = file;
        this.premise = premise;
        this.pipeline = pipeline;
        this.before = before;
    }

    /** Reads what stands under {@code premise}, which says of {@code pipeline} too what it is. */
    static StandingResults open(Path file, Digest premise, Pipeline pipeline) {
        Map<TaskAddress, Standing> before = new HashMap<>();
        try {
            read(new CanonicalInput(Files.readAllBytes(file)), premise, pipeline.tasks(), before);
        } catch (IOException | MalformedContentException | IllegalArgumentException e) {
            before.clear();
        }
        return new StandingResults(file, premise, pipeline, before);
    }

    private static void read(CanonicalInput in, Digest premise, List<Task> tasks, Map<TaskAddress, Standing> before) {
        if (in.readByte() != VERSION || !in.readDigest().equals(premise)) return;
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            Task task = tasks.get(in.readInt());
            ActionKey key = new ActionKey(in.readDigest().hash());
            Digest outputs = in.readDigest();
            Digest left = in.readDigest();
            Duration wall = Duration.ofNanos(in.readLong());
            before.put(task.address(), new Standing(key, outputs, left, wall, in.readLong()));
        }
        in.expectEnd();
    }

    /** Whether nothing stands: something that keys are made of has changed, or nothing was run yet. */
    boolean isEmpty() {
        return before.isEmpty();
    }

    /**
     * What the task came to, if that still stands.
     *
     * @param outputs digests of what the tasks of this run have made so far
     */
    Optional<Standing> find(Task task, Function<TaskAddress, Optional<Digest>> outputs) {
        Standing standing = before.get(task.address());
        if (standing == null) return Optional.empty();
        for (Need need : task.needs()) {
            if (!need.kind().givesOutputs()) continue;
            Standing needed = before.get(need.task());
            if (needed == null) return Optional.empty();
            Optional<Digest> made = outputs.apply(need.task());
            if (made.isEmpty() || !made.get().equals(needed.outputs())) return Optional.empty();
        }
        return Optional.of(standing);
    }

    /** The task came to this in this run. Not kept when something it needs is not, because it may have been made of that. */
    void remember(Task task, Standing standing) {
        for (Need need : task.needs()) {
            if (need.kind().givesOutputs() && !now.containsKey(need.task())) return;
        }
        now.put(task.address(), standing);
    }

    /** Keeps what was remembered, and what stood before unless something it was made of may have changed. */
    void save() {
        boolean news = false;
        boolean contradicts = false;
        for (Map.Entry<TaskAddress, Standing> entry : now.entrySet()) {
            Standing old = before.get(entry.getKey());
            news |= old == null || !old.isSame(entry.getValue());
            contradicts |= old != null && !old.outputs().equals(entry.getValue().outputs());
        }
        if (!news) return;
        if (contradicts) before.clear();
        before.putAll(now);
        write();
    }

    private void write() {
        List<Task> tasks = pipeline.tasks();
        CanonicalOutput out = new CanonicalOutput().writeByte(VERSION).writeDigest(premise);
        out.writeInt(before.size());
        for (int i = 0; i < tasks.size(); i++) {
            Standing standing = before.get(tasks.get(i).address());
            if (standing == null) continue;
            out.writeInt(i).writeDigest(new Digest(standing.key().hash(), 0));
            out.writeDigest(standing.outputs()).writeDigest(standing.left());
            out.writeLong(standing.wall().toNanos()).writeLong(standing.mark());
        }
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(aside, out.toByteArray());
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            return; // only the next run is slower
        }
    }
}

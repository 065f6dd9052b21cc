package io.slipway.core.estimate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * All that is learnt of the tasks of one workspace or farm, as one state that can be kept: how long they run, what they
 * use, how often they fail by chance, and how often their results are there.
 *
 * <p>Thread-safe. {@link #load} does not read the tasks one by one; that is done when somebody asks of them.
 */
public final class TaskModels {
    private static final int VERSION = 0x534c4d32;

    private final DurationModel durations;
    private final ResourceModel resources;
    private final ReuseModel reuse;
    private final FlakyModel flaky;

    /** Nothing has run yet. */
    public TaskModels() {
        this(new DurationModel(), new ResourceModel(), new ReuseModel(), new FlakyModel());
    }

    private TaskModels(DurationModel durations, ResourceModel resources, ReuseModel reuse, FlakyModel flaky) {
        this.durations = durations;
        this.resources = resources;
        this.reuse = reuse;
        this.flaky = flaky;
    }

    /** A run of a task is told of. O(1). */
    public void observe(Observation seen) {
        durations.observe(seen);
        resources.observe(seen);
        flaky.observe(seen);
    }

    /** The task was called otherwise before: it goes on with the past of that one, unless it has one of its own. O(1). */
    public void inherit(Subject heir, Subject before) {
        durations.inherit(heir, before);
        resources.inherit(heir, before);
        reuse.inherit(heir, before);
        flaky.inherit(heir, before);
    }

    public DurationModel durations() {
        return durations;
    }

    public ResourceModel resources() {
        return resources;
    }

    public ReuseModel reuse() {
        return reuse;
    }

    public FlakyModel flaky() {
        return flaky;
    }

    /** All that was learnt, in a form of this version. */
    public byte[] save() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            ByteArrayOutputStream rest = new ByteArrayOutputStream();
            DataOutputStream small = new DataOutputStream(rest);
            resources.write(small);
            reuse.write(small);
            flaky.write(small);
            CRC32 sum = new CRC32();
            sum.update(rest.toByteArray());
            out.writeLong(sum.getValue());
            out.writeInt(rest.size());
            rest.writeTo(out);
            out.write(durations.save());
        } catch (IOException e) {
            throw new UncheckedIOException("the memory is no disk; report this as a fault of Slipway", e);
        }
        return bytes.toByteArray();
    }

    /** What {@link #save} wrote; empty when it was another version or is damaged, so that it has to be learnt again. */
    public static Optional<TaskModels> load(byte[] saved) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved))) {
            Optional<DataInputStream> small = small(in);
            if (small.isEmpty()) return Optional.empty();
            ResourceModel resources = ResourceModel.read(small.get());
            ReuseModel reuse = ReuseModel.read(small.get());
            FlakyModel flaky = FlakyModel.read(small.get());
            return DurationModel.load(in.readAllBytes())
                    .map(durations -> new TaskModels(durations, resources, reuse, flaky));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Of what {@link #save} wrote, what tasks use, which comes first: most of the rest is how long they run. */
    public static Optional<ResourceModel> loadResources(InputStream saved) throws IOException {
        Optional<DataInputStream> small = small(new DataInputStream(saved));
        return small.isEmpty() ? Optional.empty() : Optional.of(ResourceModel.read(small.get()));
    }

    /** All but the durations; empty when it was another version or is damaged. */
    private static Optional<DataInputStream> small(DataInputStream in) throws IOException {
        if (in.readInt() != VERSION) return Optional.empty();
        long sum = in.readLong();
        byte[] bytes = in.readNBytes(Math.max(0, in.readInt()));
        CRC32 actual = new CRC32();
        actual.update(bytes);
        return actual.getValue() == sum
                ? Optional.of(new DataInputStream(new ByteArrayInputStream(bytes)))
                : Optional.empty();
    }
}

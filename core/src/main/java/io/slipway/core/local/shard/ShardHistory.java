package io.slipway.core.local.shard;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.Digest;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.pipeline.TaskAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Keeps {@link PastShards}, a small file for each split task, replaced as a whole: in the workspace, and once more beside
 * the store, for a checkout that is new. A file that cannot be read is as good as none: what is lost is a better split,
 * never a result. Confined to one thread.
 */
final class ShardHistory {
    private static final int VERSION = 1;

    private final Path own;
    private final Path shared;
    private final Map<TaskAddress, PastShards> known = new TreeMap<>();

    /**
     * @param own directory in the workspace
     * @param shared directory that all workspaces of a user, or all jobs, have in common
     */
    ShardHistory(Path own, Path shared) {
        this.own = own;
        this.shared = shared;
    }

    PastShards of(TaskAddress whole) {
        return known.computeIfAbsent(
                whole, task -> read(own, task).or(() -> read(shared, task)).orElse(PastShards.NOTHING));
    }

    /** How many parts the tasks have of which something is remembered in the workspace. */
    Map<TaskAddress, Integer> counts() {
        Map<TaskAddress, Integer> counts = new TreeMap<>();
        if (!Files.isDirectory(own)) return counts;
        try (Stream<Path> files = Files.list(own)) {
            for (Path file : files.sorted().toList())
                read(file)
                        .ifPresent(read -> counts.put(read.whole(), read.past().count()));
        } catch (IOException | UncheckedIOException e) {
            return new TreeMap<>();
        }
        return counts;
    }

    private record Read(TaskAddress whole, PastShards past) {}

    void put(TaskAddress whole, PastShards past) {
        known.put(whole, past);
    }

    /** Writes down what is known. A directory that cannot be written is left as it is. */
    void save() {
        known.forEach((task, past) -> {
            if (past.equals(PastShards.NOTHING)) return;
            byte[] bytes = encode(task, past);
            write(file(own, task), bytes);
            write(file(shared, task), bytes);
        });
    }

    private static Path file(Path directory, TaskAddress whole) {
        return directory.resolve(
                Digest.of(whole.toString().getBytes(StandardCharsets.UTF_8)).hash());
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Path next = Files.createTempFile(file.getParent(), ".", ".next");
            Files.write(next, bytes);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            return; // the next split is made anew
        }
    }

    private static Optional<PastShards> read(Path directory, TaskAddress whole) {
        return read(file(directory, whole))
                .filter(read -> read.whole().equals(whole))
                .map(Read::past);
    }

    private static Optional<Read> read(Path file) {
        try {
            CanonicalInput in = new CanonicalInput(Files.readAllBytes(file));
            if (in.readByte() != VERSION) return Optional.empty();
            TaskAddress whole = TaskAddress.parse(in.readText());
            int count = in.readInt();
            String rest = in.readText();
            TreeMap<String, Integer> dealt = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) dealt.put(in.readText(), in.readInt());
            TreeMap<String, List<Duration>> times = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) times.put(in.readText(), durations(in));
            return Optional.of(new Read(whole, new PastShards(count, rest, dealt, times, durations(in))));
        } catch (IOException | MalformedContentException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Duration> durations(CanonicalInput in) {
        return in.readList(next -> Duration.ofMillis(Math.max(0, next.readLong())));
    }

    private static byte[] encode(TaskAddress whole, PastShards past) {
        CanonicalOutput out = new CanonicalOutput()
                .writeByte(VERSION)
                .writeText(whole.toString())
                .writeInt(past.count())
                .writeText(past.rest());
        out.writeInt(past.dealt().size());
        past.dealt().forEach((file, part) -> out.writeText(file).writeInt(part));
        out.writeInt(past.times().size());
        past.times().forEach((file, times) -> write(out.writeText(file), times));
        write(out, past.whole());
        return out.toByteArray();
    }

    private static void write(CanonicalOutput out, List<Duration> durations) {
        List<Duration> all = new ArrayList<>(durations);
        out.writeList(all, (to, each) -> to.writeLong(each.toMillis()));
    }
}

package io.slipway.core.pipeline;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.PathSet;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which part of a task that was split into several it is. Immutable.
 *
 * @param index from 1
 * @param total how many parts there are
 * @param files test files that are dealt out to the parts; none when the command itself knows how to take its part
 * @param each how long a part had better take, when recorded times say how many there are; absent when their number was
 *     written
 */
public record Shard(int index, int total, PathSet files, Optional<Duration> each) {
    /** Many parts start slower than they end; more are most likely a mistake. */
    public static final int MOST = 64;

    /** The axis of its variant. */
    public static final String AXIS = "shard";

    /** Holds the files of the part, one a line, relative to the directory of the service. */
    public static final String FILES_VARIABLE = "SLIPWAY_SHARD_FILES";

    public Shard {
        if (total < 1 || total > MOST || index < 1 || index > total)
            throw new IllegalArgumentException("shard: " + index + " of " + total
                    + " (expected: from 1 to the number of shards, at most " + MOST + ")");
        requireNonNull(files, "files");
        if (each.isPresent() && (each.get().isZero() || each.get().isNegative()))
            throw new IllegalArgumentException("each: " + each.get() + " (expected: longer than nothing)");
    }

    /** The address of the part: that of the whole when there is only one. */
    public TaskAddress of(TaskAddress whole) {
        if (total == 1) return whole;
        TreeMap<String, String> values = new TreeMap<>();
        whole.variant().ifPresent(variant -> values.putAll(variant.values()));
        values.put(AXIS, index + "of" + total);
        return whole.of(new Variant(values));
    }

    /** The address of the whole that the task at {@code part} is a part of. */
    public static TaskAddress whole(TaskAddress part) {
        Optional<Variant> variant = part.variant();
        if (variant.isEmpty()) return part;
        TreeMap<String, String> values = new TreeMap<>(variant.get().values());
        values.remove(AXIS);
        return values.isEmpty() ? part.group() : part.of(new Variant(values));
    }

    /**
     * The variables by which a command knows its part: ours count from 1, as do those of CI systems; those of Bazel and of
     * GoogleTest count from 0.
     */
    public SortedMap<String, String> variables() {
        String fromOne = String.valueOf(index);
        String fromZero = String.valueOf(index - 1);
        String all = String.valueOf(total);
        return new TreeMap<>(Map.of(
                "SLIPWAY_SHARD", fromOne,
                "SLIPWAY_SHARDS", all,
                "CI_NODE_INDEX", fromOne,
                "CI_NODE_TOTAL", all,
                "TEST_SHARD_INDEX", fromZero,
                "TEST_TOTAL_SHARDS", all,
                "GTEST_SHARD_INDEX", fromZero,
                "GTEST_TOTAL_SHARDS", all));
    }
}

package io.slipway.core.definition;

import io.slipway.core.content.PathSet;
import io.slipway.core.pipeline.Shard;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.Variant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads {@code shards}: a number of parts, {@code auto}, or a map that also names the test files to be dealt out. What
 * cannot be read of it leaves the task in one part, with a problem.
 */
final class ShardsReader {
    static final List<String> KEYS = Language.SHARDS.names();

    private static final String EXAMPLE = "shards: {count: 4, files: [test/**]}";
    private static final String AUTO = "auto";
    private static final Duration USUAL = Duration.ofMinutes(1); // starting a part costs less than it saves
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Map<TaskAddress, Integer> counts;
    private final Problems problems;

    /**
     * @param counts of parts of tasks that leave it to recorded times
     */
    ShardsReader(Map<TaskAddress, Integer> counts, Problems problems) {
        this.counts = counts;
        this.problems = problems;
    }

    /** How many parts there are, or how long each had better take. */
    private record Count(int shards, Optional<Duration> each) {
        static final Count ONE = new Count(1, Optional.empty());
    }

    /** All parts, the first one first. */
    List<Shard> read(TaskAddress whole, YamlValue value) {
        if (refusesAxis(whole, value)) return List.of();
        PathSet files = PathSet.none();
        Count count;
        if (value.isMap()) {
            Optional<YamlMap> keys = value.map("`shards`", EXAMPLE);
            if (keys.isEmpty()) return List.of();
            keys.get().refuseOthersThan(KEYS);
            count = count(whole, keys.get());
            files = keys.get()
                    .value("files")
                    .map(patterns ->
                            new PatternReader(problems).read(patterns, "`files`", "files: [test/**]", new TreeMap<>()))
                    .orElse(files);
        } else {
            count = count(whole, value, Optional.empty());
        }
        List<Shard> shards = new ArrayList<>();
        for (int i = 1; i <= count.shards(); i++) shards.add(new Shard(i, count.shards(), files, count.each()));
        return shards;
    }

    private boolean refusesAxis(TaskAddress whole, YamlValue value) {
        Optional<Variant> variant = whole.variant().filter(of -> of.values().containsKey(Shard.AXIS));
        if (variant.isEmpty()) return false;
        problems.add(
                value.place(),
                "the axis `" + Shard.AXIS + "` of the matrix is that of the shards too",
                "give the axis of the matrix another name");
        return true;
    }

    private Count count(TaskAddress whole, YamlMap keys) {
        Optional<Duration> each = keys.value("each").flatMap(this::each);
        Optional<YamlValue> written = keys.value("count");
        if (written.isEmpty()) return automatic(whole, each);
        Count count = count(whole, written.get(), each);
        if (count.each().isEmpty())
            keys.find("each")
                    .ifPresent(entry -> problems.add(
                            entry.place(), "`each` means nothing where `count` is a number", "write `count: auto`"));
        return count;
    }

    private Count count(TaskAddress whole, YamlValue value, Optional<Duration> each) {
        Optional<String> text = value.text("`shards`", "shards: 4");
        if (text.isEmpty()) return Count.ONE;
        if (text.get().equals(AUTO)) return automatic(whole, each);
        Optional<Integer> number = Amounts.count(text.get()).filter(shards -> shards >= 1 && shards <= Shard.MOST);
        if (number.isEmpty())
            problems.add(
                    value.place(),
                    "`" + text.get() + "` is no number of shards",
                    "write a number from 1 to " + Shard.MOST + ", or `auto`");
        return number.map(shards -> new Count(shards, Optional.empty())).orElse(Count.ONE);
    }

    private Count automatic(TaskAddress whole, Optional<Duration> each) {
        int known = counts.getOrDefault(whole, 1);
        return new Count(Math.max(1, Math.min(Shard.MOST, known)), Optional.of(each.orElse(USUAL)));
    }

    private Optional<Duration> each(YamlValue value) {
        Optional<String> text = value.text("`each`", "each: 2m");
        Optional<Duration> each = text.flatMap(Amounts::duration).filter(read -> read.compareTo(LONGEST) <= 0);
        if (text.isPresent() && each.isEmpty())
            problems.add(
                    value.place(),
                    "`" + text.get() + "` cannot be how long a shard takes",
                    "write for example `90s` or `5m`, at most a day");
        return each;
    }
}

package io.slipway.core.definition;

import io.slipway.core.content.PathSet;
import io.slipway.core.pipeline.Keep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code keep}: for how long, or that and which of the outputs and reports. */
final class KeepReader {
    static final List<String> KEYS = Language.KEEP.names();

    private static final String EXAMPLE = "keep: {paths: [build/*.jar], for: 30d}";
    private static final Duration USUAL = Duration.ofDays(30); // as CI systems do
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private final Problems problems;

    KeepReader(Problems problems) {
        this.problems = problems;
    }

    Optional<Keep> read(YamlValue value) {
        if (!value.isMap()) return time(value).map(time -> new Keep(PathSet.all(), time));
        Optional<YamlMap> keys = value.map("`keep`", EXAMPLE);
        if (keys.isEmpty()) return Optional.empty();
        keys.get().refuseOthersThan(KEYS);
        PathSet paths = keys.get()
                .value("paths")
                .map(written ->
                        new PatternReader(problems).read(written, "`paths`", "paths: [build/*.jar]", new TreeMap<>()))
                .orElse(PathSet.all());
        return Optional.of(
                new Keep(paths, keys.get().value("for").flatMap(this::time).orElse(USUAL)));
    }

    private Optional<Duration> time(YamlValue value) {
        Optional<String> text = value.text("`for`", "for: 30d");
        Optional<Duration> time = text.flatMap(Amounts::duration).filter(read -> read.compareTo(LONGEST) <= 0);
        if (text.isPresent() && time.isEmpty())
            problems.add(
                    value.place(),
                    "`" + text.get() + "` cannot be how long something is kept",
                    "write for example `12h` or `30d`, at most ten years");
        return time;
    }
}

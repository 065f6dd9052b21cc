package io.slipway.github.read;

import io.slipway.github.yaml.YamlValue;
import io.slipway.github.yaml.YamlValue.Mapping;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a job's token may do. Immutable.
 *
 * @param levels by scope: 0 for nothing, 1 to read, 2 to write
 * @param others the level of every scope that is not among them
 */
record Permissions(Map<String, Integer> levels, int others) {
    /** What {@code permissions} says; absent when nothing is written. */
    static Optional<Permissions> of(YamlValue jobOrWorkflow) {
        return jobOrWorkflow.get("permissions").map(Permissions::read);
    }

    private static Permissions read(YamlValue written) {
        Map<String, Integer> levels = new TreeMap<>();
        if (written instanceof Mapping mapping)
            mapping.fields().forEach((scope, value) -> levels.put(scope, level(value)));
        return new Permissions(levels, written instanceof Mapping ? 0 : level(written));
    }

    private static int level(YamlValue value) {
        return switch (value.text().orElse("")) {
            case "read", "read-all" -> 1;
            case "write", "write-all" -> 2;
            default -> 0;
        };
    }

    /** Something that is asked for but not allowed, as it is written: {@code contents: write}. */
    Optional<String> beyond(Permissions allowed) {
        for (Map.Entry<String, Integer> asked : levels.entrySet()) {
            if (asked.getValue() > allowed.levels.getOrDefault(asked.getKey(), allowed.others))
                return Optional.of(asked.getKey() + (asked.getValue() == 2 ? ": write" : ": read"));
        }
        for (Map.Entry<String, Integer> limit : allowed.levels.entrySet())
            if (!levels.containsKey(limit.getKey()) && others > limit.getValue())
                return Optional.of(others == 2 ? "write-all" : "read-all");
        return others > allowed.others ? Optional.of(others == 2 ? "write-all" : "read-all") : Optional.empty();
    }
}

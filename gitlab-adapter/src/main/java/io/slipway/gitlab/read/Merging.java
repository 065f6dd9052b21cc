package io.slipway.gitlab.read;

import io.slipway.gitlab.yaml.YamlValue.Collector;
import io.slipway.gitlab.yaml.YamlValue.Field;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import java.util.Optional;

/** Lays one map over another as {@code extends} and {@code include} do: maps within maps too, everything else is replaced. */
final class Merging {
    private Merging() {}

    static Mapping over(Mapping below, Mapping above, Findings findings) {
        if (below.isEmpty()) return above;
        findings.count(above.place(), below.fields().size() + above.fields().size());
        Collector merged = new Collector(below.fields().size() + above.fields().size());
        merged.putAll(below);
        for (Field field : above.fields()) {
            Optional<Field> old = merged.find(field.key());
            boolean both = old.isPresent() && old.get().value() instanceof Mapping && field.value() instanceof Mapping;
            merged.put(
                    both
                            ? new Field(
                                    field.key(),
                                    field.keyPlace(),
                                    over((Mapping) old.get().value(), (Mapping) field.value(), findings))
                            : field);
        }
        return merged.at(above.place());
    }
}

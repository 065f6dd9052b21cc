package io.slipway.gitlab.read;

import io.slipway.core.pipeline.Place;
import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lays one map over another as {@code extends} and {@code include} do: maps within maps too, everything else is replaced. */
final class Merging {
    private Merging() {}

    static Mapping over(Mapping below, Mapping above, Findings findings) {
        findings.count(above.place(), below.fields().size() + above.fields().size());
        Map<String, YamlValue> fields = new LinkedHashMap<>(below.fields());
        Map<String, Place> places = new LinkedHashMap<>(below.keyPlaces());
        above.fields().forEach((key, value) -> {
            YamlValue old = fields.get(key);
            fields.put(key, value);
            if (old instanceof Mapping lower && value instanceof Mapping upper)
                fields.put(key, over(lower, upper, findings));
            places.put(key, above.keyPlace(key));
        });
        return new Mapping(above.place(), fields, places);
    }
}

package io.slipway.core.definition;

import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.Place;
import io.slipway.core.yaml.YamlNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The entries of a map in the order written, each key once. */
final class YamlMap {
    private final YamlFile file;
    private final Place place;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private YamlMap(YamlFile file, Place place) {
        this.file = file;
        this.place = place;
    }

    /** A key with the place of its first letter, and its value. */
    record Entry(String key, Place place, YamlValue value) {}

    static YamlMap of(YamlFile file, YamlNode node) {
        YamlMap map = new YamlMap(file, node.place());
        for (YamlNode.Entry entry : node.entries()) {
            map.add(new YamlValue(file, entry.key()), new YamlValue(file, entry.value()));
        }
        return map;
    }

    private void add(YamlValue key, YamlValue value) {
        Optional<String> text = key.literal("a key", "key: value");
        if (text.isEmpty()) return;
        if (text.get().equals("<<")) {
            file.problems()
                    .add(
                            key.place(),
                            "merge keys `<<` are not part of this language",
                            "write the keys out, or alias a whole value");
            return;
        }
        Entry entry = new Entry(text.get(), key.place(), value);
        Entry first = entries.putIfAbsent(text.get(), entry);
        if (first == null) return;
        file.problems()
                .add(
                        key.place(),
                        "`" + text.get() + "` was written already (" + first.place() + ")",
                        "keep one of the two");
    }

    Place place() {
        return place;
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    Optional<Entry> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    Optional<YamlValue> value(String key) {
        return find(key).map(Entry::value);
    }

    /** Adds a problem for every key that is not known; gives the known ones that were probably meant by them. */
    Set<String> refuseOthersThan(List<String> known) {
        Set<String> meant = new HashSet<>();
        for (Entry entry : entries.values()) {
            if (known.contains(entry.key())) continue;
            file.problems()
                    .add(entry.place(), "unknown key `" + entry.key() + "`", DidYouMean.suggest(entry.key(), known));
            DidYouMean.among(entry.key(), known).ifPresent(meant::add);
        }
        return meant;
    }
}

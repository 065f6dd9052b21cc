package io.slipway.core.inventory;

import io.slipway.core.pipeline.Place;
import io.slipway.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a file with its place. What is not of the form asked for is absent or empty: files that programs write have
 * much that nobody here asks for.
 */
final class Value {
    private final YamlNode node;

    Value(YamlNode node) {
        this.node = node;
    }

    Place place() {
        return node.place();
    }

    boolean isMap() {
        return node.isMap();
    }

    boolean isList() {
        return node.isList();
    }

    /** A scalar as it was written, numbers and booleans too; absent for null. */
    Optional<String> text() {
        return node.isNothing() ? Optional.empty() : node.scalar();
    }

    List<Value> items() {
        return node.items().stream().map(Value::new).toList();
    }

    /** A key with its place, and what is behind it. */
    record Entry(String key, Place place, Value value) {}

    /** The entries of a map in the order written; keys that are not text are left out. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (YamlNode.Entry entry : node.entries()) {
            entry.key()
                    .scalar()
                    .ifPresent(key -> entries.add(new Entry(key, entry.key().place(), new Value(entry.value()))));
        }
        return entries;
    }

    Optional<Value> get(String key) {
        for (YamlNode.Entry entry : node.entries()) {
            if (entry.key().scalar().filter(key::equals).isPresent()) return Optional.of(new Value(entry.value()));
        }
        return Optional.empty();
    }

    Optional<String> text(String key) {
        return get(key).flatMap(Value::text);
    }

    List<Value> items(String key) {
        return get(key).map(Value::items).orElse(List.of());
    }

    /** The texts of a map by key. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Entry entry : entries()) entry.value().text().ifPresent(text -> texts.put(entry.key(), text));
        return texts;
    }
}

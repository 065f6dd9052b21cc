package io.slipway.core.inventory;

import io.slipway.core.pipeline.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value of a file with its place. What is not of the form asked for is absent or empty: files that programs write have
 * much that nobody here asks for.
 */
final class Value {
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

    private final String file;
    private final Node node;

    Value(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    Place place() {
        return place(node);
    }

    private Place place(Node of) {
        Optional<Mark> mark = of.getStartMark();
        return new Place(
                file,
                mark.map(Mark::getLine).orElse(0) + 1,
                mark.map(Mark::getColumn).orElse(0) + 1);
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** A scalar as it was written, numbers and booleans too; absent for null. */
    Optional<String> text() {
        if (!(node instanceof ScalarNode scalar)) return Optional.empty();
        boolean nothing = scalar.getScalarStyle() == ScalarStyle.PLAIN && NOTHING.contains(scalar.getValue());
        return nothing ? Optional.empty() : Optional.of(scalar.getValue());
    }

    List<Value> items() {
        if (!(node instanceof SequenceNode sequence)) return List.of();
        List<Value> items = new ArrayList<>(sequence.getValue().size());
        for (Node item : sequence.getValue()) items.add(new Value(file, item));
        return items;
    }

    /** A key with its place, and what is behind it. */
    record Entry(String key, Place place, Value value) {}

    /** The entries of a map in the order written; keys that are not text are left out. */
    List<Entry> entries() {
        if (!(node instanceof MappingNode mapping)) return List.of();
        List<Entry> entries = new ArrayList<>(mapping.getValue().size());
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) continue;
            entries.add(new Entry(key.getValue(), place(key), new Value(file, tuple.getValueNode())));
        }
        return entries;
    }

    Optional<Value> get(String key) {
        if (!(node instanceof MappingNode mapping)) return Optional.empty();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
                return Optional.of(new Value(file, tuple.getValueNode()));
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

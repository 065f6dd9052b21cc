package io.slipway.core.yaml;

import io.slipway.core.pipeline.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A scalar, list or map of a file, with its place. An alias is the node that it stands for. Immutable; what is below it is looked
 * at when it is asked for.
 */
public final class YamlNode {
    /** Of scalars without quotes and without a tag of their own. */
    static final Tag PLAIN = new Tag(Tag.PREFIX + "plain");

    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

    private final String file;
    private final Node node;
    /** Those of a map that was put together; else they are in the node. */
    private final Optional<List<Entry>> entries;

    YamlNode(String file, Node node) {
        this(file, node, Optional.empty());
    }

    private YamlNode(String file, Node node, Optional<List<Entry>> entries) {
        this.file = file;
        this.node = node;
        this.entries = entries;
    }

    /** A map of other entries, maybe of other files, in the place of this map. */
    public YamlNode withEntries(List<Entry> others) {
        if (!isMap()) throw new IllegalStateException("entries: of no map (expected: a map)");
        return new YamlNode(file, node, Optional.of(List.copyOf(others)));
    }

    /** What stands before a colon, and what behind it. */
    public record Entry(YamlNode key, YamlNode value) {}

    public Place place() {
        Optional<Mark> mark = node.getStartMark();
        if (mark.isEmpty()) return new Place(file, 1, 1);
        return new Place(file, mark.get().getLine() + 1, mark.get().getColumn() + 1);
    }

    /** A scalar as it was written: numbers, booleans and nulls are text too. Absent for lists and maps. */
    public Optional<String> scalar() {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** A scalar that says that there is no value, as after a key with nothing behind its colon. */
    public boolean isNothing() {
        return node instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && NOTHING.contains(scalar.getValue());
    }

    /** Written without quotes and without a tag: it may be meant as a number, a boolean or nothing. */
    public boolean isPlain() {
        return node.getTag().equals(PLAIN);
    }

    /** The last part of a tag of YAML itself, such as {@code str} or {@code int}, as it was written or as it is meant. */
    public String coreTag() {
        String tag = node.getTag().getValue();
        return tag.substring(tag.lastIndexOf(':') + 1);
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    /** Of a list; of anything else none. */
    public List<YamlNode> items() {
        if (!(node instanceof SequenceNode sequence)) return List.of();
        List<YamlNode> items = new ArrayList<>(sequence.getValue().size());
        for (Node item : sequence.getValue()) items.add(new YamlNode(file, item));
        return items;
    }

    /** Of a map in the order written, keys that were written twice too; of anything else none. */
    public List<Entry> entries() {
        if (!(node instanceof MappingNode mapping)) return List.of();
        if (this.entries.isPresent()) return this.entries.get();
        List<Entry> entries = new ArrayList<>(mapping.getValue().size());
        for (NodeTuple tuple : mapping.getValue()) {
            entries.add(new Entry(new YamlNode(file, tuple.getKeyNode()), new YamlNode(file, tuple.getValueNode())));
        }
        return entries;
    }

    /** Its tag, where that is not one of YAML itself: those say what is seen anyway. */
    public Optional<String> foreignTag() {
        if (isPlain()) return Optional.empty(); // most are
        String tag = node.getTag().getValue();
        return tag.startsWith("tag:yaml.org,2002:") ? Optional.empty() : Optional.of(tag);
    }
}

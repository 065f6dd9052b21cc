package io.slipway.core.definition;

import io.slipway.core.pipeline.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value of a file. Asked for a form that it does not have, it adds a problem that says which form it has.
 *
 * <p>In every method, {@code name} is what the value is called in messages and {@code example} how to write it right.
 */
final class YamlValue {
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
    private static final int LONGEST_QUOTE = 40;

    private final YamlFile file;
    private final Node node;

    YamlValue(YamlFile file, Node node) {
        this.file = file;
        this.node = node;
        file.count(this);
    }

    Place place() {
        Optional<Mark> mark = node.getStartMark();
        return new Place(
                file.path(),
                mark.map(Mark::getLine).orElse(0) + 1,
                mark.map(Mark::getColumn).orElse(0) + 1);
    }

    boolean isText() {
        return node instanceof ScalarNode && !isNothing();
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    /** No value at all, as after a key with nothing behind its colon. */
    boolean isNothing() {
        return node instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && NOTHING.contains(scalar.getValue());
    }

    /** A scalar as it was written: numbers and booleans are text too. */
    Optional<String> text(String name, String example) {
        if (refusesTag() || !isText()) return wrong(name, "text", example);
        String text = ((ScalarNode) node).getValue();
        if (text.indexOf('\0') >= 0) {
            file.problems()
                    .add(place(), "the text of " + name + " has a NUL character in it", "remove the escape `\\0`");
            return Optional.empty();
        }
        if (!hasWholeCharacters(text)) {
            file.problems()
                    .add(
                            place(),
                            "the text of " + name + " has half a character in it",
                            "write `\\U` and all 8 digits instead of `\\u`");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    Optional<Boolean> bool(String key) {
        if (isText()) {
            String text = ((ScalarNode) node).getValue();
            if (text.equals("true")) return Optional.of(true);
            if (text.equals("false")) return Optional.of(false);
        }
        return wrong("`" + key + "`", "true or false", key + ": true");
    }

    /** The items of a list; of anything else none, with a problem. */
    List<YamlValue> list(String name, String example) {
        if (refusesTag() || !(node instanceof SequenceNode sequence)) {
            wrong(name, "a list", example);
            return List.of();
        }
        List<YamlValue> items = new ArrayList<>();
        for (Node item : sequence.getValue()) items.add(new YamlValue(file, item));
        return items;
    }

    /** A list whose items are all text, each with its place; items of another form are left out, with a problem. */
    List<YamlValue> texts(String name, String example) {
        List<YamlValue> texts = new ArrayList<>();
        for (YamlValue item : list(name, example)) {
            if (item.text("an item of " + name, example).isPresent()) texts.add(item);
        }
        return texts;
    }

    /** The text of a value that was found to be one. */
    String knownText() {
        return ((ScalarNode) node).getValue();
    }

    Optional<YamlMap> map(String name, String example) {
        if (refusesTag() || !(node instanceof MappingNode mapping)) return wrong(name, "a map", example);
        return Optional.of(YamlMap.of(file, mapping, place()));
    }

    /** Says that this is not what was expected here. */
    <T> Optional<T> wrong(String name, String expected, String example) {
        if (hasForeignTag()) return Optional.empty(); // said already
        file.problems()
                .add(
                        place(),
                        name + " must be " + expected + ", but this is " + form(),
                        "write for example `" + example + "`");
        return Optional.empty();
    }

    private String form() {
        if (isList()) return "a list";
        if (isMap()) return "a map";
        if (isNothing()) return "nothing";
        String line = ((ScalarNode) node).getValue().strip().lines().findFirst().orElse("");
        String quote = line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
        return "the text `" + quote + "`";
    }

    private boolean refusesTag() {
        if (!hasForeignTag()) return false;
        file.problems().add(place(), "the tag `" + node.getTag().getValue() + "` means nothing here", "remove it");
        return true;
    }

    /** Tags of YAML itself say what is seen anyway. */
    private boolean hasForeignTag() {
        return !node.getTag().getValue().startsWith("tag:yaml.org,2002:");
    }

    private static boolean hasWholeCharacters(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}

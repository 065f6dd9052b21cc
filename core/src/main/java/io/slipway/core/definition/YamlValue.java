package io.slipway.core.definition;

import io.slipway.core.pipeline.Place;
import io.slipway.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value of a file. Asked for a form that it does not have, it adds a problem that says which form it has.
 *
 * <p>In every method, {@code name} is what the value is called in messages and {@code example} how to write it right.
 */
final class YamlValue {
    private static final int LONGEST_QUOTE = 40;

    private final YamlFile file;
    private final YamlNode node;
    /** Once it was asked for. */
    private Optional<String> withValues = Optional.empty();

    YamlValue(YamlFile file, YamlNode node) {
        this.file = file;
        this.node = node;
        file.count(this);
    }

    Place place() {
        return node.place();
    }

    boolean isText() {
        return node.scalar().isPresent() && !isNothing();
    }

    boolean isList() {
        return node.isList();
    }

    boolean isMap() {
        return node.isMap();
    }

    /** No value at all, as after a key with nothing behind its colon. */
    boolean isNothing() {
        return node.isNothing();
    }

    /** A scalar as it was written, values put in for names: numbers and booleans are text too. */
    Optional<String> text(String name, String example) {
        return text(name, example, Substitution.Use.VALUE);
    }

    /** As {@link #text}, for text that a shell reads. */
    Optional<String> script(String name, String example) {
        return text(name, example, Substitution.Use.SCRIPT);
    }

    /** As {@link #text}, in which names stand for nothing. */
    Optional<String> literal(String name, String example) {
        return text(name, example, Substitution.Use.NONE);
    }

    private Optional<String> text(String name, String example, Substitution.Use use) {
        if (refusesTag() || !isText()) return wrong(name, "text", example);
        withValues = file.substitution().in(node.scalar().orElseThrow(), use, place());
        if (withValues.isEmpty()) return Optional.empty();
        String text = knownText();
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
            Optional<String> read = text("`" + key + "`", key + ": true");
            if (read.isEmpty()) return Optional.empty();
            String text = read.get();
            if (text.equals("true")) return Optional.of(true);
            if (text.equals("false")) return Optional.of(false);
        }
        return wrong("`" + key + "`", "true or false", key + ": true");
    }

    /** The items of a list; of anything else none, with a problem. */
    List<YamlValue> list(String name, String example) {
        if (refusesTag() || !isList()) {
            wrong(name, "a list", example);
            return List.of();
        }
        List<YamlValue> items = new ArrayList<>();
        for (YamlNode item : node.items()) items.add(new YamlValue(file, item));
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
        return withValues.or(node::scalar).orElseThrow();
    }

    /** What it is read from. */
    YamlNode node() {
        return node;
    }

    Optional<YamlMap> map(String name, String example) {
        if (refusesTag() || !isMap()) return wrong(name, "a map", example);
        return Optional.of(YamlMap.of(file, node));
    }

    /** Says that this is not what was expected here. */
    <T> Optional<T> wrong(String name, String expected, String example) {
        if (node.foreignTag().isPresent()) return Optional.empty(); // said already
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
        String line = knownText().strip().lines().findFirst().orElse("");
        String quote = line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
        return "the text `" + quote + "`";
    }

    private boolean refusesTag() {
        Optional<String> tag = node.foreignTag();
        tag.ifPresent(
                foreign -> file.problems().add(place(), "the tag `" + foreign + "` means nothing here", "remove it"));
        return tag.isPresent();
    }

    private static boolean hasWholeCharacters(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}

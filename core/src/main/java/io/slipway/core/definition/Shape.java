package io.slipway.core.definition;

import io.slipway.core.yaml.CanonicalYaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a value of a definition may look like. A schema is made of it, and {@code slipway fmt} finds by it in which order keys
 * stand. It may allow what its reader refuses, as a schema cannot say everything, but never the other way round.
 */
sealed interface Shape extends CanonicalYaml.Order {
    /** As JSON Schema (2020-12). */
    Map<String, Object> schema();

    /** Of a map's value under this key. */
    @Override
    default Optional<Shape> under(String key) {
        return Optional.empty();
    }

    /** Of a list's items. */
    @Override
    default Optional<Shape> item() {
        return Optional.empty();
    }

    /** The keys of a map in their order; none where order is up to its author. */
    @Override
    default List<String> order() {
        return List.of();
    }

    private static Map<String, Object> json(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2)
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        return members;
    }

    /** Text; numbers and booleans are text too. */
    static Shape text() {
        return new Text(Optional.empty());
    }

    /** Text of this form, or one that a name in <code>${{ }}</code> may yet give it. */
    static Shape text(String pattern) {
        return new Text(Optional.of(pattern));
    }

    /** The name of a task, service, label and the like. */
    static Shape name() {
        return text(Names.PATTERN);
    }

    static Shape bool() {
        return new Bool();
    }

    /** A number of which there is only one so far. */
    static Shape one() {
        return new One();
    }

    static Shape choice(List<String> words) {
        return new Choice(words);
    }

    static Shape listOf(Shape item) {
        return new ListOf(item);
    }

    /** A map whose keys are up to its author. */
    static Shape mapOf(String names, Shape value) {
        return new MapOf(names, value);
    }

    /** A map with known keys. They are looked at late, as some hold themselves. */
    static Shape keys(Supplier<Keys> keys) {
        return new Known(keys);
    }

    static Shape either(Shape... shapes) {
        return new Either(List.of(shapes));
    }

    /** Patterns that several kinds of text share. */
    final class Names {
        static final String PATTERN = "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$";
        static final String WORD = "^[A-Za-z0-9._+-]{1,100}$";
        static final String VARIABLE = "^[A-Za-z_][A-Za-z0-9_]*$";
        static final String LATER = "\\$\\{\\{";

        private Names() {}
    }

    /** Text, maybe of one form. */
    record Text(Optional<String> pattern) implements Shape {
        @Override
        public Map<String, Object> schema() {
            Map<String, Object> any = json("type", List.of("string", "number", "boolean"));
            pattern.ifPresent(form -> any.put("pattern", "(" + form + ")|" + Names.LATER));
            return any;
        }
    }

    /** The number 1. */
    record One() implements Shape {
        @Override
        public Map<String, Object> schema() {
            return json("enum", List.of(1, "1"));
        }
    }

    /** True or false. */
    record Bool() implements Shape {
        @Override
        public Map<String, Object> schema() {
            return json(
                    "anyOf",
                    List.of(
                            json("enum", List.of(true, false)),
                            text("^(true|false)$").schema()));
        }
    }

    /** One of some words. */
    record Choice(List<String> words) implements Shape {
        @Override
        public Map<String, Object> schema() {
            return json("anyOf", List.of(json("enum", words), json("type", "string", "pattern", Names.LATER)));
        }
    }

    /** A list. */
    record ListOf(Shape items) implements Shape {
        @Override
        public Map<String, Object> schema() {
            return json("type", "array", "items", items.schema());
        }

        @Override
        public Optional<Shape> item() {
            return Optional.of(items);
        }
    }

    /** A map with keys of its author's. */
    record MapOf(String names, Shape value) implements Shape {
        @Override
        public Map<String, Object> schema() {
            return json(
                    "type", "object", "propertyNames", json("pattern", names), "additionalProperties", value.schema());
        }

        @Override
        public Optional<Shape> under(String key) {
            return Optional.of(value);
        }
    }

    /** A map with known keys. */
    record Known(Supplier<Keys> keys) implements Shape {
        @Override
        public Map<String, Object> schema() {
            return json("$ref", "#/$defs/" + keys.get().name());
        }

        @Override
        public Optional<Shape> under(String key) {
            return keys.get().find(key).map(Keys.Key::shape);
        }

        @Override
        public List<String> order() {
            return keys.get().names();
        }
    }

    /** One of several; of two maps the first counts for the order of keys. */
    record Either(List<Shape> shapes) implements Shape {
        @Override
        public Map<String, Object> schema() {
            return json("anyOf", shapes.stream().map(Shape::schema).toList());
        }

        @Override
        public Optional<Shape> under(String key) {
            return shapes.stream().flatMap(shape -> shape.under(key).stream()).findFirst();
        }

        @Override
        public Optional<Shape> item() {
            return shapes.stream().flatMap(shape -> shape.item().stream()).findFirst();
        }

        @Override
        public List<String> order() {
            return shapes.stream()
                    .map(Shape::order)
                    .filter(keys -> !keys.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }
    }
}

package io.slipway.github.read;

import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.Place;
import io.slipway.github.expression.Expression.Names;
import io.slipway.github.expression.ExpressionException;
import io.slipway.github.expression.Template;
import io.slipway.github.yaml.YamlValue;
import io.slipway.github.yaml.YamlValue.Mapping;
import io.slipway.github.yaml.YamlValue.Scalar;
import io.slipway.github.yaml.YamlValue.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a part of a file has to look like: which keys, what kinds of values, and what expressions in it may name. Immutable.
 * Checking is O(size of the value).
 */
sealed interface Shape {
    Pattern INSERT = Pattern.compile("\\$\\{\\{\\s*insert\\s*}}");

    /** Text, or a scalar that is taken as text. */
    record Text(boolean nonEmpty) implements Shape {}

    /** A scalar of one type. */
    record OfType(ScalarType type, String shown) implements Shape {}

    /** One of these texts. */
    record Choice(Set<String> texts) implements Shape {}

    /** A list. */
    record ListOf(Shape item) implements Shape {}

    /** A map with known keys, and others if they have a shape. */
    record Form(Map<String, Shape> fields, Set<String> required, Optional<Shape> others) implements Shape {}

    /** Any one of several. */
    record AnyOf(List<Shape> shapes) implements Shape {}

    /** What it likes. */
    record Anything() implements Shape {}

    /** In which expressions may name these. */
    record Within(Names names, Shape shape) implements Shape {}

    static Shape choice(String... texts) {
        return new Choice(new TreeSet<>(Arrays.asList(texts)));
    }

    static Shape list(Shape item) {
        return new ListOf(item);
    }

    /** One, or a list of them. */
    static Shape oneOrMore(Shape item) {
        return new AnyOf(List.of(item, new ListOf(item)));
    }

    static Shape anyOf(Shape... shapes) {
        return new AnyOf(List.of(shapes));
    }

    static Shape map(Shape value) {
        return new Form(Map.of(), Set.of(), Optional.of(value));
    }

    static Shape within(Names names, Shape shape) {
        return new Within(names, shape);
    }

    /** A map of these keys: {@code name, shape, name, shape, …}; a name that ends with {@code !} has to be there. */
    static Form form(Object... namesAndShapes) {
        Map<String, Shape> fields = new TreeMap<>();
        Set<String> required = new TreeSet<>();
        for (int i = 0; i < namesAndShapes.length; i += 2) {
            String name = (String) namesAndShapes[i];
            if (name.endsWith("!")) {
                name = name.substring(0, name.length() - 1);
                required.add(name);
            }
            fields.put(name, (Shape) namesAndShapes[i + 1]);
        }
        return new Form(fields, required, Optional.empty());
    }

    /** Tells everything in a value that is not as it has to be. */
    default void check(YamlValue value, Findings findings) {
        check(value, this, Naming.NOTHING, findings);
    }

    private static void check(YamlValue value, Shape shape, Names names, Findings findings) {
        findings.count(value.place(), 1);
        List<Option> options = options(shape, names);
        if (value instanceof Scalar scalar) checkScalar(scalar, options, findings);
        else if (value instanceof Mapping mapping) checkMapping(mapping, options, findings);
        else checkList(value, options, findings);
    }

    /**
     * One thing that a value may be.
     *
     * @param names that expressions in it may name
     */
    record Option(Shape shape, Names names) {}

    private static List<Option> options(Shape shape, Names names) {
        if (!(shape instanceof AnyOf) && !(shape instanceof Within)) return List.of(new Option(shape, names));
        List<Option> options = new ArrayList<>();
        options(shape, names, options);
        return options;
    }

    private static void options(Shape shape, Names names, List<Option> options) {
        if (shape instanceof AnyOf any) for (Shape one : any.shapes()) options(one, names, options);
        else if (shape instanceof Within within) options(within.shape(), within.names(), options);
        else options.add(new Option(shape, names));
    }

    private static void checkScalar(Scalar scalar, List<Option> options, Findings findings) {
        if (scalar.type() == ScalarType.TEXT && Template.isIn(scalar.value())) {
            checkExpressions(scalar.place(), scalar.value(), options.get(0).names(), findings);
            return;
        }
        for (Option option : options) if (isMatch(scalar, option.shape())) return;
        findings.problem(
                scalar.place(),
                "`" + scalar.value() + "` is not expected here",
                "write "
                        + String.join(
                                " or ",
                                options.stream().map(Shape::shown).distinct().toList()));
    }

    private static void checkExpressions(Place place, String text, Names names, Findings findings) {
        if (names.contexts().isEmpty()) {
            findings.problem(place, "an expression cannot stand here", "write the value out");
            return;
        }
        try {
            findings.templates().parse(text, names);
        } catch (ExpressionException e) {
            findings.problem(place, String.valueOf(e.getMessage()), "mend the expression");
        }
    }

    private static boolean isMatch(Scalar scalar, Shape shape) {
        if (shape instanceof Text text)
            return !text.nonEmpty() || !(scalar.isNothing() || scalar.value().isEmpty());
        if (shape instanceof OfType of) return of.type() == scalar.type();
        if (shape instanceof Choice choice) return choice.texts().contains(scalar.value());
        return shape instanceof Anything;
    }

    private static String shown(Option option) {
        Shape shape = option.shape();
        if (shape instanceof Text) return "text";
        if (shape instanceof OfType of) return of.shown();
        if (shape instanceof Choice choice) return String.join(", ", choice.texts());
        if (shape instanceof ListOf) return "a list";
        return shape instanceof Form ? "a map" : "a value";
    }

    private static void checkList(YamlValue list, List<Option> options, Findings findings) {
        for (Option option : options) {
            Shape item = option.shape() instanceof ListOf of ? of.item() : option.shape();
            if (item == option.shape() && !(item instanceof Anything)) continue;
            for (YamlValue one : list.items()) check(one, item, option.names(), findings);
            return;
        }
        unexpected(list, options, findings);
    }

    private static void unexpected(YamlValue value, List<Option> options, Findings findings) {
        findings.problem(
                value.place(),
                value.kind() + " is not expected here",
                "write "
                        + String.join(
                                " or ",
                                options.stream().map(Shape::shown).distinct().toList()));
    }

    private static void checkMapping(Mapping mapping, List<Option> options, Findings findings) {
        List<Form> forms = new ArrayList<>();
        Names names = Naming.NOTHING;
        for (Option option : options) {
            if (option.shape() instanceof Anything) {
                mapping.fields().values().forEach(value -> check(value, new Anything(), option.names(), findings));
                return;
            }
            if (option.shape() instanceof Form form) {
                forms.add(form);
                names = option.names();
            }
        }
        if (forms.isEmpty()) {
            unexpected(mapping, options, findings);
            return;
        }
        checkFields(mapping, forms, names, findings);
    }

    private static void checkFields(Mapping mapping, List<Form> candidates, Names names, Findings findings) {
        List<Form> forms = candidates;
        boolean inserts = false;
        for (Map.Entry<String, YamlValue> field : mapping.fields().entrySet()) {
            String key = field.getKey();
            if (Template.isIn(key)) {
                inserts = true;
                if (!INSERT.matcher(key).matches() || names.contexts().isEmpty())
                    checkExpressions(mapping.keyPlace(key), key, names, findings);
                check(field.getValue(), new Anything(), names, findings);
                continue;
            }
            List<Form> having = having(key, forms);
            if (!having.isEmpty()) {
                forms = having;
                check(field.getValue(), having.get(0).fields().getOrDefault(key, new Anything()), names, findings);
            } else if (forms.get(0).others().isPresent()) {
                if (key.isEmpty()) findings.problem(mapping.keyPlace(key), "a key is empty", "give it a name");
                check(field.getValue(), forms.get(0).others().get(), names, findings);
            } else {
                unknownKey(key, mapping.keyPlace(key), forms, findings);
            }
        }
        if (!inserts) checkRequired(mapping, forms, findings);
    }

    /** The same list where all have the key. */
    private static List<Form> having(String key, List<Form> forms) {
        if (forms.size() == 1) return forms.get(0).fields().containsKey(key) ? forms : List.of();
        return forms.stream().filter(form -> form.fields().containsKey(key)).toList();
    }

    private static void unknownKey(String key, Place place, List<Form> forms, Findings findings) {
        Set<String> known = new TreeSet<>();
        for (Form form : forms) known.addAll(form.fields().keySet());
        findings.problem(
                place,
                "`" + key + "` is not expected here",
                DidYouMean.among(key, known)
                        .map(near -> "did you mean `" + near + "`?")
                        .orElse("take it out, or write one of " + String.join(", ", known)));
    }

    private static void checkRequired(Mapping mapping, List<Form> forms, Findings findings) {
        if (forms.size() > 1) {
            Set<String> telling = new TreeSet<>();
            for (Form form : forms) telling.addAll(form.required());
            findings.problem(mapping.place(), "it is not clear what this is", "add " + String.join(" or ", telling));
            return;
        }
        for (String key : forms.get(0).required())
            if (mapping.get(key).isEmpty()) findings.problem(mapping.place(), "`" + key + "` is missing", "add it");
    }
}

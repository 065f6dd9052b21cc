package io.slipway.gitlab.read;

import io.slipway.core.pipeline.DidYouMean;
import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Collector;
import io.slipway.gitlab.yaml.YamlValue.Field;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import io.slipway.gitlab.yaml.YamlValue.Reference;
import io.slipway.gitlab.yaml.YamlValue.Scalar;
import io.slipway.gitlab.yaml.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The inputs of a file with a {@code spec} in front: puts their values where {@code $[[ inputs.name ]]} stands. Confined to
 * one thread.
 */
final class Inputs {
    private static final Pattern PLACE = Pattern.compile("\\$\\[\\[\\s*([^\\]]*?)\\s*\\]\\]");

    private static final Map<String, String> KINDS =
            Map.of("array", "a list", "boolean", "true or false", "number", "a number", "string", "text");

    private final List<String> declared;
    private final Map<String, YamlValue> values;
    private final Findings findings;

    private Inputs(List<String> declared, Map<String, YamlValue> values, Findings findings) {
        this.declared = declared;
        this.values = values;
        this.findings = findings;
    }

    /**
     * @param header the document with {@code spec}
     * @param given by who includes the file
     * @param included whether somebody does, who then has to give all
     */
    static Inputs of(Mapping header, Mapping given, boolean included, Findings findings) {
        Map<String, YamlValue> values = new LinkedHashMap<>();
        Optional<YamlValue> spec = header.get("spec").flatMap(value -> value.get("inputs"));
        if (spec.isPresent() && spec.get() instanceof Mapping inputs) {
            for (Field field : inputs.fields()) {
                String name = field.key();
                Optional<YamlValue> value =
                        given.get(name).or(() -> field.value().get("default"));
                if (value.isPresent()) {
                    check(name, field.value(), value.get(), findings);
                    values.put(name, value.get());
                } else {
                    findings.missing(
                            included,
                            field.keyPlace(),
                            "the input `" + name + "` has no value",
                            "give it where this file is included");
                }
            }
        }
        given.keys().stream()
                .filter(name -> spec.isEmpty() || spec.get().get(name).isEmpty())
                .forEach(name -> findings.problem(
                        given.keyPlace(name),
                        "the included file has no input `" + name + "`",
                        spec.filter(Mapping.class::isInstance)
                                .flatMap(all -> DidYouMean.among(name, ((Mapping) all).keys()))
                                .map(near -> "did you mean `" + near + "`?")
                                .orElse("take it out")));
        List<String> declared = spec.isPresent() && spec.get() instanceof Mapping inputs ? inputs.keys() : List.of();
        return new Inputs(declared, values, findings);
    }

    /** Whether a value is what the file asks for. */
    private static void check(String name, YamlValue declared, YamlValue value, Findings findings) {
        String type = declared.get("type").flatMap(YamlValue::text).orElse("string");
        String kind = KINDS.getOrDefault(type, "");
        if (kind.isEmpty())
            findings.problem(
                    declared.get("type").orElse(declared).place(),
                    "the input `" + name + "` is of the type `" + type + "`",
                    "write string, number, boolean or array");
        else if (!kind.equals(value.kind()))
            findings.problem(
                    value.place(),
                    "the input `" + name + "` is " + value.kind() + ", but the file asks for " + kind,
                    "give " + kind);
        List<String> options = new ArrayList<>();
        declared.get("options").ifPresent(all -> all.items().forEach(item -> options.add(meaning(item))));
        for (YamlValue each : value instanceof Sequence list ? list.items() : List.of(value)) {
            if (!options.isEmpty() && !options.contains(meaning(each)))
                findings.problem(
                        each.place(),
                        "the input `" + name + "` is `" + meaning(each) + "`, which is not among its options",
                        "give one of " + String.join(", ", options));
        }
        declared.get("regex")
                .filter(Scalar.class::isInstance)
                .ifPresent(regex -> matches(name, ((Scalar) regex).value(), value, findings));
    }

    private static void matches(String name, String regex, YamlValue value, Findings findings) {
        Truth matches = Conditions.found(regex.replaceFirst("^/(.*)/$", "$1"), meaning(value));
        if (matches == Truth.NO)
            findings.problem(
                    value.place(),
                    "the input `" + name + "` is `" + meaning(value) + "`, which does not match " + regex,
                    "give another value");
        else if (matches == Truth.MAYBE)
            findings.note(value.place(), "`" + regex + "` could not be matched", "see that it is a pattern");
    }

    private static String meaning(YamlValue value) {
        return value instanceof Scalar scalar ? scalar.meaning() : value.kind();
    }

    /** The value with every place filled that has a value. */
    YamlValue into(YamlValue value) {
        findings.count(value.place(), 1);
        if (value instanceof Scalar scalar) return scalar.value().contains("$[[") ? filled(scalar) : scalar;
        if (value instanceof Reference) return value;
        if (value instanceof Sequence sequence) {
            List<YamlValue> items = new ArrayList<>(sequence.items().size());
            for (YamlValue item : sequence.items()) items.add(into(item));
            return new Sequence(sequence.place(), items);
        }
        Mapping mapping = (Mapping) value;
        Collector filled = new Collector(mapping.fields().size());
        for (Field field : mapping.fields()) {
            String key = field.key();
            String name = key.contains("$[[") ? text(new Scalar(field.keyPlace(), key, false)) : key;
            filled.put(new Field(name, field.keyPlace(), into(field.value())));
        }
        return filled.at(mapping.place());
    }

    /** A place that is all of the text keeps what the value is: a list, a number. */
    private YamlValue filled(Scalar scalar) {
        Matcher whole = PLACE.matcher(scalar.value());
        if (whole.matches() && !whole.group(1).contains("|")) {
            Optional<YamlValue> value = value(scalar, whole.group(1));
            if (value.isPresent()) return value.get();
        }
        return new Scalar(scalar.place(), text(scalar), false);
    }

    private String text(Scalar scalar) {
        return PLACE.matcher(scalar.value()).replaceAll(place -> {
            String[] parts = place.group(1).split("\\|", -1);
            Optional<String> text = value(scalar, parts[0].strip()).map(Inputs::shown);
            if (text.isEmpty()) return Matcher.quoteReplacement(place.group());
            String result = text.get();
            for (int i = 1; i < parts.length; i++) result = applied(scalar, parts[i].strip(), result);
            return Matcher.quoteReplacement(result);
        });
    }

    /** A list inside of other text is written as JSON. */
    private static String shown(YamlValue value) {
        if (value instanceof Scalar scalar) return scalar.meaning();
        List<String> items = new ArrayList<>();
        for (YamlValue item : value.items())
            items.add('"' + meaning(item).replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        return "[" + String.join(", ", items) + "]";
    }

    private String applied(Scalar at, String function, String text) {
        Matcher truncate = Pattern.compile("truncate\\(\\s*(\\d{1,6})\\s*,\\s*(\\d{1,6})\\s*\\)")
                .matcher(function);
        if (truncate.matches()) {
            int from = Math.min(text.length(), Integer.parseInt(truncate.group(1)));
            return text.substring(from, Math.min(text.length(), from + Integer.parseInt(truncate.group(2))));
        }
        if (!function.equals("expand_vars"))
            findings.note(
                    at.place(),
                    "the function `" + function + "` of an input is not applied",
                    "give the value as it is to be");
        return text;
    }

    private Optional<YamlValue> value(Scalar at, String expression) {
        String name = expression.startsWith("inputs.") ? expression.substring("inputs.".length()) : "";
        Optional<YamlValue> value = Optional.ofNullable(values.get(name));
        if (value.isEmpty() && expression.startsWith("inputs.") && !declared.contains(name))
            findings.problem(
                    at.place(),
                    "`$[[ " + expression + " ]]`: there is no such input",
                    findings.near(name, declared, "add it to `spec: inputs:`"));
        else if (value.isEmpty())
            findings.note(
                    at.place(),
                    "`$[[ " + expression + " ]]` has no value here",
                    "give the input where the file is included");
        return value;
    }
}

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

    private final Map<String, YamlValue> values;
    private final Findings findings;

    private Inputs(Map<String, YamlValue> values, Findings findings) {
        this.values = values;
        this.findings = findings;
    }

    /**
     * @param header the document with {@code spec}
     * @param given by who includes the file
     */
    static Inputs of(Mapping header, Mapping given, Findings findings) {
        Map<String, YamlValue> values = new LinkedHashMap<>();
        Optional<YamlValue> spec = header.get("spec").flatMap(value -> value.get("inputs"));
        if (spec.isPresent() && spec.get() instanceof Mapping inputs) {
            for (Field field : inputs.fields()) {
                String name = field.key();
                Optional<YamlValue> value =
                        given.get(name).or(() -> field.value().get("default"));
                if (value.isPresent()) values.put(name, value.get());
                else
                    findings.note(
                            field.keyPlace(),
                            "the input `" + name + "` has no value here",
                            "who includes this file has to give it");
            }
        }
        given.keys().stream()
                .filter(name -> spec.isEmpty() || spec.get().get(name).isEmpty())
                .forEach(name -> findings.problem(
                        given.keyPlace(name),
                        "the included file has no input `" + name + "`",
                        spec.filter(Mapping.class::isInstance)
                                .flatMap(all -> DidYouMean.among(
                                        name, ((Mapping) all).keys()))
                                .map(near -> "did you mean `" + near + "`?")
                                .orElse("take it out")));
        return new Inputs(values, findings);
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
            Optional<String> text =
                    value(scalar, parts[0].strip()).map(found -> found.text().orElse(""));
            if (text.isEmpty()) return Matcher.quoteReplacement(place.group());
            String result = text.get();
            for (int i = 1; i < parts.length; i++) result = applied(scalar, parts[i].strip(), result);
            return Matcher.quoteReplacement(result);
        });
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
        if (value.isEmpty())
            findings.note(
                    at.place(),
                    "`$[[ " + expression + " ]]` has no value here",
                    "give the input where the file is included");
        return value;
    }
}

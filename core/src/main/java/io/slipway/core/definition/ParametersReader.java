package io.slipway.core.definition;

import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import io.slipway.core.pipeline.TaskAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code params} and settles what each of them is in this run. */
final class ParametersReader {
    static final List<String> KEYS = Language.PARAMETER.names();
    private static final String EXAMPLE = "params: {target: {default: staging, allowed: [staging, production]}}";

    private final Problems problems;
    private final ParameterValues values;

    ParametersReader(ParameterValues values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** The value of each parameter; adds a problem for each that has none, or a wrong one, and for values of unknown ones. */
    SortedMap<String, String> read(Optional<YamlValue> written) {
        SortedMap<String, String> settled = new TreeMap<>();
        List<String> known = new ArrayList<>();
        Optional<YamlMap> keys = written.flatMap(value -> value.map("`params`", EXAMPLE));
        if (keys.isPresent()) {
            for (YamlMap.Entry entry : keys.get().entries()) {
                known.add(entry.key());
                readParameter(entry).ifPresent(parameter -> settled.put(parameter.name(), settle(parameter, entry)));
            }
        }
        values.given().forEach((name, given) -> {
            if (known.contains(name)) return;
            problems.add(Problem.of(
                    given.place(),
                    "there is no parameter `" + name + "`",
                    known.isEmpty()
                            ? "declare it in " + DefinitionReader.WORKSPACE_FILE + ": `params: {" + name + ": value}`"
                            : DidYouMean.suggest(name, known)));
        });
        return settled;
    }

    /** Its value, or what stands in for one after a problem. */
    private String settle(Parameter parameter, YamlMap.Entry entry) {
        Optional<ParameterValue> written = Optional.ofNullable(values.given().get(parameter.name()));
        Optional<String> given = written.map(ParameterValue::text);
        Optional<String> surrounding = Optional.ofNullable(values.environment().get(parameter.variable()));
        Optional<String> begun = Optional.ofNullable(values.begun().get(parameter.name()));
        Optional<String> value = given.or(() -> begun).or(() -> surrounding);
        if (value.isEmpty()) {
            if (parameter.fallback().isEmpty()) {
                problems.add(
                        entry.place(),
                        "parameter `" + parameter.name() + "` has no value",
                        "give one: `-P " + parameter.name() + "=…`, or a `default` here");
            }
            return parameter.fallback().orElse("");
        }
        Optional<String> objection = parameter.objection(value.get());
        if (objection.isEmpty()) return value.get();
        Optional<String> from = given.or(() -> begun).isPresent()
                ? written.flatMap(ParameterValue::place).map(Place::toString)
                : Optional.of(parameter.variable());
        String source = from.map(name -> " (from " + name + ")").orElse("");
        problems.add(Problem.of(
                Optional.of(entry.place()),
                "parameter `" + parameter.name() + "` cannot be `" + value.get() + "`" + source,
                objection.get()));
        return parameter.fallback().orElse("");
    }

    private Optional<Parameter> readParameter(YamlMap.Entry entry) {
        if (!TaskAddress.isName(entry.key())) {
            problems.add(
                    entry.place(),
                    "`" + entry.key() + "` cannot be the name of a parameter",
                    "write " + TaskAddress.NAME_RULE);
            return Optional.empty();
        }
        if (entry.value().isText()) {
            Optional<String> fallback = entry.value().literal("`" + entry.key() + "`", EXAMPLE);
            return Optional.of(new Parameter(entry.key(), Parameter.Type.STRING, fallback, List.of()));
        }
        Optional<YamlMap> keys = entry.value().map("`" + entry.key() + "`", EXAMPLE);
        if (keys.isEmpty()) return Optional.empty();
        keys.get().refuseOthersThan(KEYS);
        Parameter.Type type = keys.get().value("type").flatMap(this::readType).orElse(Parameter.Type.STRING);
        keys.get()
                .value("description")
                .ifPresent(text -> text.literal("`description`", "description: where to deploy"));
        List<String> allowed = new ArrayList<>();
        keys.get().value("allowed").ifPresent(list -> {
            for (YamlValue item : list.texts("`allowed`", "allowed: [staging, production]")) {
                if (isOf(type, item)) allowed.add(item.knownText());
            }
        });
        Optional<YamlValue> written = keys.get().value("default");
        Optional<String> fallback = written.flatMap(value -> value.literal("`default`", "default: staging"));
        Parameter parameter = new Parameter(entry.key(), type, fallback, allowed);
        if (fallback.isPresent() && isOf(type, written.get())) {
            parameter
                    .objection(fallback.get())
                    .ifPresent(objection ->
                            problems.add(written.get().place(), "`" + fallback.get() + "` is not allowed", objection));
        }
        return Optional.of(parameter);
    }

    private boolean isOf(Parameter.Type type, YamlValue value) {
        if (type.has(value.knownText())) return true;
        problems.add(
                value.place(),
                "`" + value.knownText() + "` is no value of type " + type.text(),
                "write " + type.expected());
        return false;
    }

    private Optional<Parameter.Type> readType(YamlValue value) {
        List<String> known = new ArrayList<>();
        Optional<String> text = value.literal("`type`", "type: string");
        if (text.isEmpty()) return Optional.empty();
        for (Parameter.Type type : Parameter.Type.values()) {
            if (type.text().equals(text.get())) return Optional.of(type);
            known.add(type.text());
        }
        problems.add(value.place(), "unknown type `" + text.get() + "`", DidYouMean.suggest(text.get(), known));
        return Optional.empty();
    }
}

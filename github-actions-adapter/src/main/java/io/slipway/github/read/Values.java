package io.slipway.github.read;

import io.slipway.core.pipeline.Place;
import io.slipway.github.expression.Contexts;
import io.slipway.github.expression.Expression.Names;
import io.slipway.github.expression.ExpressionException;
import io.slipway.github.expression.Template;
import io.slipway.github.expression.Value;
import io.slipway.github.yaml.YamlValue;
import io.slipway.github.yaml.YamlValue.Mapping;
import io.slipway.github.yaml.YamlValue.Scalar;
import io.slipway.github.yaml.YamlValue.ScalarType;
import io.slipway.github.yaml.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What values of a file come to when the expressions in them are worked out. Confined to one thread. */
final class Values {
    private final Findings findings;

    Values(Findings findings) {
        this.findings = findings;
    }

    /** O(size of the value). An expression that is none was told before, one that cannot be worked out is told here. */
    Value of(YamlValue value, Names names, Contexts contexts) {
        findings.count(value.place(), 1);
        if (value instanceof Sequence sequence) {
            List<Value> items = new ArrayList<>(sequence.items().size());
            for (YamlValue item : sequence.items()) items.add(of(item, names, contexts));
            return new Value.Items(items);
        }
        if (value instanceof Mapping mapping) {
            Map<String, Value> fields = new LinkedHashMap<>();
            boolean whole = true;
            for (Map.Entry<String, YamlValue> field : mapping.fields().entrySet()) {
                if (Template.isIn(field.getKey())) whole = false;
                else fields.put(field.getKey(), of(field.getValue(), names, contexts));
            }
            return new Value.Fields(fields, whole);
        }
        return scalar((Scalar) value, names, contexts);
    }

    private Value scalar(Scalar scalar, Names names, Contexts contexts) {
        if (isTemplate(scalar))
            return worked(
                            scalar.place(),
                            () -> findings.templates()
                                    .parse(scalar.value(), names)
                                    .evaluate(contexts))
                    .orElse(Value.unknown());
        return switch (scalar.type()) {
            case NOTHING -> Value.nothing();
            case TRUTH -> Value.of(scalar.isTrue());
            case NUMBER -> new Value.Amount(number(scalar.value()));
            case TEXT -> new Value.Text(scalar.value());
        };
    }

    /** YAML writes more numbers than expressions do. */
    private static double number(String text) {
        String plain = text.startsWith("+") ? text.substring(1) : text;
        return switch (plain.toLowerCase(Locale.ROOT)) {
            case ".inf" -> Double.POSITIVE_INFINITY;
            case "-.inf" -> Double.NEGATIVE_INFINITY;
            case ".nan" -> Double.NaN;
            default -> new Value.Text(plain).number();
        };
    }

    /** Its text with everything known put in; what is not stays as it was written. Nothing of lists and maps. */
    String text(YamlValue value, Names names, Contexts contexts) {
        if (!(value instanceof Scalar scalar)) return "";
        if (!isTemplate(scalar)) return scalar(scalar, names, contexts).text();
        return worked(
                        scalar.place(),
                        () -> findings.templates().parse(scalar.value(), names).fill(contexts))
                .orElse(scalar.value());
    }

    static boolean isTemplate(YamlValue value) {
        return value instanceof Scalar scalar && scalar.type() == ScalarType.TEXT && Template.isIn(scalar.value());
    }

    /** What comes of it; nothing when it cannot be worked out, which is told. */
    <T> Optional<T> worked(Place place, Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (ExpressionException e) {
            findings.problem(place, String.valueOf(e.getMessage()), "mend the expression");
            return Optional.empty();
        }
    }
}

package io.slipway.github.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What is known when an expression is worked out: values by context, and how the jobs before went. Immutable.
 *
 * @param values by context in lower case; one that is not there is unknown
 * @param success whether all went well before; a failure and a cancelling are then ruled out
 */
public record Contexts(Map<String, Value> values, Truth success) {
    /** Nothing is known. */
    public static final Contexts NONE = new Contexts(Map.of(), Truth.MAYBE);

    public Contexts {
        Map<String, Value> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(name.toLowerCase(Locale.ROOT), value));
        values = Collections.unmodifiableMap(copy);
    }

    /** The same with this context. */
    public Contexts with(String context, Value value) {
        Map<String, Value> more = new LinkedHashMap<>(values);
        more.put(context, value);
        return new Contexts(more, success);
    }

    /** The same, the jobs before having gone so. */
    public Contexts after(Truth success) {
        return new Contexts(values, success);
    }

    Value find(String context) {
        return values.getOrDefault(context.toLowerCase(Locale.ROOT), Value.unknown());
    }
}

package io.slipway.github.read;

import io.slipway.github.expression.Contexts;
import io.slipway.github.expression.Truth;
import io.slipway.github.expression.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/** What a person told of a run: {@code github.ref=refs/heads/main}, {@code vars.REGION=eu}, {@code inputs.debug=true}. */
public final class Known {
    /** Nothing is known but that all goes well. */
    public static final Contexts NOTHING = new Contexts(Map.of(), Truth.YES);

    private Known() {}

    /**
     * Contexts with these values; everything else stays unknown.
     *
     * @param values by name, dots between its parts; the words true and false are flags among inputs, and text elsewhere
     * @throws IllegalArgumentException when a name has no dot, or one name is part of another
     */
    public static Contexts of(SortedMap<String, String> values) {
        Map<String, Object> tree = new LinkedHashMap<>();
        values.forEach((name, value) -> put(name, name, value, tree));
        Contexts contexts = NOTHING;
        for (Map.Entry<String, Object> context : tree.entrySet())
            contexts = contexts.with(context.getKey(), value(context.getKey(), context.getValue()));
        return contexts;
    }

    private static void put(String name, String rest, String value, Map<String, Object> tree) {
        int dot = rest.indexOf('.');
        boolean leaf = dot < 0;
        if (leaf && (rest.equals(name) || tree.containsKey(rest))) throw wrong(name);
        if (leaf) {
            tree.put(rest, value);
            return;
        }
        Object inner = tree.computeIfAbsent(rest.substring(0, dot), any -> new LinkedHashMap<String, Object>());
        if (!(inner instanceof Map<?, ?>)) throw wrong(name);
        @SuppressWarnings("unchecked") // maps are only put in above
        Map<String, Object> deeper = (Map<String, Object>) inner;
        put(name, rest.substring(dot + 1), value, deeper);
    }

    private static IllegalArgumentException wrong(String name) {
        return new IllegalArgumentException(
                "variable: " + name + " (expected: a name within a context, such as github.ref or inputs.level)");
    }

    private static Value value(String context, Object known) {
        if (known instanceof Map<?, ?> map) {
            Map<String, Value> fields = new LinkedHashMap<>();
            map.forEach((key, inner) -> fields.put(String.valueOf(key), value(context, inner)));
            return new Value.Fields(fields, false);
        }
        String text = String.valueOf(known);
        boolean flag = context.equals("inputs") && (text.equals("true") || text.equals("false"));
        return flag ? Value.of(text.equals("true")) : new Value.Text(text);
    }
}

package io.slipway.github.read;

import io.slipway.github.expression.Expression.Names;
import io.slipway.github.expression.Template;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** Texts with expressions, each read once: a matrix of 256 jobs asks for the same ones 256 times. Confined to one thread. */
final class Templates {
    /** By the very names: there are few, and they are constants. */
    private final IdentityHashMap<Names, Map<String, Template>> known = new IdentityHashMap<>();

    /** @throws io.slipway.github.expression.ExpressionException when an expression is none */
    Template parse(String text, Names names) {
        Map<String, Template> read = known.computeIfAbsent(names, any -> new HashMap<>());
        Template template = read.get(text);
        if (template == null) {
            template = Template.parse(text, names);
            read.put(text, template);
        }
        return template;
    }
}

package io.slipway.github.read;

import io.slipway.github.expression.Expression;
import io.slipway.github.expression.Expression.Names;
import io.slipway.github.expression.Template;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** Texts with expressions, each read once: a matrix of 256 jobs asks for the same ones 256 times. Confined to one thread. */
final class Templates {
    /** By the very names: there are few, and they are constants. */
    private final IdentityHashMap<Names, Read> known = new IdentityHashMap<>();

    /** Many texts differ only in what stands around the same expressions. */
    private record Read(Map<String, Template> texts, Map<String, Expression> expressions) {}

    /** @throws io.slipway.github.expression.ExpressionException when an expression is none */
    Template parse(String text, Names names) {
        Read read = known.computeIfAbsent(names, any -> new Read(new HashMap<>(), new HashMap<>()));
        Template template = read.texts().get(text);
        if (template == null) {
            template = Template.parse(
                    text,
                    inner -> read.expressions().computeIfAbsent(inner, written -> Expression.parse(written, names)));
            read.texts().put(text, template);
        }
        return template;
    }
}

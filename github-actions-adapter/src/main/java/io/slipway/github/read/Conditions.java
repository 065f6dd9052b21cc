package io.slipway.github.read;

import io.slipway.github.expression.Contexts;
import io.slipway.github.expression.Expression;
import io.slipway.github.expression.Expression.Names;
import io.slipway.github.expression.Template;
import io.slipway.github.expression.Truth;
import io.slipway.github.yaml.YamlValue;
import java.util.Optional;

/**
 * Says whether an {@code if} lets a job or step run: yes when it does if all goes well, no when it does in no case. Confined
 * to one thread.
 */
final class Conditions {
    private final Names names;
    private final Values values;
    private final Templates templates;

    Conditions(Names names, Findings findings) {
        this.names = names;
        this.values = new Values(findings);
        this.templates = findings.templates();
    }

    /** Reads an {@code if}, with or without braces around it; nothing when it is none, which is told. */
    Optional<Template> read(Optional<YamlValue> condition) {
        Optional<String> text =
                condition.flatMap(YamlValue::text).map(String::strip).filter(written -> !written.isEmpty());
        if (text.isEmpty()) return Optional.empty();
        String braced = Template.isIn(text.get()) ? text.get() : "${{ " + text.get() + " }}";
        return values.worked(condition.get().place(), () -> templates.parse(braced, names));
    }

    /** @param before whether everything before went well */
    Truth holds(YamlValue at, Template condition, Contexts contexts, Truth before) {
        return values.worked(at.place(), () -> holds(condition, contexts, before))
                .orElse(Truth.MAYBE);
    }

    private static Truth holds(Template condition, Contexts contexts, Truth before) {
        Truth well = within(condition, contexts, before);
        if (well == Truth.YES) return Truth.YES;
        Truth otherwise = within(condition, contexts, before == Truth.YES ? Truth.MAYBE : before);
        return well == Truth.NO && otherwise == Truth.NO ? Truth.NO : Truth.MAYBE;
    }

    /** One that does not ask how the jobs before went only holds when they went well. */
    private static Truth within(Template condition, Contexts contexts, Truth before) {
        Truth truth = condition.evaluate(contexts.after(before)).truth();
        boolean asks = condition.expressions().stream().anyMatch(Expression::asksForStatus);
        return asks ? truth : before.and(truth);
    }
}

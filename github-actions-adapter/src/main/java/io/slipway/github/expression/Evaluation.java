package io.slipway.github.expression;

import io.slipway.github.expression.Expression.Node;
import java.util.ArrayList;
import java.util.List;

/** Works an expression out once. Confined to one thread. */
final class Evaluation {
    private final Contexts contexts;
    private int characters;

    Evaluation(Contexts contexts) {
        this.contexts = contexts;
    }

    Value of(Node node) {
        if (node instanceof Node.Literal literal) return literal.value();
        if (node instanceof Node.Context context) return contexts.find(context.name());
        if (node instanceof Node.Index index) return index(index);
        if (node instanceof Node.Call call) return call(call);
        if (node instanceof Node.Not not) return not(of(not.of()));
        if (node instanceof Node.Comparison comparison)
            return Comparing.compare(comparison.sign(), of(comparison.left()), of(comparison.right()));
        if (node instanceof Node.Logical logical) return logical(logical);
        throw new IllegalStateException("a star stands for nothing by itself");
    }

    private Value call(Node.Call call) {
        Value value = Functions.call(call.function(), all(call.parts()), contexts);
        if (value instanceof Value.Text text) characters += text.text().length();
        if (characters > Functions.LONGEST)
            throw new ExpressionException("the expression makes more than " + Functions.LONGEST + " characters");
        return value;
    }

    private List<Value> all(List<Node> nodes) {
        List<Value> values = new ArrayList<>(nodes.size());
        for (Node node : nodes) values.add(of(node));
        return values;
    }

    private static Value not(Value value) {
        return switch (value.truth()) {
            case YES -> Value.of(false);
            case NO -> Value.of(true);
            case MAYBE -> Value.unknown();
        };
    }

    /** The first value that decides it, else the last. After one that may have decided it only the truth is known. */
    private Value logical(Node.Logical logical) {
        Truth deciding = logical.all() ? Truth.NO : Truth.YES;
        Truth truth = logical.all() ? Truth.YES : Truth.NO;
        boolean unclear = false;
        Value value = Value.nothing();
        for (Node part : logical.parts()) {
            value = of(part);
            Truth mine = value.truth();
            truth = logical.all() ? truth.and(mine) : truth.or(mine);
            if (mine == deciding) return unclear ? new Value.Unknown(truth) : value;
            if (mine == Truth.MAYBE) unclear = true;
        }
        return unclear ? new Value.Unknown(truth) : value;
    }

    private Value index(Node.Index index) {
        Value of = of(index.of());
        if (of instanceof Value.Unknown) return Value.unknown();
        if (index.at() instanceof Node.Star) return star(of);
        Value at = of(index.at());
        if (at instanceof Value.Unknown) return Value.unknown();
        if (of instanceof Value.Fields fields) return at.isPrimitive() ? fields.find(at.text()) : Value.nothing();
        if (!(of instanceof Value.Items items)) return Value.nothing();
        return items.filtered() ? filtered(items, at) : item(items, at);
    }

    private static Value star(Value of) {
        if (of instanceof Value.Fields fields)
            return fields.whole() ? new Value.Items(List.copyOf(fields.values().values()), true) : Value.unknown();
        if (!(of instanceof Value.Items items)) return new Value.Items(List.of(), true);
        if (!items.filtered()) return new Value.Items(items.values(), true);
        List<Value> inner = new ArrayList<>();
        for (Value item : items.values()) {
            if (item instanceof Value.Fields fields)
                inner.addAll(fields.values().values());
            if (item instanceof Value.Items list) inner.addAll(list.values());
        }
        return new Value.Items(inner, true);
    }

    private static Value filtered(Value.Items items, Value at) {
        List<Value> found = new ArrayList<>();
        for (Value item : items.values()) {
            if (item instanceof Value.Unknown) return Value.unknown();
            if (item instanceof Value.Fields fields && at.isPrimitive() && fields.has(at.text()))
                found.add(fields.find(at.text()));
            if (item instanceof Value.Items list && isWithin(list, at)) found.add(item(list, at));
        }
        return new Value.Items(found, true);
    }

    private static Value item(Value.Items items, Value at) {
        return isWithin(items, at) ? items.values().get((int) at.number()) : Value.nothing();
    }

    private static boolean isWithin(Value.Items items, Value at) {
        double index = at.number();
        return index >= 0 && Math.floor(index) < items.values().size();
    }
}

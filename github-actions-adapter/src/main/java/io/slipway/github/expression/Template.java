package io.slipway.github.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Text with expressions in it: <code>build on ${{ matrix.os }}</code>. Immutable and thread-safe.
 */
public final class Template {
    private static final String OPEN = "${{";
    private static final String CLOSE = "}}";

    private final String text;
    private final List<Part> parts;

    /** Either text or an expression. */
    private sealed interface Part {
        record Literal(String text) implements Part {}

        record Embedded(String written, Expression expression) implements Part {}
    }

    private Template(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /** Whether text has an expression in it. */
    public static boolean isIn(String text) {
        return text.contains(OPEN);
    }

    /**
     * Reads text with expressions. O(length).
     *
     * @param expressions reads one of them
     * @throws ExpressionException when an expression is none
     */
    public static Template parse(String text, Function<String, Expression> expressions) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (true) {
            int open = text.indexOf(OPEN, at);
            if (open < 0) break;
            if (open > at) parts.add(new Part.Literal(text.substring(at, open)));
            int end = end(text, open + OPEN.length());
            String inner = text.substring(open + OPEN.length(), end - CLOSE.length());
            if (inner.isBlank()) throw new ExpressionException("there is nothing between `${{` and `}}`");
            parts.add(new Part.Embedded(text.substring(open, end), expressions.apply(inner.strip())));
            at = end;
        }
        if (at < text.length()) parts.add(new Part.Literal(text.substring(at)));
        return new Template(text, parts);
    }

    /** Braces within a string are text. */
    private static int end(String text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') quoted = !quoted;
            else if (!quoted && c == '}' && i > from && text.charAt(i - 1) == '}') return i + 1;
        }
        throw new ExpressionException("`${{` is not closed");
    }

    /** The expressions in it, in order. */
    public List<Expression> expressions() {
        List<Expression> expressions = new ArrayList<>();
        for (Part part : parts) if (part instanceof Part.Embedded embedded) expressions.add(embedded.expression());
        return expressions;
    }

    /**
     * Its value: text, or whatever an expression comes to that stands alone.
     *
     * @throws ExpressionException when one cannot be worked out
     */
    public Value evaluate(Contexts contexts) {
        if (parts.size() == 1 && parts.get(0) instanceof Part.Embedded embedded)
            return embedded.expression().evaluate(contexts);
        StringBuilder joined = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Literal literal) {
                joined.append(literal.text());
                continue;
            }
            Value value = ((Part.Embedded) part).expression().evaluate(contexts);
            if (value.isUnknown()) return Value.unknown();
            joined.append(value.text());
        }
        return new Value.Text(joined.toString());
    }

    /** As text, with those expressions left as they were written that are not known. */
    public String fill(Contexts contexts) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Literal literal) {
                filled.append(literal.text());
                continue;
            }
            Part.Embedded embedded = (Part.Embedded) part;
            Value value = embedded.expression().evaluate(contexts);
            filled.append(value.isUnknown() ? embedded.written() : value.text());
        }
        return filled.toString();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}

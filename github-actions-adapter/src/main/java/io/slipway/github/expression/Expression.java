package io.slipway.github.expression;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * An expression, read and checked: what stands between <code>${{</code> and <code>}}</code>, or behind {@code if:}. Immutable
 * and thread-safe. The grammar and the coercions are those of GitHub's own parser.
 */
public final class Expression {
    private final String text;
    private final Node root;
    private final boolean asksForStatus;

    private Expression(String text, Node root) {
        this.text = text;
        this.root = root;
        this.asksForStatus = asksForStatus(root);
    }

    /**
     * What may be named in an expression.
     *
     * @param contexts such as {@code github} and {@code needs}, in lower case
     * @param functions besides those that are everywhere, in lower case: {@code success}, {@code hashfiles}
     */
    public record Names(Set<String> contexts, Set<String> functions) {
        public Names {
            contexts = Set.copyOf(contexts);
            functions = Set.copyOf(functions);
        }

        boolean hasContext(String name) {
            return contexts.contains(name.toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Reads an expression. O(length).
     *
     * @throws ExpressionException when it is none, or names what may not be named
     */
    public static Expression parse(String text, Names names) {
        return new Expression(text, new Parser(Lexer.read(requireNonNull(text, "text")), names).parse());
    }

    /**
     * Works it out, as far as the contexts are known. O(length + size of values).
     *
     * @throws ExpressionException when it cannot be worked out
     */
    public Value evaluate(Contexts contexts) {
        return new Evaluation(contexts).of(root);
    }

    /** Whether it asks itself how the jobs before went; one that does not is only asked when they went well. */
    public boolean asksForStatus() {
        return asksForStatus;
    }

    /** What it takes from a context: of {@code needs.a.result} and {@code needs} that is {@code a}, or nothing if unclear. */
    public Set<String> takenFrom(String context) {
        Set<String> taken = new TreeSet<>();
        collect(root, context, taken);
        return taken;
    }

    private static void collect(Node node, String context, Set<String> taken) {
        if (node instanceof Node.Index index
                && index.of() instanceof Node.Context name
                && name.name().equalsIgnoreCase(context)) {
            taken.add(
                    index.at() instanceof Node.Literal literal ? literal.value().text() : "");
            return;
        }
        if (node instanceof Node.Context name && name.name().equalsIgnoreCase(context)) taken.add("");
        for (Node part : node.parts()) collect(part, context, taken);
    }

    private static boolean asksForStatus(Node node) {
        if (node instanceof Node.Call call && Functions.ASKING_FOR_STATUS.contains(call.function())) return true;
        for (Node part : node.parts()) if (asksForStatus(part)) return true;
        return false;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    /** A part of an expression. */
    sealed interface Node {
        List<Node> parts();

        /** A value that is written out. */
        record Literal(Value value) implements Node {
            @Override
            public List<Node> parts() {
                return List.of();
            }
        }

        /** A context. */
        record Context(String name) implements Node {
            @Override
            public List<Node> parts() {
                return List.of();
            }
        }

        /** All parts of something, as an index. */
        record Star() implements Node {
            @Override
            public List<Node> parts() {
                return List.of();
            }
        }

        /** A part of something. */
        record Index(Node of, Node at) implements Node {
            @Override
            public List<Node> parts() {
                return List.of(of, at);
            }
        }

        /** A function and its arguments. */
        record Call(String function, List<Node> parts) implements Node {}

        /** Turned round. */
        record Not(Node of) implements Node {
            @Override
            public List<Node> parts() {
                return List.of(of);
            }
        }

        /** Two things compared. */
        record Comparison(String sign, Node left, Node right) implements Node {
            @Override
            public List<Node> parts() {
                return List.of(left, right);
            }
        }

        /** The first that decides it. */
        record Logical(boolean all, List<Node> parts) implements Node {}
    }
}

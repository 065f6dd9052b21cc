package io.slipway.github.expression;

import io.slipway.github.expression.Expression.Names;
import io.slipway.github.expression.Expression.Node;
import io.slipway.github.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads an expression by descending: {@code ||} binds less than {@code &&}, that less than {@code == !=}, that less than
 * {@code < <= > >=}, that less than {@code !}. Not deeper than GitHub goes. Confined to one thread. O(parts).
 */
final class Parser {
    private static final int DEEPEST = 50;

    private final List<Token> tokens;
    private final Names names;
    private int at;
    private int depth;

    Parser(List<Token> tokens, Names names) {
        this.tokens = tokens;
        this.names = names;
    }

    Node parse() {
        if (peek().kind() == Kind.END) return new Node.Literal(Value.nothing());
        Node root = expression();
        if (peek().kind() != Kind.END) throw unexpected(peek());
        return root;
    }

    private Node expression() {
        enter();
        Node node = logical(false);
        depth--;
        return node;
    }

    private Node logical(boolean all) {
        String sign = all ? "&&" : "||";
        Node first = all ? equality() : logical(true);
        if (!peek().is(sign)) return first;
        enter();
        List<Node> parts = new ArrayList<>();
        parts.add(first);
        while (take(sign)) parts.add(all ? equality() : logical(true));
        depth--;
        return new Node.Logical(all, parts);
    }

    private Node equality() {
        Node left = comparison();
        while (peek().is("==") || peek().is("!=")) left = new Node.Comparison(next().text(), left, comparison());
        return left;
    }

    private Node comparison() {
        Node left = unary();
        while (peek().is(">") || peek().is(">=") || peek().is("<") || peek().is("<="))
            left = new Node.Comparison(next().text(), left, unary());
        return left;
    }

    private Node unary() {
        if (!take("!")) return index();
        enter();
        Node of = unary();
        depth--;
        return new Node.Not(of);
    }

    private Node index() {
        boolean group = peek().is("(");
        Node node = primary();
        if (!group && node instanceof Node.Literal) return node;
        int entered = 0;
        while (true) {
            if (take("[")) {
                Node at = take("*") ? new Node.Star() : expression();
                expect("]");
                node = new Node.Index(node, at);
            } else if (take(".")) {
                Token name = next();
                if (name.is("*")) node = new Node.Index(node, new Node.Star());
                else if (name.kind() == Kind.NAME)
                    node = new Node.Index(node, new Node.Literal(new Value.Text(name.text())));
                else throw unexpected(name);
            } else {
                depth -= entered;
                return node;
            }
            enter();
            entered++;
        }
    }

    private Node primary() {
        Token token = next();
        return switch (token.kind()) {
            case NUMBER -> new Node.Literal(new Value.Amount(Numbers.parse(token.text())));
            case STRING -> new Node.Literal(new Value.Text(token.text()));
            case NAME -> named(token);
            case SIGN -> {
                if (!token.is("(")) throw unexpected(token);
                Node inner = expression();
                expect(")");
                yield inner;
            }
            case END -> throw unexpected(token);
        };
    }

    private Node named(Token token) {
        if (take("(")) return call(token);
        return switch (token.text()) {
            case "true" -> new Node.Literal(Value.of(true));
            case "false" -> new Node.Literal(Value.of(false));
            case "null" -> new Node.Literal(Value.nothing());
            case "NaN" -> new Node.Literal(new Value.Amount(Double.NaN));
            case "Infinity" -> new Node.Literal(new Value.Amount(Double.POSITIVE_INFINITY));
            default -> {
                if (!names.hasContext(token.text()))
                    throw new ExpressionException(
                            "there is no `" + token.text() + "` here, at character " + token.at());
                yield new Node.Context(token.text());
            }
        };
    }

    private Node call(Token name) {
        List<Node> parts = new ArrayList<>();
        while (!take(")")) {
            parts.add(expression());
            if (!peek().is(")")) expect(",");
        }
        String function = name.text().toLowerCase(Locale.ROOT);
        Functions.check(function, name, parts.size(), names);
        return new Node.Call(function, parts);
    }

    private void enter() {
        depth++;
        if (depth > DEEPEST) throw new ExpressionException("the expression is more than " + DEEPEST + " levels deep");
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) at++;
        return token;
    }

    private boolean take(String sign) {
        if (!peek().is(sign)) return false;
        at++;
        return true;
    }

    private void expect(String sign) {
        if (!take(sign)) throw unexpected(peek());
    }

    private static ExpressionException unexpected(Token token) {
        return new ExpressionException(
                token.kind() == Kind.END
                        ? "the expression ends too early"
                        : "`" + token.text() + "` is not expected at character " + token.at());
    }
}

package io.slipway.core.content;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one name of a path may look like: a literal, {@code *}, a glob of characters, or {@code **} for any number of
 * names. Immutable.
 *
 * <p>Matching walks the name once, going back only to the last {@code *}: O(name · glob) at worst and without
 * allocation.
 */
final class NamePattern {
    enum Kind {
        LITERAL,
        ANY,
        GLOB,
        DEEP
    }

    static final NamePattern ANY = new NamePattern(Kind.ANY, "*", List.of());
    static final NamePattern DEEP = new NamePattern(Kind.DEEP, "**", List.of());

    final Kind kind;
    /** The name itself when literal, else the pattern as written. */
    final String text;

    private final Symbol[] symbols;

    private NamePattern(Kind kind, String text, List<Symbol> symbols) {
        this.kind = kind;
        this.text = text;
        this.symbols = symbols.toArray(new Symbol[0]);
    }

    static NamePattern literal(String name) {
        return new NamePattern(Kind.LITERAL, name, List.of());
    }

    /** Reads one name of a pattern; {@code whole} is the pattern it is from, for messages. */
    static NamePattern parse(String text, String whole) {
        if (text.equals("*")) return ANY;
        if (text.equals("**")) return DEEP;
        if (text.contains("**")) {
            throw new IllegalArgumentException(
                    "pattern: '" + whole + "' (expected: '**' as a whole name, as in 'src/**/*.java')");
        }
        if (!isGlob(text)) return literal(text);
        List<Symbol> symbols = new ArrayList<>(text.length());
        boolean literal = true;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c == '[') {
                int end = CharacterClass.endOf(text, i, whole);
                CharacterClass oneOf = CharacterClass.parse(text, i, end, whole);
                literal &= oneOf.isSingle();
                symbols.add(oneOf.isSingle() ? new Symbol(oneOf.single(), null) : new Symbol(Symbol.ONE_OF, oneOf));
                i = end + 1;
                continue;
            }
            literal &= c != '*' && c != '?';
            symbols.add(c == '*' ? Symbol.STAR : c == '?' ? Symbol.ONE : new Symbol(c, null));
            i += Character.charCount(c);
        }
        if (!literal) return new NamePattern(Kind.GLOB, text, symbols);
        StringBuilder name = new StringBuilder();
        for (Symbol symbol : symbols) name.appendCodePoint(symbol.code);
        return literal(name.toString());
    }

    private static boolean isGlob(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*' || c == '?' || c == '[') return true;
        }
        return false;
    }

    /** How a name is written in a pattern, so that it stands for itself. */
    static String written(String name) {
        StringBuilder written = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean special = c == '*' || c == '?' || c == '[' || c == '{' || c == '}';
            if (special) written.append('[').append(c).append(']');
            else written.append(c);
        }
        return written.toString();
    }

    /** Whether the name at {@code [from, to)} of {@code path} looks like this. */
    boolean matches(String path, int from, int to) {
        return switch (kind) {
            case LITERAL -> to - from == text.length() && path.startsWith(text, from);
            case GLOB -> matchesGlob(path, from, to);
            case ANY, DEEP -> true;
        };
    }

    private boolean matchesGlob(String path, int from, int to) {
        int at = from;
        int symbol = 0;
        int starSymbol = -1;
        int starAt = from;
        while (at < to) {
            int c = path.codePointAt(at);
            if (symbol < symbols.length && symbols[symbol].isStar()) {
                starSymbol = symbol++;
                starAt = at;
            } else if (symbol < symbols.length && symbols[symbol].accepts(c)) {
                symbol++;
                at += Character.charCount(c);
            } else if (starSymbol >= 0) {
                // the last star takes one character more
                symbol = starSymbol + 1;
                starAt += Character.charCount(path.codePointAt(starAt));
                at = starAt;
            } else {
                return false;
            }
        }
        while (symbol < symbols.length && symbols[symbol].isStar()) symbol++;
        return symbol == symbols.length;
    }

    /** A name that both this and {@code other} match, or null when there is none. Neither is {@code **}. */
    @Nullable
    String common(NamePattern other) {
        if (kind == Kind.LITERAL) return other.matches(text, 0, text.length()) ? text : null;
        if (other.kind == Kind.LITERAL) return matches(other.text, 0, other.text.length()) ? other.text : null;
        if (kind == Kind.ANY) return other.sample();
        if (other.kind == Kind.ANY) return sample();
        return new CommonName(symbols, other.symbols).find();
    }

    /** A name that this matches. */
    String sample() {
        if (kind == Kind.LITERAL) return text;
        StringBuilder name = new StringBuilder();
        for (Symbol symbol : symbols) {
            if (!symbol.isStar()) name.appendCodePoint(symbol.sample());
        }
        return name.isEmpty() ? "x" : name.toString();
    }

    /** Whether every name that {@code other} matches is matched by this too; may say no where it is so. */
    boolean covers(NamePattern other) {
        if (kind == Kind.ANY || kind == Kind.DEEP) return true;
        if (other.kind == Kind.LITERAL) return matches(other.text, 0, other.text.length());
        return kind == other.kind && text.equals(other.text);
    }

    /** One place of a glob: a character, one of some, any one, or any number. */
    static final class Symbol {
        private static final int ONE_OF = -1;
        private static final int ANY_ONE = -2;
        private static final int ANY_NUMBER = -3;
        static final Symbol ONE = new Symbol(ANY_ONE, null);
        static final Symbol STAR = new Symbol(ANY_NUMBER, null);

        private final int code;
        private final @Nullable CharacterClass oneOf;

        private Symbol(int code, @Nullable CharacterClass oneOf) {
            this.code = code;
            this.oneOf = oneOf;
        }

        boolean isStar() {
            return code == ANY_NUMBER;
        }

        boolean accepts(int c) {
            if (code >= 0) return code == c;
            return oneOf == null || oneOf.contains(c);
        }

        int sample() {
            if (code >= 0) return code;
            return oneOf == null ? 'x' : oneOf.sample();
        }

        /** A character that both accept, or -1. Neither is a star. */
        int common(Symbol other) {
            if (code >= 0) return other.accepts(code) ? code : -1;
            if (other.code >= 0) return accepts(other.code) ? other.code : -1;
            if (oneOf == null) return other.sample();
            if (other.oneOf == null) return sample();
            return oneOf.common(other.oneOf);
        }
    }

    /** Finds a name that two globs match: a search over pairs of places, O(left · right). */
    private static final class CommonName {
        private final Symbol[] left;
        private final Symbol[] right;
        private final boolean[][] seen;
        private final StringBuilder name = new StringBuilder();

        CommonName(Symbol[] left, Symbol[] right) {
            this.left = left;
            this.right = right;
            this.seen = new boolean[left.length + 1][right.length + 1];
        }

        @Nullable
        String find() {
            if (!search(0, 0)) return null;
            return name.isEmpty() ? "x" : name.toString();
        }

        private boolean search(int i, int j) {
            if (i == left.length && j == right.length) return true;
            if (seen[i][j]) return false;
            seen[i][j] = true;
            boolean leftStar = i < left.length && left[i].isStar();
            boolean rightStar = j < right.length && right[j].isStar();
            if (leftStar && search(i + 1, j)) return true;
            if (rightStar && search(i, j + 1)) return true;
            if (i == left.length || j == right.length || (leftStar && rightStar)) return false;
            int c = leftStar ? right[j].sample() : rightStar ? left[i].sample() : left[i].common(right[j]);
            if (c < 0) return false;
            int length = name.length();
            name.appendCodePoint(c);
            if (search(leftStar ? i : i + 1, rightStar ? j : j + 1)) return true;
            name.setLength(length);
            return false;
        }
    }
}

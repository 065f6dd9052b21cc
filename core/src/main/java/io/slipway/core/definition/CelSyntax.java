package io.slipway.core.definition;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.projectnessie.cel.parser.gen.CELLexer;
import org.projectnessie.cel.parser.gen.CELParser;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.BaseErrorListener;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.CharStreams;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.CommonTokenStream;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.RecognitionException;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.Recognizer;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.Token;

/**
 * Whether a text is an expression that may be compiled: the compiler itself prints what is wrong on standard error, and an
 * expression of a few hundred characters can loop for ever or, where nesting is deep, end the stack. Stateless; O(text).
 */
final class CelSyntax {
    /** The parser takes 8 KB of the stack for each, at most. */
    private static final int MOST_DEPTH = 30;

    /**
     * Of fields, calls, indices, operators and choices that stand in each other without brackets: for each the compiler takes
     * up to 3 KB of the stack. Both together stay well below the 1 MB that a thread has.
     */
    private static final int MOST_LINKS = 100;

    /** One loop over what changed, and one in it; every further one multiplies. */
    private static final int MOST_LOOPS = 2;

    private static final Set<String> LOOPS = Set.of("all", "exists", "exists_one", "map", "filter");

    private CelSyntax() {}

    /** What is wrong with it. */
    static Optional<String> fault(String text) {
        FirstError error = new FirstError();
        CELLexer lexer = new CELLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(error);
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        Optional<String> nested = nesting(tokens.getTokens());
        if (nested.isPresent()) return nested;
        CELParser parser = new CELParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(error);
        parser.start();
        return error.first();
    }

    private static Optional<String> nesting(List<? extends Token> tokens) {
        Deque<Level> open = new ArrayDeque<>();
        open.push(new Level(false, 0));
        int loops = 0;
        String before = "";
        for (Token token : tokens) {
            Level level = open.getFirst();
            switch (token.getType()) {
                case CELLexer.LPAREN, CELLexer.LBRACKET, CELLexer.LBRACE -> {
                    boolean loop = token.getType() == CELLexer.LPAREN && LOOPS.contains(before);
                    level.parts++;
                    open.push(new Level(loop, level.links()));
                    if (loop) loops++;
                    if (open.size() - 1 > MOST_DEPTH)
                        return at(token, "brackets are more than " + MOST_DEPTH + " deep");
                    if (loops > MOST_LOOPS) return at(token, "`" + before + "` is in more than one other loop");
                }
                case CELLexer.RPAREN, CELLexer.RPRACKET, CELLexer.RBRACE -> {
                    if (open.size() > 1 && open.pop().loop) loops--;
                }
                default -> level.add(token.getType());
            }
            if (level.links() > MOST_LINKS)
                return at(
                        token, "more than " + MOST_LINKS + " fields, calls, operators or choices stand in each other");
            before = token.getText();
        }
        return Optional.empty();
    }

    private static Optional<String> at(Token token, String what) {
        return Optional.of("column " + (token.getCharPositionInLine() + 1) + ": " + what);
    }

    /** What stands between two brackets, as far as it was read: how deep the last of it stands in what is before. */
    private static final class Level {
        final boolean loop;
        private final int outside;
        /** Each choice is part of the one before. */
        private int choices;
        /** Since the last {@code &&} or {@code ||}, of which the compiler makes a tree that is not deep. */
        private int operators;
        /** Fields, calls and indices since the last operator. */
        private int parts;

        Level(boolean loop, int outside) {
            this.loop = loop;
            this.outside = outside;
        }

        int links() {
            return outside + choices + operators + parts;
        }

        void add(int type) {
            switch (type) {
                case CELLexer.DOT -> parts++;
                case CELLexer.EQUALS,
                        CELLexer.NOT_EQUALS,
                        CELLexer.IN,
                        CELLexer.LESS,
                        CELLexer.LESS_EQUALS,
                        CELLexer.GREATER_EQUALS,
                        CELLexer.GREATER,
                        CELLexer.MINUS,
                        CELLexer.PLUS,
                        CELLexer.STAR,
                        CELLexer.SLASH,
                        CELLexer.PERCENT -> {
                    operators++;
                    parts = 0;
                }
                case CELLexer.LOGICAL_AND, CELLexer.LOGICAL_OR -> {
                    operators = 0;
                    parts = 0;
                }
                case CELLexer.QUESTIONMARK -> {
                    choices++;
                    operators = 0;
                    parts = 0;
                }
                case CELLexer.COMMA -> {
                    choices = 0;
                    operators = 0;
                    parts = 0;
                }
                default -> {}
            }
        }
    }

    /** Keeps the first error, and prints none. */
    private static final class FirstError extends BaseErrorListener {
        private @Nullable String message;

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                String what,
                @Nullable RecognitionException cause) {
            if (message == null) message = "column " + (column + 1) + ": " + what;
        }

        Optional<String> first() {
            return Optional.ofNullable(message);
        }
    }
}

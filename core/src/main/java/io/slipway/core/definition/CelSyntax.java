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
 * expression of a few hundred characters can loop for ever. Stateless; O(text).
 */
final class CelSyntax {
    private static final int MOST_DEPTH = 50;

    /** Each is one more call within another for the compiler, whose stack is what a thread has. */
    private static final int MOST_DOTS = 200;

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
        Deque<Boolean> open = new ArrayDeque<>();
        int loops = 0;
        int dots = 0;
        String before = "";
        for (Token token : tokens) {
            switch (token.getType()) {
                case CELLexer.LPAREN, CELLexer.LBRACKET, CELLexer.LBRACE -> {
                    boolean loop = token.getType() == CELLexer.LPAREN && LOOPS.contains(before);
                    open.push(loop);
                    if (loop) loops++;
                    if (open.size() > MOST_DEPTH) return Optional.of("brackets are more than " + MOST_DEPTH + " deep");
                    if (loops > MOST_LOOPS) return Optional.of("`" + before + "` is in more than one other loop");
                }
                case CELLexer.RPAREN, CELLexer.RPRACKET, CELLexer.RBRACE -> {
                    if (!open.isEmpty() && open.pop()) loops--;
                }
                case CELLexer.DOT -> {
                    if (++dots > MOST_DOTS) return Optional.of("it has more than " + MOST_DOTS + " dots");
                }
                default -> {}
            }
            before = token.getText();
        }
        return Optional.empty();
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

package io.slipway.core.definition;

import io.slipway.core.pipeline.Condition;
import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.projectnessie.cel.parser.gen.CELLexer;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.CharStreams;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.CommonTokenStream;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.Token;

/**
 * Refuses conditions that ask for what is not there: nothing would ever answer them, and their tasks would be skipped in every run
 * that ends well. Confined to one thread; O(text).
 */
final class ConditionNames {
    private static final List<String> ENDINGS = List.of("succeeded", "failed", "skipped");
    private static final Pattern HYPHENATED = Pattern.compile("\\b(needs|params)\\.([A-Za-z_]\\w*(?:-\\w+)+)");

    private final SortedSet<String> parameters;
    private final Problems problems;

    /**
     * @param parameters of the workspace, by name
     */
    ConditionNames(Collection<String> parameters, Problems problems) {
        this.parameters = new TreeSet<>(parameters);
        this.problems = problems;
    }

    /** What to write instead where a {@code -} of a name was read as a minus. */
    static Optional<String> withHyphen(String condition) {
        Matcher name = HYPHENATED.matcher(condition);
        return name.find()
                ? Optional.of("`-` is a minus in it: write `" + name.group(1) + "['" + name.group(2) + "']`")
                : Optional.empty();
    }

    /** Tells what is wrong with the condition of a task whose needs are known. */
    void check(Task task, Condition condition, Place place) {
        CELLexer lexer = new CELLexer(CharStreams.fromString(condition.text()));
        lexer.removeErrorListeners();
        CommonTokenStream stream = new CommonTokenStream(lexer);
        stream.fill();
        List<Token> tokens = stream.getTokens().stream()
                .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
                .toList();
        for (int at = 0; at < tokens.size(); at++) {
            boolean isMember = at > 0 && tokens.get(at - 1).getType() == CELLexer.DOT;
            if (isMember || tokens.get(at).getType() != CELLexer.IDENTIFIER) continue;
            switch (tokens.get(at).getText()) {
                case "params" -> name(tokens, at).ifPresent(name -> checkParameter(name, place));
                case "needs" -> checkNeed(task, tokens, at, place);
                case "env" -> {
                    if (name(tokens, at).isEmpty()) {
                        problems.add(
                                place,
                                "`when` asks for a variable without its name",
                                "write `env.NAME`, as only variables that are named are looked up");
                    }
                }
                default -> {}
            }
        }
    }

    /** The name that follows, as {@code .name} or {@code ['name']}; nothing for a function of all names, or one that is computed. */
    private static Optional<String> name(List<Token> tokens, int of) {
        if (of + 3 >= tokens.size()) return Optional.empty();
        Token first = tokens.get(of + 1);
        Token second = tokens.get(of + 2);
        int after = tokens.get(of + 3).getType();
        if (first.getType() == CELLexer.DOT && second.getType() == CELLexer.IDENTIFIER && after != CELLexer.LPAREN)
            return Optional.of(second.getText());
        boolean isInBrackets = first.getType() == CELLexer.LBRACKET && after == CELLexer.RPRACKET;
        return isInBrackets ? text(second) : Optional.empty();
    }

    private static Optional<String> text(Token token) {
        String text = token.getText();
        boolean isPlain = token.getType() == CELLexer.STRING
                && "'\"".indexOf(text.charAt(0)) >= 0
                && text.indexOf('\\') < 0
                && text.length() > 2;
        return isPlain ? Optional.of(text.substring(1, text.length() - 1)) : Optional.empty();
    }

    private void checkParameter(String name, Place place) {
        if (parameters.contains(name)) return;
        problems.add(
                place,
                "`when` asks for `params." + name + "`, but there is no such parameter",
                parameters.isEmpty()
                        ? "write it into slipway-workspace.yaml: `params: {" + name + ": {default: …}}`"
                        : DidYouMean.suggest(name, parameters));
    }

    private void checkNeed(Task task, List<Token> tokens, int at, Place place) {
        Optional<String> name = name(tokens, at);
        if (name.isEmpty()) return;
        SortedSet<String> needed = needed(task);
        if (!needed.contains(name.get())) {
            problems.add(
                    place,
                    "`when` asks how `" + name.get() + "` ended, which `" + task.address() + "` does not need",
                    DidYouMean.among(name.get(), needed)
                            .map(meant -> "did you mean `" + meant + "`?")
                            .orElse("add it: `needs: [{task: \"" + name.get() + "\", optional: true}]`"));
        }
        int end = at + (tokens.get(at + 1).getType() == CELLexer.DOT ? 3 : 4);
        if (end + 1 >= tokens.size()) return;
        int how = tokens.get(end).getType();
        if (how != CELLexer.EQUALS && how != CELLexer.NOT_EQUALS) return;
        text(tokens.get(end + 1)).filter(ending -> !ENDINGS.contains(ending)).ifPresent(ending -> {
            String meant =
                    ending.startsWith("succe") ? "did you mean `succeeded`?" : DidYouMean.suggest(ending, ENDINGS);
            problems.add(place, "no task ends as `" + ending + "`, which `when` asks for", meant);
        });
    }

    /** As it may be named in a condition. */
    private static SortedSet<String> needed(Task task) {
        SortedSet<String> names = new TreeSet<>();
        for (Need need : task.needs()) {
            for (TaskAddress each : List.of(need.task(), need.task().group())) {
                names.add(each.toString());
                if (each.service().equals(task.address().service())) names.add(each.task());
            }
        }
        return names;
    }
}

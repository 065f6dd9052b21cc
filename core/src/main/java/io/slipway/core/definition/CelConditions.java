package io.slipway.core.definition;

import io.slipway.core.pipeline.Condition;
import io.slipway.core.pipeline.Conditions;
import io.slipway.core.pipeline.Facts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.projectnessie.cel.Ast;
import org.projectnessie.cel.Env;
import org.projectnessie.cel.EnvOption;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.common.types.Err;
import org.projectnessie.cel.common.types.ref.Val;

/**
 * Conditions in the <a href="https://cel.dev">Common Expression Language</a>, which has no loops and no side effects, so
 * that every condition comes to an end. Stateless and thread-safe; a condition is compiled when it is asked, as most runs
 * ask each once.
 *
 * <p>Names: {@code branch}, {@code tag}, {@code event} (text), {@code params} and {@code env} (texts by name),
 * {@code changed} (a list of paths), {@code needs} (by address, or by name within the service).
 */
public final class CelConditions implements Conditions {
    private static final String PARAMS = "params.";
    private static final String ENV = "env.";

    /** Guards {@link #language}: what compiles changes it meanwhile. */
    private static final Object LOCK = new Object();

    /** Kept, as to make it takes a hundred times as long as to read a condition. */
    private static @Nullable Env language;

    private static Env newLanguage() {
        return Env.newEnv(EnvOption.declarations(
                Decls.newVar("branch", Decls.String),
                Decls.newVar("tag", Decls.String),
                Decls.newVar("event", Decls.String),
                Decls.newVar("params", Decls.newMapType(Decls.String, Decls.String)),
                Decls.newVar("env", Decls.newMapType(Decls.String, Decls.String)),
                Decls.newVar("changed", Decls.newListType(Decls.String)),
                Decls.newVar("needs", Decls.newMapType(Decls.String, Decls.String))));
    }

    @Override
    public Optional<Objection> objection(Condition condition, Facts facts, Map<String, String> needs) {
        return firstOf(terms(condition.text()), names(facts, needs));
    }

    /** As the language has it, what is false is false whatever stands beside it and has no answer. */
    private static Optional<Objection> firstOf(List<String> terms, Map<String, Object> names) {
        Optional<Objection> unanswered = Optional.empty();
        for (String term : terms) {
            Optional<Objection> objection = ofTerm(term, names);
            if (objection.filter(Objection::isAnswer).isPresent()) return objection;
            if (unanswered.isEmpty()) unanswered = objection;
        }
        return unanswered;
    }

    private static Optional<Objection> ofTerm(String term, Map<String, Object> names) {
        try {
            Val answer = compile(term, (env, compiled) -> env.program(compiled))
                    .eval(names)
                    .getVal();
            if (Err.isError(answer)) return Optional.of(unanswered(term, answer.toString()));
            return answer.booleanValue()
                    ? Optional.empty()
                    : Optional.of(new Objection(true, "`" + term + "` is false"));
        } catch (RuntimeException e) {
            return Optional.of(unanswered(term, e.getMessage()));
        }
    }

    private static Objection unanswered(String term, @Nullable String why) {
        return new Objection(
                false, "`" + term + "` has no answer: " + firstLine(why) + "; write it so that it always has one");
    }

    /** Looks at the terms that do not ask how needed tasks end. */
    @Override
    public Optional<Objection> objectionBefore(Condition condition, Facts facts) {
        List<String> before = terms(condition.text()).stream()
                .filter(term -> !term.contains("needs"))
                .toList();
        return firstOf(before, names(facts, Map.of()));
    }

    /** What is wrong with a condition that was just written; absent when it can be asked. */
    static Optional<String> fault(String text) {
        try {
            compile(text, (env, compiled) -> compiled);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(firstLine(e.getMessage()));
        }
    }

    /** @param wanted what is made of it, while nobody else compiles */
    private static <T> T compile(String text, BiFunction<Env, Ast, T> wanted) {
        Optional<String> fault = CelSyntax.fault(text);
        if (fault.isPresent()) throw new IllegalArgumentException(fault.get());
        synchronized (LOCK) {
            Env env = language == null ? newLanguage() : language;
            language = null; // names of a loop that it breaks off in would stay
            // so that anything but a truth is refused when it is compiled; a comment ends with its line
            Env.AstIssuesTuple compiled = env.compile("(" + text + "\n) ? true : false");
            Optional<T> made =
                    compiled.hasIssues() ? Optional.empty() : Optional.of(wanted.apply(env, compiled.getAst()));
            language = env;
            return made.orElseThrow(
                    () -> new IllegalArgumentException(compiled.getIssues().toString()));
        }
    }

    private static Map<String, Object> names(Facts facts, Map<String, String> needs) {
        Map<String, String> params = new HashMap<>();
        Map<String, String> env = new HashMap<>();
        facts.values().forEach((name, value) -> {
            if (name.startsWith(PARAMS)) params.put(name.substring(PARAMS.length()), value);
            if (name.startsWith(ENV)) env.put(name.substring(ENV.length()), value);
        });
        Map<String, Object> names = new HashMap<>();
        for (String name : List.of("branch", "tag", "event"))
            names.put(name, facts.values().getOrDefault(name, ""));
        names.put("params", params);
        names.put("env", env);
        names.put("changed", List.copyOf(facts.changed()));
        names.put("needs", Map.copyOf(needs));
        return names;
    }

    /** What was written between {@code &&} at the top; the whole where an {@code ||} or a {@code ?} binds less. */
    static List<String> terms(String text) {
        List<String> terms = new ArrayList<>();
        int depth = 0;
        char quote = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') i++;
                else if (c == quote) quote = 0;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            } else if (depth == 0 && (c == '?' || text.startsWith("||", i))) {
                return List.of(text.strip());
            } else if (depth == 0 && text.startsWith("&&", i)) {
                terms.add(text.substring(from, i).strip());
                from = i + 2;
                i++;
            }
        }
        terms.add(text.substring(from).strip());
        return terms;
    }

    private static String firstLine(@Nullable String said) {
        String message = String.valueOf(said);
        String line = message.lines().findFirst().orElse(message);
        int at = line.indexOf("<input>:");
        int end = at < 0 ? -1 : line.indexOf(": ", at + "<input>:".length());
        return end < 0 ? line : line.substring(end + 2);
    }
}

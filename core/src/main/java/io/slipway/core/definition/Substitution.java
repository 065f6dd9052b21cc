package io.slipway.core.definition;

import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts values in place of {@code ${{ name }}}. Small and total: names are looked up and nothing is computed, a value is not
 * looked into again, and a name that stands for nothing is a problem. a doubled dollar sign makes it text.
 */
final class Substitution {
    private static final String OPEN = "${{";
    private static final String CLOSE = "}}";
    /** Values may stand in place of short names many times; no text written by hand comes near this. */
    private static final int LONGEST = 1 << 20;

    private final Scope scope;
    private final Problems problems;

    /** What a text is for. */
    enum Use {
        /** Read as it is by nobody but us. */
        VALUE,
        /** Read by a shell or as a condition, to which what a person hands in must not get as a piece of it. */
        SCRIPT,
        /** In it, names stand for nothing. */
        NONE
    }

    Substitution(Scope scope, Problems problems) {
        this.scope = scope;
        this.problems = problems;
    }

    /** The text with values put in; nothing after adding a problem. O(length of the result). */
    Optional<String> in(String text, Use use, Place place) {
        if (use == Use.NONE || !text.contains(OPEN)) return Optional.of(text);
        StringBuilder result = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, from)) {
            if (open > from && text.charAt(open - 1) == '$') {
                result.append(text, from, open - 1).append(OPEN);
                from = open + OPEN.length();
                continue;
            }
            result.append(text, from, open);
            int close = text.indexOf(CLOSE, open);
            if (close < 0) {
                problems.add(
                        place, "`${{` is never closed", "write `${{ name }}`, or `$${{` for the characters themselves");
                return Optional.empty();
            }
            Optional<String> value =
                    value(text.substring(open + OPEN.length(), close).strip(), use, place);
            if (value.isEmpty()) return Optional.empty();
            result.append(value.get());
            if (result.length() > LONGEST) {
                problems.add(place, "with its values put in, this text is longer than 1 MiB", "write less in it");
                return Optional.empty();
            }
            from = close + CLOSE.length();
        }
        return Optional.of(result.append(text, from, text.length()).toString());
    }

    private Optional<String> value(String name, Use use, Place place) {
        if (use == Use.SCRIPT && name.startsWith("params.")) {
            problems.add(
                    place,
                    "`${{ " + name + " }}` here would be read as a piece of it",
                    "name it in a condition, `" + name
                            + "`; hand it over to a script as a variable: `env: {VALUE: \"${{ " + name
                            + " }}\"}`, and `\"$VALUE\"` in the script");
            return Optional.empty();
        }
        Optional<String> value = scope.find(name);
        if (value.isEmpty()) {
            List<String> known = new ArrayList<>();
            scope.names().forEach(known::add);
            problems.add(place, "`${{ " + name + " }}` stands for nothing here", DidYouMean.suggest(name, known));
        }
        return value;
    }
}

package io.slipway.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Something wrong with what a person wrote: where, what, and what to do about it. Immutable.
 *
 * @param place absent when the pipeline was built in Java
 * @param message what is wrong, on one line; control characters in it are shown as escapes
 * @param suggestion what to do, as a sentence or question; absent when the message says it all
 */
public record Problem(Optional<Place> place, String message, Optional<String> suggestion) {
    private static final int LONGEST = 10_000;

    public Problem {
        requireNonNull(place, "place");
        message = printable(message);
        suggestion = suggestion.map(Problem::printable);
    }

    /** What a file says is shown, so it must neither move a terminal's cursor nor look like the next problem. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> {
            boolean hidden = Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.LINE_SEPARATOR
                    || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
            if (hidden) shown.append(String.format("\\u%04x", c));
            else shown.appendCodePoint(c);
        });
        return text.length() > LONGEST ? shown + "…" : shown.toString();
    }

    public static Problem at(Place place, String message, String suggestion) {
        return new Problem(Optional.of(place), message, Optional.of(suggestion));
    }

    public static Problem of(Optional<Place> place, String message, String suggestion) {
        return new Problem(place, message, Optional.of(suggestion));
    }

    /** {@code ci.yml:3:5 unknown key "rum"; did you mean "run"?} */
    @Override
    public String toString() {
        return place.map(at -> at + " ").orElse("")
                + message
                + suggestion.map(text -> "; " + text).orElse("");
    }
}

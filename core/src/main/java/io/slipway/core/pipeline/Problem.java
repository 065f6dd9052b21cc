package io.slipway.core.pipeline;

import java.util.Optional;

/**
 * Something wrong with what a person wrote: where, what, and what to do about it. Immutable.
 *
 * @param place absent when the pipeline was built in Java
 * @param message what is wrong
 * @param suggestion what to do, as a sentence or question; absent when the message says it all
 */
public record Problem(Optional<Place> place, String message, Optional<String> suggestion) {
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

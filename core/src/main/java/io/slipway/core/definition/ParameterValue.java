package io.slipway.core.definition;

import io.slipway.core.pipeline.Place;
import java.util.Optional;

/**
 * A value that was given for a parameter. Immutable.
 *
 * @param place in the file that says so; absent when it was not in a file
 */
public record ParameterValue(String text, Optional<Place> place) {
    public static ParameterValue of(String text) {
        return new ParameterValue(text, Optional.empty());
    }
}

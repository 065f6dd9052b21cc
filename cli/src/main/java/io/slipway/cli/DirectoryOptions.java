package io.slipway.cli;

import io.slipway.core.definition.ParameterValue;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** What every command has that reads the definitions of a workspace. */
final class DirectoryOptions {
    @Mixin
    private PlaceOptions place = new PlaceOptions();

    @Mixin
    private ParameterOptions parameters = new ParameterOptions();

    String directory() {
        return place.directory();
    }

    Map<String, ParameterValue> parameters(Surroundings surroundings) {
        return parameters.values(surroundings);
    }
}

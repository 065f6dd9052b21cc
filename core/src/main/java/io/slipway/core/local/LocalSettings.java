package io.slipway.core.local;

import io.slipway.core.definition.ParameterValue;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the local engine takes from its surroundings. Immutable.
 *
 * @param storeDirectory of the shared store
 * @param environment the caller's variables
 * @param parameters of the workspace, by name: what was decided for this run
 * @param user who asks, for the journal
 * @param clock wall time
 * @param nanos elapsed time
 * @param random for names of runs
 * @param warnings told once of each thing that makes the run slower but not wrong
 */
public record LocalSettings(
        Path storeDirectory,
        Map<String, String> environment,
        Map<String, ParameterValue> parameters,
        String user,
        InstantSource clock,
        LongSupplier nanos,
        RandomGenerator random,
        Consumer<String> warnings) {
    public LocalSettings {
        environment = Map.copyOf(environment);
        parameters = Map.copyOf(parameters);
    }
}

package io.slipway.cli;

import io.slipway.core.definition.ParameterFile;
import io.slipway.core.definition.ParameterValue;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Values for the parameters of a workspace, the same for every command that reads one. */
final class ParameterOptions {
    @Option(
            names = {"-P", "--param"},
            paramLabel = "NAME=VALUE",
            description = "Set a parameter of the workspace; may be given several times.")
    private Map<String, String> given = new TreeMap<>();

    @Option(
            names = "--params",
            paramLabel = "FILE",
            description = "Take values of parameters from a YAML file; what -P says counts more, and a later file.")
    private List<String> files = List.of();

    Map<String, ParameterValue> values(Surroundings surroundings) {
        Map<String, ParameterValue> values = new TreeMap<>();
        for (String file : files) values.putAll(ParameterFile.read(file, bytes(surroundings, file)));
        given.forEach((name, text) -> values.put(name, ParameterValue.of(text)));
        return values;
    }

    private static byte[] bytes(Surroundings surroundings, String file) {
        try {
            return Files.readAllBytes(surroundings.resolve(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read; name a file such as `target: staging`", e);
        }
    }
}

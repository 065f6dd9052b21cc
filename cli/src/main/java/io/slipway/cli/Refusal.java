package io.slipway.cli;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Options that are right one by one and wrong together. */
final class Refusal {
    private Refusal() {}

    static ParameterException of(@Nullable CommandSpec command, String message) {
        return new ParameterException(requireNonNull(command, "command").commandLine(), message);
    }
}

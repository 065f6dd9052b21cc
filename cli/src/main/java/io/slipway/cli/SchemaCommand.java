package io.slipway.cli;

import io.slipway.core.definition.DefinitionSchema;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway schema}. */
@Command(
        name = "schema",
        header = "Prints the JSON Schema of definitions, by which editors complete them.",
        description = "The draft is 2020-12.")
final class SchemaCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "`service` for slipway.yaml, which it is when not said, or `workspace` for"
                    + " slipway-workspace.yaml.")
    private String file = "service";

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    SchemaCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.out().print(schema());
        return ExitCode.DONE;
    }

    private String schema() {
        return switch (file) {
            case "service" -> DefinitionSchema.service();
            case "workspace" -> DefinitionSchema.workspace();
            default -> throw Refusal.of(spec, "there is no schema of `" + file + "`: say `service` or `workspace`");
        };
    }
}

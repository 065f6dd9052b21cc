package io.slipway.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does nothing but hold those below it. */
@Command(synopsisSubcommandLabel = "COMMAND")
abstract class CommandGroup implements Callable<Integer>, CommandLines.Above {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Override
    public final Integer call() {
        throw Refusal.of(spec, "missing COMMAND");
    }
}

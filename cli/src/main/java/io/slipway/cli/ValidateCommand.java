package io.slipway.cli;

import io.slipway.core.local.LocalEngine;
import io.slipway.core.pipeline.Task;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway validate}. */
@Command(name = "validate", header = "Checks every definition of the workspace and says all that is wrong.")
final class ValidateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "A directory of the workspace; the current one when not said.")
    private String place = "";

    @Mixin
    private DirectoryOptions where = new DirectoryOptions();

    ValidateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Selection selection =
                new Selection(surroundings.resolve(where.directory()).resolve(place), java.util.List.of());
        try (LocalEngine engine =
                LocalEngine.open(selection.startingPoint(), surroundings.settings(surroundings::warn))) {
            Set<String> services = new HashSet<>();
            for (Task task : engine.pipeline().tasks())
                services.add(task.address().service());
            surroundings
                    .out()
                    .println("ok: " + services.size() + " services, "
                            + engine.pipeline().tasks().size() + " tasks");
            return ExitCode.DONE;
        }
    }
}

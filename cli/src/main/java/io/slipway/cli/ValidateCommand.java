package io.slipway.cli;

import io.slipway.cli.view.ProblemText;
import io.slipway.cli.view.ValidationJson;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.WorkspaceRoot;
import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway validate}. */
@Command(
        name = "validate",
        header = "Checks every definition of the workspace and says all that is wrong.",
        description = "Ends with 2 when something is wrong.")
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
        Path start = surroundings.resolve(where.directory()).resolve(place).normalize();
        if (Files.isRegularFile(start) && start.getParent() != null) start = start.getParent(); // a definition in it
        try (LocalEngine engine = surroundings.open(start, where.parameters(surroundings))) {
            Pipeline pipeline = engine.pipeline();
            int services = services(pipeline);
            int tasks = pipeline.tasks().size();
            if (tasks > 0) engine.remember();
            surroundings.tell((surroundings.isJson()
                            ? ValidationJson.of(services, tasks, List.of())
                            : ProblemText.none(services, tasks))
                    + '\n');
            return ExitCode.DONE;
        } catch (InvalidPipelineException invalid) {
            if (surroundings.isJson()) {
                surroundings.out().println(ValidationJson.of(0, 0, invalid.problems()));
            } else {
                ProblemText text = new ProblemText(surroundings.style());
                Path root = WorkspaceRoot.of(start);
                String problems = surroundings.terminal()
                        ? text.allWithLines(invalid.problems(), root)
                        : text.all(invalid.problems());
                surroundings.err().print(problems);
            }
            return ExitCode.WRONG_REQUEST;
        }
    }

    private static int services(Pipeline pipeline) {
        Set<String> services = new HashSet<>();
        for (Task task : pipeline.tasks()) services.add(task.address().service());
        return services.size();
    }
}

package io.slipway.cli;

import io.slipway.cli.view.ExplanationJson;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.pipeline.TaskAddress;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway explain}. */
@Command(
        name = "explain",
        header = "Says why a task ran, waited, missed or was reused in the last run that had it.",
        description = "Down to the file, variable or need that made the difference.")
final class ExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "TASK", description = "Its address, written service:task.")
    private String task = "";

    @Mixin
    private DirectoryOptions where = new DirectoryOptions();

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (LocalEngine engine =
                surroundings.open(surroundings.resolve(where.directory()), where.parameters(surroundings))) {
            TaskAddress address = engine.task(task);
            List<String> sentences = engine.explain(address);
            if (surroundings.isJson()) surroundings.out().println(ExplanationJson.of(address, sentences));
            else for (String sentence : sentences) surroundings.out().println(sentence);
            return ExitCode.DONE;
        }
    }
}

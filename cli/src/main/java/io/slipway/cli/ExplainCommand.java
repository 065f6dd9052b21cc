package io.slipway.cli;

import io.slipway.cli.view.ExplanationJson;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import java.util.ArrayList;
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
    private JsonOption json = new JsonOption();

    @Mixin
    private DirectoryOptions where = new DirectoryOptions();

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (LocalEngine engine = surroundings.open(surroundings.resolve(where.directory()))) {
            TaskAddress address = find(engine.pipeline());
            List<String> sentences = engine.explain(address);
            if (json.isGiven()) surroundings.out().println(ExplanationJson.of(address, sentences));
            else for (String sentence : sentences) surroundings.out().println(sentence);
            return ExitCode.DONE;
        }
    }

    private TaskAddress find(Pipeline pipeline) {
        List<String> known = new ArrayList<>();
        for (Task each : pipeline.tasks()) {
            if (each.address().toString().equals(task)) return each.address();
            known.add(each.address().toString());
        }
        throw new IllegalArgumentException("unknown task " + task + "; " + DidYouMean.suggest(task, known));
    }
}

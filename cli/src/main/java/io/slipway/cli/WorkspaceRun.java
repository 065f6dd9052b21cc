package io.slipway.cli;

import io.slipway.cli.view.PlainView;
import io.slipway.cli.view.RunView;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.orchestrate.RunSummary;
import java.util.concurrent.Callable;

/** {@code slipway run}: runs what was selected and tells about it. */
final class WorkspaceRun implements Callable<Integer> {
    private final Surroundings surroundings;
    private final RunArguments arguments;

    WorkspaceRun(Surroundings surroundings, RunArguments arguments) {
        this.surroundings = surroundings;
        this.arguments = arguments;
    }

    @Override
    public Integer call() {
        Selection selection = new Selection(surroundings.resolve(arguments.directory()), arguments.selections());
        try (RunView view = view();
                LocalEngine engine = LocalEngine.open(selection.startingPoint(), surroundings.settings(view::warn))) {
            surroundings.interruption().cancels(() -> engine.cancel("interrupted"));
            RunSummary summary = arguments.resume()
                    ? engine.resume(arguments.request(java.util.List.of()), view)
                    : engine.run(arguments.request(selection.in(engine.pipeline(), engine.root())), view);
            view.end(summary, task -> engine.log(summary.run(), task));
            return switch (summary.result()) {
                case SUCCEEDED -> ExitCode.DONE;
                case FAILED -> ExitCode.TASK_FAILED;
                case CANCELLED -> ExitCode.INTERRUPTED;
            };
        }
    }

    private RunView view() {
        return new PlainView(surroundings.err(), surroundings.style(), arguments.verbosity());
    }
}

package io.slipway.cli;

import io.slipway.cli.view.JsonView;
import io.slipway.cli.view.LiveView;
import io.slipway.cli.view.PlainView;
import io.slipway.cli.view.RunView;
import io.slipway.cli.view.Style;
import io.slipway.cli.view.TerminalSize;
import io.slipway.cli.view.Ticker;
import io.slipway.cli.view.Verbosity;
import io.slipway.core.journal.EntryCodec;
import io.slipway.core.local.Approvals;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalSettings;
import io.slipway.core.local.RunRequest;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.TaskState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
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
        try (RunView view = view(surroundings, arguments.json(), arguments.verbosity());
                LocalEngine engine =
                        open(selection.startingPoint(), surroundings.settings(arguments.parameters(), view::warn))) {
            view.foresees(engine::foreseen);
            surroundings.interruption().cancels(() -> engine.cancel("interrupted"));
            RunRequest request = arguments.request(selection.in(engine.pipeline(), engine.root()), person(view));
            RunSummary summary = arguments.resume() ? engine.resume(request, view) : engine.run(request, view);
            view.end(summary, task -> engine.log(summary.run(), task));
            if (summary.result() == RunResult.WAITING) sayHowToGoOn(summary);
            return ExitCode.of(summary.result());
        }
    }

    private LocalEngine open(Path startingPoint, LocalSettings settings) {
        return arguments.resume()
                ? LocalEngine.openToResume(startingPoint, settings)
                : LocalEngine.open(startingPoint, settings);
    }

    private Optional<Approvals.Person> person(RunView view) {
        if (!surroundings.manner().asks() || arguments.json()) return Optional.empty();
        return surroundings.answers().map(answers -> (task, why) -> {
            view.ask(task + " " + why + "\napprove it? [y/N] ");
            String answer = answers.get().strip().toLowerCase(Locale.ROOT);
            return answer.equals("y") || answer.equals("yes");
        });
    }

    private void sayHowToGoOn(RunSummary summary) {
        StringBuilder command = new StringBuilder("slipway run --resume");
        for (TaskSummary task : summary.tasks()) {
            if (task.state() == TaskState.QUEUED)
                command.append(" --approve '").append(task.task()).append('\'');
        }
        surroundings.err().println("go on with it: " + command);
        surroundings.err().flush();
    }

    /** What shows a run best: JSON when asked for, lines that move on a terminal, plain lines otherwise. */
    static RunView view(Surroundings surroundings, boolean json, Verbosity verbosity) {
        Style style = surroundings.style();
        if (json) {
            EntryCodec codec = new EntryCodec();
            return new JsonView(
                    surroundings.out(),
                    surroundings.err(),
                    style,
                    entry -> new String(codec.encode(entry), StandardCharsets.UTF_8));
        }
        if (!style.moving()) return new PlainView(surroundings.err(), style, verbosity);
        return new LiveView(
                surroundings.err(),
                style,
                verbosity,
                () -> TerminalSize.measure(surroundings.environment()),
                surroundings.clock(),
                Ticker.tenTimesASecond());
    }
}

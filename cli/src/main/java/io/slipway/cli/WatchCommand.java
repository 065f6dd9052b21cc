package io.slipway.cli;

import io.slipway.cli.view.ProblemText;
import io.slipway.cli.view.RunView;
import io.slipway.cli.view.Verbosity;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.RunRequest;
import io.slipway.core.local.WorkspaceRoot;
import io.slipway.core.local.watch.SourceWatch;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.run.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway watch}. */
@Command(
        name = "watch",
        header = "Runs tasks, and runs again what a saved file affects, until Ctrl-C.",
        description = "Files that git ignores and outputs of tasks start nothing.")
final class WatchCommand implements Callable<Integer> {
    /** What tasks and needs are read from; whoever changes it gets other ones. */
    private static final Set<String> DEFINING =
            Set.of("slipway.yaml", "slipway-workspace.yaml", "pom.xml", "package.json");

    private final Surroundings surroundings;

    @Mixin
    private SelectionOptions selected = new SelectionOptions();

    @Mixin
    private RunningOptions running = new RunningOptions();

    WatchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Selection selection = selected.selection(surroundings);
        Path root = WorkspaceRoot.of(selection.startingPoint());
        try (SourceWatch watch = SourceWatch.of(root)) {
            SortedSet<String> before = new TreeSet<>();
            boolean again = true;
            while (again) {
                Optional<LocalEngine> engine = open(selection);
                try {
                    again = runUntilRedefined(engine, selection, watch, before);
                } finally {
                    engine.ifPresent(LocalEngine::close);
                }
            }
            return ExitCode.INTERRUPTED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
    }

    /** Nothing after saying what is wrong with the definitions: whoever writes on them will save them again. */
    private Optional<LocalEngine> open(Selection selection) {
        try {
            return Optional.of(surroundings.open(selection.startingPoint(), selected.parameters(surroundings)));
        } catch (InvalidPipelineException invalid) {
            surroundings.err().print(new ProblemText(surroundings.style()).all(invalid.problems()));
            surroundings.err().flush();
            return Optional.empty();
        }
    }

    /**
     * Runs, and runs again after each change, until a definition has changed.
     *
     * @param before what the last run itself wrote among the sources
     * @return false when somebody wants an end
     */
    private boolean runUntilRedefined(
            Optional<LocalEngine> engine, Selection selection, SourceWatch watch, SortedSet<String> before)
            throws InterruptedException {
        surroundings.interruption().cancels(() -> {
            watch.end();
            engine.ifPresent(open -> open.cancel("interrupted"));
        });
        watch.leaveOut(engine.map(LocalEngine::pipeline));
        while (true) {
            if (engine.isPresent()) run(engine.get(), selection);
            SortedSet<String> changed = watch.changedMeanwhile();
            // A task that writes among the sources each time would make us run for ever.
            if (!changed.isEmpty() && changed.equals(before)) {
                surroundings.warn(changed.first() + " is written by a task and is a source; name it under `outputs`,"
                        + " or have git ignore it");
                surroundings.err().flush();
                changed = new TreeSet<>();
            } else {
                before.clear();
                before.addAll(changed);
            }
            if (changed.isEmpty()) {
                tell("watching " + watch.directories() + " directories; Ctrl-C ends");
                changed = watch.await();
                before.clear();
            }
            if (changed.isEmpty()) return false;
            tell("changed: " + changed.first() + (changed.size() == 1 ? "" : " and " + (changed.size() - 1) + " more"));
            for (String path : changed) if (DEFINING.contains(path.substring(path.lastIndexOf('/') + 1))) return true;
        }
    }

    private void run(LocalEngine engine, Selection selection) {
        try (RunView view = WorkspaceRun.view(
                surroundings, surroundings.isJson(), surroundings.manner().verbosity())) {
            List<String> selections = selection.in(engine.pipeline(), engine.root());
            RunRequest request = new RunRequest(
                    selections,
                    Set.of(),
                    selected.filter(),
                    running.atMost(),
                    false,
                    new RunOptions(running.keepGoing(), false));
            RunSummary summary = engine.run(request, view);
            view.end(summary, task -> engine.log(summary.run(), task));
        }
    }

    private void tell(String what) {
        if (surroundings.manner().verbosity() == Verbosity.QUIET || surroundings.isJson()) return;
        surroundings.err().println(what);
        surroundings.err().flush();
    }
}

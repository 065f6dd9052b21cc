package io.slipway.cli;

import io.slipway.core.workspace.Concurrency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@code slipway run}; {@link WorkspaceRun} does it. */
@Command(
        name = "run",
        header = "Runs tasks and whatever they need; what did not change is reused.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is done",
            "1:a task failed",
            "2:the request was wrong",
            "3:Slipway's own fault, or the machine's",
            "4:it waits for approval; go on with --resume --approve TASK",
            "130:interrupted by Ctrl-C or TERM; a second time ends at once"
        })
final class RunCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions selected = new SelectionOptions();

    @Mixin
    private WithOption with = new WithOption();

    @Mixin
    private RunningOptions running = new RunningOptions();

    @Option(
            names = "--sandbox",
            description =
                    "Run each task that is not reused in a private tree of its declared inputs, so that a missing one"
                            + " fails; with --rebuild, all of them.")
    private boolean sandbox;

    @Option(names = "--rebuild", description = "Run every task though its result may be there.")
    private boolean rebuild;

    @Option(names = "--resume", description = "Go on with the last run of this workspace that did not end.")
    private boolean resume;

    @Option(
            names = "--approve",
            paramLabel = "TASK",
            description =
                    "Agree that this task starts, which wants approval; also with *. May be given several times, and with"
                            + " --resume.")
    private @Nullable List<String> approve;

    @Option(
            names = "--concurrency",
            paramLabel = "GROUP",
            description =
                    "Of all runs of this group one at a time goes on; GROUP=cancel-older or GROUP=kill-older ends an"
                            + " older one.")
    private @Nullable String group;

    RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return new WorkspaceRun(surroundings, arguments()).call();
    }

    RunArguments arguments() {
        if (resume && !selected.selections().isEmpty())
            throw Refusal.of(spec, "--resume takes no selection: it is known already");
        return new RunArguments(
                selected.directory(),
                selected.selections(),
                selected.parameters(surroundings),
                with.kinds(),
                selected.filter(),
                running.atMost(),
                running.keepGoing(),
                sandbox,
                rebuild,
                concurrency(),
                approve == null ? List.of() : approve,
                resume,
                surroundings.isJson(),
                surroundings.manner().verbosity());
    }

    private Optional<Concurrency> concurrency() {
        if (group == null) return Optional.empty();
        try {
            return Optional.of(Concurrency.parse(group));
        } catch (IllegalArgumentException e) {
            throw Refusal.of(spec, "--concurrency " + group + ": " + e.getMessage());
        }
    }
}

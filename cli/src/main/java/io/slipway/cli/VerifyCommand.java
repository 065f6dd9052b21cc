package io.slipway.cli;

import io.slipway.cli.view.RunView;
import io.slipway.cli.view.UnreproducibleText;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.RebuildVerification;
import io.slipway.core.local.RunRequest;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.RunResult;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slipway verify}. */
@Command(
        name = "verify",
        header = "Checks that tasks make the same outputs from the same inputs every time.",
        description = "Ends with 1 when a task does not, and names it and the files that differ.")
final class VerifyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions selected = new SelectionOptions();

    @Option(
            names = "--rebuild",
            description = "Run every task twice in sandboxes and compare; stores nothing. The only way so far.")
    private boolean rebuild;

    @Mixin
    private JobsOption jobs = new JobsOption();

    VerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (!rebuild)
            throw Refusal.of(
                    spec,
                    "say how: --rebuild runs every task twice and compares (`slipway cache verify` checks the store)");
        int atMost = jobs.atMost();
        RebuildVerification verified = rebuilt(selected.selection(surroundings), atMost);
        String said =
                surroundings.isJson() ? UnreproducibleText.json(verified) + '\n' : UnreproducibleText.text(verified);
        if (verified.result() == RunResult.SUCCEEDED) surroundings.tell(said);
        else surroundings.out().print(said);
        return ExitCode.of(verified.result());
    }

    private RebuildVerification rebuilt(Selection selection, int atMost) {
        try (RunView view = WorkspaceRun.view(
                        surroundings, false, surroundings.manner().verbosity());
                LocalEngine engine = LocalEngine.open(
                        selection.startingPoint(),
                        surroundings.settings(selected.parameters(surroundings), view::warn))) {
            surroundings.interruption().cancels(() -> engine.cancel("interrupted"));
            RunRequest request = new RunRequest(
                    selection.in(engine.pipeline(), engine.root()),
                    Set.of(),
                    selected.filter(),
                    atMost,
                    true,
                    new RunOptions(true, true));
            RebuildVerification verified = engine.verifyRebuild(request, view);
            view.end(verified.summary(), task -> engine.log(verified.run().run(), task));
            return verified;
        }
    }
}

package io.slipway.cli;

import static java.util.Objects.requireNonNull;

import io.slipway.cli.view.HelpJson;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway completion}. */
@Command(
        name = "completion",
        header = "Prints what makes a shell complete commands and options of slipway.",
        description = {
            "bash: source <(slipway completion bash)",
            "zsh:  source <(slipway completion zsh)",
            "fish: slipway completion fish > ~/.config/fish/completions/slipway.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    /** As written on the command line. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    CompletionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        CommandLine slipway = requireNonNull(spec, "spec").root().commandLine();
        String script = switch (shell) {
            case bash -> AutoComplete.bash("slipway", slipway);
            // zsh runs the completions of bash once it is told to
            case zsh ->
                "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
                        + AutoComplete.bash("slipway", slipway);
            case fish -> FishCompletion.of(slipway);
        };
        surroundings.out().print(surroundings.isJson() ? HelpJson.completion(shell.name(), script) + '\n' : script);
        return ExitCode.DONE;
    }
}

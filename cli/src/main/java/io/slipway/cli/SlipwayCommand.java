package io.slipway.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program itself, when no command is named. */
@Command(
        name = "slipway",
        header = "Builds, tests and packages the services of a workspace; what did not change is reused.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:what was asked for is done",
            "1:a task failed, or is not reproducible",
            "2:the request was wrong: an unknown option or task, or problems in definitions",
            "3:Slipway's own fault, or the machine's",
            "4:the run waits for approval",
            "130:interrupted by Ctrl-C or TERM"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  SLIPWAY_STORE    the store's directory; else ~/.cache/slipway, or slipway in",
            "                   $XDG_CACHE_HOME",
            "  SLIPWAY_DEBUG    when set, faults are shown with their stack trace",
            "  NO_COLOR         when set, nothing is coloured",
            "  CLICOLOR_FORCE   when set, colours are used without a terminal too"
        })
final class SlipwayCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show which Slipway and which Java this is.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    SlipwayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (spec != null) spec.commandLine().usage(spec.commandLine().getErr());
        surroundings.err().flush();
        return ExitCode.WRONG_REQUEST;
    }
}

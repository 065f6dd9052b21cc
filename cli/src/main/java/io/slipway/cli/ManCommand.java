package io.slipway.cli;

import static java.util.Objects.requireNonNull;

import io.slipway.cli.view.HelpJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway man}. */
@Command(
        name = "man",
        header = "Writes the manual pages of all commands into a directory, such as ~/.local/share/man/man1.")
final class ManCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Is made when it is not there; pages in it are written anew.")
    private String directory = "";

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    ManCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path target = surroundings.resolve(directory);
        Map<String, CommandLine> commands = new TreeMap<>();
        collect(requireNonNull(spec, "spec").root().commandLine(), commands);
        try {
            Files.createDirectories(target);
            for (Map.Entry<String, CommandLine> command : commands.entrySet())
                Files.writeString(target.resolve(command.getKey() + ".1"), ManPage.of(command.getValue()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + target + "; name a directory that is writable", e);
        }
        if (surroundings.isJson()) surroundings.out().println(HelpJson.pages(target, commands.keySet()));
        return ExitCode.DONE;
    }

    private static void collect(CommandLine command, Map<String, CommandLine> commands) {
        commands.put(command.getCommandSpec().qualifiedName("-"), command);
        for (CommandLine below : command.getSubcommands().values()) collect(below, commands);
    }
}

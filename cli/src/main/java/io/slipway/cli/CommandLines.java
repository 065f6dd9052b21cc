package io.slipway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.pipeline.DidYouMean;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands with their options, for help, completion and everything that {@link PlainRun} leaves over. */
final class CommandLines {
    private CommandLines() {}

    static int execute(String[] args, Surroundings surroundings) {
        return of(surroundings).execute(args);
    }

    static CommandLine of(Surroundings surroundings) {
        CommandLine slipway = new CommandLine(new SlipwayCommand(surroundings))
                .addSubcommand(new RunCommand(surroundings))
                .addSubcommand(new InitCommand(surroundings))
                .addSubcommand(new ValidateCommand(surroundings))
                .addSubcommand(new FmtCommand(surroundings))
                .addSubcommand(new SchemaCommand(surroundings))
                .addSubcommand(new PlanCommand(surroundings))
                .addSubcommand(new ExplainCommand(surroundings))
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new LogsCommand(surroundings))
                .addSubcommand(new ArtifactsCommand(surroundings))
                .addSubcommand(new DiffCommand(surroundings))
                .addSubcommand(new WatchCommand(surroundings))
                .addSubcommand(new GraphCommand(surroundings))
                .addSubcommand(new TraceCommand(surroundings))
                .addSubcommand(new ReportCommand(surroundings))
                .addSubcommand(new DoctorCommand(surroundings))
                .addSubcommand(new VerifyCommand(surroundings))
                .addSubcommand(new ForecastCommand(surroundings))
                .addSubcommand(HistoryCommand.with(surroundings))
                .addSubcommand(new SimulateCommand(surroundings))
                .addSubcommand(new ImportCommand(surroundings))
                .addSubcommand(GitlabCommand.with(surroundings))
                .addSubcommand(GithubCommand.with(surroundings))
                .addSubcommand(CacheCommand.with(surroundings))
                .addSubcommand(new CompletionCommand(surroundings))
                .addSubcommand(new ManCommand(surroundings));
        slipway.setOut(new PrintWriter(surroundings.out(), true, UTF_8));
        slipway.setErr(new PrintWriter(surroundings.err(), true, UTF_8));
        slipway.setColorScheme(
                CommandLine.Help.defaultColorScheme(surroundings.style().colour() ? Ansi.ON : Ansi.OFF));
        slipway.setParameterExceptionHandler(CommandLines::refuse);
        slipway.setExecutionExceptionHandler((fault, command, parsed) -> Faults.report(fault, surroundings));
        slipway.setExpandAtFiles(false);
        slipway.setOverwrittenOptionsAllowed(true);
        slipway.setUsageHelpAutoWidth(false);
        return slipway;
    }

    /** {@code slipway run: unknown option --jbos; did you mean `--jobs`?} */
    private static int refuse(ParameterException refused, String[] args) {
        CommandLine command = refused.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + said(refused) + "; `" + name + " --help` lists what there is");
        return ExitCode.WRONG_REQUEST;
    }

    private static String said(ParameterException refused) {
        if (refused instanceof UnmatchedArgumentException unmatched) {
            CommandSpec command = refused.getCommandLine().getCommandSpec();
            String word = unmatched.getUnmatched().get(0);
            boolean option = unmatched.isUnknownOption();
            Set<String> known = option
                    ? command.optionsMap().keySet()
                    : command.subcommands().keySet();
            if (!option && known.isEmpty()) return "too many words from `" + word + "` on";
            return unknown(option ? "option" : "command", word, known);
        }
        if (refused.getArgSpec() != null && refused.getArgSpec().typeInfo().isEnum() && refused.getValue() != null) {
            List<String> known = refused.getArgSpec().typeInfo().getEnumConstantNames();
            return unknown(refused.getArgSpec().paramLabel(), refused.getValue(), known) + "; it is one of "
                    + String.join(", ", known);
        }
        String message = Objects.requireNonNullElse(refused.getMessage(), "it cannot be read");
        return Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    private static String unknown(String what, String word, Collection<String> known) {
        String meant = DidYouMean.among(word, known)
                .map(near -> "; did you mean `" + near + "`?")
                .orElse("");
        return "unknown " + what + " `" + word + "`" + meant;
    }
}

package io.slipway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** All commands with their options, for help, completion and everything that {@link PlainRun} leaves over. */
final class CommandLines {
    private CommandLines() {}

    static int execute(String[] args, Surroundings surroundings) {
        return of(surroundings).execute(args);
    }

    static CommandLine of(Surroundings surroundings) {
        CommandLine slipway = new CommandLine(new SlipwayCommand(surroundings))
                .addSubcommand(new RunCommand(surroundings))
                .addSubcommand(new ValidateCommand(surroundings))
                .addSubcommand(new PlanCommand(surroundings))
                .addSubcommand(new ExplainCommand(surroundings))
                .addSubcommand(new VerifyCommand(surroundings));
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

    /** {@code slipway run: unknown option --jbos; did you mean --jobs?} */
    private static int refuse(CommandLine.ParameterException refused, String[] args) {
        CommandLine command = refused.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + said(refused) + "; `" + name + " --help` lists what there is");
        return ExitCode.WRONG_REQUEST;
    }

    private static String said(CommandLine.ParameterException refused) {
        if (refused instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            boolean option = unmatched.isUnknownOption();
            List<String> near = unmatched.getSuggestions();
            return (option ? "unknown option " : "unknown command ")
                    + word
                    + (near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?");
        }
        String message = Objects.requireNonNullElse(refused.getMessage(), "it cannot be read");
        return Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}

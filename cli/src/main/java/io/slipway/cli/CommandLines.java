package io.slipway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.cli.view.Verbosity;
import io.slipway.core.pipeline.DidYouMean;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands with their options, for help, completion and everything that {@link PlainRun} leaves over. */
final class CommandLines {
    /** In the order of the overview. */
    private static final List<String> NAMES = List.of(
            "run",
            "init",
            "validate",
            "fmt",
            "schema",
            "plan",
            "explain",
            "status",
            "logs",
            "artifacts",
            "diff",
            "watch",
            "graph",
            "trace",
            "report",
            "doctor",
            "verify",
            "forecast",
            "history",
            "simulate",
            "import",
            "gitlab",
            "github",
            "cache",
            "completion",
            "man");

    /** They tell about all others. */
    private static final Set<String> OF_ALL = Set.of("completion", "man");

    private static final Set<String> OVERVIEW = Set.of("-h", "--help", "-V", "--version");

    private CommandLines() {}

    static int execute(String[] args, Surroundings surroundings) {
        String[] words = asked(args);
        return enough(words, surroundings).execute(words);
    }

    /** {@code help run} is {@code run --help}. */
    private static String[] asked(String[] args) {
        if (args.length == 0 || !args[0].equals("help")) return args;
        String[] words = Arrays.copyOfRange(args, 1, args.length + 1);
        words[args.length - 1] = "--help";
        return words;
    }

    /** All commands, whole. */
    static CommandLine of(Surroundings surroundings) {
        CommandLine slipway = new CommandLine(new SlipwayCommand(surroundings));
        for (String name : NAMES) slipway.addSubcommand(command(name, surroundings));
        return set(slipway, surroundings);
    }

    /**
     * What these words need of it, and they say the same as with all: the options of one command are enough to read its
     * line, names and headers are enough for the overview. To look at all commands takes longer than most of them do.
     */
    private static CommandLine enough(String[] args, Surroundings surroundings) {
        String first = args.length == 0 ? "--help" : args[0];
        if (OF_ALL.contains(first)) return of(surroundings);
        if (NAMES.contains(first)) {
            CommandLine slipway = new CommandLine(new SlipwayCommand(surroundings));
            return set(slipway.addSubcommand(with(object(first, surroundings), args, 1)), surroundings);
        }
        if (args.length > 1 || !OVERVIEW.contains(first)) return of(surroundings);
        CommandLine slipway = new CommandLine(new SlipwayCommand(surroundings));
        for (String name : NAMES) slipway.addSubcommand(name, headed(object(name, surroundings)));
        return set(slipway, surroundings);
    }

    private static CommandSpec headed(Object command) {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage().header(described(command).header());
        return spec;
    }

    private static CommandLine command(String name, Surroundings surroundings) {
        return with(object(name, surroundings), new String[0], 0);
    }

    /** The command, with the one below it that the word at {@code next} names; with all of them when it names none. */
    private static CommandLine with(Object command, String[] words, int next) {
        CommandLine line = new CommandLine(command);
        if (!(command instanceof Above above)) return line;
        List<Object> below = above.below();
        List<Object> named = below.stream()
                .filter(one ->
                        next < words.length && words[next].equals(described(one).name()))
                .toList();
        for (Object one : named.isEmpty() ? below : named) line.addSubcommand(with(one, words, next + 1));
        return line;
    }

    private static Command described(Object command) {
        return Objects.requireNonNull(command.getClass().getAnnotation(Command.class), "a command is described");
    }

    /** A command with others below it. */
    interface Above {
        List<Object> below();
    }

    private static Object object(String name, Surroundings surroundings) {
        return switch (name) {
            case "run" -> new RunCommand(surroundings);
            case "init" -> new InitCommand(surroundings);
            case "validate" -> new ValidateCommand(surroundings);
            case "fmt" -> new FmtCommand(surroundings);
            case "schema" -> new SchemaCommand(surroundings);
            case "plan" -> new PlanCommand(surroundings);
            case "explain" -> new ExplainCommand(surroundings);
            case "status" -> new StatusCommand(surroundings);
            case "logs" -> new LogsCommand(surroundings);
            case "artifacts" -> new ArtifactsCommand(surroundings);
            case "diff" -> new DiffCommand(surroundings);
            case "watch" -> new WatchCommand(surroundings);
            case "graph" -> new GraphCommand(surroundings);
            case "trace" -> new TraceCommand(surroundings);
            case "report" -> new ReportCommand(surroundings);
            case "doctor" -> new DoctorCommand(surroundings);
            case "verify" -> new VerifyCommand(surroundings);
            case "forecast" -> new ForecastCommand(surroundings);
            case "history" -> new HistoryCommand(surroundings);
            case "simulate" -> new SimulateCommand(surroundings);
            case "import" -> new ImportCommand(surroundings);
            case "gitlab" -> new GitlabCommand(surroundings);
            case "github" -> new GithubCommand(surroundings);
            case "cache" -> new CacheCommand(surroundings);
            case "completion" -> new CompletionCommand(surroundings);
            case "man" -> new ManCommand(surroundings);
            default -> throw new IllegalArgumentException("name: " + name + " (expected: one of " + NAMES + ")");
        };
    }

    private static CommandLine set(CommandLine slipway, Surroundings surroundings) {
        slipway.setOut(new PrintWriter(surroundings.out(), true, UTF_8));
        slipway.setErr(new PrintWriter(surroundings.err(), true, UTF_8));
        slipway.setColorScheme(
                CommandLine.Help.defaultColorScheme(surroundings.style().colour() ? Ansi.ON : Ansi.OFF));
        slipway.setParameterExceptionHandler(CommandLines::refuse);
        slipway.setExecutionExceptionHandler((fault, command, parsed) -> Faults.report(fault, surroundings));
        slipway.setExecutionStrategy(parsed -> {
            heed(parsed, surroundings.manner());
            return new CommandLine.RunLast().execute(parsed);
        });
        slipway.setExpandAtFiles(false);
        slipway.setOverwrittenOptionsAllowed(true);
        slipway.setUsageHelpAutoWidth(false);
        return slipway;
    }

    /** Takes to heart how to talk, whether that stands before the name of a command or behind it. */
    static void heed(ParseResult parsed, Manner manner) {
        boolean quiet = isGiven(CommonOptions.QUIET, parsed);
        boolean verbose = isGiven(CommonOptions.VERBOSE, parsed);
        if (quiet && verbose) {
            ParseResult last = parsed;
            while (last.hasSubcommand()) last = last.subcommand();
            throw Refusal.of(last.commandSpec(), "--quiet and --verbose exclude each other");
        }
        manner.be(
                Verbosity.of(quiet, verbose),
                isGiven(CommonOptions.JSON, parsed),
                !isGiven(CommonOptions.NO_INPUT, parsed));
    }

    private static boolean isGiven(String option, ParseResult parsed) {
        if (parsed.hasMatchedOption(option)) return true;
        return parsed.hasSubcommand() && isGiven(option, parsed.subcommand());
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
            String whole = unmatched.getUnmatched().get(0);
            String word =
                    whole.startsWith("--") && whole.indexOf('=') > 0 ? whole.substring(0, whole.indexOf('=')) : whole;
            boolean option = unmatched.isUnknownOption();
            Set<String> known = option
                    ? command.optionsMap().keySet()
                    : command.subcommands().keySet();
            if (!option && known.isEmpty()) return "too many words from `" + word + "` on";
            Optional<String> here = option ? OtherTools.option(word, known) : OtherTools.command(word, known);
            return here.map(instead -> "there is no " + (option ? "option" : "command") + " `" + word + "`; " + instead)
                    .orElseGet(() -> unknown(option ? "option" : "command", word, known));
        }
        if (refused.getArgSpec() != null && refused.getArgSpec().typeInfo().isEnum() && refused.getValue() != null) {
            List<String> known = refused.getArgSpec().typeInfo().getEnumConstantNames();
            return unknown(refused.getArgSpec().paramLabel(), refused.getValue(), known) + "; it is one of "
                    + String.join(", ", known);
        }
        String message = Objects.requireNonNullElse(refused.getMessage(), "it cannot be read")
                .replace("option option", "option")
                .replace("in KEY=VALUE format but was", "NAME=VALUE and was")
                .replaceAll("' is not an? (int|long|double)$", "' is no number");
        return Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    /** Dashes make no option like another, and a letter no letter. */
    private static Optional<String> meant(String word, Collection<String> known) {
        if (!word.startsWith("-")) return DidYouMean.among(word, known);
        Map<String, String> bare = new TreeMap<>();
        for (String option : known) if (option.startsWith("--")) bare.put(option.substring(2), option);
        return DidYouMean.among(word.replaceFirst("^-+", ""), bare.keySet()).map(bare::get);
    }

    private static String unknown(String what, String word, Collection<String> known) {
        String meant =
                meant(word, known).map(near -> "; did you mean `" + near + "`?").orElse("");
        return "unknown " + what + " `" + word + "`" + meant;
    }
}

package io.slipway.cli;

import io.slipway.github.command.ExplainCommand;
import io.slipway.github.command.ForecastCommand;
import io.slipway.github.command.PlanCommand;
import io.slipway.github.command.RestoreCommand;
import io.slipway.github.command.RunCommand;
import io.slipway.github.command.Runner;
import io.slipway.github.command.SaveCommand;
import io.slipway.github.command.ScopesCommand;
import io.slipway.github.command.SplitCommand;
import io.slipway.github.write.JobMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slipway github}: what jobs of GitHub Actions ask for. */
@Command(
        name = "github",
        header = "Works inside jobs of GitHub Actions: plans what really has to run, and runs it.",
        synopsisSubcommandLabel = "COMMAND")
final class GithubCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private HelpOption help = new HelpOption();

    /** This command with those below it. */
    static CommandLine with(Surroundings surroundings) {
        return new CommandLine(new GithubCommand())
                .addSubcommand(new Plan(surroundings))
                .addSubcommand(new Run(surroundings))
                .addSubcommand(new Restore(surroundings))
                .addSubcommand(new Save(surroundings))
                .addSubcommand(new Split(surroundings))
                .addSubcommand(new Forecast(surroundings))
                .addSubcommand(new Explain(surroundings))
                .addSubcommand(new Scopes(surroundings));
    }

    /** This command with nothing but the one below it that has this name; absent when there is none. */
    static Optional<CommandLine> with(Surroundings surroundings, String command) {
        Optional<Object> below = switch (command) {
            case "plan" -> Optional.of(new Plan(surroundings));
            case "run" -> Optional.of(new Run(surroundings));
            case "restore" -> Optional.of(new Restore(surroundings));
            case "save" -> Optional.of(new Save(surroundings));
            case "split" -> Optional.of(new Split(surroundings));
            case "forecast" -> Optional.of(new Forecast(surroundings));
            case "explain" -> Optional.of(new Explain(surroundings));
            case "scopes" -> Optional.of(new Scopes(surroundings));
            default -> Optional.empty();
        };
        return below.map(one -> new CommandLine(new GithubCommand()).addSubcommand(one));
    }

    @Override
    public Integer call() {
        throw Refusal.of(spec, "missing COMMAND");
    }

    /** Texts that what runs in the job cannot foretell: with them it could end a value or a silence early. */
    private static Runner runner(JobCommands.InJob command) {
        SecureRandom random = new SecureRandom();
        return new Runner(command.host(), () -> {
            byte[] token = new byte[16];
            random.nextBytes(token);
            return HexFormat.of().formatHex(token);
        });
    }

    /** {@code slipway github plan}. */
    @Command(
            name = "plan",
            header = "Writes a job matrix with what really has to run for this commit.",
            description = "When that fails or takes too long it writes what runs without Slipway, with one warning.")
    private static final class Plan extends JobCommands.Planning {
        Plan(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() throws IOException {
            return new PlanCommand(
                            runner(this),
                            selections,
                            rules(List.of("ubuntu-latest"), JobMatrix.MOST_JOBS),
                            nativeFile(),
                            patience())
                    .call();
        }
    }

    /** {@code slipway github run}. */
    @Command(name = "run", header = "Runs tasks in this job; each log is a group of the job's.")
    private static final class Run extends JobCommands.OnTasks {
        Run(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() throws IOException {
            return new RunCommand(runner(this), selections).call();
        }
    }

    /** {@code slipway github restore}. */
    @Command(name = "restore", header = "Puts what is reused into place and runs nothing; a miss is no failure.")
    private static final class Restore extends JobCommands.OnTasks {
        @Option(
                names = "--from",
                paramLabel = "DIR",
                description = "A directory that jobs share, to take results from.")
        private @Nullable Path from;

        @Option(names = "--fetch-only", description = "Fetch results, and put no files into place: enough for a plan.")
        private boolean fetchOnly;

        Restore(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() throws IOException {
            return new RestoreCommand(runner(this), selections, Optional.ofNullable(from), !fetchOnly).call();
        }
    }

    /** {@code slipway github save}. */
    @Command(name = "save", header = "Checks the store, makes it small enough to carry, and shares it if it may.")
    private static final class Save extends JobCommands.Saving {
        @Option(names = "--to", paramLabel = "DIR", description = "A directory that jobs share, to put results into.")
        private @Nullable Path to;

        @Option(
                names = "--new",
                paramLabel = "DIR",
                description = "Copy what was made or used since `restore` to DIR, for an artifact.")
        private @Nullable Path made;

        Save(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() throws IOException {
            return new SaveCommand(runner(this), maxBytes, maxAge, Optional.ofNullable(to), Optional.ofNullable(made))
                    .call();
        }
    }

    /** {@code slipway github split}. */
    @Command(name = "split", header = "Prints the test files of this part of a matrix.")
    private static final class Split extends JobCommands.Splitting {
        Split(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() throws IOException {
            return new SplitCommand(runner(this), split()).call();
        }
    }

    /** {@code slipway github forecast}. */
    @Command(name = "forecast", header = "Says when all would be done on so many runners.")
    private static final class Forecast extends JobCommands.Forecasting {
        Forecast(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() throws IOException {
            return new ForecastCommand(runner(this), selections, runners).call();
        }
    }

    /** {@code slipway github explain}. */
    @Command(name = "explain", header = "Says why a task ran, missed or was reused.")
    private static final class Explain extends JobCommands.Explaining {
        Explain(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            return new ExplainCommand(runner(this), task).call();
        }
    }

    /** {@code slipway github scopes}: for the action {@code restore}, which keeps the store in GitHub's cache. */
    @Command(
            name = "scopes",
            hidden = true,
            header = "Says which caches this job reads and which it may write, as JSON.")
    private static final class Scopes extends JobCommands.InJob {
        Scopes(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            return new ScopesCommand(runner(this)).call();
        }
    }
}

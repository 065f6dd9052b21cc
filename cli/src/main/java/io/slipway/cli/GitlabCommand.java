package io.slipway.cli;

import io.slipway.gitlab.command.ExplainCommand;
import io.slipway.gitlab.command.ForecastCommand;
import io.slipway.gitlab.command.PlanCommand;
import io.slipway.gitlab.command.RestoreCommand;
import io.slipway.gitlab.command.RunCommand;
import io.slipway.gitlab.command.SaveCommand;
import io.slipway.gitlab.command.SplitCommand;
import io.slipway.gitlab.plan.CommitPlan;
import io.slipway.gitlab.write.ChildPipeline;
import io.slipway.gitlab.write.Trust;
import java.io.IOException;
import java.nio.file.Path;
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

/** {@code slipway gitlab}: what jobs of GitLab CI ask for. */
@Command(
        name = "gitlab",
        header = "Works inside jobs of GitLab CI: plans what really has to run, and runs it.",
        synopsisSubcommandLabel = "COMMAND")
final class GitlabCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private HelpOption help = new HelpOption();

    /** This command with those below it. */
    static CommandLine with(Surroundings surroundings) {
        return new CommandLine(new GitlabCommand())
                .addSubcommand(new Plan(surroundings))
                .addSubcommand(new Run(surroundings))
                .addSubcommand(new Restore(surroundings))
                .addSubcommand(new Save(surroundings))
                .addSubcommand(new Split(surroundings))
                .addSubcommand(new Forecast(surroundings))
                .addSubcommand(new Explain(surroundings));
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
            default -> Optional.empty();
        };
        return below.map(one -> new CommandLine(new GitlabCommand()).addSubcommand(one));
    }

    @Override
    public Integer call() {
        throw Refusal.of(spec, "missing COMMAND");
    }

    /** {@code slipway gitlab plan}. */
    @Command(
            name = "plan",
            header = "Writes a child pipeline with what really has to run for this commit.",
            description = "When that fails or takes too long it writes what runs without Slipway, with one warning.")
    private static final class Plan extends JobCommands.Planning {
        @Option(
                names = "--command",
                paramLabel = "TEXT",
                defaultValue = "slipway gitlab",
                description = "How jobs start Slipway, for their shell; ${DEFAULT-VALUE} when not said.")
        private String command = "slipway gitlab";

        @Option(
                names = "--store",
                paramLabel = "DIR",
                defaultValue = ".slipway-store",
                description =
                        "The directory in the project that carries results from job to job as artifacts and cache;"
                                + " empty when all jobs see one SLIPWAY_STORE.")
        private String store = "";

        @Option(names = "--summary", paramLabel = "FILE", description = "Write a Markdown page about the plan.")
        private @Nullable Path summary;

        Plan(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            CommitPlan.Settings settings = new CommitPlan.Settings(
                    command,
                    rules(List.of(), ChildPipeline.MOST_JOBS),
                    store.isEmpty() ? Optional.empty() : Optional.of(store),
                    Trust.of(surroundings.environment()));
            return new PlanCommand(host(), selections, settings, nativeFile(), Optional.ofNullable(summary), patience())
                    .call();
        }
    }

    /** {@code slipway gitlab run}. */
    @Command(name = "run", header = "Runs tasks in this job; each log is a section of the job's.")
    private static final class Run extends JobCommands.OnTasks {
        @Option(names = "--dotenv", paramLabel = "FILE", description = "Write what became of it as a dotenv report.")
        private @Nullable Path dotenv;

        @Option(names = "--summary", paramLabel = "FILE", description = "Write a Markdown page about the run.")
        private @Nullable Path summary;

        Run(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() throws IOException {
            return new RunCommand(host(), selections, Optional.ofNullable(dotenv), Optional.ofNullable(summary)).call();
        }
    }

    /** {@code slipway gitlab restore}. */
    @Command(name = "restore", header = "Puts what is reused into place and runs nothing; a miss is no failure.")
    private static final class Restore extends JobCommands.OnTasks {
        Restore(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            return new RestoreCommand(host(), selections).call();
        }
    }

    /** {@code slipway gitlab save}. */
    @Command(name = "save", header = "Checks the store and makes it small enough for GitLab's cache.")
    private static final class Save extends JobCommands.Saving {
        Save(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            return new SaveCommand(host(), maxBytes, maxAge).call();
        }
    }

    /** {@code slipway gitlab split}. */
    @Command(name = "split", header = "Prints the test files of this part of a parallel job.")
    private static final class Split extends JobCommands.Splitting {
        Split(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() throws IOException {
            return new SplitCommand(host(), split()).call();
        }
    }

    /** {@code slipway gitlab forecast}. */
    @Command(name = "forecast", header = "Says when all would be done on so many runners.")
    private static final class Forecast extends JobCommands.Forecasting {
        Forecast(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            return new ForecastCommand(host(), selections, runners).call();
        }
    }

    /** {@code slipway gitlab explain}. */
    @Command(name = "explain", header = "Says why a task ran, missed or was reused.")
    private static final class Explain extends JobCommands.Explaining {
        Explain(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            return new ExplainCommand(host(), task).call();
        }
    }
}

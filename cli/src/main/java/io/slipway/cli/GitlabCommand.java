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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway gitlab}: what jobs of GitLab CI ask for. */
@Command(name = "gitlab", header = "Works inside jobs of GitLab CI: plans what really has to run, and runs it.")
final class GitlabCommand extends CommandGroup {
    private final Surroundings surroundings;

    GitlabCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public List<Object> below() {
        return List.of(
                new Plan(surroundings),
                new Run(surroundings),
                new Restore(surroundings),
                new Save(surroundings),
                new JobCommands.Split(surroundings, (host, split) -> new SplitCommand(host, split).call()),
                new JobCommands.Forecast(
                        surroundings, (host, tasks, runners) -> new ForecastCommand(host, tasks, runners).call()),
                new JobCommands.Explain(surroundings, (host, task) -> new ExplainCommand(host, task).call()));
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
        int work() {
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
        int work() throws IOException {
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
        boolean onlyTells() {
            return true;
        }

        @Override
        int work() {
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
        int work() {
            return new SaveCommand(host(), maxBytes, maxAge).call();
        }
    }
}

package io.slipway.cli;

import io.slipway.core.bridge.Host;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway github}: what jobs of GitHub Actions ask for. */
@Command(name = "github", header = "Works inside jobs of GitHub Actions: plans what really has to run, and runs it.")
final class GithubCommand extends CommandGroup {
    private final Surroundings surroundings;

    GithubCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public List<Object> below() {
        return List.of(
                new Plan(surroundings),
                new Run(surroundings),
                new Restore(surroundings),
                new Save(surroundings),
                new JobCommands.Split(surroundings, (host, split) -> new SplitCommand(runner(host), split).call()),
                new JobCommands.Forecast(
                        surroundings,
                        (host, tasks, runners) -> new ForecastCommand(runner(host), tasks, runners).call()),
                new JobCommands.Explain(surroundings, (host, task) -> new ExplainCommand(runner(host), task).call()),
                new Scopes(surroundings));
    }

    /** Texts that what runs in the job cannot foretell: with them it could end a value or a silence early. */
    private static Runner runner(Host host) {
        SecureRandom random = new SecureRandom();
        return new Runner(host, () -> {
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
        int work() throws IOException {
            return new PlanCommand(
                            runner(host()),
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
        int work() throws IOException {
            return new RunCommand(runner(host()), selections).call();
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
        boolean onlyTells() {
            return true;
        }

        @Override
        int work() throws IOException {
            return new RestoreCommand(runner(host()), selections, Optional.ofNullable(from), !fetchOnly).call();
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
        int work() throws IOException {
            return new SaveCommand(runner(host()), maxBytes, maxAge, Optional.ofNullable(to), Optional.ofNullable(made))
                    .call();
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
        int work() {
            return new ScopesCommand(runner(host())).call();
        }
    }
}

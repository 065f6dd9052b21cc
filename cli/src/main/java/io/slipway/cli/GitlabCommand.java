package io.slipway.cli;

import io.slipway.gitlab.command.ExplainCommand;
import io.slipway.gitlab.command.ForecastCommand;
import io.slipway.gitlab.command.Host;
import io.slipway.gitlab.command.PlanCommand;
import io.slipway.gitlab.command.RestoreCommand;
import io.slipway.gitlab.command.RunCommand;
import io.slipway.gitlab.command.SaveCommand;
import io.slipway.gitlab.command.SplitCommand;
import io.slipway.gitlab.plan.CommitPlan;
import io.slipway.gitlab.write.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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

    @Override
    public Integer call() {
        throw Refusal.of(spec, "missing COMMAND");
    }

    /** What every command in a job has. */
    private abstract static class JobCommand implements Callable<Integer> {
        final Surroundings surroundings;

        @Mixin
        @SuppressWarnings("UnusedVariable") // picocli acts on it
        private HelpOption help = new HelpOption();

        JobCommand(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        Host host() {
            return new Host(
                    surroundings.environment(),
                    surroundings.directory(),
                    surroundings.out(),
                    surroundings.err(),
                    surroundings.clock(),
                    () -> surroundings.open(surroundings.directory(), Map.of()));
        }
    }

    /** What every command has that works on tasks. */
    private abstract static class TasksCommand extends JobCommand {
        @Parameters(paramLabel = "SELECTION", description = "Directories, services or tasks; all when none is named.")
        List<String> selections = List.of();

        TasksCommand(Surroundings surroundings) {
            super(surroundings);
        }
    }

    /** {@code slipway gitlab plan}. */
    @Command(
            name = "plan",
            header = "Writes a child pipeline with what really has to run for this commit.",
            description = "When that fails or takes too long it writes what runs without Slipway, with one warning.")
    private static final class Plan extends TasksCommand {
        @Option(
                names = "--command",
                paramLabel = "TEXT",
                defaultValue = "slipway gitlab",
                description = "How jobs start Slipway, for their shell; ${DEFAULT-VALUE} when not said.")
        private String command = "slipway gitlab";

        @Option(names = "--tag", paramLabel = "TAG", description = "A tag of every job; may be given several times.")
        private List<String> tags = List.of();

        @Option(
                names = "--requires-as-tags",
                description = "What a task requires is a tag too: os=linux is linux, jdk=17 is jdk-17.")
        private boolean requiresAsTags;

        @Option(
                names = "--shard-target",
                paramLabel = "TIME",
                defaultValue = "5m",
                converter = AgeConverter.class,
                description = "How long one part of a task should take that is handed CI_NODE_INDEX and CI_NODE_TOTAL;"
                        + " ${DEFAULT-VALUE} when not said.")
        private Duration shardTarget = Duration.ofMinutes(5);

        @Option(
                names = "--most-jobs",
                paramLabel = "N",
                defaultValue = "200",
                description = "Write no more jobs; several tasks share one if need be; ${DEFAULT-VALUE} when not said.")
        private int mostJobs;

        @Option(
                names = "--store",
                paramLabel = "DIR",
                defaultValue = ".slipway-store",
                description =
                        "The directory in the project that carries results from job to job as artifacts and cache;"
                                + " empty when all jobs see one SLIPWAY_STORE.")
        private String store = "";

        @Option(names = "--native", paramLabel = "FILE", description = "The jobs without Slipway, to fall back to.")
        private @Nullable Path nativeFile;

        @Option(names = "--summary", paramLabel = "FILE", description = "Write a Markdown page about the plan.")
        private @Nullable Path summary;

        @Option(names = "--patience", paramLabel = "MILLIS", defaultValue = "2000", hidden = true)
        private long patienceMillis;

        Plan(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            CommitPlan.Settings settings = new CommitPlan.Settings(
                    command,
                    tags,
                    requiresAsTags,
                    shardTarget,
                    mostJobs,
                    store.isEmpty() ? Optional.empty() : Optional.of(store),
                    Trust.of(surroundings.environment()));
            return new PlanCommand(
                            host(),
                            selections,
                            settings,
                            Optional.ofNullable(nativeFile),
                            Optional.ofNullable(summary),
                            Duration.ofMillis(patienceMillis))
                    .call();
        }
    }

    /** {@code slipway gitlab run}. */
    @Command(name = "run", header = "Runs tasks in this job; each log is a section of the job's.")
    private static final class Run extends TasksCommand {
        @Option(names = "--dotenv", paramLabel = "FILE", description = "Write what became of it as a dotenv report.")
        private @Nullable Path dotenv;

        Run(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() throws IOException {
            return new RunCommand(host(), selections, Optional.ofNullable(dotenv)).call();
        }
    }

    /** {@code slipway gitlab restore}. */
    @Command(name = "restore", header = "Puts what is reused into place and runs nothing; a miss is no failure.")
    private static final class Restore extends TasksCommand {
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
    private static final class Save extends JobCommand {
        @Option(
                names = "--max-size",
                paramLabel = "SIZE",
                defaultValue = "2G",
                converter = SizeConverter.class,
                description = "Keep at most this much; ${DEFAULT-VALUE} when not said.")
        private long maxBytes;

        @Option(
                names = "--max-age",
                paramLabel = "AGE",
                defaultValue = "14d",
                converter = AgeConverter.class,
                description = "Keep nothing that was not used for longer; ${DEFAULT-VALUE} when not said.")
        private Duration maxAge = Duration.ofDays(14);

        Save(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            return new SaveCommand(host(), surroundings.storeDirectory(), maxBytes, maxAge).call();
        }
    }

    /** {@code slipway gitlab split}. */
    @Command(name = "split", header = "Prints the test files of this part of a parallel job.")
    private static final class Split extends JobCommand {
        @Parameters(
                paramLabel = "PATTERN",
                arity = "1..*",
                description = "Test files, such as 'src/test/**/*Test.java'.")
        private List<String> patterns = List.of();

        @Option(names = "--junit", paramLabel = "PATTERN", description = "JUnit reports of earlier runs.")
        private List<String> reports = List.of();

        @Option(
                names = "--index",
                paramLabel = "N",
                defaultValue = "${env:CI_NODE_INDEX:-1}",
                description = "This part, from 1; CI_NODE_INDEX when not said.")
        private int index;

        @Option(
                names = "--total",
                paramLabel = "N",
                defaultValue = "${env:CI_NODE_TOTAL:-1}",
                description = "How many parts; CI_NODE_TOTAL when not said.")
        private int total;

        Split(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() throws IOException {
            return new SplitCommand(host(), patterns, reports, index, total).call();
        }
    }

    /** {@code slipway gitlab forecast}. */
    @Command(name = "forecast", header = "Says when all would be done on so many runners.")
    private static final class Forecast extends TasksCommand {
        @Option(
                names = "--runners",
                paramLabel = "N",
                defaultValue = "4",
                description = "How many; ${DEFAULT-VALUE} when not said.")
        private int runners;

        Forecast(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            return new ForecastCommand(host(), selections, runners, surroundings.nanos()).call();
        }
    }

    /** {@code slipway gitlab explain}. */
    @Command(name = "explain", header = "Says why a task ran, missed or was reused.")
    private static final class Explain extends JobCommand {
        @Parameters(paramLabel = "TASK", description = "Its address, written service:task.")
        private String task = "";

        Explain(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            return new ExplainCommand(host(), task).call();
        }
    }
}

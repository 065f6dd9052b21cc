package io.slipway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.slipway.cli.view.JobJson;
import io.slipway.core.bridge.CommitJobs;
import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.MachineLabels;
import io.slipway.core.bridge.TestSplit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What may be said to the commands that jobs call, whatever the host; {@code GitlabCommand} and {@code GithubCommand} mount them. */
final class JobCommands {
    private JobCommands() {}

    /** What every command in a job has. */
    abstract static class InJob implements Callable<Integer> {
        final Surroundings surroundings;
        private final ByteArrayOutputStream said = new ByteArrayOutputStream();

        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        @SuppressWarnings("UnusedVariable") // picocli acts on it
        private CommonOptions common = new CommonOptions();

        InJob(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        /** Does it, and prints the answer to the job's {@code out}. */
        abstract int work() throws IOException;

        /** Whether all that it prints is about what it did, and nothing asks for it. */
        boolean onlyTells() {
            return false;
        }

        @Override
        public final Integer call() throws IOException {
            int code = work();
            if (surroundings.isJson()) {
                String name = requireNonNull(spec, "spec").qualifiedName();
                surroundings.out().println(JobJson.of(name, code, said.toString(UTF_8)));
            }
            return code;
        }

        final Host host() {
            return new Host(
                    environment(),
                    surroundings.directory(),
                    surroundings.storeDirectory(),
                    out(),
                    surroundings.err(),
                    surroundings.clock(),
                    surroundings.nanos(),
                    InJob::inBackground,
                    () -> surroundings.open(surroundings.directory(), Map.of()));
        }

        /** In JSON nothing is a command to the runner of a job, above all not that it hide a secret. */
        private Map<String, String> environment() {
            if (!surroundings.isJson()) return surroundings.environment();
            Map<String, String> without = new HashMap<>(surroundings.environment());
            without.remove("GITHUB_ACTIONS");
            return without;
        }

        private PrintStream out() {
            if (surroundings.isJson()) return new PrintStream(said, true, UTF_8);
            return onlyTells() && surroundings.manner().isQuiet()
                    ? new PrintStream(OutputStream.nullOutputStream(), false, UTF_8)
                    : surroundings.out();
        }

        private static void inBackground(Runnable work) {
            Thread thread = new Thread(work, "in-background");
            thread.setDaemon(true); // what hangs must not keep the job
            thread.start();
        }
    }

    /** What every command has that works on tasks. */
    abstract static class OnTasks extends InJob {
        @Parameters(paramLabel = "SELECTION", description = "Directories, services or tasks; all when none is named.")
        List<String> selections = List.of();

        OnTasks(Surroundings surroundings) {
            super(surroundings);
        }
    }

    /** {@code plan}. */
    abstract static class Planning extends OnTasks {
        @Option(
                names = {"--label", "--tag"},
                paramLabel = "LABEL",
                description = "A label (GitLab: tag) of every job's machine; may be given several times.")
        private List<String> labels = List.of();

        @Option(
                names = {"--requires-as-labels", "--requires-as-tags"},
                description = "What a task requires is a label too: os=linux is linux, jdk=17 is jdk-17.")
        private boolean requiresAsLabels;

        @Option(
                names = "--offers",
                paramLabel = "NAME=VERSION[,VERSION...]",
                description =
                        "Versions that there are machines for, such as jdk=11,17,21: a range that a task requires is"
                                + " the label of the first that it accepts.")
        private Map<String, String> offers = new TreeMap<>();

        @Option(
                names = {"--target", "--shard-target"},
                paramLabel = "TIME",
                defaultValue = "5m",
                converter = AgeConverter.class,
                description =
                        "How long one job should take that more jobs would make shorter; ${DEFAULT-VALUE} when not"
                                + " said.")
        private Duration target = Duration.ofMinutes(5);

        @Option(
                names = "--most-jobs",
                paramLabel = "N",
                description =
                        "Write no more jobs; several tasks share one if need be; as many as the host bears when not"
                                + " said.")
        private @Nullable Integer mostJobs;

        @Option(names = "--native", paramLabel = "FILE", description = "The jobs without Slipway, to fall back to.")
        private @Nullable Path nativeFile;

        @Option(names = "--patience", paramLabel = "MILLIS", defaultValue = "2000", hidden = true)
        private long patienceMillis;

        Planning(Surroundings surroundings) {
            super(surroundings);
        }

        /** @param bearable jobs of one task, and of a plan when nobody says another number */
        final CommitJobs.Rules rules(List<String> without, int bearable) {
            List<String> always = labels.isEmpty() ? without : labels;
            MachineLabels machines = new MachineLabels(always, requiresAsLabels, MachineLabels.offers(offers));
            return new CommitJobs.Rules(mostJobs == null ? bearable : mostJobs, bearable, target, machines);
        }

        final Optional<Path> nativeFile() {
            return Optional.ofNullable(nativeFile)
                    .filter(file -> !file.toString().isEmpty());
        }

        final Duration patience() {
            return Duration.ofMillis(patienceMillis);
        }
    }

    /** {@code save}. */
    abstract static class Saving extends InJob {
        @Option(
                names = "--max-size",
                paramLabel = "SIZE",
                defaultValue = "2G",
                converter = SizeConverter.class,
                description = "Keep at most this much; ${DEFAULT-VALUE} when not said.")
        long maxBytes;

        @Option(
                names = "--max-age",
                paramLabel = "AGE",
                defaultValue = "14d",
                converter = AgeConverter.class,
                description = "Keep nothing that was not used for longer; ${DEFAULT-VALUE} when not said.")
        Duration maxAge = Duration.ofDays(14);

        Saving(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        final boolean onlyTells() {
            return true;
        }
    }

    /** {@code split}. */
    @Command(name = "split", header = "Prints the test files of this part of a job.")
    static final class Split extends InJob {
        /** What the host does with it. */
        interface SplitAnswer {
            int of(Host host, TestSplit split) throws IOException;
        }

        private final SplitAnswer answer;

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

        Split(Surroundings surroundings, SplitAnswer answer) {
            super(surroundings);
            this.answer = answer;
        }

        @Override
        int work() throws IOException {
            return answer.of(host(), new TestSplit(patterns, reports, index, total));
        }
    }

    /** {@code forecast}. */
    @Command(name = "forecast", header = "Says when all would be done on so many runners.")
    static final class Forecast extends OnTasks {
        /** What the host does with it. */
        interface ForecastAnswer {
            int of(Host host, List<String> selections, int runners) throws IOException;
        }

        private final ForecastAnswer answer;

        @Option(
                names = "--runners",
                paramLabel = "N",
                defaultValue = "4",
                description = "How many; ${DEFAULT-VALUE} when not said.")
        private int runners;

        Forecast(Surroundings surroundings, ForecastAnswer answer) {
            super(surroundings);
            this.answer = answer;
        }

        @Override
        int work() throws IOException {
            return answer.of(host(), selections, runners);
        }
    }

    /** {@code explain}. */
    @Command(name = "explain", header = "Says why a task ran, missed or was reused.")
    static final class Explain extends InJob {
        /** What the host does with it. */
        interface ExplainAnswer {
            int of(Host host, String task);
        }

        private final ExplainAnswer answer;

        @Parameters(paramLabel = "TASK", description = "Its address, written service:task.")
        private String task = "";

        Explain(Surroundings surroundings, ExplainAnswer answer) {
            super(surroundings);
            this.answer = answer;
        }

        @Override
        int work() {
            return answer.of(host(), task);
        }
    }
}

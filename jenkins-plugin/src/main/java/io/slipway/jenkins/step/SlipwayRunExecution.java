package io.slipway.jenkins.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.console.ConsoleLogFilter;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.RunIds;
import io.slipway.core.local.TaskHistory;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.workspace.Selection;
import io.slipway.jenkins.desk.ControlPlane;
import io.slipway.jenkins.desk.Names;
import io.slipway.jenkins.desk.Order;
import io.slipway.jenkins.host.ControllerStore;
import io.slipway.jenkins.host.NodeTaskPlaces;
import io.slipway.jenkins.host.SlipwayDesk;
import io.slipway.jenkins.host.StepWorkspace;
import io.slipway.jenkins.run.Allowance;
import io.slipway.jenkins.run.BuildLog;
import io.slipway.jenkins.run.NodeLimits;
import io.slipway.jenkins.run.NodePipeline;
import io.slipway.jenkins.run.RunFiles;
import io.slipway.jenkins.run.RunParts;
import io.slipway.jenkins.run.SourceRead;
import io.slipway.jenkins.run.TaskOutcomes;
import io.slipway.jenkins.run.WorkspaceRun;
import io.slipway.jenkins.settings.SlipwaySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;

/** A {@code slipwayRun} that is under way. The desk and the build's directory know all that a restart needs. */
final class SlipwayRunExecution extends StepExecution {
    private static final long serialVersionUID = 1;

    private static final int VERSION = 1;

    /** Of what is saved here. */
    private final int version = VERSION;

    private final SlipwayRunStep step;
    private @Nullable String run;
    private transient volatile boolean isStopped;

    SlipwayRunExecution(StepContext context, SlipwayRunStep step) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() {
        run = RunIds.next(Instant.now(), new SecureRandom()).value();
        Background.run(getContext(), this::begin);
        return false;
    }

    @Override
    public void onResume() {
        Background.run(getContext(), () -> {
            Versions.require("slipwayRun", version, VERSION);
            resume();
        });
    }

    private RunId id() {
        String id = run;
        if (id == null) throw new IllegalStateException("the step was saved before it began; run the build again");
        return new RunId(id);
    }

    private void begin() throws Exception {
        FilePath workspace = required(FilePath.class);
        FilePath definition = workspace.child(step.getDefinition());
        if (!definition.exists())
            throw new AbortException("there is no " + step.getDefinition() + " in " + workspace.getRemote()
                    + "; check the sources out first, or say where it is with definition:");
        FilePath start = definition.isDirectory() ? definition : definition.getParent();
        SourceRead source = StepWorkspace.read(start, required(Node.class), required(EnvVars.class));
        files().writeSource(source);
        if (isStopped) return;
        submit(source);
    }

    private void resume() throws Exception {
        Optional<SourceRead> source = files().readSource();
        if (source.isEmpty()) {
            begin();
            return;
        }
        WorkspaceRun conduct = WorkspaceRun.takingUp(source.get(), parts(source.get()), step.isRebuild());
        ControlPlane.Attached attached = SlipwayDesk.get().attach(id(), Set.of(), conduct, conduct);
        if (!attached.isKnown()) {
            submit(source.get());
            return;
        }
        finishWith(conduct, source.get());
        conduct.resume(attached.entries());
    }

    private void submit(SourceRead source) throws Exception {
        WorkspaceRun conduct = new WorkspaceRun(source, parts(source), step.isRebuild());
        finishWith(conduct, source);
        SlipwayDesk.get().submit(order(source), conduct, conduct);
        if (isStopped) cancel(); // in between
    }

    private Order order(SourceRead source) throws Exception {
        Run<?, ?> build = required(Run.class);
        Set<TaskKind> with = new LinkedHashSet<>();
        for (String kind : step.getWith()) with.add(TaskKind.valueOf(kind.toUpperCase(Locale.ROOT)));
        List<TaskAddress> tasks =
                source.workspace().select(Selection.of(List.copyOf(step.getTasks()), source.startingPoint(), with));
        List<String> objections = NodeLimits.objections(source.workspace().pipeline(), tasks);
        if (!objections.isEmpty()) throw new AbortException(String.join("; ", objections));
        RunOptions options = new RunOptions(step.isKeepGoing(), step.isRebuild())
                .forTenant(Names.tenant(build.getExternalizableId()))
                .withPriority(step.getPriority())
                .knowing(source.facts());
        return new Order(
                id(),
                build.getExternalizableId(),
                NodePipeline.of(source, SlipwaySettings.get().isLabelling()),
                source.tree().digest(),
                tasks,
                options,
                revision());
    }

    private Optional<String> revision() throws Exception {
        String given = step.getRevision();
        if (!given.isEmpty()) return Optional.of(given);
        return Optional.ofNullable(required(EnvVars.class).get("GIT_COMMIT"));
    }

    private RunParts parts(SourceRead source) throws Exception {
        Run<?, ?> build = required(Run.class);
        ControllerStore store = ControllerStore.get();
        Path memory = store.memory(build, source.startingPoint() + "\n" + step.getDefinition());
        return new RunParts(
                required(EnvVars.class),
                store.results(),
                files(),
                TaskHistory.open(memory),
                new StepWorkspace(getContext(), source.root()),
                new NodeTaskPlaces(build, required(TaskListener.class)),
                log(),
                Allowance.ofCache(SlipwaySettings.get().cacheBytes().bytes()),
                Computer.threadPoolForRemoting,
                InstantSource.system(),
                System::nanoTime);
    }

    /** The build's own listener masks by itself; the same is done for the logs that are kept as files. */
    private BuildLog log() throws IOException, InterruptedException {
        Run<?, ?> build = required(Run.class);
        ConsoleLogFilter filter = getContext().get(ConsoleLogFilter.class);
        return new BuildLog(required(TaskListener.class).getLogger(), kept -> {
            if (filter == null) return kept;
            try {
                return filter.decorateLogger(build, kept);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted before anything was printed", e);
            }
        });
    }

    private RunFiles files() throws Exception {
        Run<?, ?> build = required(Run.class);
        Path directory = build.getRootDir().toPath();
        // Where Jenkins keeps artifacts of builds that have no store of their own for them.
        return new RunFiles(
                directory.resolve("slipway").resolve(id().value()),
                directory.resolve("archive").resolve("slipway"));
    }

    private void finishWith(WorkspaceRun conduct, SourceRead source) {
        conduct.ended().whenComplete((entries, failure) -> {
            if (failure != null) getContext().onFailure(failure);
            else Background.run(getContext(), () -> finish(entries, source));
        });
    }

    private void finish(List<JournalEntry> entries, SourceRead source) throws Exception {
        TaskOutcomes outcomes = TaskOutcomes.of(entries, source.workspace().pipeline());
        log().say(outcomes.sentence());
        ControllerStore.get().tidy();
        if (outcomes.isSuccess() || (!step.isPropagate() && !outcomes.isCancelled())) {
            getContext().onSuccess(outcomes.toMap());
            return;
        }
        throw new AbortException(
                outcomes.isCancelled() ? "the run was cancelled" : String.join("; ", outcomes.failures()));
    }

    /** The run ends as soon as what is running has ended; nothing new starts. */
    @Override
    public void stop(Throwable cause) throws Exception {
        isStopped = true;
        try {
            cancel();
        } finally {
            getContext().onFailure(cause);
        }
    }

    private void cancel() throws IOException, InterruptedException {
        SlipwayDesk.get().cancel(required(Run.class).getExternalizableId(), id(), "the build was aborted");
    }

    @Override
    public String getStatus() {
        List<String> reasons = SlipwayDesk.get().reasons(id());
        return reasons.isEmpty() ? "running tasks" : String.join("; ", reasons);
    }

    private <T> T required(Class<T> type) throws IOException, InterruptedException {
        T found = getContext().get(type);
        if (found == null)
            throw new AbortException("slipwayRun needs a " + type.getSimpleName() + "; use it inside node");
        return found;
    }
}

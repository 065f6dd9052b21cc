package io.slipway.core.local;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.agent.PinnedTools;
import io.slipway.core.cache.ActionFactory;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.definition.CelConditions;
import io.slipway.core.definition.ParameterValues;
import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.ResourceAdvice;
import io.slipway.core.estimate.ResourceModel;
import io.slipway.core.estimate.Subject;
import io.slipway.core.estimate.TaskModels;
import io.slipway.core.forecast.Situation;
import io.slipway.core.forecast.SituationRecorder;
import io.slipway.core.forecast.Span;
import io.slipway.core.forecast.Told;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.machine.LocalMachine;
import io.slipway.core.local.secret.HiddenValues;
import io.slipway.core.local.shard.Sharding;
import io.slipway.core.local.source.DeclaredOutputs;
import io.slipway.core.local.source.GitChanges;
import io.slipway.core.local.source.SourceFiles;
import io.slipway.core.local.source.SourceScan;
import io.slipway.core.local.source.SourceScanner;
import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskExplanation;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.Approval;
import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.Facts;
import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.PipelineCodec;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.TaskState;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Limits;
import io.slipway.core.workspace.Concurrency;
import io.slipway.core.workspace.Concurrency.WhenBusy;
import io.slipway.core.workspace.Selection;
import io.slipway.core.workspace.Workspace;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One workspace of this machine, opened: reads its definitions and runs, plans and explains its tasks.
 *
 * <p>The definitions are those of when it was opened. The first run or plan also takes over which source files there
 * were then, listed a moment ago; every later one looks anew.
 *
 * <p>Thread-safe only for {@link #cancel}; everything else is for one thread.
 */
public final class LocalEngine implements AutoCloseable {
    /** Tasks that ask for little of a processor are many; more than this at a time serve nobody. */
    private static final int MOST_IN_FLIGHT = 256;

    private final WorkspaceLayout layout;
    private final String startingPoint;
    private final LocalSettings settings;
    private final LocalStore store;
    private final LocalThreads threads;
    private final Definitions definitions;
    private final Sharding sharding;
    private final Definitions.Defined defined;
    private final Workspace workspace;
    private final LocalMachine machine;
    private final HiddenValues hidden = new HiddenValues();
    private Optional<SourceFiles> listed;
    private Optional<LocalExecution> execution = Optional.empty();
    private Optional<String> cancelled = Optional.empty();
    private boolean spares;

    private LocalEngine(Path root, Path startingPoint, LocalSettings settings, ParameterValues parameters) {
        this.layout = new WorkspaceLayout(root);
        this.startingPoint = relative(startingPoint.toAbsolutePath().normalize());
        this.settings = settings;
        this.store = new LocalStore(settings);
        this.threads = new LocalThreads();
        this.machine = LocalMachine.here(settings.environment(), layout.toolMemo());
        SourceFiles files = SourceFiles.under(root);
        this.listed = Optional.of(files);
        this.definitions = new Definitions(root, layout.definitionMemo(), parameters);
        this.sharding =
                new Sharding(root, layout.shards(), settings.storeDirectory().resolve("shards"));
        this.defined = pinned(definitions.read(
                files, sharding, pipeline -> scan(files, pipeline).tree(), threads.lookUps()));
        this.workspace = defined.workspace();
    }

    /**
     * Opens the workspace that {@code startingPoint} lies in: the nearest {@code slipway-workspace.yaml} upwards, else
     * the git root, else the directory itself.
     *
     * @throws InvalidPipelineException with every problem of every definition
     * @throws IllegalArgumentException when there is no such directory
     */
    public static LocalEngine open(Path startingPoint, LocalSettings settings) {
        return new LocalEngine(WorkspaceRoot.of(startingPoint), startingPoint, settings, parameters(settings));
    }

    /**
     * As {@link #open}, to {@link #resume} the last run: parameters that are not given have the values that it began with.
     */
    public static LocalEngine openToResume(Path startingPoint, LocalSettings settings) {
        Path root = WorkspaceRoot.of(startingPoint);
        SortedMap<String, String> begun = RunRecords.lastParameters(new WorkspaceLayout(root));
        return new LocalEngine(
                root, startingPoint, settings, parameters(settings).resuming(begun));
    }

    private static ParameterValues parameters(LocalSettings settings) {
        return ParameterValues.of(settings.parameters(), settings.environment());
    }

    /** With the exact versions of tools that tasks pin. */
    private Definitions.Defined pinned(Definitions.Defined read) {
        Pipeline written = read.workspace().pipeline();
        TreeSet<String> wanted = new TreeSet<>(PinnedTools.of(written));
        if (wanted.isEmpty()) return read;
        for (Task task : written.tasks()) wanted.addAll(task.requires().ranges().keySet());
        return read.with(PinnedTools.chosen(written, List.of(machine.labels(wanted))));
    }

    /** Where the workspace begins. */
    public Path root() {
        return layout.root();
    }

    /** All tasks of the workspace. */
    public Pipeline pipeline() {
        return workspace.pipeline();
    }

    /**
     * The task of this address.
     *
     * @throws IllegalArgumentException when there is none, saying what was probably meant
     */
    public TaskAddress task(String address) {
        List<TaskAddress> named = workspace.named(address);
        if (named.size() == 1) return named.get(0);
        throw new IllegalArgumentException(
                "`" + address + "` is " + named.size() + " tasks; name one, such as `" + named.get(0) + "`");
    }

    /**
     * Runs what is asked for and waits until it is done. Waits first for another run of this workspace to end.
     *
     * @param listener told everything that happens, as it is written down
     * @throws IllegalArgumentException when a selection names nothing, with what there is
     */
    public RunSummary run(RunRequest request, EventListener listener) {
        return run(request, listener, Optional.empty());
    }

    private RunSummary run(RunRequest request, EventListener listener, Optional<RebuildCheck> check) {
        List<TaskAddress> selected = select(request);
        return execute(request, check, false, (current, parts) -> {
            Input.Submit submit = new Input.Submit(
                    RunIds.next(settings.clock().instant(), settings.random()),
                    workspace.pipeline(),
                    defined.pipelineDigest(),
                    parts.source().tree().digest(),
                    selected,
                    request.options().knowing(facts(request, selected)));
            return current.run(submit, approved(request, workspace, new HashSet<>(selected)), listener);
        });
    }

    /**
     * Goes on with the last run, if it did not end: what is done stays done, what Slipway was in the middle of is tried
     * again, a deploy excepted.
     *
     * <p>Its tasks are those that it began with, whatever was edited in definitions since.
     *
     * @throws IllegalArgumentException when it did end or was cancelled, or its sources have changed since
     */
    public RunSummary resume(RunRequest request, EventListener listener) {
        return execute(request, Optional.empty(), true, (current, parts) -> {
            RunId run = resumable();
            Workspace begun = begunWith(run).workspace();
            return current.resume(
                    run, approved(request, begun, begun.pipeline().graph().nodes()), listener);
        });
    }

    /**
     * Keeps what was read, so that whoever opens this workspace next need not read it again. Where nothing can be written,
     * nothing is kept.
     */
    public void remember() {
        try {
            layout.create();
        } catch (UncheckedIOException onlyTheNextStartIsSlower) {
            return;
        }
        definitions.remember();
    }

    /**
     * The tasks that are approved from the start.
     *
     * @throws IllegalArgumentException when one was meant that does not ask for it, or not for that of this user
     */
    private List<TaskAddress> approved(RunRequest request, Workspace of, Collection<TaskAddress> selected) {
        TreeSet<TaskAddress> approved = new TreeSet<>();
        for (String wish : request.approvals().ahead()) {
            boolean any = false;
            for (TaskAddress task : of.named(wish)) {
                Optional<Approval> wanted = of.pipeline().get(task).terms().approval();
                if (wanted.isEmpty() || !selected.contains(task)) continue;
                any = true;
                if (!wanted.get().mayBeGivenBy(settings.user()))
                    throw new IllegalArgumentException("`" + task + "` may be approved by "
                            + String.join(" or ", wanted.get().by()) + ", but this is " + settings.user()
                            + "; ask one of them");
                approved.add(task);
            }
            if (!any)
                throw new IllegalArgumentException("`" + wish + "` is no task of this run that asks for approval;"
                        + " name one that has `approval` in its definition");
        }
        return List.copyOf(approved);
    }

    private RunSummary execute(
            RunRequest request,
            Optional<RebuildCheck> check,
            boolean resumes,
            BiFunction<LocalExecution, LocalParts, RunSummary> conduct) {
        Optional<Concurrency> group = group(request);
        if (group.isEmpty()) return executeAlone(request, check, resumes, conduct);
        Optional<ConcurrencyGroup> entered = ConcurrencyGroup.enter(
                settings.storeDirectory(),
                group.get(),
                RunIds.next(settings.clock().instant(), settings.random()),
                threads.timers(),
                settings.warnings(),
                this::isCancelled,
                this::giveWay);
        if (entered.isEmpty()) return endedBeforeItBegan();
        try {
            return executeAlone(request, check, resumes, conduct);
        } finally {
            entered.get().close();
        }
    }

    /** Of which runs one at a time goes on, under the name that the group has for this one. */
    private Optional<Concurrency> group(RunRequest request) {
        Optional<Concurrency> wanted = request.concurrency().or(workspace::concurrency);
        if (wanted.isEmpty()) return wanted;
        LocalFacts facts = new LocalFacts(layout.root(), settings.environment(), workspace.parameters());
        return Optional.of(
                new Concurrency(facts.with(wanted.get().group()), wanted.get().whenBusy()));
    }

    /** Ends the run for a younger one. */
    private synchronized void giveWay(ConcurrencyGroup.Wish wish) {
        cancelled = Optional.of(wish.words());
        spares = wish.how() == WhenBusy.CANCEL_OLDER;
        execution.ifPresent(current -> current.cancel(wish.words(), spares));
    }

    private RunSummary executeAlone(
            RunRequest request,
            Optional<RebuildCheck> check,
            boolean resumes,
            BiFunction<LocalExecution, LocalParts, RunSummary> conduct) {
        layout.create();
        Optional<WorkspaceLock> taken = WorkspaceLock.take(layout.lock(), settings.warnings(), this::isCancelled);
        if (taken.isEmpty()) return endedBeforeItBegan();
        try (WorkspaceLock lock = taken.get()) {
            if (lock.waited()) listed = Optional.empty();
            definitions.remember();
            RunRecords.endOrphans(layout, settings);
            LocalParts.sweepSandboxes(layout, settings);
            RunRecords.prune(layout);
            Definitions.Defined used = resumes ? begunWith(resumable()) : defined;
            Supplier<Labels> labels = labels(used.workspace().pipeline());
            SourceScan scan = resumes ? asBegun(used) : scan();
            try (LocalParts parts =
                    new LocalParts(layout, settings, store, threads, machine, used, scan, request, hidden, check)) {
                LocalExecution current = new LocalExecution(parts, used, agent(request, labels.get()), limits(request));
                begin(current);
                RunSummary summary = conduct.apply(current, parts);
                learn(summary, parts);
                keep(summary, used.workspace().pipeline());
                return summary;
            }
        } finally {
            end();
        }
    }

    private RunId resumable() {
        return RunRecords.resumable(layout);
    }

    /** The tasks as they were when the run began, whatever was edited since: a run ends on the definition it began with. */
    private Definitions.Defined begunWith(RunId run) {
        try {
            return defined.with(PipelineCodec.decode(Files.readAllBytes(layout.pipeline(run))));
        } catch (IOException | MalformedContentException e) {
            throw new IllegalArgumentException(
                    "what run " + run + " began with cannot be read; start a new one, which reuses what is still good",
                    e);
        }
    }

    /** The sources of now, with the definitions of when the run began. */
    private SourceScan asBegun(Definitions.Defined used) {
        SourceFiles files = listed.orElseGet(() -> SourceFiles.under(layout.root()));
        listed = Optional.empty();
        return scan(files, used.workspace().pipeline())
                .with(DefinitionFiles.read(layout.definitions(resumable()), workspace));
    }

    private void keep(RunSummary summary, Pipeline pipeline) {
        if (pipeline.tasks().stream().noneMatch(task -> task.terms().keep().isPresent())) return;
        try {
            new Artifacts(settings.storeDirectory())
                    .keep(
                            layout.root(),
                            pipeline,
                            summary,
                            store.contents(),
                            settings.clock().instant());
        } catch (ContentStoreException e) {
            settings.warnings().accept(e.getMessage() + "; nothing of this run is kept");
        }
    }

    private void learn(RunSummary summary, LocalParts parts) {
        Map<TaskAddress, Duration> ran = new HashMap<>();
        for (TaskSummary task : summary.tasks()) {
            if (task.state() == TaskState.SUCCEEDED)
                ran.put(task.task(), task.usage().wall());
        }
        sharding.learn(workspace.pipeline(), parts.source().tree(), ran);
    }

    private synchronized void begin(LocalExecution current) {
        execution = Optional.of(current);
        cancelled.ifPresent(reason -> current.cancel(reason, spares));
    }

    private synchronized boolean isCancelled() {
        return cancelled.isPresent();
    }

    /** What was said of this run does not hold for the next. */
    private synchronized void end() {
        execution = Optional.empty();
        cancelled = Optional.empty();
        spares = false;
    }

    private RunSummary endedBeforeItBegan() {
        end();
        return new RunSummary(
                RunIds.next(settings.clock().instant(), settings.random()),
                RunResult.CANCELLED,
                List.of(),
                Duration.ZERO,
                List.of(),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
    }

    /** Those that some task asks for. Tools that were never asked take as long as they take to start: beside the scan. */
    private Supplier<Labels> labels(Pipeline pipeline) {
        TreeSet<String> wanted = new TreeSet<>();
        for (Task task : pipeline.tasks()) {
            wanted.addAll(task.requires().ranges().keySet());
        }
        if (wanted.isEmpty()) return () -> machine.labels(wanted);
        return CompletableFuture.supplyAsync(() -> machine.labels(wanted), threads.tasks())::join;
    }

    /** This machine. A wish for more jobs than processors is granted. */
    private Agent agent(RunRequest request, Labels labels) {
        Resources capacity = machine.capacity();
        if (request.jobs() > 0) {
            capacity = new Resources(Math.max(capacity.milliCpu(), request.jobs() * 1000), capacity.memoryBytes());
        }
        if (asksForDisk()) capacity = capacity.withDisk(layout.root().toFile().getUsableSpace());
        return new Agent("local", labels, capacity);
    }

    /** Free disk changes all the time, so the journal says how much there is only when somebody needs to know. */
    private boolean asksForDisk() {
        return workspace.pipeline().tasks().stream()
                .anyMatch(task -> task.resources().diskBytes() > 0);
    }

    private static Limits limits(RunRequest request) {
        return Limits.inFlight(request.jobs() > 0 ? request.jobs() : MOST_IN_FLIGHT);
    }

    /**
     * Ends the run that another thread is in, or that waits for its turn: what runs is stopped, nothing new starts. Without
     * one, the next run ends as soon as it begins, so that a wish that comes early is not lost. Runs after that are not
     * concerned.
     */
    public synchronized void cancel(String reason) {
        cancelled = Optional.of(reason);
        execution.ifPresent(current -> current.cancel(reason));
    }

    private SourceScan scan() {
        SourceFiles files = listed.orElseGet(() -> SourceFiles.under(layout.root()));
        listed = Optional.empty();
        return scan(files, workspace.pipeline());
    }

    private SourceScan scan(SourceFiles files, Pipeline pipeline) {
        return new SourceScanner(threads.lookUps(), LocalThreads.CPUS)
                .scan(files, DeclaredOutputs.of(pipeline.tasks()), layout.sourceMemo());
    }

    /** What {@link #run} would do now. Changes nothing. */
    public LocalPlan plan(RunRequest request) {
        List<TaskAddress> selected = select(request);
        TaskHistory history = TaskHistory.open(layout.history()).renaming(workspace.pipeline());
        ActionFactory actions = new ActionFactory(
                workspace.pipeline(), scan().tree(), settings.environment(), machine.os(), machine.arch());
        MissReason missReason = new MissReason(history, store.actions(), store.contents());
        CelConditions conditions = new CelConditions();
        Facts facts = facts(request, selected);
        return new PlanPreview(workspace.pipeline(), actions, store.actions(), missReason, history)
                .of(
                        new LinkedHashSet<>(selected),
                        request.options().rebuild(),
                        condition -> conditions
                                .objectionBefore(condition, facts)
                                .map(objection -> objection.isAnswer()
                                        ? objection.why()
                                        : "the run would fail: " + objection.why()))
                .in(group(request));
    }

    /** What earlier runs tell, and those that were imported. */
    public WorkspacePast past() {
        return WorkspacePast.of(layout).renaming(workspace.pipeline());
    }

    /** Takes over what another CI system tells of earlier runs. Returns how many of them were not known before. */
    public int remember(Collection<WorkspacePast.PastTask> imported) {
        int fresh = WorkspacePast.keep(layout, imported);
        if (fresh == 0) return 0;
        Optional<WorkspaceLock> taken = WorkspaceLock.take(layout.lock(), settings.warnings(), this::isCancelled);
        if (taken.isEmpty()) return fresh;
        WorkspaceLock lock = taken.get();
        try {
            learnAgain();
        } finally {
            lock.close();
        }
        return fresh;
    }

    private void learnAgain() {
        TaskHistory history = TaskHistory.open(layout.history()).renaming(workspace.pipeline());
        List<TaskAddress> tasks =
                workspace.pipeline().tasks().stream().map(Task::address).toList();
        new LearntTasks(layout, workspace.pipeline())
                .learnAgain(tasks, history, settings.clock().instant());
        try {
            history.save();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write " + layout.history() + "; make the workspace writable for you", e);
        }
    }

    /** What was learnt of the tasks of this workspace. */
    public TaskModels models() {
        return new LearntTasks(layout, workspace.pipeline()).models(Optional.empty());
    }

    /** What these tasks should ask for instead, where it is known that they ask for far too much or too little; in their order. */
    public List<ResourceAdvice> advice(Collection<TaskAddress> tasks) {
        ResourceModel used = new LearntTasks(layout, workspace.pipeline()).resources();
        List<ResourceAdvice> advice = new ArrayList<>();
        for (TaskAddress task : tasks)
            used.advice(Subject.of(task), workspace.pipeline().get(task).resources())
                    .ifPresent(advice::add);
        return advice;
    }

    /** This machine with nothing to do but {@code run}, as if it were submitted now. */
    public Situation situation(RunRequest request, RunId run) {
        Instant now = settings.clock().instant();
        List<TaskAddress> selected = select(request);
        return new Situation(
                now,
                List.of(
                        new Told(
                                now,
                                new FleetEvent.AgentRegistered(agent(
                                        request, labels(workspace.pipeline()).get()))),
                        new Told(
                                now,
                                new RunEvent.RunSubmitted(
                                        run,
                                        defined.pipelineDigest(),
                                        defined.pipelineDigest(),
                                        selected,
                                        request.options()))),
                Map.of(defined.pipelineDigest(), workspace.pipeline()),
                limits(request));
    }

    /**
     * How the run stands that is going on.
     *
     * @throws IllegalArgumentException when it has ended, there is none, or the definitions have changed since it began
     */
    public Situation situation(RunId run) {
        if (!Files.exists(layout.journal(run)))
            throw new IllegalArgumentException("run " + run + " (expected: one of " + layout.runs() + ")");
        SituationRecorder recorder = new SituationRecorder();
        recorder.know(defined.pipelineDigest(), workspace.pipeline());
        boolean ended = false;
        for (JournalEntry entry : FileJournal.read(layout.journal(run))) {
            recorder.observe(entry.at(), entry.event());
            if (entry.event() instanceof RunEvent.RunFinished) ended = true;
        }
        if (ended) throw new IllegalArgumentException("run " + run + " has ended; forecast a directory instead");
        try {
            return recorder.situation(settings.clock().instant(), Limits.inFlight(MOST_IN_FLIGHT));
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(
                    "the definitions have changed since run " + run + " began; wait for its end", e);
        }
    }

    /** What is known of the tasks of a run that goes on, as far as it tells how long they will take. */
    public Function<TaskAddress, Covariates> circumstances(RunId run) {
        Circumstances known = new Circumstances();
        for (JournalEntry entry : FileJournal.read(layout.journal(run))) known.read(entry.event());
        return known::of;
    }

    /** The same of tasks that would run now. */
    public Function<TaskAddress, Covariates> circumstances(RunRequest request, LocalPlan plan) {
        Circumstances known = new Circumstances();
        known.asked(facts(request, List.of()));
        for (PlannedTask task : plan.tasks()) task.because().ifPresent(because -> known.missed(task.task(), because));
        return known::of;
    }

    /** The newest run that has not ended. */
    public Optional<RunId> goingOn() {
        return RunRecords.unfinished(layout);
    }

    /**
     * Puts a forecast right by how earlier ones came out, and keeps it until its run has ended.
     *
     * @param said by the futures
     * @return what to tell
     */
    public Span keep(Instant made, Optional<RunId> run, Collection<TaskAddress> tasks, Span said) {
        boolean isNothing = said.high().isZero();
        Span told = isNothing
                ? said
                : KeptForecasts.calibration(layout, run.isEmpty()).apply(said);
        KeptForecasts.keep(layout, made, run.map(RunId::value), tasks, said, told);
        return told;
    }

    /** When the run will be done that another thread is in, as it is thought; absent while nothing is. */
    public synchronized Optional<Foreseen> foreseen() {
        return execution.flatMap(LocalExecution::foreseen);
    }

    /** The forecasts that were kept, and what came of them. */
    public KeptForecasts keptForecasts() {
        return KeptForecasts.of(layout, past());
    }

    /**
     * Sentences that say why the task ran, waited, missed or was reused in the last run that had it.
     *
     * @throws IllegalArgumentException when no run had it
     */
    public List<String> explain(TaskAddress task) {
        for (RunId run : layout.allRuns()) {
            if (!Files.exists(layout.journal(run))) continue; // Slipway was ended before it wrote anything
            List<String> sentences = TaskExplanation.of(task, FileJournal.read(layout.journal(run)));
            if (!sentences.isEmpty()) return sentences;
        }
        throw new IllegalArgumentException("no run had " + task + " yet; run it first");
    }

    /** Runs every selected task twice in sandboxes and compares what they make; keeps no result. Deploys are left out. */
    public RebuildVerification verifyRebuild(RunRequest request, EventListener listener) {
        RunRequest sandboxed = new RunRequest(
                request.selections(),
                Set.of(),
                request.filter(),
                request.jobs(),
                true,
                new RunOptions(request.options().keepGoing(), true));
        RebuildCheck check = new RebuildCheck();
        RunSummary summary = run(sandboxed, listener, Optional.of(check));
        WorkspacePast.keep(layout, check.endedOtherwise());
        return new RebuildVerification(summary, check.found());
    }

    /** Where everything that the task printed in that run is kept. */
    public Path log(RunId run, TaskAddress task) {
        return layout.log(run, task);
    }

    /** The same text without the values of the secrets that tasks got in the runs of this engine. */
    public String hide(String text) {
        return hidden.hide(text);
    }

    @Override
    public void close() {
        store.close();
        threads.close();
    }

    private List<TaskAddress> select(RunRequest request) {
        request.filter().labels().forEach(this::know);
        List<String> arguments = new ArrayList<>();
        for (String selection : request.selections()) {
            Path path = Path.of(selection);
            arguments.add(path.isAbsolute() ? "./" + relative(path.normalize()) : selection);
        }
        String from = request.selections().isEmpty() ? startingPoint : "";
        Optional<Set<String>> changed =
                request.filter().since().map(revision -> GitChanges.since(layout.root(), revision));
        return workspace.select(new Selection(
                arguments,
                from,
                request.with(),
                request.filter().kinds(),
                request.filter().labels(),
                changed));
    }

    /** Nobody means to run nothing. */
    private void know(String label) {
        SortedSet<String> known = new TreeSet<>();
        for (Task task : workspace.pipeline().tasks()) known.addAll(task.labels());
        if (known.isEmpty())
            throw new IllegalArgumentException("no task has labels, so none has `" + label + "`; write `labels: ["
                    + label + "]` in its definition");
        if (!known.contains(label))
            throw new IllegalArgumentException(
                    "no task has the label `" + label + "`; " + DidYouMean.suggest(label, known));
    }

    private Facts facts(RunRequest request, List<TaskAddress> selected) {
        return new LocalFacts(layout.root(), settings.environment(), workspace.parameters())
                .of(workspace.pipeline(), selected, request.filter().since());
    }

    private String relative(Path path) {
        if (!path.startsWith(layout.root())) {
            throw new IllegalArgumentException(
                    path + " is not in the workspace " + layout.root() + "; name a directory in it");
        }
        return layout.root().relativize(path).toString().replace(File.separatorChar, '/');
    }
}

package io.slipway.core.local;

import io.slipway.core.agent.Agent;
import io.slipway.core.definition.CelConditions;
import io.slipway.core.forecast.SituationRecorder;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.orchestrate.Orchestrator;
import io.slipway.core.orchestrate.RunSummaries;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.LimitScope;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.PipelineRun;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.TaskRun;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.Usage;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Limits;
import io.slipway.core.schedule.Scheduler;
import io.slipway.core.schedule.SchedulerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One run on this machine from its submission to its end: wires the scheduler, the journal and the effects together and
 * lends them the calling thread. Used once; thread-safe only for {@link #cancel}.
 */
final class LocalExecution {
    private final LocalParts parts;
    private final Definitions.Defined defined;
    private final Pipeline pipeline;
    private final Agent machine;
    private final Limits limits;
    private final List<JournalEntry> entries = new ArrayList<>();
    private final ApprovalDesk desk;
    private final LocalFaults faults = new LocalFaults();
    private Optional<String> cancelled = Optional.empty();
    private boolean sparesDeploys;
    private Optional<RunId> current = Optional.empty();
    private Optional<Orchestrator> loop = Optional.empty();
    private Optional<RunForecaster> forecaster = Optional.empty();

    /**
     * @param machine this machine as the one agent
     */
    LocalExecution(LocalParts parts, Definitions.Defined defined, Agent machine, Limits limits) {
        this.parts = parts;
        this.defined = defined;
        this.pipeline = defined.workspace().pipeline();
        this.machine = machine;
        this.limits = limits;
        this.desk = new ApprovalDesk(
                parts.settings().user(),
                parts.approvals().person(),
                this::isTheirs,
                parts.threads().tasks(),
                this::tell,
                this::leave);
    }

    /**
     * Runs these tasks and everything they need.
     *
     * @param approved those that may start though they want approval
     */
    RunSummary run(Input.Submit submit, List<TaskAddress> approved, EventListener listener) {
        begin(submit.run());
        SchedulerState state = new SchedulerState(digest -> pipeline);
        List<Input> first = new ArrayList<>();
        first.add(new Input.Register(machine));
        first.addAll(throttles());
        first.add(submit);
        first.addAll(approvals(submit.run(), approved));
        return conduct(submit.run(), state, first, parts.run(submit.run()), listener);
    }

    private List<Input> approvals(RunId run, List<TaskAddress> approved) {
        List<Input> approvals = new ArrayList<>();
        for (TaskAddress task : approved)
            approvals.add(new Input.Approve(run, task, parts.settings().user()));
        return approvals;
    }

    private List<Input> throttles() {
        List<Input> limits = new ArrayList<>();
        defined.workspace()
                .throttles()
                .forEach((name, value) -> limits.add(new Input.SetLimit(LimitScope.THROTTLE, name, value)));
        return limits;
    }

    private void begin(RunId run) {
        try {
            Files.createDirectories(parts.layout().logs(run));
            defined.writePipeline(parts.layout().pipeline(run));
            RunRecords.keepParameters(parts.layout(), run, defined.workspace().parameters());
            DefinitionFiles.write(
                    parts.layout().definitions(run),
                    defined.workspace(),
                    parts.source().tree());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write " + parts.layout().run(run) + "; make the workspace writable for you", e);
        }
    }

    /**
     * Goes on with a run that did not end: what is done stays done, what Slipway was in the middle of is tried again, a
     * deploy excepted.
     *
     * @throws IllegalArgumentException when what it ran has changed since
     */
    RunSummary resume(RunId run, List<TaskAddress> approved, EventListener listener) {
        entries.addAll(FileJournal.read(parts.layout().journal(run)));
        SchedulerState state = new SchedulerState(digest -> pipeline);
        for (JournalEntry entry : entries) {
            if (entry.event() instanceof RunEvent.RunSubmitted submitted) requireUnchanged(submitted);
            state.apply(entry.at(), entry.event());
        }
        PipelineRun folded = state.find(run)
                .orElseThrow(() -> new IllegalArgumentException("run " + run + " did not begin; start a new one"));
        List<Input> first = new ArrayList<>();
        first.add(new Input.Register(machine));
        first.addAll(throttles());
        for (TaskRun task : folded.tasks()) {
            if (task.state() == TaskState.RUNNING) first.add(lost(run, task));
        }
        first.addAll(approvals(run, approved));
        for (TaskAddress task : approved) {
            boolean isDecidedNow = folded.find(task)
                    .filter(of -> of.approvedBy().isEmpty() && of.attempts().isEmpty())
                    .filter(of -> !of.state().isTerminal())
                    .isPresent();
            if (isDecidedNow) desk.expect(List.of(task));
        }
        return conduct(run, state, first, takeUp(run, folded), listener);
    }

    private void requireUnchanged(RunEvent.RunSubmitted submitted) {
        boolean sameSource = submitted.source().equals(parts.source().tree().digest());
        boolean samePipeline = submitted.pipeline().equals(defined.pipelineDigest());
        if (sameSource && samePipeline) return;
        throw new IllegalArgumentException((sameSource ? "the definitions" : "the sources") + " have changed since run "
                + submitted.run() + " began; start a new one, which reuses what is still good");
    }

    private static Input.Report lost(RunId run, TaskRun task) {
        Outcome outcome = new Outcome(Outcome.Kind.LOST, -1, "Slipway was ended while it ran");
        return new Input.Report(run, task.task(), task.attempts().size(), outcome, Usage.NONE, Optional.empty(), false);
    }

    /** The run with what its done tasks left in the workspace. */
    private LocalRun takeUp(RunId run, PipelineRun folded) {
        LocalRun local = parts.run(run);
        for (TaskRun each : folded.tasks()) {
            if (each.state().isDone()) local.made(each.task(), local.recorded(each.task()));
        }
        return local;
    }

    private RunSummary conduct(
            RunId run, SchedulerState state, List<Input> first, LocalRun local, EventListener listener) {
        desk.recall(entries);
        TaskRunner runner = parts.runner(local);
        RunForecaster forecasts = foresee(run);
        LocalDispatcher dispatcher = new LocalDispatcher(parts.resolver(local), runner, parts.threads(), faults);
        try (FileJournal journal = FileJournal.open(parts.layout().journal(run), FileJournal.Force.LEFT_TO_SYSTEM)) {
            Orchestrator conducted = new Orchestrator(
                    new Scheduler(parts.history(), limits, new CelConditions()),
                    state,
                    journal,
                    parts.settings().clock(),
                    dispatcher,
                    List.of(entries::addAll, listener, forecasts, this::endAfterRun, desk),
                    (failing, failure) -> faults.accept(failure));
            faults.onFirst(conducted::shutDown);
            conducted.ended().whenComplete((ended, failure) -> faults.accept(failure));
            for (Input input : first) conducted.submit(parts.settings().user(), input);
            started(run, conducted);
            desk.begin();
            conducted.run();
        } finally {
            forecasts.end();
            runner.stopAll();
            dispatcher.awaitIdle();
        }
        faults.rethrow();
        runner.ended();
        learn(run);
        return RunSummaries.fold(entries, pipeline);
    }

    private synchronized RunForecaster foresee(RunId run) {
        SituationRecorder recorder = new SituationRecorder();
        recorder.know(defined.pipelineDigest(), pipeline);
        RunForecaster forecasts = parts.forecaster(run, recorder, limits);
        forecaster = Optional.of(forecasts);
        forecasts.onEvents(entries); // of a run that is taken up
        return forecasts;
    }

    /** When it will be done, as it is thought. */
    synchronized Optional<Foreseen> foreseen() {
        return forecaster.flatMap(RunForecaster::current);
    }

    /** What is lost when that fails is an estimate, never a result. */
    private void learn(RunId run) {
        try {
            rememberEnd(run);
            parts.learnt()
                    .learn(
                            run,
                            entries,
                            parts.history(),
                            parts.settings().clock().instant());
        } catch (RuntimeException e) {
            parts.settings().warnings().accept("nothing is learnt from this run: " + e + "; report this");
        }
    }

    private void rememberEnd(RunId run) {
        Instant submitted = Instant.EPOCH;
        List<TaskAddress> tasks = List.of();
        for (JournalEntry entry : entries) {
            if (entry.event() instanceof RunEvent.RunSubmitted one) {
                submitted = entry.at();
                tasks = one.tasks();
            } else if (entry.event() instanceof RunEvent.RunFinished) {
                KeptForecasts.ended(parts.layout(), run.value(), tasks, submitted, entry.at());
            }
        }
    }

    /** Whether the user of this process may approve the task; what wants no approval waits for just anybody. */
    private boolean isTheirs(TaskAddress task) {
        return pipeline.get(task)
                .terms()
                .approval()
                .map(wanted -> wanted.mayBeGivenBy(parts.settings().user()))
                .orElse(true);
    }

    private synchronized void tell(Input input) {
        loop.ifPresent(conducted -> conducted.submit(parts.settings().user(), input));
    }

    private synchronized void leave() {
        loop.ifPresent(Orchestrator::shutDown);
    }

    private void endAfterRun(List<JournalEntry> written) {
        JournalEntry last = written.get(written.size() - 1);
        if (last.event() instanceof RunEvent.RunFinished) loop.ifPresent(Orchestrator::shutDown);
    }

    private synchronized void started(RunId run, Orchestrator conducted) {
        current = Optional.of(run);
        loop = Optional.of(conducted);
        if (cancelled.isPresent())
            conducted.submit(parts.settings().user(), new Input.Cancel(run, cancelled.get(), sparesDeploys));
    }

    /** Ends the run: what runs is stopped, nothing new starts. Before it has begun, it ends as soon as it begins. */
    synchronized void cancel(String reason) {
        cancel(reason, false);
    }

    /** As {@link #cancel(String)}; a deploy that runs may come to its end when {@code sparing}. */
    synchronized void cancel(String reason, boolean sparing) {
        cancelled = Optional.of(reason);
        sparesDeploys = sparing;
        if (loop.isPresent() && current.isPresent()) {
            loop.get().submit(parts.settings().user(), new Input.Cancel(current.get(), reason, sparing));
        }
    }
}

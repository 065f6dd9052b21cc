package io.slipway.core.local;

import io.slipway.core.cache.Action;
import io.slipway.core.cache.ActionFactory;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import io.slipway.core.estimate.TaskModels;
import io.slipway.core.forecast.Calibration;
import io.slipway.core.forecast.SituationRecorder;
import io.slipway.core.forecast.Span;
import io.slipway.core.local.machine.LocalMachine;
import io.slipway.core.local.output.OutputException;
import io.slipway.core.local.output.Sandboxes;
import io.slipway.core.local.output.WorkspaceOutputs;
import io.slipway.core.local.process.TaskProcesses;
import io.slipway.core.local.secret.HiddenValues;
import io.slipway.core.local.secret.SecretSources;
import io.slipway.core.local.sidecar.FreePorts;
import io.slipway.core.local.source.FileMemo;
import io.slipway.core.local.source.SourceScan;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.StoreListener;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The parts that the runs of one workspace are put together from, opened for one run and closed after it. What is costly
 * and may not be needed is made when it is first asked for.
 */
final class LocalParts implements AutoCloseable {
    private final WorkspaceLayout layout;
    private final LocalSettings settings;
    private final LocalStore store;
    private final LocalThreads threads;
    private final LocalMachine machine;
    private final Definitions.Defined defined;
    private final SourceScan source;
    private final RunRequest request;
    private final HiddenValues hidden;
    private final FreePorts freePorts;
    private final Optional<RebuildCheck> rebuildCheck;
    private final TaskHistory history;
    private final LearntTasks learnt;
    private final RecordedOutputs recorded;
    private final StandingResults standing;
    private final FileMemo outputMemo;
    private final TaskFiles files;
    private final Workplaces workplaces;
    private Optional<TaskProcesses> processes = Optional.empty();
    private Optional<Sandboxes> sandboxes = Optional.empty();
    private Optional<DirectoryStore> madeApart = Optional.empty();

    LocalParts(
            WorkspaceLayout layout,
            LocalSettings settings,
            LocalStore store,
            LocalThreads threads,
            LocalMachine machine,
            Definitions.Defined defined,
            SourceScan source,
            RunRequest request,
            HiddenValues hidden,
            Optional<RebuildCheck> rebuildCheck) {
        this.layout = layout;
        this.settings = settings;
        this.store = store;
        this.threads = threads;
        this.machine = machine;
        this.defined = defined;
        this.source = source;
        this.request = request;
        this.hidden = hidden;
        this.freePorts = new FreePorts(settings.storeDirectory().resolve("ports"), settings.random());
        this.rebuildCheck = rebuildCheck;
        this.history =
                TaskHistory.open(layout.history()).renaming(defined.workspace().pipeline());
        this.learnt = new LearntTasks(layout, defined.workspace().pipeline());
        this.recorded = RecordedOutputs.open(layout.recordedOutputs());
        this.standing = StandingResults.open(
                layout.standingResults(), premise(), defined.workspace().pipeline());
        this.outputMemo = FileMemo.open(layout.root(), layout.outputMemo());
        this.files = new TaskFiles(
                new WorkspaceOutputs(layout.root(), outputMemo, layout.staging(), source.trackedOutputs()), recorded);
        this.workplaces = new Workplaces(
                layout, defined.workspace().pipeline(), source, files, store.contents(), settings.warnings());
    }

    WorkspaceLayout layout() {
        return layout;
    }

    LocalSettings settings() {
        return settings;
    }

    LocalThreads threads() {
        return threads;
    }

    Approvals approvals() {
        return request.approvals();
    }

    TaskHistory history() {
        return history;
    }

    /** Foresees the end of the run, in the background. */
    RunForecaster forecaster(RunId run, SituationRecorder recorder, Limits limits) {
        RunForecaster.Memory memory = new RunForecaster.Memory() {
            @Override
            public TaskModels models() {
                return learnt.models(Optional.of(run));
            }

            @Override
            public Calibration calibration(boolean atStart) {
                return KeptForecasts.calibration(layout, atStart);
            }

            @Override
            public void keep(Instant made, List<TaskAddress> tasks, Span said, Span told) {
                KeptForecasts.keep(layout, made, Optional.of(run.value()), tasks, said, told);
            }
        };
        return new RunForecaster(
                run, memory, recorder, limits, settings.clock(), settings.nanos(), this::forecastLater);
    }

    /** What goes wrong with it does not concern the run. */
    private void forecastLater(long nanosFromNow, Runnable work) {
        threads.forecast(nanosFromNow, () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                settings.warnings().accept("when the run will be done is not foreseen: " + e + "; report this");
            }
        });
    }

    LearntTasks learnt() {
        return learnt;
    }

    SourceScan source() {
        return source;
    }

    /** Everything but the outputs of needs that keys are made of. */
    private Digest premise() {
        CanonicalOutput all = new CanonicalOutput()
                .writeByte(Action.FORMAT)
                .writeDigest(source.tree().digest())
                .writeDigest(defined.pipelineDigest())
                .writeText(machine.os())
                .writeText(machine.arch());
        environment()
                .passed(defined.workspace().pipeline().tasks())
                .forEach((name, value) -> all.writeText(name).writeOptional(value, CanonicalOutput::writeText));
        return Digest.of(all.toByteArray());
    }

    LocalRun run(RunId run) {
        if (standing.isEmpty()) threads.tasks().execute(this::prepareToStart);
        Pipeline pipeline = defined.workspace().pipeline();
        ActionFactory actions =
                new ActionFactory(pipeline, source.tree(), settings.environment(), machine.os(), machine.arch());
        return new LocalRun(run, pipeline, actions, recorded, standing);
    }

    TaskResolver resolver(LocalRun run) {
        return new TaskResolver(
                run,
                store,
                files,
                new MissReason(history, store.actions(), store.contents()),
                history,
                request.options().rebuild());
    }

    TaskRunner runner(LocalRun run) {
        return new TaskRunner(
                run, layout, this::workplace, surroundings(run.id()), store, history, settings.clock(), rebuildCheck);
    }

    private TaskSurroundings surroundings(RunId run) {
        CommitTime commit = new CommitTime(layout.root());
        return new TaskSurroundings(
                run,
                layout,
                environment(),
                commit::seconds,
                this::processes,
                new RecordedProcesses(layout.processes(run)),
                new SecretSources(
                        layout.root(),
                        settings.environment(),
                        path -> source.tree().find(path).isPresent(),
                        threads.tasks()),
                hidden,
                freePorts,
                threads.tasks(),
                settings.nanos());
    }

    private TaskEnvironment environment() {
        return new TaskEnvironment(settings.environment(), layout.mark());
    }

    private Workplace workplace(PreparedTask prepared) {
        if (rebuildCheck.isPresent()) return workplaces.apart(prepared, sandboxes(), madeApart());
        return request.sandbox() ? workplaces.sandboxed(prepared, sandboxes()) : workplaces.inPlace(prepared);
    }

    /** Removes the sandboxes of runs that were killed, which may be large. */
    static void sweepSandboxes(WorkspaceLayout layout, LocalSettings settings) {
        Sandboxes.sweep(besideStore(settings));
        Sandboxes.sweep(layout.sandboxes());
    }

    private static Path besideStore(LocalSettings settings) {
        return settings.storeDirectory().resolve("sandboxes");
    }

    /** Beside the store, so that no program sees the workspace above its sandbox; in the workspace if that cannot be. */
    private synchronized Sandboxes sandboxes() {
        if (sandboxes.isEmpty()) {
            try {
                sandboxes = Optional.of(Sandboxes.open(layout.root(), besideStore(settings)));
            } catch (OutputException e) {
                settings.warnings().accept(e.getMessage() + "; putting them into the workspace for now");
                sandboxes = Optional.of(Sandboxes.open(layout.root(), layout.sandboxes()));
            }
        }
        return sandboxes.get();
    }

    /** Takes what tasks make for each other when none of it is to be kept. */
    private synchronized ContentStore madeApart() {
        if (madeApart.isEmpty()) {
            madeApart = Optional.of(DirectoryStore.open(sandboxes().aside(), StoreListener.SILENT, settings.clock()));
        }
        return madeApart.get().contents();
    }

    private synchronized TaskProcesses processes() {
        if (processes.isEmpty()) {
            processes = Optional.of(TaskProcesses.onThisMachine(threads.timers(), settings.nanos(), threads.tasks()));
        }
        return processes.get();
    }

    /** Something will have to run, and binding the C library takes as long as looking up what. */
    private void prepareToStart() {
        try {
            processes();
        } catch (RuntimeException e) {
            return; // whoever starts the first process meets it again, and can say which task that was
        }
    }

    /** Keeps what was learnt for the next run. */
    @Override
    public synchronized void close() {
        freePorts.close();
        madeApart.ifPresent(DirectoryStore::close);
        sandboxes.ifPresent(Sandboxes::close);
        recorded.close();
        standing.save();
        outputMemo.save();
        try {
            history.save();
            new RecentRuns(settings.storeDirectory())
                    .note(layout, settings.clock().instant());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write " + layout.history() + "; make the workspace writable for you", e);
        }
    }
}

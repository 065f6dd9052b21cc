package io.slipway.core.local;

import io.slipway.core.cache.ActionResult;
import io.slipway.core.cache.CarryingContentStore;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import io.slipway.core.estimate.Subject;
import io.slipway.core.local.StandingResults.Standing;
import io.slipway.core.local.WorkspacePast.PastTask;
import io.slipway.core.local.output.Collected;
import io.slipway.core.local.process.ProcessIdentity;
import io.slipway.core.local.process.ProcessOutcome;
import io.slipway.core.local.process.ProcessSpec;
import io.slipway.core.local.process.ResourceUsage;
import io.slipway.core.local.process.RunningProcess;
import io.slipway.core.local.process.TaskProcesses;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs tasks as processes of this machine. Thread-safe; {@link #run} blocks until the task is over. */
final class TaskRunner {
    private final LocalRun run;
    private final WorkspaceLayout layout;
    private final Function<PreparedTask, Workplace> workplaces;
    private final TaskEnvironment environment;
    private final Supplier<String> sourceDateEpoch;
    private final Supplier<TaskProcesses> processes;
    private final RecordedProcesses recorded;
    private final LocalStore store;
    private final TaskHistory history;
    private final InstantSource clock;
    private final Optional<RebuildCheck> rebuildCheck;
    private final Map<Execution, RunningProcess> running = new ConcurrentHashMap<>();
    private final Set<Execution> stopped = ConcurrentHashMap.newKeySet();
    /** Not more at a time than there are processors: what is kept must not pile up behind what runs. */
    private final Semaphore keepers = new Semaphore(LocalThreads.CPUS);

    private volatile boolean allStopped;

    /** One attempt: that one was ended says nothing of the next. */
    private record Execution(TaskAddress task, int attempt) {}

    /**
     * @param rebuildCheck present to run each task twice and compare, keeping no result
     */
    TaskRunner(
            LocalRun run,
            WorkspaceLayout layout,
            Function<PreparedTask, Workplace> workplaces,
            TaskEnvironment environment,
            Supplier<String> sourceDateEpoch,
            Supplier<TaskProcesses> processes,
            LocalStore store,
            TaskHistory history,
            InstantSource clock,
            Optional<RebuildCheck> rebuildCheck) {
        this.run = run;
        this.layout = layout;
        this.workplaces = workplaces;
        this.environment = environment;
        this.sourceDateEpoch = sourceDateEpoch;
        this.processes = processes;
        this.recorded = new RecordedProcesses(layout.processes(run.id()));
        this.store = store;
        this.history = history;
        this.clock = clock;
        this.rebuildCheck = rebuildCheck;
    }

    /**
     * The answer to {@link Effect.Dispatch}.
     *
     * @param answers told before that when the process has ended and only what it made is to be kept
     */
    Input.Report run(Effect.Dispatch dispatch, Consumer<Input> answers) {
        PreparedTask prepared = run.prepare(dispatch.task());
        if (dispatch.attempt() > 1) keepLogOfEarlier(dispatch);
        try (Workplace workplace = workplaces.apply(prepared)) {
            ProcessOutcome ended = execute(prepared.task(), dispatch, workplace);
            Outcome outcome = outcome(ended);
            if (!outcome.isSuccess()) return report(dispatch, outcome, usage(ended, prepared, Tree.empty()));
            boolean keeper = rebuildCheck.isEmpty() && keepers.tryAcquire();
            try {
                if (keeper) answers.accept(new Input.Exited(run.id(), dispatch.task(), dispatch.attempt()));
                return finish(dispatch, prepared, workplace, ended);
            } finally {
                if (keeper) keepers.release();
            }
        }
    }

    private void keepLogOfEarlier(Effect.Dispatch dispatch) {
        Path last = layout.log(run.id(), dispatch.task());
        try {
            Files.move(
                    last,
                    layout.logOfEarlier(run.id(), dispatch.task(), dispatch.attempt() - 1),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            return; // it was ended before it printed anything
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move " + last + "; make the workspace writable for you", e);
        }
    }

    /** Ends an attempt; it still reports. One that is about to start does not start. */
    void stop(TaskAddress task, int attempt) {
        Execution execution = new Execution(task, attempt);
        stopped.add(execution);
        RunningProcess process = running.get(execution);
        if (process != null) process.terminate();
    }

    /** Ends all that still run; called when nobody waits for their reports. */
    void stopAll() {
        allStopped = true;
        running.values().forEach(RunningProcess::terminate);
    }

    /** The run has ended, and with it all its processes. */
    void ended() {
        recorded.forget();
    }

    private ProcessOutcome execute(Task task, Effect.Dispatch dispatch, Workplace workplace) {
        Execution execution = new Execution(task.address(), dispatch.attempt());
        ProcessSpec spec = ProcessSpec.of(
                task.command().argv(),
                environment.of(task, sourceDateEpoch.get()),
                workplace.root().resolve(task.directory()),
                layout.log(run.id(), task.address()));
        if (task.timeout().isPresent()) spec = spec.withTimeout(task.timeout().get());
        long memory = dispatch.memoryBytes();
        if (memory > 0) spec = spec.withMemoryLimitBytes(memory);
        recorded.begin();
        RunningProcess process = processes.get().start(spec);
        Optional<ProcessIdentity> identity = process.identity();
        if (identity.isPresent()) recorded.add(identity.get());
        running.put(execution, process);
        if (allStopped || stopped.contains(execution)) process.terminate();
        ProcessOutcome outcome = process.await();
        running.remove(execution);
        return outcome;
    }

    /** Keeps what the task made, and its result if nothing it read was changed meanwhile. */
    private Input.Report finish(
            Effect.Dispatch dispatch, PreparedTask prepared, Workplace workplace, ProcessOutcome ended) {
        Task task = prepared.task();
        CarryingContentStore contents = new CarryingContentStore(store.contents());
        Collected made = workplace.collect(contents);
        Usage usage = usage(ended, prepared, made.outputs());
        Optional<String> complaint = made.complaint();
        if (complaint.isPresent()) {
            return report(dispatch, new Outcome(Outcome.Kind.OUTPUT_MISSING, 0, complaint.get()), usage);
        }
        run.made(task.address(), made.outputs());
        history.rememberDuration(task.address(), usage.wall());
        if (rebuildCheck.isPresent()) runAgain(dispatch, prepared, made.outputs(), rebuildCheck.get());
        boolean stored = rebuildCheck.isEmpty()
                && dispatch.key().isPresent()
                && made.stored()
                && workplace.isUnchanged()
                && keep(prepared, made, usage, contents);
        return new Input.Report(
                run.id(),
                task.address(),
                dispatch.attempt(),
                Outcome.succeeded(),
                usage,
                Optional.of(made.outputs().digest()),
                stored);
    }

    private void runAgain(Effect.Dispatch dispatch, PreparedTask prepared, Tree first, RebuildCheck check) {
        Task task = prepared.task();
        try (Workplace workplace = workplaces.apply(prepared)) {
            ProcessOutcome ended = execute(task, dispatch, workplace);
            if (ended.succeeded()) check.compare(task.address(), first, workplace.look());
            else check.endedOtherwise(task.address(), ended.describe(), secondTime(prepared, ended));
        }
    }

    private PastTask secondTime(PreparedTask prepared, ProcessOutcome ended) {
        return new PastTask(
                Subject.of(prepared.task().address()),
                run.id().value() + "~again",
                clock.instant(),
                Optional.of(outcome(ended).kind()),
                usage(ended, prepared, Tree.empty()),
                Optional.of(prepared.key()),
                "");
    }

    private boolean keep(PreparedTask prepared, Collected made, Usage usage, CarryingContentStore contents) {
        TaskAddress address = prepared.task().address();
        try {
            Digest log = contents.put(layout.log(run.id(), address));
            Digest preimage = contents.put(prepared.action().encode());
            store.actions()
                    .put(
                            prepared.key(),
                            new ActionResult(
                                    made.outputs(),
                                    made.reports(),
                                    log,
                                    preimage,
                                    usage.wall(),
                                    usage.cpu(),
                                    usage.peakMemoryBytes(),
                                    clock.instant(),
                                    contents.carried()));
            history.rememberKey(address, prepared.key());
            run.standsNow(
                    prepared.task(),
                    Standing.of(
                            prepared.key(), made.outputs(), made.reports(), usage.wall(), store.mark(prepared.key())));
            return store.keeps();
        } catch (ContentStoreException e) {
            return false; // a store that cannot take it costs a rebuild, never a build
        }
    }

    private Input.Report report(Effect.Dispatch dispatch, Outcome outcome, Usage usage) {
        return new Input.Report(run.id(), dispatch.task(), dispatch.attempt(), outcome, usage, Optional.empty(), false);
    }

    private static Usage usage(ProcessOutcome ended, PreparedTask prepared, Tree outputs) {
        if (!(ended instanceof ProcessOutcome.Ended started)) return Usage.NONE;
        ResourceUsage used = started.usage();
        return new Usage(
                used.wall(),
                used.cpu().orElse(Duration.ZERO),
                used.peakMemoryBytes().orElse(0),
                prepared.bytesIn(),
                outputs.sizeBytes());
    }

    private static Outcome outcome(ProcessOutcome ended) {
        if (ended instanceof ProcessOutcome.Exited exited) {
            return exited.succeeded()
                    ? Outcome.succeeded()
                    : new Outcome(Outcome.Kind.FAILED, exited.code(), ended.describe());
        }
        return new Outcome(kind(ended), -1, ended.describe());
    }

    private static Outcome.Kind kind(ProcessOutcome ended) {
        if (ended instanceof ProcessOutcome.TimedOut) return Outcome.Kind.TIMED_OUT;
        if (ended instanceof ProcessOutcome.MemoryExceeded) return Outcome.Kind.MEMORY_EXCEEDED;
        if (ended instanceof ProcessOutcome.Terminated) return Outcome.Kind.CANCELLED;
        if (ended instanceof ProcessOutcome.CouldNotStart) return Outcome.Kind.COULD_NOT_START;
        return Outcome.Kind.FAILED;
    }
}

package io.slipway.core.local;

import io.slipway.core.cache.ActionResult;
import io.slipway.core.cache.CarryingContentStore;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import io.slipway.core.estimate.Subject;
import io.slipway.core.local.StandingResults.Standing;
import io.slipway.core.local.WorkspacePast.PastTask;
import io.slipway.core.local.output.Collected;
import io.slipway.core.local.process.ResourceUsage;
import io.slipway.core.local.secret.SecretGuard;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs tasks as processes of this machine. Thread-safe; {@link #run} blocks until the task is over. */
final class TaskRunner {
    private final LocalRun run;
    private final WorkspaceLayout layout;
    private final Function<PreparedTask, Workplace> workplaces;
    private final TaskSurroundings surroundings;
    private final LocalStore store;
    private final TaskHistory history;
    private final InstantSource clock;
    private final Optional<RebuildCheck> rebuildCheck;
    private final Map<Execution, RunningAttempt> running = new ConcurrentHashMap<>();
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
            TaskSurroundings surroundings,
            LocalStore store,
            TaskHistory history,
            InstantSource clock,
            Optional<RebuildCheck> rebuildCheck) {
        this.run = run;
        this.layout = layout;
        this.workplaces = workplaces;
        this.surroundings = surroundings;
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
            AttemptEnd ended = execute(prepared.task(), dispatch, workplace);
            if (!ended.outcome().isSuccess())
                return report(dispatch, ended.outcome(), usage(ended, prepared, Tree.empty()));
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
        RunningAttempt current = running.get(execution);
        if (current != null) current.stop();
    }

    /** Ends all that still run; called when nobody waits for their reports. */
    void stopAll() {
        allStopped = true;
        running.values().forEach(RunningAttempt::stop);
    }

    /** The run has ended, and with it all its processes. */
    void ended() {
        surroundings.recorded().forget();
    }

    private AttemptEnd execute(Task task, Effect.Dispatch dispatch, Workplace workplace) {
        Execution execution = new Execution(task.address(), dispatch.attempt());
        RunningAttempt current =
                new RunningAttempt(surroundings, task, dispatch, workplace.root(), run.isNearSecrets(task.address()));
        running.put(execution, current);
        if (allStopped || stopped.contains(execution)) current.stop();
        AttemptEnd end = current.run();
        running.remove(execution);
        return end;
    }

    /** Keeps what the task made, and its result if nothing it read was changed meanwhile. */
    private Input.Report finish(
            Effect.Dispatch dispatch, PreparedTask prepared, Workplace workplace, AttemptEnd ended) {
        Task task = prepared.task();
        CarryingContentStore contents = new CarryingContentStore(store.contents());
        Collected made = run.isNearSecrets(task.address())
                ? collectGuarded(task, workplace, contents)
                : workplace.collect(contents);
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
                && isUnchanged(task, workplace)
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

    /** Says so in the log when it is not: the next run does this task again, and somebody will wonder why. */
    private boolean isUnchanged(Task task, Workplace workplace) {
        boolean unchanged = workplace.isUnchanged();
        if (!unchanged) {
            surroundings.addToLog(
                    task,
                    List.of("slipway: files that it reads changed while it ran, so this result is not kept;"
                            + " where the task changes them itself, leave them out of its `inputs`"));
        }
        return unchanged;
    }

    /** A result with a secret in it is good for this run only. */
    private Collected collectGuarded(Task task, Workplace workplace, ContentStore contents) {
        SecretGuard guard = new SecretGuard(contents, surroundings.hidden().mask());
        Collected made = workplace.collect(guard);
        List<String> lines = new ArrayList<>();
        for (Path file : guard.refused()) {
            lines.add("slipway: " + workplace.root().relativize(file)
                    + " has a secret in it, so this result is not kept; leave it out of `outputs` and `reports`");
        }
        if (!lines.isEmpty()) surroundings.addToLog(task, lines);
        return made;
    }

    private void runAgain(Effect.Dispatch dispatch, PreparedTask prepared, Tree first, RebuildCheck check) {
        Task task = prepared.task();
        try (Workplace workplace = workplaces.apply(prepared)) {
            AttemptEnd ended = execute(task, dispatch, workplace);
            if (ended.outcome().isSuccess()) check.compare(task.address(), first, workplace.look());
            else check.endedOtherwise(task.address(), ended.text(), secondTime(prepared, ended));
        }
    }

    private PastTask secondTime(PreparedTask prepared, AttemptEnd ended) {
        return new PastTask(
                Subject.of(prepared.task().address()),
                run.id().value() + "~again",
                clock.instant(),
                Optional.of(ended.outcome().kind()),
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

    private static Usage usage(AttemptEnd ended, PreparedTask prepared, Tree outputs) {
        if (ended.usage().isEmpty()) return Usage.NONE;
        ResourceUsage used = ended.usage().get();
        return new Usage(
                used.wall(),
                used.cpu().orElse(Duration.ZERO),
                used.peakMemoryBytes().orElse(0),
                prepared.bytesIn(),
                outputs.sizeBytes());
    }
}

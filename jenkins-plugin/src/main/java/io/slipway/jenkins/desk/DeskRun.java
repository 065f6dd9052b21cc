package io.slipway.jenkins.desk;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.Usage;
import io.slipway.core.run.WaitReason;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run as the desk keeps it: what happened, who is behind it, and who does what was decided. While nobody does, because
 * the controller has just started and the step is not back yet, decisions are kept until somebody is. Thread-safe.
 */
final class DeskRun {
    private final RunId id;
    private final String owner;
    private final Pipeline pipeline;
    private final Optional<String> revision;
    private final List<JournalEntry> entries = new ArrayList<>();
    private final Map<Input.RunningAttempt, String> running = new LinkedHashMap<>();
    private final Map<TaskAddress, List<WaitReason>> queued = new TreeMap<>();
    private final List<Effect> undone = new ArrayList<>();
    private @Nullable Doing doing;
    private @Nullable EventListener listener;
    private boolean finished;

    /** Whether it has been told everything that is written down. */
    private boolean upToDate;

    DeskRun(RunId id, String owner, Pipeline pipeline, Optional<String> revision, boolean upToDate) {
        this.id = id;
        this.owner = owner;
        this.pipeline = pipeline;
        this.revision = revision;
        this.upToDate = upToDate;
    }

    /** Whether it needs no journal to know what happened. */
    synchronized boolean isUpToDate() {
        return upToDate;
    }

    /** From now on it is told everything. */
    synchronized void upToDate() {
        upToDate = true;
    }

    RunId id() {
        return id;
    }

    String owner() {
        return owner;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /** By which others may ask for what it makes. */
    Optional<String> revision() {
        return revision;
    }

    synchronized boolean isFinished() {
        return finished;
    }

    /** Attempts that run, each with its agent. */
    synchronized Map<Input.RunningAttempt, String> running() {
        return new LinkedHashMap<>(running);
    }

    /** Tasks that wait to start, each with the reasons that were written down last. */
    synchronized Map<TaskAddress, List<WaitReason>> queued() {
        return new TreeMap<>(queued);
    }

    /** Whether it has not ended, and not all of it runs: something of it may want a node now or soon. */
    synchronized boolean waits() {
        return !finished && (running.isEmpty() || !queued.isEmpty());
    }

    /** Somebody begins to do what is decided, and is told what happens. */
    synchronized void begin(Doing doing, EventListener listener) {
        this.doing = doing;
        this.listener = listener;
    }

    /**
     * Somebody takes it up again. What was decided and not done yet is done now; what ran and is not in {@code known} is
     * gone.
     */
    synchronized List<JournalEntry> attach(
            Set<Input.RunningAttempt> known, Doing doing, EventListener listener, Consumer<Input> answers) {
        begin(doing, listener);
        Set<Input.RunningAttempt> accounted = new HashSet<>(known);
        List<Effect> todo = List.copyOf(undone);
        undone.clear();
        for (Effect effect : todo) {
            if (effect instanceof Effect.Dispatch given) accounted.add(attempt(given));
        }
        for (Input.RunningAttempt attempt : running.keySet()) {
            if (!accounted.contains(attempt))
                answers.accept(
                        report(attempt, Outcome.Kind.LOST, "what ran it was gone when the controller came back"));
        }
        for (Effect effect : todo) {
            if (!isOutdated(effect)) deliver(effect, answers);
        }
        return List.copyOf(entries);
    }

    /** As {@link #attach} of somebody who knows of nothing that runs; is told everything from the beginning on. */
    synchronized void takeOver(Doing doing, EventListener listener, Consumer<Input> answers) {
        if (!entries.isEmpty()) listener.onEvents(List.copyOf(entries));
        attach(Set.of(), doing, listener, answers);
    }

    private static Input.RunningAttempt attempt(Effect.Dispatch given) {
        return new Input.RunningAttempt(given.run(), given.task(), given.attempt());
    }

    private boolean isOutdated(Effect effect) {
        return effect instanceof Effect.Dispatch given && !running.containsKey(attempt(given));
    }

    static Input.Report report(Input.RunningAttempt attempt, Outcome.Kind kind, String why) {
        return new Input.Report(
                attempt.run(),
                attempt.task(),
                attempt.attempt(),
                new Outcome(kind, -1, why),
                Usage.NONE,
                Optional.empty(),
                false);
    }

    /** Has it done, or keeps it until somebody is there to do it. */
    synchronized void deliver(Effect effect, Consumer<Input> answers) {
        @Nullable Doing doer = doing;
        if (doer == null) {
            keep(effect, answers);
        } else if (effect instanceof Effect.Resolve wanted) {
            doer.resolve(wanted, answers);
        } else if (effect instanceof Effect.Dispatch given) {
            doer.execute(given, answers);
        } else if (effect instanceof Effect.Stop wanted) {
            doer.stop(wanted);
        } else if (effect instanceof Effect.Refuse why) {
            doer.refused(why);
        }
    }

    /** Nobody is there who could stop something, so nothing runs; everything else can wait. */
    private void keep(Effect effect, Consumer<Input> answers) {
        if (effect instanceof Effect.Stop stop) {
            answers.accept(report(
                    new Input.RunningAttempt(stop.run(), stop.task(), stop.attempt()),
                    Outcome.Kind.CANCELLED,
                    stop.reason()));
        } else {
            undone.remove(effect); // it may come again
            undone.add(effect);
        }
    }

    /** It happened; whoever listens is told. */
    synchronized void tell(List<JournalEntry> happened) {
        for (JournalEntry entry : happened) note(entry);
        if (listener != null) listener.onEvents(happened);
    }

    /** It happened in an earlier life of the controller. */
    synchronized void note(JournalEntry entry) {
        entries.add(entry);
        if (entry.event() instanceof RunEvent.TaskMissed missed) queued.put(missed.task(), List.of());
        else if (entry.event() instanceof RunEvent.TaskHeld held) queued.replace(held.task(), held.reasons());
        else if (entry.event() instanceof RunEvent.AttemptStarted started) start(started);
        else if (entry.event() instanceof RunEvent.AttemptFinished ended) end(ended);
        else if (entry.event() instanceof RunEvent.TaskSkipped skipped) queued.remove(skipped.task());
        else if (entry.event() instanceof RunEvent.TaskGivenUp given) queued.remove(given.task());
        else if (entry.event() instanceof RunEvent.RunFinished) finished = true;
    }

    private void start(RunEvent.AttemptStarted started) {
        queued.remove(started.task());
        running.put(new Input.RunningAttempt(id, started.task(), started.attempt()), started.agent());
    }

    private void end(RunEvent.AttemptFinished ended) {
        running.remove(new Input.RunningAttempt(id, ended.task(), ended.attempt()));
        if (ended.retried()) queued.put(ended.task(), List.of());
    }

    /** Whether anything of it was written down. */
    synchronized boolean isKnown() {
        return !entries.isEmpty();
    }
}

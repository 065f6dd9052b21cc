package io.slipway.core.orchestrate;

import io.slipway.core.journal.Journal;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.run.Event;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Scheduler;
import io.slipway.core.schedule.SchedulerState;
import io.slipway.core.schedule.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * The loop around the scheduler: takes what it is told, decides, writes down, and only then tells and acts.
 *
 * <pre>
 *   submit ──> queue ──> step, step, … ──> journal.append (one commit) ──> listeners ──> dispatcher
 *     ^                                                                                      │
 *     └──────────────────────────────── answers ─────────────────────────────────────────────┘
 * </pre>
 *
 * <p>Before each batch the scheduler is told the time, and when nothing comes in, when something falls due.
 *
 * <p>One thread at a time owns the state: whoever calls {@link #run} or {@link #runUntilIdle}. {@link #submit} and
 * {@link #shutDown} are thread-safe and do not wait. All inputs that are there when the loop looks are decided together
 * and written as one commit, so a slow disk makes commits larger, not the loop slower for each task.
 *
 * <p>When the journal cannot be written, the loop ends: nothing of that commit is released or told, and {@link #ended}
 * fails with the cause.
 */
public final class Orchestrator implements Runnable {
    /** In whose name things happen that no person asked for. */
    public static final String SLIPWAY = "slipway";

    private final Scheduler scheduler;
    private final SchedulerState state;
    private final Journal journal;
    private final InstantSource clock;
    private final Dispatcher dispatcher;
    private final List<EventListener> listeners;
    private final BiConsumer<EventListener, RuntimeException> listenerFailures;
    private final LinkedBlockingQueue<Told> inputs = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** An input and who gave it; without an input, the wish to end. */
    private record Told(String actor, Optional<Input> input) {}

    /**
     * @param state as folded from the journal; owned by the orchestrator from now on, which first of all decides and
     *     releases what may not have been done. Attempts that were running are for the owner to report as lost
     * @param listeners told in this order
     * @param listenerFailures told when a listener throws; what it was told counts as told
     */
    public Orchestrator(
            Scheduler scheduler,
            SchedulerState state,
            Journal journal,
            InstantSource clock,
            Dispatcher dispatcher,
            List<EventListener> listeners,
            BiConsumer<EventListener, RuntimeException> listenerFailures) {
        this.scheduler = scheduler;
        this.state = state;
        this.journal = journal;
        this.clock = clock;
        this.dispatcher = dispatcher;
        this.listeners = List.copyOf(listeners);
        this.listenerFailures = listenerFailures;
        submit(new Input.Resume());
    }

    /** Tells the scheduler something in the name of {@link #SLIPWAY}. Ignored once the loop has ended. */
    public void submit(Input input) {
        submit(SLIPWAY, input);
    }

    /** Tells the scheduler something in a person's name. Ignored once the loop has ended. */
    public void submit(String actor, Input input) {
        if (!ended.isDone()) inputs.add(new Told(actor, Optional.of(input)));
    }

    /** Ends the loop after everything submitted before. What runs is not stopped. */
    public void shutDown() {
        inputs.add(new Told(SLIPWAY, Optional.empty()));
    }

    /** Done when the loop has ended: normally after {@link #shutDown}, else with what broke it. */
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    /** Goes round until {@link #shutDown}, a broken journal, or an interrupt of its thread. */
    @Override
    public void run() {
        try {
            List<Told> batch = new ArrayList<>();
            while (!ended.isDone()) {
                await(batch);
                inputs.drainTo(batch);
                handle(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            ended.completeExceptionally(e);
        }
    }

    /** Waits for an input, but no longer than until something falls due by time. */
    private void await(List<Told> batch) throws InterruptedException {
        Optional<Instant> due = scheduler.nextDue(state);
        if (due.isEmpty()) {
            batch.add(inputs.take());
            return;
        }
        long millis = Duration.between(clock.instant(), due.get()).toMillis();
        Told told = inputs.poll(Math.max(1, millis + 1), TimeUnit.MILLISECONDS);
        if (told != null) batch.add(told);
    }

    /** Goes round on the calling thread as long as there are inputs. */
    public void runUntilIdle() {
        List<Told> batch = new ArrayList<>();
        while (inputs.drainTo(batch) > 0 && !ended.isDone()) {
            try {
                handle(batch);
            } catch (RuntimeException | Error e) {
                ended.completeExceptionally(e);
            }
            batch.clear();
        }
    }

    /** Commits the batch; where the actor changes, a new commit begins. */
    private void handle(List<Told> batch) {
        List<Event> events = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        Step due = scheduler.step(state, new Input.Tick(clock.instant()));
        commit(SLIPWAY, due.events(), due.effects());
        for (int i = 0; i < batch.size() && !ended.isDone(); i++) {
            Told told = batch.get(i);
            if (told.input().isPresent()) {
                Step step = scheduler.step(state, told.input().get());
                events.addAll(step.events());
                effects.addAll(step.effects());
            }
            boolean last = i == batch.size() - 1 || !batch.get(i + 1).actor().equals(told.actor());
            if (last || told.input().isEmpty()) {
                commit(told.actor(), events, effects);
                events.clear();
                effects.clear();
            }
            if (told.input().isEmpty()) ended.complete(null);
        }
    }

    private void commit(String actor, List<Event> events, List<Effect> effects) {
        if (!events.isEmpty()) tell(journal.append(state.now(), actor, List.copyOf(events)));
        if (!effects.isEmpty()) dispatcher.release(List.copyOf(effects), this::submit);
    }

    private void tell(List<JournalEntry> entries) {
        for (EventListener listener : listeners) {
            try {
                listener.onEvents(entries);
            } catch (RuntimeException e) {
                listenerFailures.accept(listener, e);
            }
        }
    }
}

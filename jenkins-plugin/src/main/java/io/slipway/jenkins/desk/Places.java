package io.slipway.jenkins.desk;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Bodies of steps that wait for a node, or run on one. The desk says which node; the controller's own queue, where each body
 * stands all the time as that of a plain {@code node} would, is asked to start it there and nowhere else, and not before.
 *
 * <p>A body is begun at most once: when its node is lost after that, it has failed.
 *
 * <p>Thread-safe. What the queue asks is answered from memory, in O(1).
 */
public final class Places {
    private static final String NOT_YET = "Slipway is choosing a node";

    private final ControlPlane plane;
    private final Runnable changed;
    private final Map<RunId, Place> places = new ConcurrentHashMap<>();

    /**
     * @param changed called when the queue should look again, by a thread that must not wait
     */
    public Places(ControlPlane plane, Runnable changed) {
        this.plane = plane;
        this.changed = changed;
    }

    /**
     * A body wants a node.
     *
     * @param log told in sentences what it waits for, and where it goes
     */
    public void ask(PlaceWish wish, Consumer<String> log) {
        Place place = new Place(wish, Optional.empty(), log);
        if (places.putIfAbsent(wish.id(), place) == null) plane.submit(wish.order(), place, place);
    }

    /**
     * A body that was there before the controller was started anew is back.
     *
     * @param begunOn the node where it runs; absent when it still waits for one
     */
    public void takeUp(PlaceWish wish, Optional<String> begunOn, Consumer<String> log) {
        Place place = new Place(wish, begunOn, log);
        if (places.putIfAbsent(wish.id(), place) != null) return;
        Set<Input.RunningAttempt> running =
                begunOn.isPresent() ? new LinkedHashSet<>(plane.running(wish.id())) : Set.of();
        ControlPlane.Attached attached = plane.attach(wish.id(), running, place, place);
        if (attached.isKnown()) {
            place.tookUp(running, attached.answers());
        } else {
            PlaceWish anew = begunOn.map(wish::on).orElse(wish);
            plane.submit(anew.order(), place, place);
        }
    }

    public boolean isKnown(RunId id) {
        return places.containsKey(id);
    }

    /** The node that the body may begin on now; absent while there is none. */
    public Optional<String> allotted(RunId id) {
        Place place = places.get(id);
        return place == null ? Optional.empty() : place.node();
    }

    /** Why the body may not begin now; absent when it may. */
    public Optional<String> whyNot(RunId id) {
        Place place = places.get(id);
        return place == null ? Optional.of(NOT_YET) : place.whyNot();
    }

    /** The body begins. */
    public void begun(RunId id) {
        Place place = places.get(id);
        if (place != null) place.begun();
    }

    /** The body has ended, or will never begin; the second time changes nothing. */
    public void ended(RunId id) {
        Place place = places.remove(id);
        if (place != null) place.ended();
    }

    /** To be called every few seconds: tells bodies that wait what they wait for, when that has changed. */
    public void beat() {
        for (Place place : places.values()) place.sayWhatIsMissing();
    }

    private final class Place implements Doing, EventListener {
        private final PlaceWish wish;
        private final Consumer<String> log;
        private Optional<String> node;
        private Optional<Input.RunningAttempt> attempt = Optional.empty();
        private Consumer<Input> answers = any -> {};
        private boolean begun;
        private boolean ended;
        private boolean over;
        private String said = "";
        private String why = NOT_YET;

        Place(PlaceWish wish, Optional<String> begunOn, Consumer<String> log) {
            this.wish = wish;
            this.node = begunOn;
            this.begun = begunOn.isPresent();
            this.log = log;
        }

        synchronized void tookUp(Set<Input.RunningAttempt> running, Consumer<Input> answers) {
            if (attempt.isPresent()) return;
            attempt = running.stream().findFirst();
            this.answers = answers;
        }

        synchronized Optional<String> node() {
            return node;
        }

        synchronized Optional<String> whyNot() {
            return node.isPresent() ? Optional.empty() : Optional.of(why);
        }

        synchronized void begun() {
            begun = true;
        }

        void ended() {
            Optional<Input.RunningAttempt> held;
            synchronized (this) {
                ended = true;
                held = attempt;
            }
            if (held.isPresent()) {
                answers.accept(DeskRun.report(held.get(), Outcome.Kind.SUCCEEDED, ""));
            } else {
                plane.cancel(wish.owner(), wish.id(), "its step has ended");
            }
        }

        void sayWhatIsMissing() {
            List<String> reasons = plane.reasons(wish.id());
            synchronized (this) {
                if (node.isPresent() || ended || over || reasons.isEmpty()) return;
                why = "Slipway: " + String.join("; ", reasons);
                if (why.equals(said)) return;
                said = why;
            }
            log.accept(why);
        }

        @Override
        public void resolve(Effect.Resolve wanted, Consumer<Input> answers) {
            throw new IllegalStateException("a place is never looked up; report this");
        }

        @Override
        public void execute(Effect.Dispatch given, Consumer<Input> answers) {
            Input.RunningAttempt current = new Input.RunningAttempt(given.run(), given.task(), given.attempt());
            synchronized (this) {
                this.answers = answers;
                boolean elsewhere = begun && !node.filter(given.agent()::equals).isPresent();
                if (ended) {
                    answers.accept(DeskRun.report(current, Outcome.Kind.CANCELLED, "its step has ended"));
                    return;
                }
                if (elsewhere) {
                    answers.accept(DeskRun.report(
                            current, Outcome.Kind.FAILED, "it had begun on another node; it is not begun twice"));
                    return;
                }
                attempt = Optional.of(current);
                if (begun) return;
                node = Optional.of(given.agent());
            }
            log.accept("Slipway chose " + given.agent());
            changed.run();
        }

        @Override
        public void stop(Effect.Stop wanted) {
            synchronized (this) {
                if (begun) return; // it ends with its build
                over = true;
                node = Optional.empty();
                why = "Slipway gave up: " + wanted.reason();
                attempt.ifPresent(
                        current -> answers.accept(DeskRun.report(current, Outcome.Kind.CANCELLED, wanted.reason())));
                attempt = Optional.empty();
            }
        }

        @Override
        public synchronized void refused(Effect.Refuse refusal) {
            over = true;
            why = "Slipway: " + refusal.reason();
        }

        @Override
        public void onEvents(List<JournalEntry> entries) {
            for (JournalEntry entry : entries) {
                if (entry.event() instanceof RunEvent.AttemptFinished finished) lost(finished);
                if (entry.event() instanceof RunEvent.RunFinished) finished();
            }
        }

        /** A place that was not taken yet is gone with its node; another will be given. */
        private synchronized void lost(RunEvent.AttemptFinished finished) {
            boolean current =
                    attempt.filter(held -> held.attempt() == finished.attempt()).isPresent();
            if (!current || ended) return;
            attempt = Optional.empty();
            if (begun) return;
            node = Optional.empty();
            why = NOT_YET;
        }

        private void finished() {
            boolean gone;
            synchronized (this) {
                over = true;
                gone = begun && !ended;
            }
            if (gone)
                log.accept("Slipway no longer counts this body, as its node was given up; it goes on there by itself");
        }
    }
}

package io.slipway.jenkins.desk;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Some of a throttle class, for as long as the body of a step runs. Thread-safe.
 */
public final class HeldThrottle implements Doing, EventListener {
    private final ControlPlane plane;
    private final Order order;
    private final Told told;
    private Optional<Input.RunningAttempt> attempt = Optional.empty();
    private Consumer<Input> answers = any -> {};
    private boolean granted;
    private boolean released;
    private String said = "";

    /** The step, which is told once that its body may begin. Called by the desk's thread: must not block. */
    public interface Told {
        void granted();

        /** It will never be granted, for a reason that ends with what to do. */
        void denied(String why);

        /** Told in a sentence what it waits for, when that has changed. */
        void waits(String why);
    }

    private HeldThrottle(ControlPlane plane, Order order, boolean granted, Told told) {
        this.plane = plane;
        this.order = order;
        this.granted = granted;
        this.told = told;
    }

    /** Asks for it. */
    public static HeldThrottle ask(
            ControlPlane plane, RunId id, String owner, String throttleClass, int weight, Told told) {
        HeldThrottle held = new HeldThrottle(plane, Claims.throttle(id, owner, throttleClass, weight, 0), false, told);
        plane.submit(held.order, held, held);
        return held;
    }

    /**
     * Takes it up again after a restart; what is not known any more is asked for anew.
     *
     * @param granted whether the body runs already: then it counts, and is not begun again
     */
    public static HeldThrottle takeUp(
            ControlPlane plane, RunId id, String owner, String throttleClass, int weight, boolean granted, Told told) {
        HeldThrottle held =
                new HeldThrottle(plane, Claims.throttle(id, owner, throttleClass, weight, 0), granted, told);
        Set<Input.RunningAttempt> running = new LinkedHashSet<>(plane.running(id));
        ControlPlane.Attached attached = plane.attach(id, running, held, held);
        if (!attached.isKnown()) plane.submit(held.order, held, held);
        else running.stream().findFirst().ifPresent(current -> held.given(current, attached.answers()));
        return held;
    }

    /** The body has ended, or will not begin; the second time changes nothing. */
    public void release() {
        Optional<Input.RunningAttempt> current;
        synchronized (this) {
            if (released) return;
            released = true;
            current = attempt;
        }
        if (current.isPresent()) answers.accept(DeskRun.report(current.get(), Outcome.Kind.SUCCEEDED, ""));
        else plane.cancel(order.owner(), order.id(), "its step has ended");
    }

    /** To be called every few seconds. */
    public void beat() {
        List<String> reasons = plane.reasons(order.id());
        synchronized (this) {
            String why = String.join("; ", reasons);
            if (granted || released || why.isEmpty() || why.equals(said)) return;
            said = why;
        }
        told.waits(said);
    }

    /** What it waits for, or that it is held. */
    public synchronized String status() {
        if (granted) return "held";
        return said.isEmpty() ? "waits for its turn" : said;
    }

    private void given(Input.RunningAttempt current, Consumer<Input> answers) {
        boolean begins;
        synchronized (this) {
            this.answers = answers;
            if (released) {
                answers.accept(DeskRun.report(current, Outcome.Kind.CANCELLED, "its step has ended"));
                return;
            }
            attempt = Optional.of(current);
            begins = !granted;
            granted = true;
        }
        if (begins) told.granted();
    }

    @Override
    public void resolve(Effect.Resolve wanted, Consumer<Input> answers) {
        throw new IllegalStateException("a throttle class is never looked up; report this");
    }

    @Override
    public void execute(Effect.Dispatch given, Consumer<Input> answers) {
        given(new Input.RunningAttempt(given.run(), given.task(), given.attempt()), answers);
    }

    @Override
    public void stop(Effect.Stop wanted) {
        release();
    }

    @Override
    public void refused(Effect.Refuse why) {
        told.denied(why.reason());
    }

    @Override
    public void onEvents(List<JournalEntry> entries) {
        // what matters comes as an effect
    }
}

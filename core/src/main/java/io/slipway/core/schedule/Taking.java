package io.slipway.core.schedule;

import io.slipway.core.pipeline.Conditions;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.plan.Durations;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One step while it is being made: hands the input to the part of the scheduler that it concerns, then lets start what
 * can, and gathers what follows. Confined to the state's thread.
 */
final class Taking implements Input.Visitor {
    final Function<RunId, Durations> durations;
    final Limits limits;
    final Conditions conditions;
    final SchedulerState state;
    final RunLife runs;
    final AttemptLife attempts;
    final BookingLife bookings;
    final LimitLife learning;
    private final PreemptionLife preemption;

    private final FleetLife agents;
    private final Admission admission;
    private final List<Event> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();

    Taking(Function<RunId, Durations> durations, Limits limits, Conditions conditions, SchedulerState state) {
        this.durations = durations;
        this.limits = limits;
        this.conditions = conditions;
        this.state = state;
        this.runs = new RunLife(this);
        this.attempts = new AttemptLife(this);
        this.bookings = new BookingLife(this);
        this.learning = new LimitLife(this);
        this.preemption = new PreemptionLife(this);
        this.agents = new FleetLife(this);
        this.admission = new Admission(this);
    }

    Step take(Input input) {
        state.queue().beginStep();
        input.accept(this);
        runs.tellSuccessors();
        bookings.settle();
        admission.admit();
        preemption.makeRoom();
        runs.tellSuccessors();
        agents.letGoOfDrained();
        runs.conclude();
        return events.isEmpty() && effects.isEmpty() ? Step.NOTHING : new Step(events, effects);
    }

    void emit(Event event) {
        state.apply(event);
        events.add(event);
    }

    /** As {@link #emit}, for a pipeline that is at hand. */
    void submit(RunEvent.RunSubmitted event, Pipeline pipeline) {
        state.submit(event, pipeline);
        events.add(event);
    }

    void effect(Effect effect) {
        effects.add(effect);
    }

    @Override
    public void visit(Input.Submit input) {
        runs.submit(input);
    }

    @Override
    public void visit(Input.Hit input) {
        runs.hit(input);
    }

    @Override
    public void visit(Input.Miss input) {
        runs.miss(input);
    }

    @Override
    public void visit(Input.Cancel input) {
        runs.cancel(input);
    }

    @Override
    public void visit(Input.Hold input) {
        attempts.hold(input);
    }

    @Override
    public void visit(Input.Approve input) {
        attempts.approve(input);
    }

    @Override
    public void visit(Input.Reject input) {
        attempts.reject(input);
    }

    @Override
    public void visit(Input.Replay input) {
        runs.replay(input);
    }

    @Override
    public void visit(Input.Prioritise input) {
        runs.prioritise(input);
    }

    @Override
    public void visit(Input.SetLimit input) {
        learning.set(input);
    }

    @Override
    public void visit(Input.SetShare input) {
        if (!state.queue().line().shareOf(input.tenant()).equals(input.share()))
            emit(new FleetEvent.ShareSet(input.tenant(), input.share()));
    }

    @Override
    public void visit(Input.SetPreemption input) {
        preemption.set(input);
    }

    @Override
    public void visit(Input.Book input) {
        bookings.book(input);
    }

    @Override
    public void visit(Input.ExtendBooking input) {
        bookings.extend(input);
    }

    @Override
    public void visit(Input.ReleaseBooking input) {
        bookings.release(input);
    }

    @Override
    public void visit(Input.Forget input) {
        runs.forget(input);
    }

    @Override
    public void visit(Input.Resume input) {
        agents.believeAll();
        runs.resume();
    }

    @Override
    public void visit(Input.Exited input) {
        attempts.exited(input);
    }

    @Override
    public void visit(Input.Report input) {
        attempts.report(input);
    }

    @Override
    public void visit(Input.Register input) {
        agents.register(input.agent());
    }

    @Override
    public void visit(Input.Heartbeat input) {
        agents.heartbeat(input);
    }

    @Override
    public void visit(Input.Tick input) {
        state.tick(input.now());
        agents.tick(input.now());
        bookings.tick(state.now());
        attempts.tick(state.now());
    }

    @Override
    public void visit(Input.Cordon input) {
        agents.cordon(input);
    }

    @Override
    public void visit(Input.Uncordon input) {
        agents.uncordon(input);
    }

    @Override
    public void visit(Input.Drain input) {
        agents.drain(input);
    }
}

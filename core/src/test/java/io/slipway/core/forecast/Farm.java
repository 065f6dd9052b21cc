package io.slipway.core.forecast;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.Usage;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Limits;
import io.slipway.core.schedule.Scheduler;
import io.slipway.core.schedule.SchedulerState;
import io.slipway.core.schedule.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A farm that goes on as a test says, with a recorder beside it. */
final class Farm {
    static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

    private final Limits limits;
    private final Scheduler scheduler;
    private final SchedulerState state;
    private final SituationRecorder recorder = new SituationRecorder();
    private final Map<Digest, Pipeline> pipelines = new HashMap<>();
    private final List<Effect.Dispatch> running = new ArrayList<>();
    private Instant now = MORNING;

    Farm(Limits limits) {
        this.limits = limits;
        this.scheduler = new Scheduler(task -> Optional.empty(), limits);
        this.state = new SchedulerState(pipelines::get);
        tell(new Input.Tick(now));
    }

    static Farm of(int agents) {
        Farm farm = new Farm(Limits.inFlight(1_000));
        for (int i = 0; i < agents; i++) farm.agent("agent-" + i, 1);
        return farm;
    }

    Farm agent(String id, double speed) {
        tell(new Input.Register(new Agent(id, Labels.of(Map.of()), new Resources(1000, 1L << 30)).withSpeed(speed)));
        return this;
    }

    static Task.Builder task(String address) {
        return Task.builder(address).run("make").resources(new Resources(1000, 1 << 20));
    }

    RunId submit(String name, Task... tasks) {
        Pipeline pipeline = Pipeline.of(List.of(tasks));
        Digest digest = Digest.of(name.getBytes(StandardCharsets.UTF_8));
        pipelines.put(digest, pipeline);
        recorder.know(digest, pipeline);
        RunId run = new RunId(name);
        List<TaskAddress> all = pipeline.tasks().stream().map(Task::address).toList();
        tell(new Input.Submit(run, pipeline, digest, digest, all, RunOptions.DEFAULT));
        return run;
    }

    Farm pass(Duration time) {
        now = now.plus(time);
        tell(new Input.Tick(now));
        return this;
    }

    Farm end(String task) {
        TaskAddress address = TaskAddress.parse(task);
        Effect.Dispatch one = running.stream()
                .filter(dispatch -> dispatch.task().equals(address))
                .findFirst()
                .orElseThrow();
        running.remove(one);
        tell(new Input.Report(
                one.run(),
                one.task(),
                one.attempt(),
                Outcome.succeeded(),
                Usage.NONE,
                Optional.of(Digest.of(new byte[0])),
                false));
        return this;
    }

    Farm tell(Input input) {
        Step step = scheduler.step(state, input);
        for (Event event : step.events()) recorder.observe(state.now(), event);
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Resolve resolve)
                tell(new Input.Miss(
                        resolve.run(),
                        resolve.task(),
                        Optional.empty(),
                        Invalidation.because(Invalidation.Cause.Kind.FILE_CHANGED, "source")));
            if (effect instanceof Effect.Dispatch dispatch) running.add(dispatch);
        }
        return this;
    }

    Situation situation() {
        return recorder.situation(now, limits);
    }
}

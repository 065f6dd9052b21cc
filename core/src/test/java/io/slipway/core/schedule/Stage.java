package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.limit.Intake;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.plan.Durations;
import io.slipway.core.run.Event;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.PipelineRun;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.SkipReason;
import io.slipway.core.run.TaskRun;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.Usage;
import io.slipway.core.run.WaitReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays a run through by hand. Tasks belong to service {@code s} and are called by their task name alone. */
final class Stage {
    static final RunId RUN = new RunId("run");

    private final Map<String, Long> durations = new HashMap<>();
    private final KeptPipelines pipelines = new KeptPipelines();
    private final List<Task> tasks = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private Limits limits = new Limits(100, 3);
    private SchedulerState state = new SchedulerState(pipelines);
    private Scheduler scheduler = scheduler();

    static Task.Builder task(String name) {
        return Task.builder("s:" + name).run("true").resources(new Resources(1000, 0));
    }

    private Scheduler scheduler() {
        Durations known =
                task -> Optional.ofNullable(durations.get(task.task())).map(Duration::ofSeconds);
        return new Scheduler(known, limits);
    }

    Stage limits(int inFlight, int overtaken) {
        limits = new Limits(
                inFlight, overtaken, limits.lease(), limits.lostDeploys(), limits.intake(), limits.waitsForAgents());
        scheduler = scheduler();
        return this;
    }

    Stage agent(int milliCpu, long memoryBytes) {
        return agent("local", milliCpu, memoryBytes, Map.of("os", "linux", "jdk", "17.0.15"));
    }

    Stage agent(String id, int milliCpu, long memoryBytes, Map<String, String> labels) {
        return tell(new Input.Register(new Agent(id, Labels.of(labels), new Resources(milliCpu, memoryBytes))));
    }

    /** From now on agents are believed for so long. */
    Stage lease(long seconds) {
        limits = limits.withLease(Duration.ofSeconds(seconds));
        scheduler = scheduler();
        return this;
    }

    /** From now on what no agent can run waits for one that can. */
    Stage patient() {
        limits = limits.patient();
        scheduler = scheduler();
        return this;
    }

    /** From now on no more tasks than that may wait. */
    Stage intake(int mostWaiting) {
        limits = limits.withIntake(new Intake(mostWaiting));
        scheduler = scheduler();
        return this;
    }

    /** It is so many seconds after some moment. */
    Stage at(long seconds) {
        return tell(new Input.Tick(time(seconds)));
    }

    static Instant time(long seconds) {
        return Instant.parse("2025-03-01T12:00:00Z").plusSeconds(seconds);
    }

    /** An agent with two CPUs and a gigabyte says that it is there, and what it runs. */
    Stage heartbeat(String agent, Input.RunningAttempt... running) {
        Agent offered = new Agent(agent, Labels.of(Map.of("os", "linux")), new Resources(2000, 1000));
        return tell(new Input.Heartbeat(offered, List.of(running)));
    }

    static Input.RunningAttempt attempt(String task, int number) {
        return new Input.RunningAttempt(RUN, address(task), number);
    }

    /** The agent that was last given the task. */
    String runsOn(String task) {
        return run().get(address(task)).lastAttempt().orElseThrow().agent();
    }

    Stage lasts(String task, long seconds) {
        durations.put(task, seconds);
        return this;
    }

    Stage tasks(Task.Builder... builders) {
        tasks.clear();
        for (Task.Builder builder : builders) tasks.add(builder.build());
        return this;
    }

    /** Submits the tasks so named of what {@link #tasks} said, or all. */
    Stage submit(String... names) {
        return submit(RUN, RunOptions.DEFAULT, names);
    }

    Stage submit(RunId run, RunOptions options, String... names) {
        Pipeline pipeline = Pipeline.of(tasks);
        Digest digest = digest("pipeline of " + run);
        pipelines.put(digest, pipeline);
        List<TaskAddress> selected = new ArrayList<>();
        for (String name : names) selected.add(address(name));
        if (names.length == 0) selected.addAll(pipeline.graph().nodes());
        return tell(new Input.Submit(run, pipeline, digest, digest("source"), selected, options));
    }

    Stage keepGoing() {
        return submit(RUN, new RunOptions(true, false));
    }

    Stage hit(String name) {
        return tell(new Input.Hit(RUN, address(name), key(name), digest("outputs"), Duration.ofSeconds(1)));
    }

    /** The look-up says that it has to run. */
    Stage miss(String... names) {
        for (String name : names) missAs(RUN, name, name);
        return this;
    }

    /** As {@link #miss}, and the key is that of another work. */
    Stage missAs(RunId run, String name, String work) {
        Invalidation never = Invalidation.because(Invalidation.Cause.Kind.NEVER_RAN, "");
        return tell(new Input.Miss(run, address(name), Optional.of(key(work)), never));
    }

    /** All that is being looked up has to run; also what that makes ready. */
    Stage missAll() {
        while (true) {
            List<TaskAddress> ready = new ArrayList<>();
            for (TaskRun task : run().tasks()) if (task.state() == TaskState.READY) ready.add(task.task());
            if (ready.isEmpty()) return this;
            for (TaskAddress task : ready) miss(task.task());
        }
    }

    Stage succeed(String... names) {
        for (String name : names) report(RUN, name, Outcome.succeeded());
        return this;
    }

    /** The processes of its attempt have ended well; its report is still to come. */
    Stage exit(String name) {
        int attempt = run().get(address(name)).attempts().size();
        return tell(new Input.Exited(RUN, address(name), attempt));
    }

    Stage fail(String name) {
        return report(RUN, name, new Outcome(Outcome.Kind.FAILED, 1, "it failed; look at its log"));
    }

    Stage lose(String name) {
        return report(RUN, name, new Outcome(Outcome.Kind.LOST, -1, ""));
    }

    Stage report(RunId run, String name, Outcome outcome) {
        int attempt =
                state.find(run).orElseThrow().get(address(name)).attempts().size();
        return report(run, name, attempt, outcome);
    }

    Stage report(RunId run, String name, int attempt, Outcome outcome) {
        boolean success = outcome.isSuccess();
        return tell(new Input.Report(
                run,
                address(name),
                attempt,
                outcome,
                Usage.NONE,
                success ? Optional.of(digest("outputs")) : Optional.empty(),
                success));
    }

    Stage cancel() {
        return tell(new Input.Cancel(RUN, "enough"));
    }

    Stage tell(Input input) {
        Step step = scheduler.step(state, input);
        events.addAll(step.events());
        effects.addAll(step.effects());
        return this;
    }

    /** Everything is folded again from these events, as after a crash. */
    Stage restart(int eventsWritten) {
        events.subList(eventsWritten, events.size()).clear();
        effects.clear();
        state = new SchedulerState(pipelines);
        for (Event event : events) state.apply(event);
        return this;
    }

    List<Event> events() {
        return events;
    }

    /** Since they were last asked for. */
    List<Effect> effects() {
        List<Effect> released = List.copyOf(effects);
        effects.clear();
        return released;
    }

    Optional<Instant> nextDue() {
        return scheduler.nextDue(state);
    }

    SchedulerState state() {
        return state;
    }

    PipelineRun run() {
        return state.find(RUN).orElseThrow();
    }

    TaskRun task(RunId run, String name) {
        return state.find(run).orElseThrow().get(address(name));
    }

    TaskState stateOf(String name) {
        return run().get(address(name)).state();
    }

    Optional<SkipReason> skipped(String name) {
        return run().get(address(name)).skipped();
    }

    List<WaitReason> heldBy(String name) {
        return run().get(address(name)).heldBy();
    }

    Optional<RunResult> result() {
        return run().result();
    }

    /** Names of what runs, sorted. */
    List<String> running() {
        List<String> names = new ArrayList<>();
        for (TaskRun task : run().tasks()) {
            if (task.state() == TaskState.RUNNING) names.add(task.task().task());
        }
        return names;
    }

    /** Names of the tasks in the order they were started. */
    List<String> started() {
        List<String> names = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof RunEvent.AttemptStarted start)
                names.add(start.task().task());
        }
        return names;
    }

    /** How often it was written down that the task is held. */
    long held(String name) {
        return events.stream()
                .filter(event ->
                        event instanceof RunEvent.TaskHeld held && held.task().equals(address(name)))
                .count();
    }

    static TaskAddress address(String name) {
        return new TaskAddress("s", name);
    }

    static ActionKey key(String work) {
        return new ActionKey(digest(work).hash());
    }

    static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}

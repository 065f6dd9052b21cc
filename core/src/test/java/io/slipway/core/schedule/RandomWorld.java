package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.NeedKind;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.plan.Durations;
import io.slipway.core.run.Event;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.PipelineRun;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.TaskRun;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A world around a scheduler, all from one seed: pipelines, agents, a store, answers in any order, late and double
 * answers, failures, lost runners and cancellations. Every event is shown to a {@link Referee}.
 */
final class RandomWorld {
    /** What may go wrong with the scheduler's own process. */
    enum Trouble {
        NONE,
        /** After every step the state is thrown away and folded again from the events. */
        FORGETS,
        /** Now and then the process dies: everything under way is lost, and perhaps the end of the last commit. */
        CRASHES
    }

    private static final String GPU = "gpu";

    private final RandomGenerator random;
    private final Trouble trouble;
    private final KeptPipelines pipelines = new KeptPipelines();
    private final Limits limits;
    private final Scheduler scheduler;
    private final List<Input.Submit> submissions = new ArrayList<>();
    private final List<Input> underWay = new ArrayList<>();
    private final Set<ActionKey> store = new HashSet<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();
    private Referee referee;
    private SchedulerState state;
    private int crashes;

    RandomWorld(long seed, Trouble trouble) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.trouble = trouble;
        this.limits = new Limits(1 + random.nextInt(6), random.nextInt(5));
        this.scheduler = new Scheduler(durations(random.nextInt()), limits);
        this.referee = new Referee(limits, pipelines);
        this.state = new SchedulerState(pipelines);
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) submissions.add(submission(i));
        int agentCount = 1 + random.nextInt(2);
        for (int i = 0; i < agentCount; i++) agents.add(agent(i));
    }

    List<Event> events() {
        return events;
    }

    int crashes() {
        return crashes;
    }

    SchedulerState state() {
        return state;
    }

    /** Goes on until nothing more happens. */
    RandomWorld run() {
        for (Agent agent : agents) underWay.add(new Input.Register(agent));
        underWay.addAll(submissions);
        for (int steps = 0; !underWay.isEmpty(); steps++) {
            if (steps > 20_000) throw new AssertionError("it does not end");
            Input input = underWay.remove(random.nextInt(underWay.size()));
            take(input);
            if (random.nextInt(12) == 0) underWay.add(input);
            if (random.nextInt(150) == 0) underWay.add(new Input.Cancel(anyRun(), "because of a bad day"));
            if (random.nextInt(100) == 0) registerAgain();
        }
        return this;
    }

    private void take(Input input) {
        int before = events.size();
        Step step = scheduler.step(state, input);
        for (Event event : step.events()) {
            events.add(event);
            event.accept(referee);
        }
        if (trouble == Trouble.FORGETS) fold(events.size());
        if (trouble == Trouble.CRASHES && random.nextInt(25) == 0) {
            crash(before + random.nextInt(step.events().size() + 1));
            return;
        }
        for (Effect effect : step.effects()) answer(effect);
    }

    private void crash(int written) {
        crashes++;
        underWay.clear();
        fold(written);
        referee = new Referee(limits, pipelines);
        for (Event event : events) event.accept(referee);
        for (PipelineRun run : state.runs()) {
            for (TaskRun task : run.tasks()) {
                if (task.state() == TaskState.RUNNING) {
                    underWay.add(report(run.id(), task.task(), task.attempts().size(), Outcome.Kind.LOST));
                }
            }
        }
        underWay.addAll(submissions); // whoever asked and got no answer asks again
        for (Agent agent : agents) underWay.add(new Input.Register(agent));
        take(new Input.Resume());
    }

    private void fold(int written) {
        events.subList(written, events.size()).clear();
        state = folded();
    }

    SchedulerState folded() {
        SchedulerState fold = new SchedulerState(pipelines);
        for (Event event : events) fold.apply(event);
        return fold;
    }

    void expectAllFinished() {
        if (!referee.allFinished()) throw new AssertionError("stuck:\n" + StateText.of(state));
        if (state.fleet().inFlight() != 0) throw new AssertionError("something is still reserved");
    }

    private void answer(Effect effect) {
        if (effect instanceof Effect.Resolve resolve) {
            underWay.add(lookUp(resolve));
        } else if (effect instanceof Effect.Dispatch dispatch) {
            Outcome.Kind kind = outcome();
            if (kind == Outcome.Kind.SUCCEEDED && dispatch.key().isPresent() && random.nextInt(4) > 0) {
                store.add(dispatch.key().get());
            }
            underWay.add(report(dispatch.run(), dispatch.task(), dispatch.attempt(), kind));
        } else if (effect instanceof Effect.Stop stop && random.nextBoolean()) {
            underWay.removeIf(input -> input instanceof Input.Report report
                    && report.run().equals(stop.run())
                    && report.task().equals(stop.task())
                    && report.attempt() == stop.attempt());
            underWay.add(report(stop.run(), stop.task(), stop.attempt(), Outcome.Kind.CANCELLED));
        }
    }

    private Input lookUp(Effect.Resolve resolve) {
        ActionKey key = key(resolve.task());
        if (store.contains(key)) {
            return new Input.Hit(resolve.run(), resolve.task(), key, digest("outputs"), Duration.ofSeconds(3));
        }
        return new Input.Miss(
                resolve.run(),
                resolve.task(),
                Optional.of(key),
                Invalidation.because(Invalidation.Cause.Kind.NEVER_RAN, ""));
    }

    /** Few enough that several tasks do the same work. */
    private static ActionKey key(TaskAddress task) {
        return new ActionKey(digest("work " + task.hashCode() % 20).hash());
    }

    private Outcome.Kind outcome() {
        int dice = random.nextInt(40);
        if (dice == 0) return Outcome.Kind.FAILED;
        if (dice < 4) return Outcome.Kind.LOST;
        return Outcome.Kind.SUCCEEDED;
    }

    private static Input.Report report(RunId run, TaskAddress task, int attempt, Outcome.Kind kind) {
        boolean success = kind == Outcome.Kind.SUCCEEDED;
        return new Input.Report(
                run,
                task,
                attempt,
                success ? Outcome.succeeded() : new Outcome(kind, 1, "it went wrong; look at it"),
                Usage.NONE,
                success ? Optional.of(digest("outputs")) : Optional.empty(),
                success);
    }

    private RunId anyRun() {
        return submissions.get(random.nextInt(submissions.size())).run();
    }

    private void registerAgain() {
        int i = random.nextInt(agents.size());
        agents.set(i, agent(i));
        underWay.add(new Input.Register(agents.get(i)));
    }

    private Agent agent(int number) {
        Labels labels = Labels.of(random.nextInt(8) > 0 ? Map.of(GPU, "1.4", "os", "linux") : Map.of("os", "linux"));
        Resources capacity = new Resources(2000 + 500 * random.nextInt(8), 1000 + 500 * random.nextInt(4))
                .withDisk(100)
                .withCount("port", 2);
        return new Agent("agent-" + number, labels, capacity);
    }

    private Input.Submit submission(int number) {
        Pipeline pipeline = pipeline();
        Digest digest = digest("pipeline " + number);
        pipelines.put(digest, pipeline);
        List<TaskAddress> tasks = new ArrayList<>();
        for (Task task : pipeline.tasks()) if (random.nextInt(5) > 0) tasks.add(task.address());
        RunOptions options = new RunOptions(random.nextBoolean(), false);
        return new Input.Submit(new RunId("run-" + number), pipeline, digest, digest("source"), tasks, options);
    }

    private Resources resources() {
        Resources resources = new Resources(random.nextInt(5) * 500, random.nextInt(3) * 400L);
        return switch (random.nextInt(12)) {
            case 0 -> resources.withDisk(60);
            case 1 -> resources.withCount("port", 1 + random.nextInt(2));
            default -> resources;
        };
    }

    private Pipeline pipeline() {
        int size = random.nextInt(40);
        int density = 1 + random.nextInt(8);
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Task.Builder task = Task.builder(new TaskAddress("s" + random.nextInt(3), "t" + i))
                    .run("true")
                    .resources(resources())
                    .locks(locks())
                    .always(random.nextInt(10) == 0);
            if (random.nextInt(12) == 0) task.kind(TaskKind.DEPLOY);
            if (random.nextInt(10) == 0) task.requires(Map.of(GPU, ">=1.2"));
            for (Task earlier : tasks) {
                if (random.nextInt(size) >= density) continue;
                task.need(new Need(earlier.address(), NeedKind.BUILD, random.nextInt(6) == 0, Optional.empty()));
            }
            tasks.add(task.build());
        }
        return Pipeline.of(tasks);
    }

    private List<String> locks() {
        List<String> locks = new ArrayList<>();
        for (String lock : List.of("database", "port", "license")) if (random.nextInt(6) == 0) locks.add(lock);
        return locks;
    }

    private static Durations durations(int salt) {
        return task -> {
            int number = Math.floorMod(task.hashCode() * 31 + salt, 7);
            return number == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(number * 1_234_567L));
        };
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}

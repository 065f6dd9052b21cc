package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Booking;
import io.slipway.core.agent.Labels;
import io.slipway.core.agent.Vitals;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.fairshare.Share;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.fairshare.Usage;
import io.slipway.core.pipeline.Approval;
import io.slipway.core.pipeline.Condition;
import io.slipway.core.pipeline.Conditions.Objection;
import io.slipway.core.pipeline.Facts;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.NeedKind;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.RetryPolicy;
import io.slipway.core.pipeline.RetryPolicy.Backoff;
import io.slipway.core.pipeline.RetryPolicy.Failure;
import io.slipway.core.pipeline.RetryPolicy.OnLost;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.pipeline.Terms;
import io.slipway.core.placement.PlacementRules;
import io.slipway.core.plan.Durations;
import io.slipway.core.run.DeadLetter;
import io.slipway.core.run.Event;
import io.slipway.core.run.LimitScope;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.PipelineRun;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.TaskRun;
import io.slipway.core.run.TaskState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
        /** After every seventh step the state is thrown away and folded again from the events. */
        FORGETS,
        /** Now and then the process dies: everything under way is lost, and perhaps the end of the last commit. */
        CRASHES
    }

    static final List<Tenant> TENANTS =
            List.of(RunOptions.ANYBODY, Tenant.of("acme/web"), Tenant.of("acme/shop"), Tenant.of("other"));

    private static final Instant BEGINNING = Instant.parse("2025-03-01T12:00:00Z");
    private static final List<String> HOLDERS = List.of("ada", "grace");
    private static final String GPU = "gpu";
    private static final Terms WITH_APPROVAL = new Terms(
            Optional.empty(),
            Optional.of(new Approval(List.of(), "")),
            Optional.empty(),
            List.of(),
            "",
            Optional.empty());

    private final RandomGenerator random;
    private final Trouble trouble;
    private final KeptPipelines pipelines = new KeptPipelines();
    private final Limits limits;
    private final Scheduler scheduler;
    private final List<Input.Submit> submissions = new ArrayList<>();
    private final List<Input> underWay = new ArrayList<>();
    private final Set<ActionKey> store = new HashSet<>();
    private final List<Event> events = new ArrayList<>();

    /** When each event happened. */
    private final List<Instant> times = new ArrayList<>();

    private final List<Agent> agents = new ArrayList<>();

    /** Empty where agents do not have to be heard of. */
    private final Map<String, Host> hosts = new LinkedHashMap<>();

    private final boolean hasConditions;
    private final Set<RunId> replayed = new HashSet<>();
    private Instant now = BEGINNING;
    private Referee referee;
    private SchedulerState state;
    private int crashes;
    private int taken;

    RandomWorld(long seed, Trouble trouble) {
        this.hasConditions = seed % 7 == 6; // the others are as they were when some of them went wrong
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.trouble = trouble;
        Limits local = new Limits(1 + random.nextInt(6), random.nextInt(5));
        this.limits = random.nextBoolean() ? local.withLease(Duration.ofSeconds(10)) : local;
        this.scheduler = new Scheduler(durations(random.nextInt()), limits, RandomWorld::objection);
        this.referee = new Referee(limits, pipelines);
        this.state = new SchedulerState(pipelines);
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) submissions.add(submission(i));
        int agentCount = 1 + random.nextInt(2);
        for (int i = 0; i < agentCount; i++) agents.add(agent(i));
        if (limits.lease().isPresent()) {
            for (Agent agent : agents) hosts.put(agent.id(), new Host(agent));
        }
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
        take(new Input.Tick(now));
        offerAgents();
        underWay.addAll(submissions);
        for (int steps = 0; !underWay.isEmpty() || calmDown(); steps++) {
            if (steps > 20_000) throw new AssertionError("it does not end:\n" + StateText.of(state));
            if (random.nextInt(3) == 0) passTime();
            if (underWay.isEmpty()) continue;
            Input input = underWay.remove(random.nextInt(underWay.size()));
            deliver(input);
            if (random.nextInt(12) == 0) underWay.add(input);
            if (random.nextInt(150) == 0) underWay.add(new Input.Cancel(anyRun(), "because of a bad day"));
            if (random.nextInt(100) == 0 && hosts.isEmpty()) registerAgain();
            if (random.nextInt(15) == 0) steer();
        }
        return this;
    }

    private void offerAgents() {
        for (Agent agent : agents) {
            if (hosts.isEmpty()) underWay.add(new Input.Register(agent));
        }
    }

    private void passTime() {
        now = now.plusMillis(random.nextInt(4000));
        take(new Input.Tick(random.nextInt(20) == 0 ? now.minusSeconds(60) : now));
        for (Host host : hosts.values()) {
            if (host.silent > 0 && --host.silent == 0) {
                underWay.addAll(host.outbox);
                host.outbox.clear();
            }
            if (random.nextInt(60) == 0) host.silent = 1 + random.nextInt(12);
            if (random.nextInt(120) == 0) die(host);
            if (host.isHeard() && random.nextInt(3) > 0) take(host.heartbeat(vitals()));
        }
        referee.checkNothingRunsOnLostAgents();
    }

    private Vitals vitals() {
        if (random.nextBoolean()) return Vitals.NONE;
        Vitals vitals = Vitals.NONE.withLoad(random.nextDouble() * 2).withPressure(random.nextDouble());
        if (random.nextInt(4) == 0) vitals = vitals.withFreeMemory(random.nextDouble());
        return random.nextBoolean()
                ? vitals
                : vitals.withWarm(Set.of(digest("outputs").hash()));
    }

    private void die(Host host) {
        host.silent = 1 + random.nextInt(8);
        host.outbox.clear();
        underWay.removeIf(input -> input instanceof Input.Report report && host.running.containsKey(attempt(report)));
        host.running.clear();
    }

    private static Input.RunningAttempt attempt(Input.Report report) {
        return new Input.RunningAttempt(report.run(), report.task(), report.attempt());
    }

    /** A report comes from where the attempt ran, if anybody hears that. */
    private void deliver(Input input) {
        if (input instanceof Input.Report report) {
            for (Host host : hosts.values()) {
                boolean ranThere = host.running.remove(attempt(report)) != null;
                if (ranThere && !host.isHeard()) {
                    host.outbox.add(input);
                    return;
                }
            }
        }
        if (input instanceof Input.Exited exited) {
            Input.RunningAttempt attempt = new Input.RunningAttempt(exited.run(), exited.task(), exited.attempt());
            for (Host host : hosts.values()) {
                if (host.running.containsKey(attempt) && !host.isHeard()) return;
                host.running.replace(attempt, new Resources(0, 0));
            }
        }
        take(input);
    }

    private void steer() {
        replay();
        String agent = agents.get(random.nextInt(agents.size())).id();
        String booking = "b" + random.nextInt(6);
        switch (random.nextInt(20)) {
            case 15 ->
                underWay.add(new Input.SetPreemption(
                        "os=linux", random.nextInt(4) > 0, Duration.ofSeconds(random.nextInt(3))));
            case 16 -> underWay.add(new Input.SetShare(TENANTS.get(random.nextInt(TENANTS.size())), share()));
            case 17 -> underWay.add(new Input.SetLimit(LimitScope.AGENT, Input.SetLimit.EVERY_AGENT, 2, 6));
            case 18 ->
                underWay.add(
                        random.nextBoolean()
                                ? new Input.SetLimit(LimitScope.POOL, "os=linux", 2, 5)
                                : new Input.SetLimit(LimitScope.THROTTLE, "network", 3, 4));
            case 19 -> underWay.add(new Input.Prioritise(anyRun(), random.nextInt(5) - 2));
            case 14 -> decide(true);
            case 10, 11 -> underWay.add(book(booking));
            case 12 -> underWay.add(new Input.ReleaseBooking(booking));
            case 13 -> {
                for (int i = 0; i < 6; i++) underWay.add(new Input.ExtendBooking("b" + i, now.plusSeconds(30)));
            }
            case 7 -> underWay.add(new Input.Prioritise(anyRun(), random.nextInt(5) - 2));
            case 8 ->
                underWay.add(new Input.SetLimit(
                        LimitScope.AGENT,
                        random.nextInt(3) > 0 ? agent : Input.SetLimit.EVERY_AGENT,
                        1 + random.nextInt(4)));
            case 9 ->
                underWay.add(
                        random.nextBoolean()
                                ? new Input.SetLimit(LimitScope.POOL, "os=linux", 1 + random.nextInt(4))
                                : new Input.SetLimit(LimitScope.THROTTLE, "network", 1 + random.nextInt(4)));
            case 0 -> underWay.add(new Input.Cordon(agent, "it looks odd"));
            case 1 -> underWay.add(new Input.Drain(agent, "it is old"));
            case 2, 3 -> underWay.add(new Input.Uncordon(agent));
            case 4 -> underWay.add(new Input.Hold(anyRun(), anyTask(), "not now"));
            case 5 -> decide(random.nextInt(2) == 0);
            default -> underWay.add(new Input.Forget(anyRun()));
        }
    }

    private Share share() {
        Share share = Share.weighing(1 + random.nextInt(3));
        if (random.nextBoolean())
            share = share.guaranteeing(
                    Usage.of("cpu", 2000).with("memory", 1000).with("disk", 100));
        return random.nextInt(2) > 0 ? share : share.holdingAtMost(Usage.of("cpu", 2000));
    }

    private Input book(String id) {
        Selector requires = random.nextBoolean() ? Selector.any() : Selector.of(Map.of(GPU, ">=1"));
        return new Input.Book(new Booking(
                id,
                HOLDERS.get(random.nextInt(HOLDERS.size())),
                requires,
                Optional.empty(),
                random.nextBoolean() ? Optional.empty() : Optional.of(now.plusSeconds(random.nextInt(10))),
                Duration.ofSeconds(1 + random.nextInt(20)),
                now.plusSeconds(random.nextInt(30))));
    }

    private void decide(boolean rejected) {
        for (PipelineRun run : state.runs()) {
            for (TaskRun task : run.tasks()) {
                if (task.aside().isEmpty()) continue;
                underWay.add(
                        rejected
                                ? new Input.Reject(run.id(), task.task(), "no more")
                                : new Input.Approve(run.id(), task.task()));
            }
        }
    }

    private void replay() {
        for (DeadLetter letter : state.deadLetters()) {
            RunId as = new RunId("replay-" + replayed.size());
            if (replayed.size() < 5 && replayed.add(as))
                underWay.add(new Input.Replay(letter.run(), letter.task(), as));
        }
    }

    /** Troubles end, people answer, and time passes: whether that was needed. */
    private boolean calmDown() {
        if (referee.allFinished()) return false;
        for (int i = 0; i < 6; i++) underWay.add(new Input.ReleaseBooking("b" + i));
        for (Host host : hosts.values()) {
            host.silent = 0;
            underWay.addAll(host.outbox);
            host.outbox.clear();
        }
        for (Agent agent : agents) underWay.add(new Input.Uncordon(agent.id()));
        if (hosts.isEmpty()) offerAgents();
        decide(false);
        return true;
    }

    private Pipeline pipelineOf(RunId run) {
        return pipelines.get(state.find(run).orElseThrow().pipeline());
    }

    private TaskAddress anyTask() {
        return new TaskAddress("s" + random.nextInt(3), "t" + random.nextInt(10));
    }

    private void take(Input input) {
        int before = events.size();
        Step step = scheduler.step(state, input);
        for (Event event : step.events()) {
            events.add(event);
            times.add(state.now());
            event.accept(referee);
        }
        if (trouble == Trouble.FORGETS && ++taken % 7 == 0) {
            fold(events.size(), state.unwritten());
        }
        if (trouble == Trouble.CRASHES && random.nextInt(40) == 0) {
            crash(before + random.nextInt(step.events().size() + 1));
            return;
        }
        for (Effect effect : step.effects()) answer(effect);
    }

    private void crash(int written) {
        crashes++;
        underWay.clear();
        for (Host host : hosts.values()) host.running.clear();
        fold(written, new Unwritten());
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
        offerAgents();
        take(new Input.Resume());
    }

    private void fold(int written, Unwritten unwritten) {
        events.subList(written, events.size()).clear();
        times.subList(written, times.size()).clear();
        state = folded(unwritten);
    }

    SchedulerState folded() {
        return folded(new Unwritten());
    }

    private SchedulerState folded(Unwritten unwritten) {
        SchedulerState fold = new SchedulerState(pipelines, PlacementRules.standard(), unwritten);
        fold.tell(BEGINNING);
        for (int i = 0; i < events.size(); i++) fold.apply(times.get(i), events.get(i));
        fold.tell(state.now());
        return fold;
    }

    void expectAllFinished() {
        if (!referee.allFinished()) throw new AssertionError("stuck:\n" + StateText.of(state));
        for (int i = 0; i < 20; i++) take(new Input.Tick(now = now.plusSeconds(10)));
        if (!referee.hasNoBookings()) throw new AssertionError("booked for ever: " + state.bookings());
        if (state.fleet().inFlight() != 0) throw new AssertionError("something is still reserved");
    }

    private void answer(Effect effect) {
        if (effect instanceof Effect.Resolve resolve) {
            underWay.add(lookUp(resolve));
        } else if (effect instanceof Effect.Dispatch dispatch) {
            if (!arrives(dispatch)) return;
            Outcome.Kind kind = outcome();
            if (kind == Outcome.Kind.SUCCEEDED && dispatch.key().isPresent() && random.nextInt(4) > 0) {
                store.add(dispatch.key().get());
            }
            if (kind == Outcome.Kind.SUCCEEDED && random.nextInt(3) > 0)
                underWay.add(new Input.Exited(dispatch.run(), dispatch.task(), dispatch.attempt()));
            underWay.add(report(dispatch.run(), dispatch.task(), dispatch.attempt(), kind));
        } else if (effect instanceof Effect.Stop stop && random.nextBoolean() && isHeard(stop.agent())) {
            if (!hosts.isEmpty() && !hosts.get(stop.agent()).running.containsKey(attempt(stop))) return;
            underWay.removeIf(input -> input instanceof Input.Report report
                    && report.run().equals(stop.run())
                    && report.task().equals(stop.task())
                    && report.attempt() == stop.attempt());
            underWay.add(report(stop.run(), stop.task(), stop.attempt(), Outcome.Kind.CANCELLED));
        }
    }

    private boolean isHeard(String agent) {
        return hosts.isEmpty() || hosts.get(agent).isHeard();
    }

    private boolean arrives(Effect.Dispatch dispatch) {
        if (hosts.isEmpty()) return true;
        Host host = hosts.get(dispatch.agent());
        if (!host.isHeard()) return false;
        host.begin(new Input.RunningAttempt(dispatch.run(), dispatch.task(), dispatch.attempt()), given(dispatch));
        return true;
    }

    private Resources given(Effect.Dispatch dispatch) {
        Resources asked = pipelineOf(dispatch.run()).get(dispatch.task()).resources();
        return new Resources(asked.milliCpu(), dispatch.memoryBytes(), asked.diskBytes(), asked.counts());
    }

    private static Input.RunningAttempt attempt(Effect.Stop stop) {
        return new Input.RunningAttempt(stop.run(), stop.task(), stop.attempt());
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
        if (dice == 1) return Outcome.Kind.TIMED_OUT;
        if (dice < 5) return Outcome.Kind.LOST;
        if (dice < 7) return Outcome.Kind.MEMORY_EXCEEDED;
        return Outcome.Kind.SUCCEEDED;
    }

    private static Input.Report report(RunId run, TaskAddress task, int attempt, Outcome.Kind kind) {
        boolean success = kind == Outcome.Kind.SUCCEEDED;
        return new Input.Report(
                run,
                task,
                attempt,
                success ? Outcome.succeeded() : new Outcome(kind, 1, "it went wrong; look at it"),
                io.slipway.core.run.Usage.NONE,
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
        RunOptions options = new RunOptions(random.nextBoolean(), false)
                .forTenant(TENANTS.get(random.nextInt(TENANTS.size())))
                .withPriority(random.nextInt(3) - 1)
                .inTheNameOf(random.nextInt(3) == 0 ? HOLDERS.get(random.nextInt(HOLDERS.size())) : "");
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

    private static Optional<Objection> objection(Condition condition, Facts facts, Map<String, String> needs) {
        boolean isMet = condition.text().equals("all well") && !needs.containsValue("failed");
        boolean isAnswered = !condition.text().equals("nobody knows");
        return isMet ? Optional.empty() : Optional.of(new Objection(isAnswered, condition.text()));
    }

    private void addCondition(Task.Builder task) {
        switch (random.nextInt(12)) {
            case 0 -> task.when(new Condition("never"));
            case 1 -> task.when(new Condition("all well"));
            case 2, 3 -> task.allowFailure(true);
            case 4 -> task.terms(WITH_APPROVAL);
            case 5 -> {
                if (random.nextInt(6) == 0) task.when(new Condition("nobody knows"));
            }
            default -> {}
        }
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
            if (random.nextInt(3) == 0) task.retry(retry());
            if (random.nextInt(5) == 0) task.throttle("network", 1 + random.nextInt(3));
            if (random.nextInt(10) == 0) task.requires(Map.of(GPU, ">=1.2"));
            if (random.nextInt(10) == 0) task.exclusive(true);
            if (hasConditions) addCondition(task);
            for (Task earlier : tasks) {
                if (random.nextInt(size) >= density) continue;
                task.need(new Need(earlier.address(), NeedKind.BUILD, random.nextInt(6) == 0, Optional.empty()));
            }
            tasks.add(task.build());
        }
        return Pipeline.of(tasks);
    }

    private RetryPolicy retry() {
        RetryPolicy retry = RetryPolicy.DEFAULT
                .with(Failure.EXIT, Backoff.doubling(1 + random.nextInt(3), Duration.ofSeconds(random.nextInt(3))))
                .with(Failure.TIMEOUT, Backoff.atOnce(1 + random.nextInt(3)))
                .with(Failure.EXCEEDED, Backoff.atOnce(3));
        return random.nextBoolean() ? retry : retry.onLost(OnLost.values()[random.nextInt(3)]);
    }

    private List<String> locks() {
        List<String> locks = new ArrayList<>();
        for (String lock : List.of("database", "port", "license")) if (random.nextInt(6) == 0) locks.add(lock);
        return locks;
    }

    private static Durations durations(int salt) {
        return new Durations() {
            @Override
            public Optional<Duration> expected(TaskAddress task) {
                int number = number(task);
                return number == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(number * 1_234_567L));
            }

            @Override
            public Optional<Duration> overdueAfter(TaskAddress task) {
                return number(task) % 2 == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(number(task)));
            }

            @Override
            public OptionalLong memoryBytes(TaskAddress task) {
                return number(task) < 4 ? OptionalLong.empty() : OptionalLong.of(900);
            }

            private int number(TaskAddress task) {
                return Math.floorMod(task.hashCode() * 31 + salt, 7);
            }
        };
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}

package io.slipway.core.simulate;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Booking;
import io.slipway.core.agent.Labels;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.content.Digest;
import io.slipway.core.fairshare.Share;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.fairshare.Usage;
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
import io.slipway.core.run.LimitScope;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.schedule.Input;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A bad hour, all from one seed: 20 to 40 agents that differ, at least 200 tasks with everything that a task may have
 * (needs, locks, labels, disk, counts, deploys, equal work, agents for itself), 10 to 40 faults, and people who change their minds. Judged by
 * a {@link Referee}. Immutable.
 */
public final class FaultTrial {
    private static final int FEWEST_TASKS = 200;
    private static final int FEWEST_AGENTS = 20;
    private static final int FEWEST_FAULTS = 10;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final List<String> HOLDERS = List.of("ada", "grace");
    private static final long GIBI = 1L << 30;

    private final List<Agent> agents = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Simulation.Ask> asks = new ArrayList<>();
    private final List<Fault> faults;
    private final RandomGenerator random;

    private FaultTrial(long seed) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int agentCount = FEWEST_AGENTS + random.nextInt(FEWEST_AGENTS + 1);
        for (int i = 0; i < agentCount; i++) agents.add(agent(i));
        for (int tasks = 0; tasks < FEWEST_TASKS; ) {
            Arrival arrival = arrival(arrivals.size());
            arrivals.add(arrival);
            tasks += arrival.work().size();
        }
        for (Arrival arrival : arrivals) {
            for (TaskAddress task : arrival.submit().tasks()) if (random.nextInt(40) == 0) decide(arrival, task);
            if (random.nextInt(12) == 0) asks.add(new Simulation.Ask(soonAfter(arrival.at()), cancel(arrival)));
        }
        for (int i = random.nextInt(4); i > 0; i--) steer("agent-" + random.nextInt(agentCount));
        for (int i = random.nextInt(4); i > 0; i--) book("booking-" + i, "agent-" + random.nextInt(agentCount));
        int faultCount = FEWEST_FAULTS + random.nextInt(3 * FEWEST_FAULTS + 1);
        this.faults = SeededFaults.of(random.nextLong(), faultCount, agentCount, HOUR);
        govern();
        asks.sort((a, b) -> a.at().compareTo(b.at()));
    }

    /** In most trials running tasks may be ended to make room, a team is guaranteed something, and limits are learnt. */
    private void govern() {
        for (String jdk : List.of("17.0.2", "21")) {
            if (random.nextInt(3) == 0) continue;
            Duration patience = Duration.ofSeconds(random.nextInt(120));
            asks.add(new Simulation.Ask(
                    soonAfter(Duration.ZERO), new Input.SetPreemption("jdk=" + jdk, true, patience)));
        }
        Usage guaranteed = Usage.of("cpu", 8000).with("memory", 32 * GIBI).with("disk", 100 * GIBI);
        if (random.nextBoolean())
            asks.add(new Simulation.Ask(
                    soonAfter(Duration.ZERO),
                    new Input.SetShare(Tenant.of("team-1"), Share.EQUAL.guaranteeing(guaranteed))));
        if (random.nextBoolean())
            asks.add(new Simulation.Ask(
                    soonAfter(Duration.ZERO), new Input.SetLimit(LimitScope.AGENT, Input.SetLimit.EVERY_AGENT, 4, 12)));
    }

    /** What goes on with this seed. */
    public static FaultTrial of(long seed) {
        return new FaultTrial(seed);
    }

    public int agents() {
        return agents.size();
    }

    public int tasks() {
        int tasks = 0;
        for (Arrival arrival : arrivals) tasks += arrival.work().size();
        return tasks;
    }

    public int faults() {
        return faults.size();
    }

    /** Runs it and says what went wrong that must not, whatever happens. */
    public List<Violation> run() {
        Referee referee = new Referee();
        simulation().watch(referee).build().run();
        return referee.violationsAtTheEnd();
    }

    Simulation.Builder simulation() {
        return Simulation.of(agents, Workload.of(arrivals))
                .asks(asks)
                .faults(faults)
                .start(START)
                .lookUp(Duration.ofMillis(20));
    }

    private Agent agent(int number) {
        Map<String, String> labels =
                new HashMap<>(Map.of("os", "linux", "jdk", random.nextBoolean() ? "17.0.2" : "21"));
        int cpus = 2 + 2 * random.nextInt(4);
        Resources capacity = new Resources(cpus * 1000, 2L * cpus * GIBI).withDisk(100 * GIBI);
        if (number % 4 == 0) {
            labels.put("gpu", "1.4");
            capacity = capacity.withCount("gpu", 1 + random.nextInt(2));
        }
        return new Agent("agent-" + number, Labels.of(labels), capacity).withSpeed(0.5 + random.nextDouble());
    }

    private Arrival arrival(int number) {
        int size = 5 + random.nextInt(40);
        List<Task> tasks = new ArrayList<>(size);
        Map<TaskAddress, Work> work = new HashMap<>(size * 2);
        for (int i = 0; i < size; i++) {
            Task task = task(tasks);
            tasks.add(task);
            work.put(task.address(), work(task));
        }
        Pipeline pipeline = Pipeline.of(tasks);
        Digest digest = digest("pipeline " + number);
        List<TaskAddress> all = pipeline.tasks().stream().map(Task::address).toList();
        RunOptions options = new RunOptions(random.nextBoolean(), false)
                .forTenant(Tenant.of("team-" + random.nextInt(3)))
                .withPriority(random.nextInt(3) - 1);
        if (random.nextInt(4) == 0) options = options.inTheNameOf(HOLDERS.get(random.nextInt(HOLDERS.size())));
        Input.Submit submit = new Input.Submit(new RunId("run-" + number), pipeline, digest, digest, all, options);
        return new Arrival(soonAfter(Duration.ZERO), submit, work);
    }

    private Duration soonAfter(Duration time) {
        return time.plusMillis(random.nextLong(HOUR.toMillis() / 2));
    }

    private Task task(List<Task> earlier) {
        Task.Builder task = Task.builder(new TaskAddress("service-" + random.nextInt(3), "task-" + earlier.size()))
                .run("make")
                .resources(resources())
                .locks(locks())
                .always(random.nextInt(15) == 0)
                .retry(retry());
        if (random.nextInt(12) == 0) task.kind(TaskKind.DEPLOY);
        if (random.nextInt(3) == 0) task.requires(Map.of("jdk", random.nextBoolean() ? ">=17" : "21"));
        if (random.nextInt(4) == 0) task.timeout(Duration.ofMinutes(5));
        if (random.nextInt(25) == 0) task.exclusive(true);
        for (int i = Math.max(0, earlier.size() - 8); i < earlier.size(); i++) {
            if (random.nextInt(4) > 0) continue;
            boolean optional = random.nextInt(6) == 0;
            task.need(new Need(earlier.get(i).address(), NeedKind.BUILD, optional, Optional.empty()));
        }
        return task.build();
    }

    private RetryPolicy retry() {
        RetryPolicy retry = RetryPolicy.DEFAULT;
        if (random.nextInt(3) == 0)
            retry = retry.with(Failure.EXIT, Backoff.doubling(1 + random.nextInt(3), Duration.ofSeconds(20)));
        if (random.nextInt(3) == 0) retry = retry.with(Failure.EXCEEDED, Backoff.atOnce(2));
        if (random.nextInt(3) == 0) retry = retry.with(Failure.TIMEOUT, Backoff.atOnce(2));
        if (random.nextInt(10) == 0)
            retry = retry.onLost(List.of(OnLost.values()).get(random.nextInt(OnLost.values().length)));
        return retry;
    }

    private Resources resources() {
        Resources resources = new Resources(500 * random.nextInt(5), random.nextInt(4) * GIBI);
        if (random.nextInt(4) == 0) resources = resources.withDisk(random.nextInt(40) * GIBI);
        if (random.nextInt(10) == 0) resources = resources.withCount("gpu", 1);
        return resources;
    }

    private List<String> locks() {
        List<String> locks = new ArrayList<>();
        for (String lock : List.of("database", "port", "license")) if (random.nextInt(20) == 0) locks.add(lock);
        return locks;
    }

    /** Some of it is the same in several runs, and one in fifty fails by itself. */
    private Work work(Task task) {
        Duration duration = Duration.ofMillis((long) (40_000 * Math.exp(random.nextGaussian())));
        Outcome.Kind outcome = random.nextInt(50) == 0 ? Outcome.Kind.FAILED : Outcome.Kind.SUCCEEDED;
        Optional<ActionKey> key = random.nextInt(8) == 0
                ? Optional.of(new ActionKey(digest("work " + random.nextInt(20)).hash()))
                : Optional.empty();
        return new Work(duration, task.kind().isReusable() && random.nextInt(5) == 0, outcome, key);
    }

    /** Somebody has something to do on an agent, and is done with it later. */
    private void steer(String agent) {
        Duration at = soonAfter(Duration.ZERO);
        boolean cordon = random.nextBoolean();
        String reason = "its disk is changed";
        asks.add(new Simulation.Ask(at, cordon ? new Input.Cordon(agent, reason) : new Input.Drain(agent, reason)));
        asks.add(new Simulation.Ask(soonAfter(at), new Input.Uncordon(agent)));
    }

    /** Somebody wants an agent for themselves, longer than they thought, or less long. */
    private void book(String id, String agent) {
        Duration at = soonAfter(Duration.ZERO);
        Optional<String> named = random.nextBoolean() ? Optional.of(agent) : Optional.empty();
        Booking booking = new Booking(
                id,
                HOLDERS.get(random.nextInt(HOLDERS.size())),
                Selector.of(Map.of("jdk", ">=17")),
                named,
                Optional.empty(),
                Duration.ofSeconds(60 + random.nextInt(600)),
                START.plus(HOUR));
        asks.add(new Simulation.Ask(at, new Input.Book(booking)));
        if (random.nextBoolean()) asks.add(new Simulation.Ask(soonAfter(at), new Input.Book(booking)));
        if (random.nextBoolean())
            asks.add(new Simulation.Ask(soonAfter(at), new Input.ExtendBooking(id, START.plus(HOUR.multipliedBy(2)))));
        if (random.nextBoolean()) asks.add(new Simulation.Ask(soonAfter(at), new Input.ReleaseBooking(id)));
    }

    /** Somebody wants to have a look before the task starts. */
    private void decide(Arrival arrival, TaskAddress task) {
        RunId run = arrival.submit().run();
        Duration at = soonAfter(arrival.at());
        asks.add(new Simulation.Ask(at, new Input.Hold(run, task, "it looks odd")));
        Input decision =
                random.nextInt(3) == 0 ? new Input.Reject(run, task, "it is odd") : new Input.Approve(run, task);
        asks.add(new Simulation.Ask(soonAfter(at), decision));
    }

    private static Input cancel(Arrival arrival) {
        return new Input.Cancel(arrival.submit().run(), "somebody thought better of it");
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}

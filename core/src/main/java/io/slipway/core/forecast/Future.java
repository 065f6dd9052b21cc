package io.slipway.core.forecast;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.RetryPolicy;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.PipelineRun;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.TaskRun;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.Usage;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Scheduler;
import io.slipway.core.schedule.SchedulerState;
import io.slipway.core.schedule.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs the scheduler forward from a situation, with durations, attempts that fail by chance and what others ask for drawn: no
 * agent fails, and what runs succeeds in the end. Confined to one thread; runs once. Costs what folding the situation and the scheduler's steps cost: two a
 * task, as agents are not heard of and the clock only moves when something ends.
 */
final class Future {
    private static final Digest OUTPUTS = Digest.of("outputs".getBytes(StandardCharsets.UTF_8));
    private static final Invalidation UNKNOWN = Invalidation.because(Invalidation.Cause.Kind.FILE_CHANGED, "source");

    /** The clock moving this often without anything happening means that nothing will. */
    private static final int IDLE = 100;

    /** Runs that come without anything happening to those of the situation: those wait for a person, or nearly so long. */
    private static final int MOST_UNHEEDED = 200;

    private final Situation situation;
    private final Outlook outlook;
    private final Draw draw;
    private final Map<TaskAddress, Double> factors;
    private final Scheduler scheduler;
    private final SchedulerState state;
    private final PriorityQueue<End> ends = new PriorityQueue<>();
    private final Map<String, Double> speeds = new HashMap<>();
    private final Map<TaskOf, Instant> began = new HashMap<>();
    private final Map<RunId, Long> finish = new LinkedHashMap<>();
    private final Map<TaskOf, Long> start = new LinkedHashMap<>();
    private final Map<TaskOf, Long> end = new LinkedHashMap<>();
    private final Map<TaskOf, Double> took = new LinkedHashMap<>();
    private final Set<RunId> known = new HashSet<>();
    private final Arrivals arrivals;
    private long nextArrival = Long.MAX_VALUE;
    private int arrived;
    private int unheeded;
    private long now;
    private long order;

    private record End(long at, long order, RunId run, TaskAddress task, int attempt, Duration lasted, Outcome outcome)
            implements Comparable<End> {
        @Override
        public int compareTo(End other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    /**
     * @param factors by which tasks take another time than they would
     */
    Future(Situation situation, Outlook outlook, Draw draw, Map<TaskAddress, Double> factors) {
        this.situation = situation;
        this.outlook = outlook;
        this.draw = draw;
        this.factors = factors;
        this.arrivals = situation.arrivals();
        this.scheduler = new Scheduler(task -> Optional.of(outlook.typical(task)), situation.limits());
        this.state = new SchedulerState(this::pipeline);
    }

    private Pipeline pipeline(Digest digest) {
        Pipeline found = situation.pipelines().get(digest);
        if (found == null) throw new IllegalStateException("pipeline " + digest + " is not part of the situation");
        return found;
    }

    /**
     * @param changes told to the scheduler before time moves on
     */
    Sample run(List<Input> changes) {
        return runUntil(null, changes);
    }

    /** The same, until that run has ended. */
    Sample runUntil(@Nullable RunId last, List<Input> changes) {
        for (Told told : situation.told()) fold(told);
        for (PastUse use : situation.used()) state.usedBefore(use.tenant(), use.resources(), use.lasting());
        tell(new Input.Tick(situation.now()));
        for (Input change : changes) {
            if (change instanceof Input.Register register)
                speeds.put(register.agent().id(), register.agent().speed());
            tell(change);
        }
        goOn();
        tell(new Input.Resume());
        if (!arrivals.isEmpty()) nextArrival = arrivals.gapNanos(draw, 0);
        int idle = 0;
        while (idle < IDLE && !isOver(last)) {
            End next = ends.peek();
            long endsAt = next == null ? Long.MAX_VALUE : next.at;
            Optional<Instant> due = scheduler.nextDue(state);
            long dueAt = due.map(at -> Math.max(now + 1, nanos(at))).orElse(Long.MAX_VALUE);
            if (nextArrival < Math.min(endsAt, dueAt)) {
                idle = 0;
                arrive(nextArrival);
                submitNext();
            } else if (endsAt == Long.MAX_VALUE && dueAt == Long.MAX_VALUE) {
                break;
            } else if (endsAt <= dueAt) {
                idle = 0;
                arrive(endsAt);
                while (!ends.isEmpty() && ends.peek().at == now) report(ends.poll());
            } else {
                idle++;
                arrive(dueAt);
            }
        }
        return new Sample(finish, start, end, took);
    }

    private boolean isOver(@Nullable RunId last) {
        if (last != null) return finish.containsKey(last);
        return !arrivals.isEmpty() && finish.keySet().containsAll(known);
    }

    private void submitNext() {
        RunEvent.RunSubmitted like = arrivals.next(draw, arrived);
        RunId run = Arrivals.run(arrived++);
        tell(new Input.Submit(
                run, pipeline(like.pipeline()), like.pipeline(), like.source(), like.tasks(), like.options()));
        nextArrival = ++unheeded > MOST_UNHEEDED ? Long.MAX_VALUE : now + arrivals.gapNanos(draw, arrived);
    }

    private void fold(Told told) {
        Event event = told.event();
        if (event instanceof FleetEvent.AgentRegistered registered)
            speeds.put(registered.agent().id(), registered.agent().speed());
        if (event instanceof RunEvent.AttemptStarted started)
            began.put(new TaskOf(started.run(), started.task()), told.at());
        state.apply(told.at(), event);
    }

    /** What runs will end. */
    private void goOn() {
        for (PipelineRun run : state.runs()) {
            if (!run.isFinished()) known.add(run.id());
            for (TaskRun task : run.tasks()) {
                if (task.state() != TaskState.RUNNING) continue;
                var attempt = task.lastAttempt().orElseThrow();
                Instant since = began.getOrDefault(new TaskOf(run.id(), task.task()), situation.now());
                Duration elapsed = Duration.between(since, situation.now());
                if (elapsed.isNegative()) elapsed = Duration.ZERO;
                foresee(run.id(), task.task(), attempt.number(), attempt.agent(), elapsed);
            }
        }
    }

    private void foresee(RunId run, TaskAddress task, int attempt, String agent, Duration elapsed) {
        double speed = speeds.getOrDefault(agent, 1.0) / factors.getOrDefault(task, 1.0);
        if (triesInVain(run, task, attempt, elapsed, speed)) return;
        Duration total = outlook.quantile(task, draw.duration(run, task), scaled(elapsed, speed));
        Duration lasts = scaled(total, 1 / speed);
        Optional<Duration> timeout = timeout(run, task);
        if (timeout.isPresent() && timeout.get().compareTo(lasts) < 0) lasts = timeout.get();
        if (known.contains(run)) took.put(new TaskOf(run, task), Math.log(Math.max(1e-3, total.toNanos() / 1e9)));
        long left = Math.max(0, lasts.minus(elapsed).toNanos());
        ends.add(new End(now + left, order++, run, task, attempt, lasts, Outcome.succeeded()));
    }

    /**
     * Whether the attempt fails and another follows, in which case its end is put down. Of a task with chance <i>p</i> to fail
     * and <i>r</i> more attempts after this one, which passes in the end, this one fails with p·(1 - p^r)/(1 - p^(r + 1)).
     */
    private boolean triesInVain(RunId run, TaskAddress task, int attempt, Duration elapsed, double speed) {
        RetryPolicy retry = find(run, task).map(Task::retry).orElse(RetryPolicy.DEFAULT);
        int more = retry.after(RetryPolicy.Failure.EXIT)
                        .map(RetryPolicy.Backoff::attempts)
                        .orElse(1)
                - attempt;
        double chance = more > 0 ? outlook.failure(task) : 0;
        if (chance <= 0) return false;
        double fails = chance * (1 - Math.pow(chance, more)) / (1 - Math.pow(chance, more + 1.0));
        if (draw.failure(run, task, attempt) >= fails) return false;
        Duration lasts = scaled(outlook.failsAfter(task, draw.failsAfter(run, task, attempt)), 1 / speed);
        if (lasts.compareTo(elapsed) <= 0) return false; // it has got beyond that
        int exitCode = retry.exitCodes().isEmpty() ? 1 : retry.exitCodes().first();
        Outcome outcome = new Outcome(Outcome.Kind.FAILED, exitCode, "as it does at times");
        ends.add(new End(now + lasts.minus(elapsed).toNanos(), order++, run, task, attempt, lasts, outcome));
        return true;
    }

    private Optional<Task> find(RunId run, TaskAddress task) {
        return state.find(run).flatMap(found -> pipeline(found.pipeline()).find(task));
    }

    private Optional<Duration> timeout(RunId run, TaskAddress task) {
        return find(run, task).flatMap(Task::timeout);
    }

    private static Duration scaled(Duration duration, double factor) {
        return factor == 1 ? duration : Duration.ofNanos((long) (duration.toNanos() * factor));
    }

    private long nanos(Instant at) {
        return Duration.between(situation.now(), at).toNanos();
    }

    private void arrive(long at) {
        now = at;
        tell(new Input.Tick(situation.now().plusNanos(at)));
    }

    private void report(End one) {
        tell(new Input.Report(
                one.run,
                one.task,
                one.attempt,
                one.outcome,
                new Usage(one.lasted, one.lasted, 0, 0, 0),
                one.outcome.isSuccess() ? Optional.of(OUTPUTS) : Optional.empty(),
                false));
    }

    private void tell(Input input) {
        Step step = scheduler.step(state, input);
        for (Event event : step.events()) note(event);
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Resolve resolve) {
                tell(lookedUp(resolve));
            } else if (effect instanceof Effect.Dispatch dispatch) {
                foresee(dispatch.run(), dispatch.task(), dispatch.attempt(), dispatch.agent(), Duration.ZERO);
            }
        }
    }

    private void note(Event event) {
        if (!(event instanceof RunEvent ofRun) || !known.contains(ofRun.run())) return;
        unheeded = 0;
        if (event instanceof RunEvent.AttemptStarted started) {
            start.putIfAbsent(new TaskOf(started.run(), started.task()), now);
        } else if (event instanceof RunEvent.AttemptFinished finished && !finished.retried()) {
            end.put(new TaskOf(finished.run(), finished.task()), now);
        } else if (event instanceof RunEvent.TaskReused reused) {
            end.put(new TaskOf(reused.run(), reused.task()), now);
        } else if (event instanceof RunEvent.RunFinished finished) {
            finish.put(finished.run(), now);
        }
    }

    private Input lookedUp(Effect.Resolve resolve) {
        boolean reused = draw.reuse(resolve.run(), resolve.task()) < outlook.reuse(resolve.task());
        if (!reused) return new Input.Miss(resolve.run(), resolve.task(), Optional.empty(), UNKNOWN);
        ActionKey key = new ActionKey(Digest.of((resolve.run() + " " + resolve.task()).getBytes(StandardCharsets.UTF_8))
                .hash());
        return new Input.Hit(resolve.run(), resolve.task(), key, OUTPUTS, Duration.ZERO);
    }
}

package io.slipway.jenkins.desk;

import io.slipway.core.agent.Booking;
import io.slipway.core.content.Digest;
import io.slipway.core.definition.CelConditions;
import io.slipway.core.estimate.Estimate;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.orchestrate.Dispatcher;
import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.orchestrate.Orchestrator;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.placement.PlacementRules;
import io.slipway.core.plan.Durations;
import io.slipway.core.run.Event;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.schedule.BookingStatus;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Scheduler;
import io.slipway.core.schedule.SchedulerState;
import io.slipway.jenkins.farm.ExecutorsFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The control plane of one controller: one scheduler for all its builds, with a journal in a directory of its own.
 *
 * <p>Everything that is decided is in the journal before anybody acts on it, so a controller that is killed at any moment
 * goes on where it was. The journal does not grow for ever: runs whose build has ended are forgotten, and when it has
 * become long it is written anew without them. The scheduler then begins from what is written, as after a restart, so that
 * what it knows is never anything else than what is in the file.
 *
 * <p>What a build holds lives as long as the build, by {@link Owners}; {@link #beat}, which somebody calls every few
 * seconds, looks after that, tells the scheduler which nodes there are, and lets time pass. What a step asked for in another
 * life of the controller is taken up with {@link #attach}; what that life had decided and not done waits for it.
 *
 * <p>Thread-safe. The scheduler's state belongs to the thread that {@link DeskParts#loop} lends; whatever is asked from
 * other threads is answered from copies that the loop's events keep up to date.
 */
public final class Desk implements ControlPlane, AutoCloseable {
    /** One that ends so often at once will not go on at the next try. */
    private static final int MOST_FAILURES = 3;

    private static final long PATIENCE_SECONDS = 10;

    private final DeskParts parts;
    private final Scheduler scheduler;
    private final PipelineShelf pipelines;
    private final DeskJournal journal;
    private final Artifacts artifacts;
    private final Revisions revisions;
    private final DeskFleet fleet = new DeskFleet();
    private final DeskLimits limits = new DeskLimits();
    private final DeskShares shares = new DeskShares();
    private final DeskBookings bookings = new DeskBookings();
    private final Map<RunId, DeskRun> runs = new ConcurrentSkipListMap<>();
    private final DeskReasons reasons = new DeskReasons(runs, fleet, limits);
    private final Map<RunId, OrderLine.Told> unwritten = new ConcurrentHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    private final OrderLine line = new OrderLine();

    private final AtomicInteger failures = new AtomicInteger();
    private volatile Optional<String> broken = Optional.empty();

    private Desk(DeskParts parts) throws IOException {
        this.parts = parts;
        Path directory = Files.createDirectories(parts.directory());
        PlacementRules rules = parts.rules().with(new ExecutorsFilter(fleet::busyElsewhere));
        this.scheduler = Scheduler.ofMany(this::durations, parts.limits(), new CelConditions());
        this.pipelines = new PipelineShelf(directory.resolve("pipelines"));
        this.journal = new DeskJournal(parts, pipelines, rules);
        this.artifacts = new Artifacts(directory.resolve("artifacts"));
        this.revisions = new Revisions(directory.resolve("revisions"), artifacts, parts.warnings());
    }

    /**
     * Opens the desk and goes on from what its journal says. A journal that does not hold together is set aside, with a
     * warning, and the desk begins anew.
     *
     * @throws UncheckedIOException when its directory cannot be used
     */
    public static Desk open(DeskParts parts) {
        try {
            Desk desk = new Desk(parts);
            desk.begin();
            parts.loop().execute(desk::goRound);
            return desk;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot use " + parts.directory() + "; make it writable for the controller", e);
        }
    }

    /** Takes from the journal what is known, and begins to decide from there. */
    private void begin() throws IOException {
        DeskJournal.Told told = journal.fold();
        bookings.reset(told.state().bookings());
        for (JournalEntry entry : told.entries()) {
            if (entry.event() instanceof RunEvent event) remember(entry, event);
            else note(entry.event());
        }
        SchedulerState state = told.state();
        for (DeskRun run : runs.values()) run.upToDate();
        runs.values().removeIf(run -> state.find(run.id()).isEmpty() && !unwritten.containsKey(run.id()));
        Orchestrator next = new Orchestrator(
                scheduler, state, journal.journal(), parts.clock(), dispatcher(), List.of(this::tell), this::failed);
        List<OrderLine.Told> first = new ArrayList<>();
        first.add(new OrderLine.Told(Orchestrator.SLIPWAY, new Input.Register(DeskFleet.controller())));
        first.addAll(unwritten.values());
        line.lead(next, first);
    }

    /** Takes note of what an earlier life of the controller wrote; what this life was told already it knows. */
    private void remember(JournalEntry entry, RunEvent event) {
        if (event instanceof RunEvent.RunSubmitted submitted && !runs.containsKey(event.run())) {
            runs.put(
                    event.run(),
                    new DeskRun(
                            event.run(),
                            entry.actor(),
                            pipelines.get(submitted.pipeline()),
                            revisions.find(event.run()),
                            false));
        }
        DeskRun run = runs.get(event.run());
        if (run == null || run.isUpToDate()) return;
        run.note(entry);
        revisions.publish(run, entry);
    }

    /** Has the orchestrator go round, one after the other, until the desk is closed. */
    private void goRound() {
        try {
            while (!line.isClosed()) {
                line.current().run();
                if (Thread.currentThread().isInterrupted()) return;
                renew();
            }
        } catch (IOException | RuntimeException e) {
            breakDown(e);
        } finally {
            journal.close();
            ended.countDown();
        }
    }

    /** As {@link #goRound}, on the calling thread for as long as there is something to do. */
    void settle() {
        try {
            line.current().runUntilIdle();
            if (line.current().ended().toCompletableFuture().isDone() && !line.isClosed()) {
                renew();
                line.current().runUntilIdle();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void renew() throws IOException {
        if (line.isClosed()) return;
        Orchestrator before = line.current();
        line.hold();
        Optional<Throwable> why = failureOf(before);
        if (why.isPresent()) {
            int count = failures.incrementAndGet();
            parts.warnings().accept("Slipway's desk had to begin anew: " + why.get() + "; report this");
            if (count > MOST_FAILURES) throw new IllegalStateException("it failed again and again", why.get());
        }
        begin();
    }

    private static Optional<Throwable> failureOf(Orchestrator ended) {
        List<Throwable> failure = new ArrayList<>(1);
        ended.ended().whenComplete((done, why) -> {
            if (why != null) failure.add(why);
        });
        return failure.stream().findFirst();
    }

    private void breakDown(Exception why) {
        String words = "Slipway's desk has stopped: " + why.getMessage() + "; restart the controller";
        line.hold();
        broken = Optional.of(words);
        parts.warnings().accept(words);
    }

    private void tell(String actor, Input input) {
        line.tell(new OrderLine.Told(actor, input));
    }

    private void answer(Input input) {
        tell(Orchestrator.SLIPWAY, input);
    }

    private void failed(EventListener listener, RuntimeException failure) {
        parts.warnings().accept("Slipway could not tell what happened: " + failure + "; report this");
    }

    private Dispatcher dispatcher() {
        return (effects, answers) -> {
            for (Effect effect : effects) deliver(effect);
        };
    }

    private void deliver(Effect effect) {
        DeskRun run = runs.get(effect.run());
        if (run == null) return;
        try {
            run.deliver(effect, this::answer);
        } catch (RuntimeException e) {
            failed(any -> {}, e);
            if (effect instanceof Effect.Dispatch given)
                answer(Doing.report(given, new Outcome(Outcome.Kind.COULD_NOT_START, -1, e + "; report this")));
        }
        if (effect instanceof Effect.Refuse) {
            unwritten.remove(effect.run());
            runs.remove(effect.run());
        }
    }

    /** Tells everybody what concerns them. */
    private void tell(List<JournalEntry> happened) {
        Map<RunId, List<JournalEntry>> byRun = new LinkedHashMap<>();
        for (JournalEntry entry : happened) {
            if (entry.event() instanceof RunEvent event) {
                byRun.computeIfAbsent(event.run(), id -> new ArrayList<>()).add(entry);
            } else {
                note(entry.event());
                isolate(() -> bookings.tell(entry));
            }
        }
        byRun.forEach((id, entries) -> {
            unwritten.remove(id);
            DeskRun run = runs.get(id);
            if (run == null) return;
            isolate(() -> run.tell(entries));
            for (JournalEntry entry : entries) {
                isolate(() -> revisions.publish(run, entry));
                if (entry.event() instanceof RunEvent.AttemptFinished finished) learn(run, finished);
                if (entry.event() instanceof RunEvent.RunForgotten) forget(run);
            }
        });
    }

    private void note(Event event) {
        fleet.note(event);
        limits.note(event);
        shares.note(event);
    }

    private void isolate(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            failed(any -> {}, e);
        }
    }

    private void forget(DeskRun run) {
        runs.remove(run.id());
        revisions.forget(run);
    }

    /** Bodies of steps have no time of their own. */
    private void learn(DeskRun run, RunEvent.AttemptFinished finished) {
        Duration wall = finished.usage().wall();
        if (finished.outcome().isSuccess() && !wall.isZero())
            parts.past().took(Names.work(run.owner(), finished.task()), wall);
    }

    /** What tasks of that address took in the same job: another job may call others by the same names. */
    private Durations durations(RunId id) {
        DeskRun run = runs.get(id);
        if (run == null) return Durations.UNKNOWN;
        return new Durations() {
            @Override
            public Optional<Duration> expected(TaskAddress task) {
                return parts.past().expected(Names.work(run.owner(), task));
            }

            @Override
            public Optional<Duration> overdueAfter(TaskAddress task) {
                return parts.past().estimate(Names.work(run.owner(), task)).flatMap(Estimate::overdueAfter);
            }
        };
    }

    /** Losing it costs an estimate. */
    private void savePast() {
        try {
            parts.past().save();
        } catch (IOException e) {
            parts.warnings()
                    .accept("Slipway cannot save how long tasks took: " + e + "; make room for Slipway's files");
        }
    }

    @Override
    public void submit(Order order, Doing doing, EventListener listener) {
        DeskRun known = runs.get(order.id());
        if (known != null) {
            known.takeOver(doing, listener, this::answer);
            return;
        }
        tellOfChanges();
        Digest pipeline = pipelines.put(order.pipeline());
        revisions.keep(order);
        DeskRun run = new DeskRun(order.id(), order.owner(), order.pipeline(), order.revision(), true);
        run.begin(doing, listener);
        runs.put(order.id(), run);
        RunOptions options =
                bookings.holdsSomething(order.owner()) ? order.options().inTheNameOf(order.owner()) : order.options();
        OrderLine.Told told = new OrderLine.Told(
                order.owner(),
                new Input.Submit(order.id(), order.pipeline(), pipeline, order.source(), order.tasks(), options));
        unwritten.put(order.id(), told);
        line.tell(told);
    }

    @Override
    public Attached attach(RunId run, Set<Input.RunningAttempt> running, Doing doing, EventListener listener) {
        DeskRun known = runs.get(run);
        List<JournalEntry> entries = known == null ? List.of() : known.attach(running, doing, listener, this::answer);
        return new Attached(entries, this::answer);
    }

    @Override
    public List<Input.RunningAttempt> running(RunId run) {
        DeskRun known = runs.get(run);
        return known == null ? List.of() : List.copyOf(known.running().keySet());
    }

    @Override
    public void cancel(String actor, RunId run, String reason) {
        tell(actor, new Input.Cancel(run, reason));
    }

    @Override
    public void prioritise(String actor, RunId run, int priority) {
        tell(actor, new Input.Prioritise(run, priority));
    }

    @Override
    public List<String> reasons(RunId run) {
        DeskRun known = runs.get(run);
        if (known == null) return List.of();
        Optional<String> problem = problem();
        if (problem.isPresent()) return List.of(problem.get());
        return reasons.of(known);
    }

    @Override
    public void book(String actor, Booking booking, EventListener listener) {
        bookings.listen(booking.id(), listener);
        booking.agent()
                .flatMap(Claims::benchName)
                .ifPresent(bench -> answer(new Input.Heartbeat(fleet.findBench(bench), List.of())));
        answer(new Input.Tick(parts.clock().instant()));
        tell(actor, new Input.Book(booking));
    }

    @Override
    public Optional<BookingStatus> attachBooking(String booking, EventListener listener) {
        return bookings.attach(booking, listener);
    }

    @Override
    public void extend(String actor, String booking, Instant until) {
        tell(actor, new Input.ExtendBooking(booking, until));
    }

    @Override
    public void release(String actor, String booking) {
        tell(actor, new Input.ReleaseBooking(booking));
    }

    @Override
    public List<BookingStatus> bookings() {
        return bookings.all();
    }

    @Override
    public void limitThrottles(String actor, Collection<Input.SetLimit> wanted) {
        for (Input change : limits.changes(wanted)) tell(actor, change);
    }

    @Override
    public void limitTasks(String actor, int most) {
        limits.tasks(most).ifPresent(change -> tell(actor, change));
    }

    @Override
    public void weighFolders(String actor, Map<String, Double> weights) {
        for (Input change : shares.changes(weights)) tell(actor, change);
    }

    @Override
    public Waiting awaitArtifact(TaskAddress task, Optional<String> revision, Consumer<Artifact> found) {
        return artifacts.await(task, revision, found);
    }

    /**
     * Looks which nodes take work, if something waits for one. Quick enough for every executor that becomes free.
     * O(nodes + runs).
     */
    public void lookAround() {
        if (somethingWaits()) tellOfChanges();
    }

    private void tellOfChanges() {
        for (Input input : fleet.changes(parts.farm().nodes())) answer(input);
    }

    private boolean somethingWaits() {
        for (DeskRun run : runs.values()) if (run.waits()) return true;
        return false;
    }

    /**
     * To be called every few seconds: says which nodes there are, ends what belongs to builds that are no more, and lets
     * time pass. O(nodes + runs).
     */
    public void beat() {
        failures.set(0);
        journal.wake();
        Map<String, List<Input.RunningAttempt>> running = new HashMap<>();
        Map<String, Boolean> alive = new TreeMap<>();
        for (DeskRun run : runs.values()) {
            run.running()
                    .forEach((attempt, agent) -> running.computeIfAbsent(agent, id -> new ArrayList<>())
                            .add(attempt));
            if (!isAlive(run.owner(), alive)) end(run);
        }
        for (Input input : fleet.beat(parts.farm().nodes(), running, bookings.all(), somethingWaits())) answer(input);
        for (BookingStatus status : bookings.all()) {
            Booking booking = status.booking();
            if (!isAlive(booking.holder(), alive)) release(Orchestrator.SLIPWAY, booking.id());
        }
        answer(new Input.Tick(parts.clock().instant()));
        savePast();
        if (journal.isLong()) beginAnew();
    }

    private boolean isAlive(String owner, Map<String, Boolean> alive) {
        return alive.computeIfAbsent(owner, parts.owners()::isAlive);
    }

    private void end(DeskRun run) {
        if (run.isFinished()) answer(new Input.Forget(run.id()));
        else answer(new Input.Cancel(run.id(), "its build " + run.owner() + " is no more"));
    }

    /** Ends the loop, so that it begins again with a short journal; what is asked meanwhile waits. */
    void beginAnew() {
        line.change();
    }

    /** What is wrong with the desk, and what to do; absent while all is well. */
    public Optional<String> problem() {
        return broken.or(journal::problem);
    }

    /** Stops deciding. What runs goes on, and is taken up when the desk is opened again. Waits until all is written. */
    @Override
    public void close() {
        line.close();
        journal.giveUp();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                parts.warnings()
                        .accept("Slipway's desk did not end in time; it goes on from its journal at the next start");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As a kill would: nothing more is written or told. */
    void abandon() {
        line.abandon();
        journal.close();
    }

    /** Whether any run is not forgotten yet. */
    public boolean isInUse() {
        return !runs.isEmpty();
    }

    /** The runs that are in mind, for views. */
    List<DeskRun> runs() {
        return List.copyOf(runs.values());
    }
}

package io.slipway.core.local;

import io.slipway.core.estimate.Subject;
import io.slipway.core.estimate.TaskModels;
import io.slipway.core.forecast.Calibration;
import io.slipway.core.forecast.LearntOutlook;
import io.slipway.core.forecast.LiveForecast;
import io.slipway.core.forecast.Outlook;
import io.slipway.core.forecast.RunForecast;
import io.slipway.core.forecast.Situation;
import io.slipway.core.forecast.SituationRecorder;
import io.slipway.core.forecast.Span;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Foresees the end of a run while it goes on: soon after its start, after a quarter and after half of the time that it was
 * thought to take a forecast is kept, to be held against what comes; in between the last one is put right with every task
 * that ends.
 *
 * <p>The run does not wait for any of that. Nothing happens until a task has to run, so a run that reuses everything pays
 * nothing; then models are read and futures made in one thread of their own, which rests twenty times as long as it works
 * once the first forecast stands. Of a run of whose tasks none was seen before nothing is foreseen, nor of one of so many
 * and so short tasks that to foresee its end would take a good part of the time until then.
 *
 * <p>{@link #onEvents} is called by the run's loop and only takes note; {@link #current} and {@link #end} are thread-safe;
 * all else is confined to the thread of the forecasts.
 */
final class RunForecaster implements EventListener {
    /** By then it is known of most tasks whether they have to run. */
    private static final Duration SOON = Duration.ofMillis(250);

    private static final int FUTURES = 40;
    private static final int FEWEST_FUTURES = 8;

    /** How much of the time that the run will take may go into one forecast. */
    private static final double MOST_OF_THE_RUN = 0.05;

    private static final int REST = 20;
    private static final long SEED = 1;

    /** After which parts of the time that a run was thought to take forecasts are kept. */
    private static final double[] STAGES = {0.25, 0.5};

    private final RunId run;
    private final Memory memory;
    private final SituationRecorder recorder;
    private final Limits limits;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Later thread;

    private final Object gate = new Object();
    private final List<JournalEntry> unread = new ArrayList<>();
    private boolean begun;
    private boolean ended;

    private final List<Runnable> refreshes = new ArrayList<>();
    private final Circumstances circumstances = new Circumstances();
    private List<TaskAddress> tasks = List.of();
    private @Nullable LiveForecast live;
    private Instant begin = Instant.EPOCH;
    private Duration thought = Duration.ZERO;
    private int stage;
    private int count = FEWEST_FUTURES;
    private volatile Optional<Foreseen> current = Optional.empty();

    /** One thread that does things some time from now. */
    @FunctionalInterface
    interface Later {
        void run(long nanosFromNow, Runnable work);
    }

    /** What is known of earlier runs; asked in the thread of the forecasts only. */
    interface Memory {
        TaskModels models();

        /**
         * By how much forecasts were off.
         *
         * @param atStart those that were made when hardly anything had run, or later ones
         */
        Calibration calibration(boolean atStart);

        /**
         * Remembers a forecast.
         *
         * @param said by the futures
         * @param told after it was put right by how earlier ones came out
         */
        void keep(Instant made, List<TaskAddress> tasks, Span said, Span told);
    }

    /**
     * @param recorder that knows the run's pipeline
     * @param nanos elapsed time
     */
    RunForecaster(
            RunId run,
            Memory memory,
            SituationRecorder recorder,
            Limits limits,
            InstantSource clock,
            LongSupplier nanos,
            Later thread) {
        this.run = run;
        this.memory = memory;
        this.recorder = recorder;
        this.limits = limits;
        this.clock = clock;
        this.nanos = nanos;
        this.thread = thread;
    }

    /** What is thought now; absent while nothing is. */
    Optional<Foreseen> current() {
        return current;
    }

    @Override
    public void onEvents(List<JournalEntry> entries) {
        boolean begins;
        synchronized (gate) {
            unread.addAll(entries);
            begins = !begun && entries.stream().anyMatch(entry -> entry.event() instanceof RunEvent.AttemptStarted);
            begun |= begins;
        }
        if (begins) later(SOON.toNanos(), this::begin);
    }

    /** The run is over: what is not foreseen by now never will be, and nothing is written any more. */
    void end() {
        synchronized (gate) {
            ended = true;
            current = Optional.empty();
        }
    }

    private boolean isOver() {
        synchronized (gate) {
            return ended;
        }
    }

    private void later(long nanosFromNow, Runnable work) {
        if (!isOver()) thread.run(nanosFromNow, work);
    }

    /** Rests in proportion to what was done since {@code before}, but not beyond when a forecast is to be kept. */
    private void goOnLater(long before) {
        long rest = REST * (nanos.getAsLong() - before);
        if (stage < STAGES.length)
            rest = Math.min(
                    rest, Duration.between(clock.instant(), endOfStage()).toNanos());
        later(Math.max(SOON.toNanos(), rest), this::goOn);
    }

    private Instant endOfStage() {
        return begin.plusNanos((long) (STAGES[stage] * thought.toNanos()));
    }

    private void begin() {
        long before = nanos.getAsLong();
        read();
        if (!isAnythingKnown()) return;
        Instant now = clock.instant();
        Optional<Span> rough = forecast(now, 1).flatMap(one -> one.finish(run));
        if (rough.isEmpty()) return; // it waits for a person
        // The first one was slow, as its classes had to be loaded.
        long second = nanos.getAsLong();
        if (forecast(now, 1).isEmpty()) return;
        double affordable = MOST_OF_THE_RUN * rough.get().point().toNanos() / Math.max(1, nanos.getAsLong() - second);
        if (affordable < FEWEST_FUTURES) return;
        count = (int) Math.min(FUTURES, affordable);
        begin = now;
        look(now);
        thought = current.map(foreseen -> foreseen.finish().point()).orElse(Duration.ZERO);
        goOnLater(before);
    }

    private boolean isAnythingKnown() {
        return tasks.stream()
                .anyMatch(task -> memory.models().durations().expected(task).isPresent());
    }

    private void goOn() {
        long before = nanos.getAsLong();
        Instant now = clock.instant();
        List<RunEvent.AttemptFinished> finished = read();
        if (isOver()) return;
        if (stage < STAGES.length && !now.isBefore(endOfStage())) {
            stage++;
            look(now);
        } else if (!finished.isEmpty()) {
            putRight(now, finished);
        }
        goOnLater(before);
    }

    private List<RunEvent.AttemptFinished> read() {
        List<JournalEntry> entries;
        synchronized (gate) {
            entries = List.copyOf(unread);
            unread.clear();
        }
        List<RunEvent.AttemptFinished> finished = new ArrayList<>();
        for (JournalEntry entry : entries) {
            recorder.observe(entry.at(), entry.event());
            circumstances.read(entry.event());
            if (entry.event() instanceof RunEvent.RunSubmitted submitted) tasks = submitted.tasks();
            if (entry.event() instanceof RunEvent.AttemptFinished one && !one.retried()) finished.add(one);
        }
        return finished;
    }

    /** Looks into new futures from here, and remembers what they say. */
    private void look(Instant now) {
        Optional<RunForecast> made = forecast(now, count);
        if (made.isEmpty()) return;
        live = new LiveForecast(made.get(), refreshes::add, SEED, count);
        tell(made.get(), true);
    }

    /** Weighs the futures there are by what has happened, and then makes new ones. */
    private void putRight(Instant now, List<RunEvent.AttemptFinished> finished) {
        LiveForecast known = live;
        if (known == null) return;
        Situation situation = recorder.situation(now, limits);
        for (RunEvent.AttemptFinished one : finished)
            known.taskEnded(run, one.task(), one.usage().wall(), situation, outlook(now));
        List<Runnable> due = List.copyOf(refreshes);
        refreshes.clear();
        due.forEach(Runnable::run);
        tell(known.current(), false);
    }

    private void tell(RunForecast forecast, boolean isKept) {
        Optional<Span> said = forecast.finish(run);
        if (said.isEmpty()) return;
        Span told = memory.calibration(stage == 0).apply(said.get());
        synchronized (gate) {
            if (ended) return;
            current = Optional.of(new Foreseen(forecast.now(), told));
            if (isKept) memory.keep(forecast.now(), tasks, said.get(), told);
        }
    }

    private Optional<RunForecast> forecast(Instant now, int futures) {
        if (isOver()) return Optional.empty();
        Situation situation = recorder.situation(now, limits);
        return Optional.of(RunForecast.of(situation, outlook(now), SEED, futures));
    }

    private Outlook outlook(Instant now) {
        TaskModels models = memory.models();
        return new LearntOutlook(
                models.durations(),
                models.flaky(),
                task -> models.reuse().probability(Subject.of(task)),
                circumstances::of,
                now);
    }
}

package io.slipway.core.forecast;

import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A forecast that keeps up with what happens: after each task it is put right at once, by weighing the futures it has
 * anew, and a little later by new ones, which are made elsewhere.
 *
 * <p>Thread-safe. {@link #taskEnded} takes microseconds and never waits for futures to be made; of several situations that
 * come while that goes on, only the last is looked into.
 */
public final class LiveForecast {
    private final Executor background;
    private final long seed;
    private final int count;
    private final List<Ended> since = new ArrayList<>();
    private RunForecast current;
    private @Nullable Order waiting;
    private boolean working;

    /** What ended while futures of a situation before it were being made. */
    private record Ended(RunId run, TaskAddress task, Duration took) {}

    private record Order(Situation situation, Outlook outlook) {}

    /**
     * @param background where new futures are made
     * @param count how many; the first answer may have been from fewer
     */
    public LiveForecast(RunForecast first, Executor background, long seed, int count) {
        if (count < 1) throw new IllegalArgumentException("count: " + count + " (expected: >= 1)");
        this.current = first;
        this.background = background;
        this.seed = seed;
        this.count = count;
    }

    /** As good as is known now. */
    public synchronized RunForecast current() {
        return current;
    }

    /**
     * A task has ended.
     *
     * @param took how long it ran, as it would have on an agent of speed 1
     * @param situation after it
     * @return the forecast, which is put right already
     */
    public RunForecast taskEnded(RunId run, TaskAddress task, Duration took, Situation situation, Outlook outlook) {
        RunForecast now;
        boolean begin;
        synchronized (this) {
            current = current.taskEnded(run, task, took);
            now = current;
            if (working) since.add(new Ended(run, task, took));
            waiting = new Order(situation, outlook);
            begin = !working;
            working = true;
        }
        if (begin) background.execute(this::work);
        return now;
    }

    private void work() {
        while (true) {
            Order order;
            synchronized (this) {
                order = waiting;
                waiting = null;
                since.clear();
                if (order == null) {
                    working = false;
                    return;
                }
            }
            RunForecast made = RunForecast.of(order.situation, order.outlook, seed, count);
            synchronized (this) {
                for (Ended ended : since) made = made.taskEnded(ended.run, ended.task, ended.took);
                current = made;
            }
        }
    }
}

package io.slipway.cli.view;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls something again and again until told to stop. */
@FunctionalInterface
public interface Ticker {
    /** How often a person can follow a change. */
    int PERIOD_MILLIS = 100;

    /**
     * Begins to call {@code tick}, from another thread, for the first time after one period.
     *
     * @return what ends it; a tick that is under way may still be going on afterwards
     */
    Runnable start(Runnable tick);

    /** Ten times a second, from a thread of its own that does not keep the process alive. */
    static Ticker tenTimesASecond() {
        return tick -> {
            ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(toRun -> {
                Thread drawing = new Thread(toRun, "slipway-view");
                drawing.setDaemon(true);
                return drawing;
            });
            var drawing = thread.scheduleAtFixedRate(tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
            return () -> {
                drawing.cancel(false);
                thread.shutdown();
            };
        };
    }
}

package io.slipway.jenkins.host;

import hudson.Extension;
import hudson.model.Computer;
import hudson.model.PeriodicWork;
import io.slipway.jenkins.check.WritableDirectory;
import io.slipway.jenkins.settings.SettingsListener;
import io.slipway.jenkins.settings.SlipwayMonitor;
import io.slipway.jenkins.settings.SlipwaySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells administrators when the store cannot be written, and when it can be again. Looks on a thread that may wait; a look
 * that a dead file server holds is not followed by more. Thread-safe.
 */
final class StoreWatch {
    private static final String TOPIC = "store";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicReference<@Nullable Look> UNDER_WAY = new AtomicReference<>();

    private StoreWatch() {}

    private record Look(Path directory, long beganNanos) {}

    /** Looks soon. Waits for nobody. */
    static void look() {
        Look next = new Look(SlipwaySettings.get().cachePath(), System.nanoTime());
        Look before = UNDER_WAY.compareAndExchange(null, next);
        if (before == null) Computer.threadPoolForRemoting.execute(() -> look(next));
        else if (System.nanoTime() - before.beganNanos() > PATIENCE.toNanos())
            SlipwayMonitor.tell(TOPIC, WritableDirectory.silent(before.directory()));
    }

    private static void look(Look here) {
        try {
            WritableDirectory.problem(here.directory())
                    .ifPresentOrElse(why -> SlipwayMonitor.tell(TOPIC, why), () -> SlipwayMonitor.clear(TOPIC));
        } finally {
            UNDER_WAY.set(null);
        }
        if (!here.directory().equals(SlipwaySettings.get().cachePath())) look(); // another was named meanwhile
    }

    /** Looks now and then, while builds use the store. */
    @Extension
    public static final class Often extends PeriodicWork {
        private static final long SECONDS = 60;

        @Override
        public long getRecurrencePeriod() {
            return SECONDS * 1000;
        }

        @Override
        public long getInitialDelay() {
            return getRecurrencePeriod();
        }

        @Override
        protected void doRun() {
            if (ControllerStore.isInUse()) look();
        }
    }

    /** Looks when another directory may have been named. */
    @Extension
    public static final class OnSettings implements SettingsListener {
        @Override
        public void changed(SlipwaySettings settings) {
            if (ControllerStore.isInUse() || settings.isCacheNamed()) look();
        }
    }
}

package io.slipway.jenkins.host;

import hudson.Extension;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.init.Terminator;
import hudson.model.Computer;
import hudson.model.PeriodicWork;
import hudson.model.Queue;
import io.slipway.core.local.FileJournal;
import io.slipway.core.placement.PlacementRules;
import io.slipway.core.run.LimitScope;
import io.slipway.core.schedule.Input;
import io.slipway.jenkins.desk.ControlPlane;
import io.slipway.jenkins.desk.Desk;
import io.slipway.jenkins.desk.DeskParts;
import io.slipway.jenkins.desk.Places;
import io.slipway.jenkins.settings.SettingsListener;
import io.slipway.jenkins.settings.SlipwayMonitor;
import io.slipway.jenkins.settings.SlipwaySettings;
import io.slipway.jenkins.teach.PastBuilds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/** The desk of this controller, from when jobs are loaded until it goes down. Thread-safe. */
public final class SlipwayDesk {
    private static final Logger LOG = Logger.getLogger(SlipwayDesk.class.getName());
    private static final String TOPIC = "desk";
    private static final String JOURNAL = "desk journal";
    private static final String ADMINISTRATOR = "administrator";

    private static @Nullable SlipwayDesk current;

    private final Desk desk;
    private final Places places;
    private final ExecutorService loop;
    private final ExecutorService later;
    private final Map<String, Runnable> beating = new ConcurrentHashMap<>();

    private SlipwayDesk(Path directory) throws IOException {
        loop = Executors.newSingleThreadExecutor(named("slipway-desk"));
        later = Executors.newSingleThreadExecutor(named("slipway-steps"));
        desk = Desk.open(new DeskParts(
                directory,
                new JenkinsFarm(OwnTasks::contains),
                new JenkinsOwners(),
                PastBuilds.open(directory.resolve("past-tasks")),
                DeskParts.usualLimits(),
                PlacementRules.standard(),
                FileJournal.Force.EACH_COMMIT,
                Clock.systemUTC(),
                loop,
                SlipwayDesk::warn));
        places = new Places(desk, () -> {
            Future<?> unused = Queue.getInstance().scheduleMaintenance();
        });
    }

    /** A limit that learns goes down from what is set, and up to it again. */
    private void limit(SlipwaySettings settings) {
        List<Input.SetLimit> limits = new ArrayList<>();
        settings.throttleLimits()
                .forEach((name, limit) -> limits.add(new Input.SetLimit(
                        LimitScope.THROTTLE, name, limit.most(), limit.learns() ? limit.most() : 0)));
        desk.limitThrottles(ADMINISTRATOR, limits);
        desk.limitTasks(ADMINISTRATOR, settings.tasksAtATime());
        desk.weighFolders(ADMINISTRATOR, settings.folderWeights());
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static void warn(String sentence) {
        LOG.warning(sentence);
        SlipwayMonitor.tell(TOPIC, sentence);
    }

    /** Opens the desk before any build goes on. When that fails the monitor says why, and the steps too. */
    @Initializer(after = InitMilestone.SYSTEM_CONFIG_ADAPTED, before = InitMilestone.JOB_LOADED)
    public static synchronized void open() {
        if (current != null) return;
        try {
            current = new SlipwayDesk(
                    Jenkins.get().getRootDir().toPath().resolve("slipway").resolve("desk"));
            current.limit(SlipwaySettings.get());
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "Slipway's steps cannot be used", e);
            warn("Slipway's steps cannot be used: " + e + "; mend it, then restart the controller");
        }
    }

    /** Stops deciding; what runs is taken up at the next start. */
    @Terminator
    public static void close() {
        SlipwayDesk closing = take();
        if (closing == null) return;
        closing.desk.close();
        closing.loop.shutdown();
        closing.later.shutdown();
    }

    private static synchronized @Nullable SlipwayDesk take() {
        SlipwayDesk taken = current;
        current = null;
        return taken;
    }

    /** The desk, if it could be opened. */
    static synchronized Optional<SlipwayDesk> find() {
        return Optional.ofNullable(current);
    }

    private static SlipwayDesk here() {
        return find().orElseThrow(() -> new IllegalStateException(
                "Slipway's desk is not open; see the monitor in Manage Jenkins for why, then run again"));
    }

    /**
     * Where steps ask for what they want.
     *
     * @throws IllegalStateException when it could not be opened
     */
    public static ControlPlane get() {
        NodeCapabilities.ask();
        return here().desk;
    }

    /** Whether any step is under way that it knows of. */
    static boolean isInUse() {
        return find().map(here -> here.desk.isInUse()).orElse(false);
    }

    /** Bodies that wait for a node or run on one. */
    public static Places places() {
        NodeCapabilities.ask();
        return here().places;
    }

    /** A node was reserved, or is for everybody again: ordinary builds are to know soon. Waits for nobody. */
    public static void reservationsChanged() {
        OrdinaryQueue.signal();
    }

    /** Does it a moment later, in order, on a thread that may write to a build's log. */
    public static void later(Runnable work) {
        here().later.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Slipway could not go on with a step; report this", e);
            }
        });
    }

    /** Has it called every few seconds, until {@link #stopBeating}. */
    public static void beatWith(String id, Runnable beat) {
        here().beating.put(id, beat);
    }

    public static void stopBeating(String id) {
        find().ifPresent(here -> here.beating.remove(id));
    }

    /** An executor was taken or is free again, or a node came or went. */
    static void lookAround() {
        find().ifPresent(here -> here.later.execute(here.desk::lookAround));
    }

    private void beat() {
        desk.beat();
        desk.problem().ifPresentOrElse(why -> SlipwayMonitor.tell(JOURNAL, why), () -> SlipwayMonitor.clear(JOURNAL));
        places.beat();
        beating.values().forEach(Runnable::run);
    }

    /** Lets time pass for the desk. */
    @Extension
    public static final class Beat extends PeriodicWork {
        private static final long SECONDS = 10;

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
            find().ifPresent(here -> Computer.threadPoolForRemoting.execute(here::beatOnce));
        }
    }

    private synchronized void beatOnce() {
        try {
            beat();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Slipway's desk missed a beat; report this", e);
        }
    }

    /** Tells the desk which limits an administrator has set. */
    @Extension
    public static final class Limits implements SettingsListener {
        @Override
        public void changed(SlipwaySettings settings) {
            find().ifPresent(here -> here.limit(settings));
        }
    }
}

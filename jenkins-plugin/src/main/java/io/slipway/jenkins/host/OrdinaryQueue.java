package io.slipway.jenkins.host;

import hudson.init.Terminator;
import hudson.model.LoadBalancer;
import hudson.model.Queue;
import hudson.model.queue.QueueSorter;
import io.slipway.jenkins.queue.QueueAnswers;
import io.slipway.jenkins.queue.QueueOwner;
import io.slipway.jenkins.queue.QueuePolicy;
import io.slipway.jenkins.settings.SlipwayMonitor;
import io.slipway.jenkins.settings.SlipwaySettings;
import io.slipway.jenkins.teach.PastBuilds;
import io.slipway.jenkins.teach.PastLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.jspecify.annotations.Nullable;

/**
 * What acts on ordinary jobs in this controller: holds room {@code queue} together with Jenkins' queue, puts the balancer
 * and the sorter in and the former ones back. There is none until something was switched on. Thread-safe; what is called
 * under the lock of the queue waits for nobody.
 */
public final class OrdinaryQueue {
    private static final Logger LOG = Logger.getLogger(OrdinaryQueue.class.getName());
    private static final AtomicReference<@Nullable OrdinaryQueue> HERE = new AtomicReference<>();
    private static final String LOOKS = "queue";
    private static final String CALLS = "queue callbacks";
    private static final String PAST = "past builds";

    /** For what changes without anybody telling, and for saving what was taught. */
    private static final long TICK_SECONDS = 10;

    private final ScheduledThreadPoolExecutor thread;
    private final PastBuilds past;
    private final PastLimits limits;
    private final QueueAnswers answers;
    private final QueueOwner owner;
    private final AtomicBoolean toldOfCall = new AtomicBoolean();
    private volatile QueuePolicy policy = QueuePolicy.OFF;
    private volatile QueueItems items = new QueueItems(QueuePolicy.OFF);
    private volatile boolean forecasting;

    private OrdinaryQueue(PastBuilds past, PastLimits limits) throws IOException {
        this.past = past;
        this.limits = limits;
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "Slipway queue");
            made.setDaemon(true);
            return made;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        answers = new QueueAnswers(System::nanoTime);
        owner = new QueueOwner(
                new JenkinsQueueSource(() -> items),
                answers,
                past,
                () -> policy,
                new QueueOwner.Around(
                        InstantSource.system(),
                        System::nanoTime,
                        this::later,
                        OrdinaryQueue::lookAgain,
                        OrdinaryQueue::tellOfLook));
        owner.remember(limits.read());
    }

    /** Has Jenkins go through its queue once more, soon. */
    private static void lookAgain() {
        Future<?> unused = Queue.getInstance().scheduleMaintenance();
    }

    private void later(Duration after, Runnable look) {
        try {
            Future<?> unused = thread.schedule(look, after.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "Jenkins goes down", e);
        }
    }

    /** Absent until something was switched on. */
    static Optional<OrdinaryQueue> here() {
        return Optional.ofNullable(HERE.get());
    }

    /** Takes over what an administrator decided; the second time changes nothing. */
    static synchronized void apply(SlipwaySettings settings) {
        QueuePolicy policy = settings.queuePolicy();
        OrdinaryQueue here = HERE.get();
        if (here == null) {
            if (!policy.isOn() && !settings.isTeaching()) return;
            here = begin();
            if (here == null) return;
        }
        here.act(policy, settings.isTeaching());
    }

    private static @Nullable OrdinaryQueue begin() {
        Path directory = Jenkins.get().getRootDir().toPath().resolve("slipway");
        try {
            OrdinaryQueue begun = new OrdinaryQueue(
                    PastBuilds.open(directory.resolve("past-builds")),
                    new PastLimits(directory.resolve("past-limits")));
            Future<?> unused =
                    begun.thread.scheduleWithFixedDelay(begun::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
            HERE.set(begun);
            SlipwayMonitor.clear(PAST);
            return begun;
        } catch (IOException e) {
            LOG.log(Level.WARNING, e, () -> "Cannot read " + directory);
            SlipwayMonitor.tell(
                    PAST,
                    "Cannot read " + directory + " (" + e.getMessage() + "), so jobs are placed as in plain Jenkins."
                            + " Make past-builds and past-limits in it readable or remove them, then save the settings of Slipway.");
            return null;
        }
    }

    private void act(QueuePolicy latest, boolean teaching) {
        forecasting = teaching;
        if (!latest.equals(policy)) {
            items = new QueueItems(latest);
            policy = latest;
        }
        toldOfCall.set(false);
        SlipwayMonitor.clear(CALLS);
        if (latest.isOn()) putIn();
        else putBack();
        owner.signal();
    }

    private void putIn() {
        Queue queue = Jenkins.get().getQueue();
        LoadBalancer balancer = queue.getLoadBalancer();
        if (!(balancer instanceof SlipwayLoadBalancer)) queue.setLoadBalancer(new SlipwayLoadBalancer(balancer, this));
        QueueSorter sorter = queue.getSorter();
        if (!(sorter instanceof SlipwayQueueSorter)) {
            queue.setSorter(new SlipwayQueueSorter(Optional.ofNullable(sorter), this));
        }
    }

    /** Somebody else's, that came after ours, stays. */
    private static void putBack() {
        Queue queue = Jenkins.get().getQueue();
        if (queue.getLoadBalancer() instanceof SlipwayLoadBalancer ours) queue.setLoadBalancer(ours.former());
        if (queue.getSorter() instanceof SlipwayQueueSorter ours) setSorter(queue, ours.former());
    }

    @SuppressWarnings("NullAway") // no sorter is null there
    private static void setSorter(Queue queue, Optional<QueueSorter> sorter) {
        queue.setSorter(sorter.orElse(null));
    }

    /** Goes with the controller. */
    @Terminator
    public static synchronized void end() {
        OrdinaryQueue here = HERE.getAndSet(null);
        if (here == null) return;
        here.thread.shutdownNow();
        here.save();
    }

    private void tick() {
        if (policy.isOn()) owner.signal();
        Timer.get().execute(this::save);
    }

    private void save() {
        try {
            past.save();
            limits.save(owner.learnt());
            SlipwayMonitor.clear(PAST);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Cannot save what builds taught", e);
            SlipwayMonitor.tell(
                    PAST,
                    "Cannot save what builds taught (" + e.getMessage() + "), so it is lost when Jenkins restarts."
                            + " Make room on the disk of JENKINS_HOME, and see that Jenkins may write to slipway/.");
        }
    }

    /** Something changed in queue or nodes. Waits for nobody. */
    static void signal() {
        OrdinaryQueue here = HERE.get();
        if (here != null && here.policy.isOn()) here.owner.signal();
    }

    boolean isActing() {
        return policy.isOn();
    }

    /** Whether running builds are to say when they will be done. */
    boolean isForecasting() {
        return forecasting;
    }

    QueueAnswers answers() {
        return answers;
    }

    QueueItems items() {
        return items;
    }

    QueueOwner owner() {
        return owner;
    }

    PastBuilds past() {
        return past;
    }

    private static void tellOfLook(Optional<RuntimeException> trouble) {
        if (trouble.isEmpty()) {
            SlipwayMonitor.clear(LOOKS);
            return;
        }
        LOG.log(Level.WARNING, "Cannot look at nodes and queue", trouble.get());
        SlipwayMonitor.tell(
                LOOKS,
                "Cannot look at nodes and queue (" + trouble.get()
                        + "); after a minute without a look jobs are placed as in"
                        + " plain Jenkins. See the system log, or switch placing, limiting and sharing off.");
    }

    /** A callback of the queue failed: it answers as plain Jenkins does. Logged once until the settings are saved. */
    void failed(Throwable cause) {
        if (!toldOfCall.compareAndSet(false, true)) return;
        LOG.log(Level.WARNING, "Cannot answer the queue", cause);
        SlipwayMonitor.tell(
                CALLS,
                "Cannot answer the queue (" + cause
                        + "), so such jobs are placed as in plain Jenkins. See the system log,"
                        + " or switch placing, limiting and sharing off.");
    }
}

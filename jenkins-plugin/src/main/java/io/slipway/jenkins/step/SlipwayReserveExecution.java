package io.slipway.jenkins.step;

import hudson.AbortException;
import hudson.model.Result;
import io.slipway.jenkins.desk.HeldBench;
import io.slipway.jenkins.host.SlipwayDesk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;

/**
 * Has a bench for itself while its body runs, and not longer than was agreed. Saved with the build; taken up again after a
 * restart, when the agreed end still counts.
 */
final class SlipwayReserveExecution extends StepExecution implements Releasing {
    private static final long serialVersionUID = 1;

    /** So that there is a deadline for whoever is willing to wait. */
    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);

    /** Of the form of what is saved. */
    private final int version;

    private final String bench;
    private final int minutes;
    private final int waitMinutes;
    private String id = "";
    private String owner = "";
    private long deadlineMillis;
    private boolean granted;
    private boolean over;
    private @Nullable BodyExecution body;
    private transient @Nullable HeldBench held;

    SlipwayReserveExecution(StepContext context, String bench, int minutes, int waitMinutes) {
        super(context);
        this.version = formVersion();
        this.bench = bench;
        this.minutes = minutes;
        this.waitMinutes = waitMinutes;
    }

    private static int formVersion() {
        return 1;
    }

    @Override
    public boolean start() throws Exception {
        id = Builds.newId().value();
        owner = Builds.owner(getContext());
        Duration patience = waitMinutes == 0 ? AS_LONG_AS_IT_TAKES : Duration.ofMinutes(waitMinutes);
        deadlineMillis = Instant.now().plus(patience).toEpochMilli();
        hold(HeldBench.ask(SlipwayDesk.get(), id, owner, bench, length(), deadline(), new Telling()));
        SlipwayDesk.reservationsChanged();
        return false;
    }

    private Duration length() {
        return Duration.ofMinutes(minutes);
    }

    private Instant deadline() {
        return Instant.ofEpochMilli(deadlineMillis);
    }

    private synchronized void hold(HeldBench reserved) {
        held = reserved;
        SlipwayDesk.beatWith(id, () -> reserved.beat(Instant.now()));
    }

    @Override
    public void onResume() {
        try {
            Versions.require("slipwayReserve", version, formVersion());
            hold(HeldBench.takeUp(SlipwayDesk.get(), id, owner, bench, length(), deadline(), granted, new Telling()));
        } catch (RuntimeException | AbortException e) {
            getContext().onFailure(e);
        }
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        @Nullable BodyExecution running;
        synchronized (this) {
            over = true; // whatever is granted from now on
            running = body;
        }
        if (running != null && running.cancel(cause)) return; // and is released at its end
        release();
        getContext().onFailure(cause);
    }

    @Override
    public void release() {
        HeldBench reserved = held;
        if (reserved != null) reserved.release();
        else SlipwayDesk.get().release(owner, id);
        SlipwayDesk.stopBeating(id);
    }

    @Override
    public String getStatus() {
        HeldBench reserved = held;
        return reserved == null ? "bench " + bench + ": being taken up again" : reserved.status();
    }

    private final class Telling implements HeldBench.Told {
        @Override
        public void granted(Instant until) {
            SlipwayDesk.reservationsChanged();
            SlipwayDesk.later(() -> begin(until));
        }

        @Override
        public void says(String sentence) {
            Builds.say(getContext(), sentence);
        }

        @Override
        public void ended(String why) {
            SlipwayDesk.reservationsChanged();
            SlipwayDesk.later(() -> end(why));
        }
    }

    private synchronized void begin(Instant until) {
        if (granted || over) return;
        granted = true;
        Builds.say(getContext(), "bench " + bench + " is this build's alone until " + HeldBench.text(until));
        try {
            EnvironmentExpander more = EnvironmentExpander.constant(
                    Map.of("SLIPWAY_BENCH", bench, "SLIPWAY_BENCH_UNTIL", HeldBench.text(until)));
            body = getContext()
                    .newBodyInvoker()
                    .withContext(EnvironmentExpander.merge(getContext().get(EnvironmentExpander.class), more))
                    .withCallback(new EndOfBody(this))
                    .start();
            Object unused = getContext().saveState(); // written when it is written
        } catch (IOException | RuntimeException e) {
            release();
            getContext().onFailure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void end(String why) {
        if (over) return;
        over = true;
        SlipwayDesk.stopBeating(id);
        Builds.say(getContext(), why);
        BodyExecution running = body;
        if (running == null) getContext().onFailure(new AbortException(why));
        else running.cancel(new FlowInterruptedException(Result.ABORTED, true, new TimeIsOver(why)));
    }

    /** What the build shows as the reason for its end. */
    private static final class TimeIsOver extends CauseOfInterruption {
        private static final long serialVersionUID = 1;

        private final String why;

        TimeIsOver(String why) {
            this.why = why;
        }

        @Override
        public String getShortDescription() {
            return why;
        }
    }
}

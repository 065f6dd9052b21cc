package io.slipway.jenkins.step;

import hudson.AbortException;
import io.slipway.core.run.RunId;
import io.slipway.jenkins.desk.HeldThrottle;
import io.slipway.jenkins.host.SlipwayDesk;
import io.slipway.jenkins.settings.SlipwaySettings;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;

/** Holds some of a limit while its body runs. Saved with the build; taken up again after a restart. */
final class SlipwayThrottleExecution extends StepExecution implements Releasing {
    private static final long serialVersionUID = 1;

    /** Of the form of what is saved. */
    private final int version;

    private final String name;
    private final int weight;
    private String id = "";
    private String owner = "";
    private boolean granted;
    private boolean over;
    private @Nullable BodyExecution body;
    private transient @Nullable HeldThrottle held;

    SlipwayThrottleExecution(StepContext context, String name, int weight) {
        super(context);
        this.version = formVersion();
        this.name = name;
        this.weight = weight;
    }

    private static int formVersion() {
        return 1;
    }

    @Override
    public boolean start() throws Exception {
        id = Builds.newId().value();
        owner = Builds.owner(getContext());
        if (!SlipwaySettings.get().throttleLimits().containsKey(name))
            Builds.log(getContext())
                    .accept("no limit is set for " + name
                            + ", so nothing is limited; set one in Manage Jenkins, System," + " Slipway, Throttles");
        hold(HeldThrottle.ask(SlipwayDesk.get(), new RunId(id), owner, name, weight, new Telling()));
        return false;
    }

    private synchronized void hold(HeldThrottle throttle) {
        held = throttle;
        SlipwayDesk.beatWith(id, throttle::beat);
    }

    @Override
    public void onResume() {
        try {
            Versions.require("slipwayThrottle", version, formVersion());
            hold(HeldThrottle.takeUp(SlipwayDesk.get(), new RunId(id), owner, name, weight, granted, new Telling()));
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
    public synchronized void release() {
        HeldThrottle throttle = held;
        if (throttle != null) throttle.release();
        SlipwayDesk.stopBeating(id);
    }

    @Override
    public String getStatus() {
        HeldThrottle throttle = held;
        return name + ", weight " + weight + ": " + (throttle == null ? "being taken up again" : throttle.status());
    }

    private final class Telling implements HeldThrottle.Told {
        @Override
        public void granted() {
            SlipwayDesk.later(SlipwayThrottleExecution.this::begin);
        }

        @Override
        public void denied(String why) {
            SlipwayDesk.later(() -> getContext().onFailure(new AbortException(why)));
        }

        @Override
        public void waits(String why) {
            Builds.say(getContext(), "waits for " + name + ": " + why);
        }
    }

    private synchronized void begin() {
        if (granted || over) return;
        granted = true;
        Builds.say(getContext(), "holds " + weight + " of " + name);
        try {
            body = getContext()
                    .newBodyInvoker()
                    .withCallback(new EndOfBody(this))
                    .start();
            Object unused = getContext().saveState(); // written when it is written
        } catch (RuntimeException e) {
            release();
            getContext().onFailure(e);
        }
    }
}

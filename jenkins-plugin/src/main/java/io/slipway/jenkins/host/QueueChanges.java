package io.slipway.jenkins.host;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import hudson.slaves.ComputerListener;
import hudson.slaves.OfflineCause;
import io.slipway.core.limit.Sample;
import io.slipway.jenkins.settings.SettingsListener;
import io.slipway.jenkins.settings.SlipwaySettings;
import java.time.Duration;
import java.util.Optional;

/** Tells the {@link OrdinaryQueue} of what changes around it, and what builds teach. Waits for nobody. */
final class QueueChanges {
    private QueueChanges() {}

    /** What an administrator decided. */
    @Extension
    public static final class OnSettings implements SettingsListener {
        @Override
        public void changed(SlipwaySettings settings) {
            OrdinaryQueue.apply(settings);
        }
    }

    /** Once more when all plugins have put in their sorters: ours goes in front of them. */
    @Extension
    public static final class OnLoaded extends ItemListener {
        @Override
        public void onLoaded() {
            for (SlipwaySettings settings : ExtensionList.lookup(SlipwaySettings.class)) OrdinaryQueue.apply(settings);
        }
    }

    /** Nodes that come and go. */
    @Extension
    public static final class OnComputers extends ComputerListener {
        @Override
        public void onOnline(Computer computer, TaskListener listener) {
            OrdinaryQueue.signal();
        }

        @Override
        public void onOffline(Computer computer, OfflineCause cause) {
            OrdinaryQueue.signal();
        }

        @Override
        public void onTemporarilyOnline(Computer computer) {
            OrdinaryQueue.signal();
        }

        @Override
        public void onTemporarilyOffline(Computer computer, OfflineCause cause) {
            OrdinaryQueue.signal();
        }

        @Override
        public void onConfigurationChange() {
            OrdinaryQueue.signal();
        }
    }

    /** Builds that start and end. */
    @Extension
    @SuppressWarnings("rawtypes") // so that it hears of every kind of build
    public static final class OnRuns extends RunListener<Run> {
        public OnRuns() {
            super(Run.class);
        }

        @Override
        public void onStarted(Run run, TaskListener listener) {
            OrdinaryQueue.signal();
        }

        @Override
        public void onCompleted(Run run, TaskListener listener) {
            Optional<OrdinaryQueue> here = OrdinaryQueue.here();
            if (here.isEmpty()) return;
            Result result = run.getResult();
            boolean ranToItsEnd = Result.SUCCESS.equals(result) || Result.UNSTABLE.equals(result);
            Sample.Outcome outcome = ranToItsEnd ? Sample.Outcome.COMPLETED : Sample.Outcome.IGNORED;
            here.get().owner().finished(run.getQueueId(), outcome);
            if (ranToItsEnd) here.get().past().took(workOf(run), Duration.ofMillis(run.getDuration()));
            OrdinaryQueue.signal();
        }

        @Override
        public void onFinalized(Run run) {
            OrdinaryQueue.signal();
        }
    }

    /** What it is known by: the full name of its job. */
    static String workOf(Run<?, ?> run) {
        Object job = run.getParent();
        return job instanceof Item item ? item.getFullName() : run.getFullDisplayName();
    }
}

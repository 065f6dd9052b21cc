package io.slipway.jenkins.settings;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.slipway.jenkins.check.Fields;
import io.slipway.jenkins.queue.QueuePolicy.ThrottleLimit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** A limit that builds draw on by name, wherever they run: a database, a licence. */
public final class ThrottleSettings implements Describable<ThrottleSettings> {
    private final String name;
    private final int most;
    private boolean learns;

    @DataBoundConstructor
    public ThrottleSettings(String name, int most) {
        this.name = name;
        this.most = most;
    }

    public String getName() {
        return name;
    }

    public int getMost() {
        return most;
    }

    /** Whether it goes down from there, and up again, by how those that draw on it slow each other down. */
    public boolean isLearns() {
        return learns;
    }

    @DataBoundSetter
    public void setLearns(boolean learns) {
        this.learns = learns;
    }

    Optional<String> problem() {
        return Fields.name(name).or(() -> Fields.atLeastOne(most).map(why -> name + ": " + why));
    }

    ThrottleLimit limit() {
        return new ThrottleLimit(most, learns);
    }

    /** Of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<ThrottleSettings> {
        @RequirePOST
        public FormValidation doCheckName(@QueryParameter @Nullable String value) {
            return Answers.toAdministrator(Fields.name(Answers.written(value)));
        }

        @RequirePOST
        public FormValidation doCheckMost(@QueryParameter @Nullable String value) {
            return Answers.toAdministrator(Fields.atLeastOne(Answers.written(value)));
        }
    }
}

package io.slipway.jenkins.settings;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.slipway.jenkins.check.Fields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** What a folder gets beside its siblings: with 2, twice as much as one of which nobody said anything. */
public final class FolderWeight implements Describable<FolderWeight> {
    private final String folder;
    private final double weight;

    @DataBoundConstructor
    public FolderWeight(String folder, double weight) {
        this.folder = folder;
        this.weight = weight;
    }

    public String getFolder() {
        return folder;
    }

    public double getWeight() {
        return weight;
    }

    Optional<String> problem() {
        return Fields.folder(folder).or(() -> Fields.factor(weight).map(why -> folder + ": " + why));
    }

    /** Of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<FolderWeight> {
        @RequirePOST
        public FormValidation doCheckFolder(@QueryParameter @Nullable String value) {
            return Answers.toAdministrator(Fields.folder(Answers.written(value)));
        }

        @RequirePOST
        public FormValidation doCheckWeight(@QueryParameter @Nullable String value) {
            return Answers.toAdministrator(Fields.factor(Answers.written(value)));
        }
    }
}

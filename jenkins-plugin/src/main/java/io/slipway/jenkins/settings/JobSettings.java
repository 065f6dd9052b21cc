package io.slipway.jenkins.settings;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.slipway.jenkins.check.Fields;
import io.slipway.jenkins.queue.JobRule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** What holds for jobs whose full names look alike, so that no job has to be changed. */
public final class JobSettings implements Describable<JobSettings> {
    private final String jobs;
    private int priority;
    private String throttles = "";

    @DataBoundConstructor
    public JobSettings(String jobs) {
        this.jobs = jobs;
    }

    /** Full names, where {@code *} stands for anything without a slash and {@code **} for anything. */
    public String getJobs() {
        return jobs;
    }

    /** Higher comes first in its folder. */
    public int getPriority() {
        return priority;
    }

    @DataBoundSetter
    public void setPriority(int priority) {
        this.priority = priority;
    }

    /** What each build draws on: {@code database=2, licence}. */
    public String getThrottles() {
        return throttles;
    }

    @DataBoundSetter
    public void setThrottles(@Nullable String throttles) {
        this.throttles = throttles == null ? "" : throttles;
    }

    Optional<String> problem() {
        try {
            rule();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("jobs " + jobs + ": " + e.getMessage());
        }
    }

    JobRule rule() {
        return new JobRule(jobs, priority, Fields.claims(throttles));
    }

    /** Of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<JobSettings> {
        @RequirePOST
        public FormValidation doCheckJobs(@QueryParameter @Nullable String value) {
            return Answers.toAdministrator(new JobSettings(Answers.written(value)).problem());
        }

        @RequirePOST
        public FormValidation doCheckPriority(@QueryParameter @Nullable String value) {
            return Answers.toAdministrator(Fields.priority(Answers.written(value)));
        }

        @RequirePOST
        public FormValidation doCheckThrottles(@QueryParameter @Nullable String value) {
            return Answers.toAdministrator(Fields.claimsText(Answers.written(value)));
        }
    }
}

package io.slipway.jenkins.settings;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.slipway.jenkins.check.Fields;
import io.slipway.jenkins.queue.QueuePolicy.ScoreWeights;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** How much each score counts where a build goes. */
public final class PlacementWeights implements Describable<PlacementWeights> {
    private double warm = ScoreWeights.STANDARD.warm();
    private double idle = ScoreWeights.STANDARD.idle();
    private double load = ScoreWeights.STANDARD.load();
    private double plain = ScoreWeights.STANDARD.plain();
    private double cost = ScoreWeights.STANDARD.cost();
    private double speed = ScoreWeights.STANDARD.speed();
    private double healthy = ScoreWeights.STANDARD.healthy();

    @DataBoundConstructor
    public PlacementWeights() {}

    Optional<String> problem() {
        return DoubleStream.of(warm, idle, load, plain, cost, speed, healthy)
                .mapToObj(Fields::weight)
                .flatMap(Optional::stream)
                .findFirst()
                .map(why -> "weights: " + why);
    }

    ScoreWeights toScoreWeights() {
        return new ScoreWeights(warm, idle, load, plain, cost, speed, healthy);
    }

    public double getWarm() {
        return warm;
    }

    @DataBoundSetter
    public void setWarm(double warm) {
        this.warm = warm;
    }

    public double getIdle() {
        return idle;
    }

    @DataBoundSetter
    public void setIdle(double idle) {
        this.idle = idle;
    }

    public double getLoad() {
        return load;
    }

    @DataBoundSetter
    public void setLoad(double load) {
        this.load = load;
    }

    public double getPlain() {
        return plain;
    }

    @DataBoundSetter
    public void setPlain(double plain) {
        this.plain = plain;
    }

    public double getCost() {
        return cost;
    }

    @DataBoundSetter
    public void setCost(double cost) {
        this.cost = cost;
    }

    public double getSpeed() {
        return speed;
    }

    @DataBoundSetter
    public void setSpeed(double speed) {
        this.speed = speed;
    }

    public double getHealthy() {
        return healthy;
    }

    @DataBoundSetter
    public void setHealthy(double healthy) {
        this.healthy = healthy;
    }

    /** Of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<PlacementWeights> {
        @RequirePOST
        public FormValidation doCheckWarm(@QueryParameter @Nullable String value) {
            return Answers.toAdministrator(Fields.weight(Answers.written(value)));
        }

        @RequirePOST
        public FormValidation doCheckIdle(@QueryParameter @Nullable String value) {
            return Answers.toAdministrator(Fields.weight(Answers.written(value)));
        }

        @RequirePOST
        public FormValidation doCheckLoad(@QueryParameter @Nullable String value) {
            return Answers.toAdministrator(Fields.weight(Answers.written(value)));
        }

        @RequirePOST
        public FormValidation doCheckPlain(@QueryParameter @Nullable String value) {
            return Answers.toAdministrator(Fields.weight(Answers.written(value)));
        }

        @RequirePOST
        public FormValidation doCheckCost(@QueryParameter @Nullable String value) {
            return Answers.toAdministrator(Fields.weight(Answers.written(value)));
        }

        @RequirePOST
        public FormValidation doCheckSpeed(@QueryParameter @Nullable String value) {
            return Answers.toAdministrator(Fields.weight(Answers.written(value)));
        }

        @RequirePOST
        public FormValidation doCheckHealthy(@QueryParameter @Nullable String value) {
            return Answers.toAdministrator(Fields.weight(Answers.written(value)));
        }
    }
}

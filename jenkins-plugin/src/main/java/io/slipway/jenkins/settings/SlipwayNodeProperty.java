package io.slipway.jenkins.settings;

import hudson.Extension;
import hudson.model.Node;
import hudson.slaves.NodeProperty;
import hudson.slaves.NodePropertyDescriptor;
import hudson.util.FormValidation;
import io.slipway.jenkins.capability.Capabilities;
import io.slipway.jenkins.check.Fields;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** What a person knows of a node that cannot be found on it: further capabilities, what it costs, which bench it is. */
public final class SlipwayNodeProperty extends NodeProperty<Node> {
    private String capabilities = "";
    private String benches = "";
    private double costPerHour;
    private double speed = 1;

    @DataBoundConstructor
    public SlipwayNodeProperty() {}

    /** What was said of that node, if anything was. */
    public static Optional<SlipwayNodeProperty> of(Node node) {
        return Optional.ofNullable(node.getNodeProperty(SlipwayNodeProperty.class));
    }

    /** One in a line: {@code board=stm32}. */
    public String getCapabilities() {
        return capabilities;
    }

    @DataBoundSetter
    public void setCapabilities(@Nullable String capabilities) {
        this.capabilities = capabilities == null ? "" : capabilities;
    }

    /** Names by which it is reserved: {@code rack-3, hil}. */
    public String getBenches() {
        return benches;
    }

    @DataBoundSetter
    public void setBenches(@Nullable String benches) {
        this.benches = benches == null ? "" : benches;
    }

    /** In whatever money all nodes are counted in. */
    public double getCostPerHour() {
        return costPerHour;
    }

    @DataBoundSetter
    public void setCostPerHour(double costPerHour) {
        this.costPerHour = costPerHour;
    }

    /** 2 takes half the time of 1. */
    public double getSpeed() {
        return speed;
    }

    @DataBoundSetter
    public void setSpeed(double speed) {
        this.speed = speed;
    }

    /** What {@link #getCapabilities} says; nothing when that cannot be read. */
    public Capabilities extraCapabilities() {
        try {
            return Capabilities.parse(capabilities);
        } catch (IllegalArgumentException e) {
            return Capabilities.NONE; // told where it is written; what is found still counts
        }
    }

    /** What {@link #getBenches} says; nothing when that cannot be read. */
    public SortedSet<String> benchNames() {
        SortedMap<String, Integer> names;
        try {
            names = Fields.claims(benches);
        } catch (IllegalArgumentException e) {
            return Collections.emptySortedSet();
        }
        return Collections.unmodifiableSortedSet(new TreeSet<>(names.keySet()));
    }

    /** What cannot be used, in a sentence. */
    public Optional<String> problem() {
        try {
            Capabilities.parse(capabilities);
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
        return Fields.claimsText(benches).or(() -> Fields.weight(costPerHour)).or(() -> Fields.factor(speed));
    }

    /** Of the form. */
    @Extension
    @Symbol("slipwayNode")
    public static final class DescriptorImpl extends NodePropertyDescriptor {
        @Override
        public String getDisplayName() {
            return "Slipway: capabilities, cost, benches";
        }

        @RequirePOST
        public FormValidation doCheckCapabilities(@QueryParameter @Nullable String value) {
            SlipwayNodeProperty written = new SlipwayNodeProperty();
            written.setCapabilities(Answers.written(value));
            return Answers.toNodeKeeper(written.problem());
        }

        @RequirePOST
        public FormValidation doCheckBenches(@QueryParameter @Nullable String value) {
            return Answers.toNodeKeeper(Fields.claimsText(Answers.written(value)));
        }

        @RequirePOST
        public FormValidation doCheckCostPerHour(@QueryParameter @Nullable String value) {
            return Answers.toNodeKeeper(Fields.weight(Answers.written(value)));
        }

        @RequirePOST
        public FormValidation doCheckSpeed(@QueryParameter @Nullable String value) {
            return Answers.toNodeKeeper(Fields.factor(Answers.written(value)));
        }
    }
}

package io.slipway.jenkins.host;

import hudson.Extension;
import hudson.model.LabelFinder;
import hudson.model.Node;
import hudson.model.labels.LabelAtom;
import java.util.Collection;

/** Gives nodes labels for what is found on them. Asked at every look at a node's labels, so it only looks them up. */
@Extension
public final class CapabilityLabelFinder extends LabelFinder {
    @Override
    public Collection<LabelAtom> findLabels(Node node) {
        return NodeCapabilities.labelsOf(node);
    }
}

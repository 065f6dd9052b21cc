package io.slipway.jenkins.host;

import hudson.model.InvisibleAction;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.run.RunId;
import io.slipway.jenkins.desk.PlaceWish;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the body of a step wants of its node, kept with the step so that a controller that is started anew knows it.
 * Immutable.
 */
public final class PlaceAction extends InvisibleAction implements Serializable {
    private static final long serialVersionUID = 1;

    /** Of the form of what is saved; another one is refused with a reason rather than misread. */
    private final int version;

    private final String id;
    private final String owner;
    private final TreeMap<String, String> requires;
    private final TreeMap<String, String> prefers;
    private final int milliCpu;
    private final long memoryBytes;
    private final int priority;

    public PlaceAction(PlaceWish wish) {
        this.version = formVersion();
        this.id = wish.id().value();
        this.owner = wish.owner();
        this.requires = new TreeMap<>(wish.requires().texts());
        this.prefers = new TreeMap<>(wish.prefers().texts());
        this.milliCpu = wish.wanted().milliCpu();
        this.memoryBytes = wish.wanted().memoryBytes();
        this.priority = wish.priority();
    }

    private static int formVersion() {
        return 1;
    }

    /**
     * @throws IllegalStateException when another version of the plugin saved it
     */
    PlaceWish wish() {
        if (version != formVersion())
            throw new IllegalStateException(
                    "the place was saved by another version of Slipway (form " + version + "); start the build anew");
        return new PlaceWish(
                new RunId(id),
                owner,
                Selector.of(requires),
                Selector.of(prefers),
                new Resources(milliCpu, memoryBytes),
                priority);
    }

    /** Wishes as a person writes them, for views. */
    public Map<String, String> getRequires() {
        return requires;
    }
}

package io.slipway.jenkins.settings;

import hudson.Extension;
import hudson.init.Terminator;
import hudson.model.AdministrativeMonitor;
import io.slipway.jenkins.check.Troubles;
import java.util.Collection;
import org.jenkinsci.Symbol;

/** Tells administrators what is wrong: a setting that cannot be used, a store that cannot be written. */
@Extension
@Symbol("slipwayTroubles")
public final class SlipwayMonitor extends AdministrativeMonitor {
    private static final Troubles TROUBLES = new Troubles();

    /**
     * The topic is in trouble; replaces what was said about it.
     *
     * @param sentence what is wrong, and what to do about it
     */
    public static void tell(String topic, String sentence) {
        TROUBLES.tell(topic, sentence);
    }

    /** The topic is well again. */
    public static void clear(String topic) {
        TROUBLES.clear(topic);
    }

    /** Another life of Jenkins in the same process has troubles of its own. */
    @Terminator
    public static void clearAll() {
        TROUBLES.clearAll();
    }

    @Override
    public String getDisplayName() {
        return "Slipway";
    }

    @Override
    public boolean isActivated() {
        return !TROUBLES.all().isEmpty();
    }

    /** What the page shows. */
    public Collection<String> getSentences() {
        return TROUBLES.all().values();
    }
}

package io.slipway.core.agent;

import java.util.Locale;

/** Whether an agent is given work. */
public enum AgentState {
    /** Takes tasks. */
    READY,
    /** Somebody asked that it gets nothing new; what runs goes on. */
    CORDONED,
    /** Gets nothing new and leaves when what runs has ended. */
    DRAINING,
    /** Its tasks fail more often than the same tasks elsewhere, or it was late to report: nothing new until it is looked at. */
    SUSPECTED,
    /** Not heard of for longer than it is believed: what ran there is lost. */
    LOST;

    /** Whether it may be given something new. */
    public boolean takesTasks() {
        return this == READY;
    }

    /** As inventories and events write it: {@code ready}, {@code cordoned}, … */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

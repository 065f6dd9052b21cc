package io.slipway.core.pipeline;

import java.util.Locale;

/** What a task is for. Decides whether it runs unasked and whether its result may be reused. */
public enum TaskKind {
    /** Makes something out of its inputs; reused while they stay the same. */
    BUILD,
    /** Checks something; reused while what it checks stays the same. */
    TEST,
    /** Changes the world outside; runs only when asked for, every time, and never twice for one request. */
    DEPLOY;

    public boolean isReusable() {
        return this != DEPLOY;
    }

    /** Whether it runs when nobody asked for its kind. */
    public boolean runsUnasked() {
        return this != DEPLOY;
    }

    /** As a definition writes it: {@code build}, {@code test}, {@code deploy}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.slipway.core.pipeline;

import java.util.Locale;

/** Why one task comes after another. */
public enum NeedKind {
    /** Its outputs are needed to build. */
    BUILD,
    /** Its outputs are needed to test. */
    TEST,
    /** It must be up before this one is deployed: order only, its outputs are no input. */
    RUNTIME;

    /** Whether the needed task's outputs are inputs of the task that needs it. */
    public boolean givesOutputs() {
        return this != RUNTIME;
    }

    /** As a definition writes it: {@code build}, {@code test}, {@code runtime}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

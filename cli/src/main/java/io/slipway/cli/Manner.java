package io.slipway.cli;

import io.slipway.cli.view.Verbosity;

/**
 * How a process talks: how much, in JSON or in sentences, and whether it asks. Set from {@link CommonOptions} before a
 * command starts, and the same from then on; thread-safe.
 */
final class Manner {
    private volatile Verbosity verbosity = Verbosity.NORMAL;
    private volatile boolean json;
    private volatile boolean asks = true;

    void be(Verbosity wanted, boolean inJson, boolean asking) {
        verbosity = wanted;
        json = inJson;
        asks = asking;
    }

    Verbosity verbosity() {
        return verbosity;
    }

    boolean isQuiet() {
        return verbosity == Verbosity.QUIET;
    }

    boolean isVerbose() {
        return verbosity == Verbosity.VERBOSE;
    }

    boolean isJson() {
        return json;
    }

    /** Whether a person may be asked something. */
    boolean asks() {
        return asks;
    }
}

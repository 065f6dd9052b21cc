package io.slipway.cli;

import picocli.CommandLine.Option;

/** What every command has that answers a question. */
final class JsonOption {
    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    boolean isGiven() {
        return json;
    }
}

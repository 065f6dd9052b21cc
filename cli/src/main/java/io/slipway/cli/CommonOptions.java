package io.slipway.cli;

import picocli.CommandLine.Option;

/**
 * What every command has, so that one can be said without looking it up. {@link CommandLines} looks which of them were given,
 * here or before the command's name, and sets the {@link Manner} of the process by them.
 */
@SuppressWarnings("UnusedVariable") // picocli acts on it, and CommandLines asks it what was given
final class CommonOptions {
    static final String QUIET = "--quiet";
    static final String VERBOSE = "--verbose";
    static final String JSON = "--json";
    static final String NO_INPUT = "--no-input";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-q", QUIET},
            description = "Show only what was asked for, and what went wrong.")
    private boolean quiet;

    @Option(
            names = {"-v", VERBOSE},
            description = "Also show where things are looked for, and the stack trace of a fault; of a run also"
                    + " reused and skipped tasks, and why each task ran.")
    private boolean verbose;

    @Option(names = JSON, description = "Print JSON: one object, or one a line while tasks run.")
    private boolean json;

    @Option(names = NO_INPUT, description = "Ask nothing: a run that wants approval ends as one that waits.")
    private boolean noInput;
}

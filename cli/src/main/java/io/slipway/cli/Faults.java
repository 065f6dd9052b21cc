package io.slipway.cli;

import io.slipway.cli.view.ProblemText;
import io.slipway.core.pipeline.InvalidPipelineException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Says what went wrong in a line or a few, and which exit code it is. */
final class Faults {
    private Faults() {}

    static int report(Throwable fault, Surroundings surroundings) {
        PrintStream err = surroundings.err();
        boolean debug = !surroundings.variable("SLIPWAY_DEBUG").isEmpty()
                || surroundings.manner().isVerbose();
        if (fault instanceof InvalidPipelineException invalid) {
            err.print(new ProblemText(surroundings.style()).all(invalid.problems()));
            if (debug) fault.printStackTrace(err);
            return ExitCode.WRONG_REQUEST;
        }
        if (fault instanceof IllegalArgumentException) {
            err.println("slipway: " + said(fault));
            if (debug) fault.printStackTrace(err);
            return ExitCode.WRONG_REQUEST;
        }
        String where = debug ? "see below" : "details are in " + written(fault);
        err.println("slipway: " + said(fault) + "; " + where);
        if (debug) fault.printStackTrace(err);
        return ExitCode.FAULT;
    }

    /** What it says of itself; its kind too where the message alone would not be a sentence. */
    private static String said(Throwable fault) {
        String message = Objects.requireNonNullElse(fault.getMessage(), "");
        if (message.indexOf(' ') > 0) return message;
        return ("internal fault: " + fault.getClass().getSimpleName() + " " + message).strip();
    }

    private static String written(Throwable fault) {
        StringWriter trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace));
        try {
            Path file = Files.createTempFile("slipway-fault-", ".txt");
            Files.writeString(file, trace.toString());
            return file.toString();
        } catch (IOException e) {
            return "no file, because none could be written (" + e.getMessage() + "); SLIPWAY_DEBUG=1 shows them";
        }
    }
}

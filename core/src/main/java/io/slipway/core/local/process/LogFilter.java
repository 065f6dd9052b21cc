package io.slipway.core.local.process;

import java.io.OutputStream;

/** Stands between what a program prints and its log, such as to hide some of it. */
@FunctionalInterface
public interface LogFilter {
    /**
     * Takes what is printed, as it is printed, and is flushed after each piece; closed when nothing more comes. What it writes to
     * {@code log} is in the log.
     */
    OutputStream over(OutputStream log);

    /** This one first, and what it lets through goes through {@code next}. */
    default LogFilter then(LogFilter next) {
        return log -> over(next.over(log));
    }
}

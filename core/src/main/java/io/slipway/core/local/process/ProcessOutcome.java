package io.slipway.core.local.process;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;

/** How a task's program ended, or why it never began. Immutable. */
public sealed interface ProcessOutcome {

    /** Whether the program ended by itself with exit code 0. */
    default boolean succeeded() {
        return false;
    }

    /** One line for a person: what happened and, unless it succeeded, what to do next. */
    String describe();

    /** A program did run, and these are its costs. */
    sealed interface Ended extends ProcessOutcome {
        ResourceUsage usage();
    }

    /** The main process ended by itself. */
    record Exited(int code, ResourceUsage usage) implements Ended {
        public Exited {
            requireNonNull(usage, "usage");
        }

        @Override
        public boolean succeeded() {
            return code == 0;
        }

        @Override
        public String describe() {
            return succeeded() ? "succeeded" : "exited with code " + code + "; read its log";
        }
    }

    /** The main process was ended by a signal that Slipway did not send. */
    record Signalled(int signal, ResourceUsage usage) implements Ended {
        public Signalled {
            requireNonNull(usage, "usage");
        }

        @Override
        public String describe() {
            return "was ended by signal " + signal + Signal.nameInBrackets(signal)
                    + ", which Slipway did not send; read its log, and the machine's if it ran out of memory";
        }
    }

    /** The task ran longer than its timeout and was ended with all its processes. */
    record TimedOut(Duration limit, ResourceUsage usage) implements Ended {
        public TimedOut {
            requireNonNull(limit, "limit");
            requireNonNull(usage, "usage");
        }

        @Override
        public String describe() {
            return "timed out after " + limit.toString().substring(2).toLowerCase(Locale.ROOT)
                    + "; make it faster or raise its timeout";
        }
    }

    /** The processes of the task held more memory than its limit and were killed. */
    record MemoryExceeded(long limitBytes, long seenBytes, ResourceUsage usage) implements Ended {
        public MemoryExceeded {
            requireNonNull(usage, "usage");
        }

        @Override
        public String describe() {
            return "exceeded its memory limit of " + mebibytes(limitBytes) + " (seen: " + mebibytes(seenBytes)
                    + "); make it smaller or raise resources.memory";
        }

        private static String mebibytes(long bytes) {
            return String.format(Locale.ROOT, "%.1f MiB", bytes / (1024.0 * 1024.0));
        }
    }

    /** Somebody called {@link RunningProcess#terminate}. */
    record Terminated(ResourceUsage usage) implements Ended {
        public Terminated {
            requireNonNull(usage, "usage");
        }

        @Override
        public String describe() {
            return "was cancelled; run it again if it is still wanted";
        }
    }

    /** Nothing was run. The reason says what was tried and what to do next. */
    record CouldNotStart(String reason) implements ProcessOutcome {
        public CouldNotStart {
            requireNonNull(reason, "reason");
        }

        @Override
        public String describe() {
            return "could not start: " + reason;
        }
    }
}

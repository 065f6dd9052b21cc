package io.slipway.core.pipeline;

import java.util.List;

/** How a task is run. Immutable. */
public sealed interface Command {
    /** The words a process is started with. */
    List<String> argv();

    /** As a person would type it, for one line of a view. */
    String text();

    /** Text that a POSIX shell reads, ending at the first command that fails: {@code sh -e -c script}. */
    record Shell(String script) implements Command {
        public Shell {
            if (script.isBlank()) throw new IllegalArgumentException("script: '" + script + "' (expected: a command)");
        }

        @Override
        public List<String> argv() {
            return List.of("sh", "-e", "-c", script);
        }

        @Override
        public String text() {
            return script.strip();
        }
    }

    /** A program and its arguments, with no shell between. */
    record Argv(List<String> argv) implements Command {
        public Argv {
            argv = List.copyOf(argv);
            if (argv.isEmpty() || argv.get(0).isBlank()) {
                throw new IllegalArgumentException("argv: " + argv + " (expected: a program and its arguments)");
            }
        }

        @Override
        public String text() {
            return String.join(" ", argv);
        }
    }
}

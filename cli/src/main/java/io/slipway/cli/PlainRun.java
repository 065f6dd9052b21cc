package io.slipway.cli;

import io.slipway.cli.view.Verbosity;
import io.slipway.core.local.TaskFilter;
import io.slipway.core.pipeline.TaskKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the common forms of {@code slipway run …} at no cost. What it does not know, it leaves to
 * {@link CommandLines}, which also says what is wrong; what it does know, both read alike.
 */
final class PlainRun {
    private PlainRun() {}

    /** Absent unless every word is understood beyond doubt. */
    static Optional<RunArguments> read(String[] args) {
        if (args.length == 0 || !args[0].equals("run")) return Optional.empty();
        List<String> selections = new ArrayList<>();
        Set<TaskKind> with = EnumSet.noneOf(TaskKind.class);
        String directory = "";
        int jobs = 0;
        boolean keepGoing = false;
        boolean sandbox = false;
        boolean rebuild = false;
        boolean json = false;
        boolean quiet = false;
        boolean verbose = false;
        for (int i = 1; i < args.length; i++) {
            String word = args[i];
            if (!isOption(word)) {
                if (word.isEmpty() || word.startsWith("@") || word.indexOf('"') >= 0) return Optional.empty();
                selections.add(word);
                continue;
            }
            boolean last = i + 1 == args.length;
            switch (word) {
                case "-k", "--keep-going" -> keepGoing = true;
                case "--sandbox" -> sandbox = true;
                case "--rebuild" -> rebuild = true;
                case "--json" -> json = true;
                case "-q", "--quiet" -> quiet = true;
                case "-v", "--verbose" -> verbose = true;
                case "-j", "--jobs" -> {
                    if (jobs != 0 || last) return Optional.empty();
                    jobs = number(args[++i]);
                    if (jobs == 0) return Optional.empty();
                }
                case "--with" -> {
                    if (last || !args[++i].equals("deploy")) return Optional.empty();
                    with.add(TaskKind.DEPLOY);
                }
                case "-C", "--directory" -> {
                    if (!directory.isEmpty() || last || isOption(args[i + 1])) return Optional.empty();
                    directory = args[++i];
                    if (directory.isEmpty() || directory.startsWith("@") || directory.indexOf('"') >= 0)
                        return Optional.empty();
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        if (quiet && verbose) return Optional.empty();
        return Optional.of(new RunArguments(
                directory,
                selections,
                Map.of(),
                with,
                TaskFilter.NONE,
                jobs,
                keepGoing,
                sandbox,
                rebuild,
                Optional.empty(),
                List.of(),
                false,
                json,
                Verbosity.of(quiet, verbose)));
    }

    private static boolean isOption(String word) {
        return word.startsWith("-");
    }

    /** 1 to 9999 in plain digits, or 0 when it is anything else. */
    private static int number(String text) {
        if (text.isEmpty() || text.length() > 4 || text.charAt(0) == '0') return 0;
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') return 0;
            number = number * 10 + (c - '0');
        }
        return number;
    }
}

package io.slipway.core.bridge;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a compiler, a checker or a test says about a place in a file of the project. Immutable.
 *
 * @param error whether it is an error, else a warning
 * @param file from the root of the project, with {@code /}
 * @param line from 1
 * @param column from 1; 0 when it was not said
 */
public record Complaint(boolean error, String file, int line, int column, String message) {
    private static final String FILE = "(?<file>(?:[A-Za-z]:)?[^\\s:()\\[\\]'\"]+\\.[A-Za-z0-9]+)";
    private static final String LEVEL = "(?<level>fatal error|error|warning)";

    /** javac, gcc, clang, go vet and many more; Maven; TypeScript and MSBuild. */
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile("^\\s*" + FILE + ":(?<line>\\d+):(?:(?<column>\\d+):)? ?" + LEVEL + "\\b:?(?<message>.*)$"),
            Pattern.compile("^\\[(?<level>ERROR|WARNING)\\] " + FILE
                    + ":\\[(?<line>\\d+)(?:,(?<column>\\d+))?\\](?<message>.*)$"),
            Pattern.compile("^\\s*" + FILE + "\\((?<line>\\d+),(?<column>\\d+)\\): " + LEVEL + "\\b:?(?<message>.*)$"));

    /** A line of a stack trace in Java. */
    private static final Pattern FRAME =
            Pattern.compile("at (?<type>[\\w.$]+)\\.[\\w$<>]+\\((?<file>[\\w$]+\\.\\w+):(?<line>\\d+)\\)");

    private static final Pattern LEVELS = Pattern.compile("error|warning|ERROR|WARNING");

    private static final int LONGEST_LINE = 2_000;
    private static final int MOST = 50;

    /**
     * What a log complains of, in its order, each once, at most fifty. Places outside the project are left out.
     *
     * @param root of the project
     * @param directory that the task ran in, for paths that are relative
     */
    public static List<Complaint> in(String log, Path root, Path directory) {
        Set<Complaint> complaints = new LinkedHashSet<>();
        for (String line : log.split("\n", -1)) {
            if (line.length() > LONGEST_LINE || !LEVELS.matcher(line).find()) continue;
            for (Pattern form : FORMS) {
                Matcher found =
                        form.matcher(line.replaceAll("\u001b\\[[0-9;]*m", "").stripTrailing());
                if (!found.matches()) continue;
                complaint(found, root, directory).ifPresent(complaints::add);
                break;
            }
            if (complaints.size() >= MOST) break;
        }
        return List.copyOf(complaints);
    }

    private static Optional<Complaint> complaint(Matcher found, Path root, Path directory) {
        boolean error = !found.group("level").toLowerCase(Locale.ROOT).equals("warning");
        String message = SafeText.oneLine(found.group("message"));
        int line = number(found.group("line"));
        int column = found.group("column") == null ? 0 : number(found.group("column"));
        if (line == 0) return Optional.empty();
        return shown(found.group("file"), root, directory)
                .map(file -> new Complaint(error, file, line, column, message.isEmpty() ? "see the log" : message));
    }

    /** Where tests failed, as far as that is known: a test of Java says so in its stack trace. */
    public static List<Complaint> of(TestResults tests, Path root, Path directory, List<String> sources) {
        List<Complaint> complaints = new ArrayList<>();
        for (TestResults.Failure failure : tests.failures()) {
            if (complaints.size() >= MOST) break;
            of(failure, root, directory, sources).ifPresent(complaints::add);
        }
        return complaints;
    }

    private static Optional<Complaint> of(
            TestResults.Failure failure, Path root, Path directory, List<String> sources) {
        String message = failure.test() + ": " + failure.message();
        Optional<String> named = failure.file().flatMap(file -> shown(file, root, directory));
        if (named.isPresent())
            return Optional.of(new Complaint(true, named.get(), Math.max(1, failure.line()), 0, message));
        Matcher frame = FRAME.matcher(failure.details());
        while (frame.find()) {
            String type = frame.group("type");
            if (!type.equals(failure.type()) && !type.startsWith(failure.type() + "$")) continue;
            int dot = type.lastIndexOf('.');
            String path = (dot < 0 ? "" : type.substring(0, dot + 1).replace('.', '/')) + frame.group("file");
            for (String source : sources)
                if (source.equals(path) || source.endsWith("/" + path))
                    return Optional.of(
                            new Complaint(true, source, Math.max(1, number(frame.group("line"))), 0, message));
        }
        return Optional.empty();
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return 0; // longer than any file has lines
        }
    }

    /** The file from the root, if it is one of the project. */
    private static Optional<String> shown(String written, Path root, Path directory) {
        try {
            for (Path from : List.of(directory, root)) {
                Path file = from.resolve(written).normalize();
                if (file.startsWith(root) && Files.isRegularFile(file))
                    return Optional.of(root.relativize(file).toString().replace('\\', '/'));
            }
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}

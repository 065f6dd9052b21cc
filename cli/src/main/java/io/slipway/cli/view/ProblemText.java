package io.slipway.cli.view;

import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Problems of definitions, one a line, with their number at the end. */
public final class ProblemText {
    private final Style style;

    public ProblemText(Style style) {
        this.style = style;
    }

    /** What to say when there are no problems. */
    public static String none(int services, int tasks) {
        return "ok: " + Amounts.count(services, "service") + ", " + Amounts.count(tasks, "task");
    }

    public String all(List<Problem> problems) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems) text.append(problem).append('\n');
        return text.append(count(problems)).toString();
    }

    /**
     * As {@link #all}, each with the line it is about and a caret below the place.
     *
     * @param root of the workspace, to find the files again
     */
    public String allWithLines(List<Problem> problems, Path root) {
        Map<String, List<String>> files = new HashMap<>();
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems) {
            text.append(problem).append('\n');
            problem.place().ifPresent(place -> {
                List<String> lines = files.computeIfAbsent(place.file(), file -> lines(root.resolve(file)));
                if (place.line() <= lines.size()) text.append(pointed(lines.get(place.line() - 1), place));
            });
        }
        return text.append(count(problems)).toString();
    }

    private String count(List<Problem> problems) {
        return style.red(Amounts.count(problems.size(), "problem")) + '\n';
    }

    /** A file that changed or went since it was read has no lines to show. */
    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Tabs stay tabs on both lines, so that the caret stands where they make it stand. */
    private String pointed(String line, Place place) {
        StringBuilder indent = new StringBuilder();
        for (int i = 0; i < Math.min(place.column() - 1, line.length()); i++) {
            indent.append(line.charAt(i) == '\t' ? '\t' : ' ');
        }
        return style.faint("    " + line) + '\n' + "    " + indent + style.red("^") + '\n';
    }
}

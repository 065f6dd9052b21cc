package io.slipway.core.definition;

import io.slipway.core.content.PathSet;
import io.slipway.core.pipeline.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Reads patterns of paths; one that cannot be read is left out, with a problem. */
final class PatternReader {
    private final Problems problems;

    PatternReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * @param places gets where each was first written
     */
    PathSet read(YamlValue value, String name, String example, SortedMap<String, Place> places) {
        List<String> patterns = new ArrayList<>();
        for (YamlValue item : value.texts(name, example)) {
            if (patterns.isEmpty() && item.knownText().startsWith("!")) {
                problems.add(
                        item.place(),
                        "`" + item.knownText() + "` takes out before anything was taken in",
                        "put a pattern such as `\"**\"` before it");
            } else if (isPattern(item)) {
                patterns.add(item.knownText());
                places.putIfAbsent(item.knownText(), item.place());
            }
        }
        return new PathSet(patterns);
    }

    /** Whether the text is one; adds a problem when not. */
    boolean isPattern(YamlValue item) {
        String pattern = item.knownText();
        try {
            PathSet.of("**", pattern);
            return true;
        } catch (IllegalArgumentException e) {
            problems.add(
                    item.place(),
                    "`" + pattern + "` is no pattern of paths",
                    "write " + expected(e, "src/** for example"));
            return false;
        }
    }

    /** What an exception says after {@code expected:}, as all of ours do. */
    private static String expected(IllegalArgumentException e, String otherwise) {
        String message = String.valueOf(e.getMessage());
        int at = message.indexOf("(expected: ");
        return at < 0 ? otherwise : message.substring(at + "(expected: ".length(), message.length() - 1);
    }
}

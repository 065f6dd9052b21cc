package io.slipway.jenkins.step;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists as Jenkinsfiles write them, and as forms show them: one element a line. Stateless. */
final class Lines {
    private Lines() {}

    /** The elements, whether each came by itself or several in one text. */
    static List<String> split(@Nullable List<String> texts) {
        List<String> all = new ArrayList<>();
        if (texts == null) return all;
        for (String text : texts) {
            text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(all::add);
        }
        return all;
    }

    static String join(List<String> elements) {
        return String.join("\n", elements);
    }
}

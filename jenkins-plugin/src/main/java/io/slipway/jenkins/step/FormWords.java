package io.slipway.jenkins.step;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is written in a form. Stateless. */
final class FormWords {
    private FormWords() {}

    /** Without blanks around it; absent when nothing is left. */
    static @Nullable String trimmed(@Nullable Object text) {
        String trimmed = text == null ? "" : text.toString().strip();
        return trimmed.isEmpty() ? null : trimmed;
    }

    /** What is a map in a Jenkinsfile: one label in a line, as {@code jdk: >=17}. */
    static Map<String, Object> map(String text) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            String word = line.strip();
            if (word.isEmpty()) continue;
            int colon = word.indexOf(':');
            if (colon < 0) map.put(word, true);
            else
                map.put(
                        word.substring(0, colon).strip(),
                        word.substring(colon + 1).strip());
        }
        return map;
    }
}

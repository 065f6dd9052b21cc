package io.slipway.jenkins.step;

import hudson.util.FormValidation;
import io.slipway.core.pipeline.TaskAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/** Reads what is written in a form, and says what is wrong with it. Stateless. */
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

    /** What a field of a step says below itself, to everybody who may be here. */
    static FormValidation answer(@Nullable String written, Function<String, Optional<String>> wrong) {
        Jenkins.get().checkPermission(Jenkins.READ);
        return wrong.apply(written == null ? "" : written)
                .map(FormValidation::error)
                .orElseGet(FormValidation::ok);
    }

    static Optional<String> name(String text) {
        return TaskAddress.isName(text)
                ? Optional.empty()
                : Optional.of("'" + text + "' is not a name; write " + TaskAddress.NAME_RULE);
    }

    /** What the reading says against what it is given. */
    static Function<String, Optional<String>> reads(Function<String, ?> reading) {
        return text -> {
            try {
                Object unused = reading.apply(text);
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        };
    }

    /** As that, but a field may be left empty. */
    static Function<String, Optional<String>> orNothing(Function<String, Optional<String>> wrong) {
        return text -> text.isBlank() ? Optional.empty() : wrong.apply(text);
    }
}

package io.slipway.core.suggest;

import io.slipway.core.content.PathSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One task that a build file asks for. Immutable.
 *
 * @param comment what a person should know of it; empty when nothing
 * @param kind as it is written: {@code build} or {@code test}
 * @param inputs patterns
 * @param outputs patterns
 * @param junit patterns of reports
 * @param requires ranges by label
 */
public record SuggestedTask(
        String name,
        String comment,
        String kind,
        String run,
        List<String> inputs,
        List<String> outputs,
        List<String> junit,
        List<String> needs,
        Map<String, String> requires) {
    public SuggestedTask {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        junit = List.copyOf(junit);
        needs = List.copyOf(needs);
        requires = Map.copyOf(requires);
    }

    static SuggestedTask build(String name, String run, List<String> inputs, List<String> outputs) {
        return new SuggestedTask(name, "", "build", run, inputs, outputs, List.of(), List.of(), Map.of());
    }

    static SuggestedTask test(String name, String run, List<String> inputs, List<String> junit) {
        return new SuggestedTask(name, "", "test", run, inputs, List.of(), junit, List.of(), Map.of());
    }

    SuggestedTask named(String other) {
        return new SuggestedTask(other, comment, kind, run, inputs, outputs, junit, needs, requires);
    }

    SuggestedTask needing(List<String> others) {
        return new SuggestedTask(name, comment, kind, run, inputs, outputs, junit, others, requires);
    }

    SuggestedTask requiring(Map<String, String> ranges) {
        return new SuggestedTask(name, comment, kind, run, inputs, outputs, junit, needs, ranges);
    }

    SuggestedTask saying(String what) {
        return new SuggestedTask(name, what, kind, run, inputs, outputs, junit, needs, requires);
    }

    /**
     * With more inputs, as far as it does not read them yet; unchanged when it names its inputs one by one.
     *
     * @param more patterns without special characters but a star at the end
     */
    SuggestedTask reading(List<String> more, String directory) {
        if (!inputs.contains("**")) return this;
        List<String> all = new ArrayList<>(inputs);
        PathSet read = new PathSet(inputs).in(directory);
        for (String pattern : more)
            if (!read.matches(ProjectFiles.resolve(directory, pattern.replace("**", "file")))) all.add(pattern);
        return new SuggestedTask(name, comment, kind, run, all, outputs, junit, needs, requires);
    }

    void writeTo(StringBuilder text) {
        if (!comment.isEmpty()) text.append("  # ").append(comment).append('\n');
        text.append("  ").append(name).append(":\n");
        if (!kind.equals("build")) field(text, "kind", kind);
        field(text, "run", quoted(run));
        field(text, "inputs", list(inputs));
        if (!outputs.isEmpty()) field(text, "outputs", list(outputs));
        if (!junit.isEmpty()) field(text, "reports", "{junit: " + list(junit) + "}");
        if (!needs.isEmpty()) field(text, "needs", list(needs));
        if (requires.isEmpty()) return;
        StringBuilder labels = new StringBuilder();
        new TreeMap<>(requires)
                .forEach((label, range) -> labels.append(labels.isEmpty() ? "" : ", ")
                        .append(label)
                        .append(": ")
                        .append(quoted(range)));
        field(text, "requires", "{" + labels + "}");
    }

    private static void field(StringBuilder text, String key, String value) {
        text.append("    ").append(key).append(": ").append(value).append('\n');
    }

    private static String list(List<String> values) {
        return "["
                + String.join(", ", values.stream().map(SuggestedTask::quoted).toList()) + "]";
    }

    /** Plain where that says the same, else between double quotes, where anything may stand. */
    private static String quoted(String value) {
        if (value.matches("[A-Za-z][A-Za-z0-9_./ -]*[A-Za-z0-9]")
                && !value.matches("(?i)true|false|yes|no|null|on|off")) return value;
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') quoted.append('\\').appendCodePoint(c);
            else if (c == '\n') quoted.append("\\n");
            else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff)
                quoted.append(String.format("\\u%04x", c));
            else quoted.appendCodePoint(c);
        });
        return quoted.append('"').toString();
    }
}

package io.slipway.core.definition;

import io.slipway.core.pipeline.TaskAddress;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code variables}: texts with a name, in which names stand for nothing; two dollar signs are the characters themselves. */
final class VariableReader {
    private VariableReader() {}

    static SortedMap<String, String> read(YamlMap keys, Problems problems) {
        SortedMap<String, String> variables = new TreeMap<>();
        keys.value("variables")
                .flatMap(value -> value.map("`variables`", "variables: {registry: example.org/shop}"))
                .ifPresent(read -> {
                    for (YamlMap.Entry each : read.entries()) {
                        if (!TaskAddress.isName(each.key())) {
                            problems.add(
                                    each.place(),
                                    "`" + each.key() + "` cannot be the name of a variable",
                                    "write " + TaskAddress.NAME_RULE);
                            continue;
                        }
                        each.value()
                                .literal("the variable `" + each.key() + "`", "variables: {" + each.key() + ": text}")
                                .ifPresent(text -> {
                                    if (hasName(text)) refuse(each, problems);
                                    variables.put(each.key(), text.replace("$${{", "${{"));
                                });
                    }
                });
        return variables;
    }

    private static boolean hasName(String text) {
        return text.replace("$${{", "").contains("${{");
    }

    private static void refuse(YamlMap.Entry variable, Problems problems) {
        problems.add(
                variable.value().place(),
                "names stand for nothing in a variable, so `" + variable.key()
                        + "` would have its `${{` in it as it is",
                "write the text itself, put names together where they are used, or write `$${{` for the characters");
    }
}

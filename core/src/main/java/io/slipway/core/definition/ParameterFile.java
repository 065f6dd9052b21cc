package io.slipway.core.definition;

import io.slipway.core.pipeline.InvalidPipelineException;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a file of values for parameters: a YAML map such as {@code target: staging}. Stateless. */
public final class ParameterFile {
    private ParameterFile() {}

    /**
     * Values by the name of their parameter.
     *
     * @param name of the file, for messages
     * @throws InvalidPipelineException with every problem of the file
     */
    public static SortedMap<String, ParameterValue> read(String name, byte[] bytes) {
        Problems problems = new Problems();
        YamlFile file = new YamlFile(name, problems);
        SortedMap<String, ParameterValue> values = new TreeMap<>();
        try {
            new YamlText(name, problems)
                    .parse(bytes)
                    .flatMap(root -> new YamlValue(file, root).map("a file of parameters", "target: staging"))
                    .ifPresent(keys -> keys.entries()
                            .forEach(entry -> entry.value()
                                    .literal("parameter `" + entry.key() + "`", entry.key() + ": text")
                                    .ifPresent(text -> values.put(
                                            entry.key(), new ParameterValue(text, Optional.of(entry.place()))))));
        } catch (YamlFile.TooMuchException e) {
            e.tell(problems);
        }
        if (!problems.isEmpty()) throw new InvalidPipelineException(problems.sorted());
        return Collections.unmodifiableSortedMap(values);
    }
}

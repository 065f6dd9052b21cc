package io.slipway.core.definition;

import io.slipway.core.yaml.BoundedYaml;
import io.slipway.core.yaml.YamlNode;
import java.util.Optional;

/** Turns the bytes of one definition into a tree of nodes, or into the one problem that keeps it from being YAML. */
final class YamlText {
    static final int MOST_BYTES = 10 * 1024 * 1024;

    /** What aliases multiply is counted by {@link YamlFile}; what is written, here, before it fills the memory. */
    private static final BoundedYaml.Form DEFINITION = new BoundedYaml.Form(
            MOST_BYTES,
            YamlFile.MOST_VALUES,
            true,
            "this is no YAML",
            "move generated lists out of it",
            "begin it with `slipway: 1`");

    private final String file;
    private final Problems problems;

    YamlText(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The document's root, or nothing after adding a problem. */
    Optional<YamlNode> parse(byte[] bytes) {
        return new BoundedYaml(file, DEFINITION, problems::add).parse(bytes);
    }
}

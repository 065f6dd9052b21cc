package io.slipway.gitlab.read;

import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import java.util.Optional;

/**
 * {@code changes} of a rule or a policy: whether a file that the push or the merge request changes has one of these names.
 * Where nothing is compared (a tag, a schedule, a new branch) every file counts as changed. Confined to one thread.
 */
record Changes(Variables variables, Findings findings) {
    /** @param written a list of patterns, or a map with one in it */
    Truth of(YamlValue written) {
        // Then it is not the push that counts, and only git knows the other branch.
        if (written instanceof Mapping && written.get("compare_to").isPresent()) return Truth.MAYBE;
        if (new Occasion(variables).changesAll() == Truth.YES) return Truth.YES;
        YamlValue paths =
                written instanceof Mapping mapping ? mapping.get("paths").orElse(written) : written;
        Truth any = Truth.NO;
        for (YamlValue item : Lists.flat(Optional.of(paths), findings))
            any = any.or(item.text().map(this::match).orElse(Truth.MAYBE));
        return any;
    }

    private Truth match(String pattern) {
        String expanded = variables.expanded(pattern);
        if (expanded.contains("$")) return Truth.MAYBE;
        return variables.changed().map(files -> files.match(expanded)).orElse(Truth.MAYBE);
    }
}

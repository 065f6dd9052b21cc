package io.slipway.core.definition;

import java.util.Optional;

/** The number after {@code slipway:}, which says how the rest of a file is to be read. */
final class FormatVersion {
    private static final String KNOWN = "1";

    private FormatVersion() {}

    /** Whether the file is of a form that we know; adds a problem when not. */
    static boolean isKnown(YamlMap keys, Problems problems) {
        Optional<YamlValue> value = keys.value("slipway");
        if (value.isEmpty()) {
            problems.add(
                    keys.place(),
                    "`slipway` is missing, the number of the form of this file",
                    "begin it with `slipway: 1`");
            return true;
        }
        Optional<String> text = value.get().text("`slipway`", "slipway: 1");
        if (text.isEmpty() || text.get().equals(KNOWN)) return true;
        problems.add(
                value.get().place(),
                "this file is of form `" + text.get() + "`, and this Slipway knows only form 1",
                "write `slipway: 1`, or use a newer Slipway");
        return false;
    }
}

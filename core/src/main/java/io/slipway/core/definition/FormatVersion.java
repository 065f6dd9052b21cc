package io.slipway.core.definition;

import java.util.Optional;
import java.util.Set;

/** The number after {@code slipway:}, which says how the rest of a file is to be read. */
final class FormatVersion {
    private static final String KEY = "slipway";
    private static final String KNOWN = "1";

    private FormatVersion() {}

    /** Whether the file says that it is of a form that we do not know; adds a problem then. */
    static boolean isForeign(YamlMap keys, Problems problems) {
        Optional<YamlValue> value = keys.value(KEY);
        Optional<String> text = value.flatMap(number -> number.text("`slipway`", "slipway: 1"));
        if (value.isEmpty() || text.isEmpty() || text.get().equals(KNOWN)) return false;
        problems.add(
                value.get().place(),
                "this file is of form `" + text.get() + "`, and this Slipway knows only form 1",
                "write `slipway: 1`, or use a newer Slipway");
        return true;
    }

    /**
     * Adds a problem when the number is missing.
     *
     * @param meant keys that others in the file were probably meant to be
     */
    static void require(YamlMap keys, Set<String> meant, Problems problems) {
        if (keys.value(KEY).isPresent() || meant.contains(KEY)) return;
        problems.add(
                keys.place(),
                "`slipway`, the number of the form of this file, is missing",
                "begin it with `slipway: 1`");
    }
}

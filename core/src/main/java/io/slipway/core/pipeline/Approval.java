package io.slipway.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.TreeSet;

/**
 * That somebody has to agree before a task starts. Immutable.
 *
 * @param by names of those who may, sorted; anybody when there are none
 * @param note what they should look at first; empty when nothing was written
 */
public record Approval(List<String> by, String note) {
    public Approval {
        by = List.copyOf(new TreeSet<>(by));
        requireNonNull(note, "note");
    }

    /** Whether {@code name} may approve. */
    public boolean mayBeGivenBy(String name) {
        return by.isEmpty() || by.contains(name);
    }
}

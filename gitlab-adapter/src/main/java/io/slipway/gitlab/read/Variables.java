package io.slipway.gitlab.read;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of the variables of a pipeline. Immutable.
 *
 * @param known values by name
 * @param complete whether there are no others, as inside a job; else a variable that is not known may have any value
 */
public record Variables(SortedMap<String, String> known, boolean complete) {
    /** When a file is read without a pipeline: only GitLab knows them. */
    public static final Variables UNKNOWN = new Variables(new TreeMap<>(), false);

    public Variables {
        known = Collections.unmodifiableSortedMap(new TreeMap<>(known));
    }

    /** All variables of the job that this process is. */
    public static Variables ofJob(Map<String, String> environment) {
        return new Variables(new TreeMap<>(environment), true);
    }

    /**
     * The same inside a job, where what is known goes above what the definition sets.
     *
     * @param set by the definition, for a whole pipeline; somebody may give other values who starts it
     * @param cell of the job's matrix, which nobody changes
     */
    Variables inside(SortedMap<String, String> set, SortedMap<String, String> cell) {
        if (cell.isEmpty() && (!complete || set.isEmpty())) return this;
        SortedMap<String, String> all = new TreeMap<>();
        if (complete) all.putAll(set);
        all.putAll(cell);
        all.putAll(known);
        return new Variables(all, complete);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(known.get(name));
    }

    /** Whether the variable is known, if only to be not set. */
    boolean knows(String name) {
        return complete || known.containsKey(name);
    }
}

package io.slipway.gitlab.read;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of the pipeline that rules ask for. Immutable.
 *
 * @param known values of its variables by name
 * @param complete whether there are no others, as inside a job; else a variable that is not known may have any value
 * @param changed files, when it is known which the push or merge request changes
 */
public record Variables(SortedMap<String, String> known, boolean complete, Optional<ChangedFiles> changed) {
    private static final Pattern NAME =
            Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}|\\$([A-Za-z_][A-Za-z0-9_]*)");

    /** When a file is read without a pipeline: only GitLab knows them. */
    public static final Variables UNKNOWN = new Variables(new TreeMap<>(), false);

    public Variables {
        known = Collections.unmodifiableSortedMap(new TreeMap<>(known));
    }

    /** When it is not known what changed. */
    public Variables(SortedMap<String, String> known, boolean complete) {
        this(known, complete, Optional.empty());
    }

    /** The same for a push or merge request that changes these files. */
    public Variables changing(ChangedFiles files) {
        return new Variables(known, complete, Optional.of(files));
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
        return new Variables(all, complete, changed);
    }

    /** The text with the values of variables in it that are known; a {@code $} that is left stands for one that is not. */
    String expanded(String text) {
        if (!text.contains("$")) return text;
        return NAME.matcher(text).replaceAll(place -> {
            String name = place.group(1) == null ? place.group(2) : place.group(1);
            return Matcher.quoteReplacement(find(name).orElse(complete ? "" : place.group()));
        });
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(known.get(name));
    }

    /** Whether the variable is known, if only to be not set. */
    boolean knows(String name) {
        return complete || known.containsKey(name);
    }
}

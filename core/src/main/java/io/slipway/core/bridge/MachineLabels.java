package io.slipway.core.bridge;

import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.VersionRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says by which labels (tags, in GitLab) a host finds a machine for a task. What a task requires is a label where that is
 * wished: {@code os=linux} is {@code linux}, {@code jdk=17} is {@code jdk-17}; a range such as {@code jdk=>=17} is the label
 * of the lowest of the versions offered that it accepts. Immutable.
 *
 * @param always of every job
 * @param required whether what a task requires is a label too
 * @param offered versions that there are machines for, by what is required
 */
public record MachineLabels(List<String> always, boolean required, SortedMap<String, List<String>> offered) {
    public MachineLabels {
        always = List.copyOf(always);
        SortedMap<String, List<String>> copy = new TreeMap<>();
        offered.forEach((name, versions) -> copy.put(name, List.copyOf(versions)));
        offered = copy;
    }

    /** What one machine must be to run tasks: two that differ cannot share a job. */
    record Kind(SortedMap<String, String> labels, SortedMap<String, String> ranges) {}

    /** @throws IllegalArgumentException when no offered version is accepted */
    Kind of(Task task) {
        return of(List.of(task));
    }

    /**
     * What a machine must be that runs all of them: every range that is no label must be accepted together.
     *
     * @throws IllegalArgumentException when there can be none
     */
    Kind of(Collection<Task> tasks) {
        SortedMap<String, String> labels = new TreeMap<>();
        SortedMap<String, String> ranges = new TreeMap<>();
        if (!required) return new Kind(labels, ranges);
        SortedMap<String, Set<String>> asked = new TreeMap<>();
        for (Task task : tasks)
            task.requires()
                    .texts()
                    .forEach((name, range) -> asked.computeIfAbsent(name, any -> new LinkedHashSet<>())
                            .add(range));
        asked.forEach((name, texts) -> {
            Optional<String> version = version(name, texts, tasks);
            if (version.isPresent()) labels.put(name, version.get());
            else ranges.put(name, String.join(",", texts));
        });
        return new Kind(labels, ranges);
    }

    private Optional<String> version(String name, Set<String> texts, Collection<Task> tasks) {
        boolean plain = texts.stream().allMatch(MachineLabels::isPlain);
        List<String> versions = offered.getOrDefault(name, plain ? List.copyOf(texts) : List.of());
        if (versions.isEmpty()) return Optional.empty();
        Optional<String> accepted = versions.stream()
                .filter(version -> texts.stream().allMatch(text -> new VersionRange(text).accepts(version)))
                .findFirst();
        if (accepted.isEmpty())
            throw new IllegalArgumentException("no machine has " + name + " " + String.join(" and ", texts) + ", which "
                    + shown(tasks) + "; offer one that has it");
        return accepted;
    }

    private static String shown(Collection<Task> tasks) {
        String first = tasks.iterator().next().address().toString();
        return tasks.size() == 1 ? first + " requires" : first + " and what shares a job with it require";
    }

    private static boolean isPlain(String range) {
        return range.matches("[A-Za-z0-9][A-Za-z0-9._-]*");
    }

    /** Those of every job, then those of the kind. */
    List<String> texts(Kind kind) {
        Set<String> texts = new LinkedHashSet<>(always);
        kind.labels()
                .forEach((name, version) ->
                        texts.add(name.equals("os") || name.equals("arch") ? version : name + "-" + version));
        return new ArrayList<>(texts);
    }

    /** {@code jdk=11,17} of each, as an option says it. */
    public static SortedMap<String, List<String>> offers(Map<String, String> texts) {
        SortedMap<String, List<String>> offers = new TreeMap<>();
        texts.forEach((name, versions) -> offers.put(name, List.of(versions.split(",", -1))));
        return offers;
    }
}

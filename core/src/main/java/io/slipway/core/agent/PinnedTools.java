package io.slipway.core.agent;

import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.VersionRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Chooses the exact version of tools that tasks pin: the highest that a ready agent offers which has all else that the task
 * requires. It is a requirement from then on, and so a part of the task's key. Stateless; O(pins × agents).
 */
public final class PinnedTools {
    private PinnedTools() {}

    /** Names of all tools that a task of the pipeline pins. */
    public static SortedSet<String> of(Pipeline pipeline) {
        TreeSet<String> names = new TreeSet<>();
        for (Task task : pipeline.tasks()) names.addAll(task.terms().pins());
        return names;
    }

    /**
     * The same tasks, those that pin something requiring exactly that. A tool that no such agent offers is required all the
     * same, in whatever version.
     *
     * @param ready labels of the agents that are ready
     */
    public static Pipeline chosen(Pipeline pipeline, Collection<Labels> ready) {
        if (of(pipeline).isEmpty()) return pipeline;
        return pipeline.with(task -> task.terms().pins().isEmpty() ? task : chosen(task, ready));
    }

    private static Task chosen(Task task, Collection<Labels> ready) {
        TreeMap<String, VersionRange> ranges = new TreeMap<>(task.requires().ranges());
        for (String tool : task.terms().pins()) {
            Selector wanted = new Selector(ranges);
            List<String> offered = new ArrayList<>();
            for (Labels labels : ready)
                if (labels.unmet(wanted).isEmpty()) labels.find(tool).ifPresent(offered::add);
            Optional<String> highest = offered.stream().reduce((best, next) -> isHigher(next, best) ? next : best);
            highest.ifPresent(version -> ranges.put(tool, new VersionRange("=" + version)));
            ranges.putIfAbsent(tool, new VersionRange(">=0"));
        }
        return task.asking(new Selector(ranges), task.resources());
    }

    private static boolean isHigher(String one, String other) {
        try {
            return new VersionRange(">" + other).accepts(one);
        } catch (IllegalArgumentException e) {
            return one.compareTo(other) > 0; // words have no order of their own
        }
    }
}

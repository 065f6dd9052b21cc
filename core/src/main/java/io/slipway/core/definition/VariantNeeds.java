package io.slipway.core.definition;

import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.TaskAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Resolves needs of tasks that are a matrix: {@code test} is all of its variants, {@code test[jdk=17]} those that have this
 * value. A name that means none stays as it is, to be refused as unknown. O(tasks + resolved needs).
 */
final class VariantNeeds {
    private final List<TaskReader.ReadTask> tasks;
    private final Problems problems;
    /** Variants by the task without one. */
    private final Map<TaskAddress, List<TaskAddress>> variants = new TreeMap<>();

    VariantNeeds(List<TaskReader.ReadTask> tasks, Problems problems) {
        this.tasks = tasks;
        this.problems = problems;
        for (TaskReader.ReadTask read : tasks) {
            TaskAddress address = read.task().address();
            if (address.variant().isPresent())
                variants.computeIfAbsent(address.group(), group -> new ArrayList<>())
                        .add(address);
        }
    }

    List<TaskReader.ReadTask> resolved() {
        return variants.isEmpty() ? tasks : tasks.stream().map(this::resolve).toList();
    }

    private TaskReader.ReadTask resolve(TaskReader.ReadTask read) {
        SortedMap<TaskAddress, Place> written = read.places().needs();
        SortedMap<TaskAddress, Place> places = new TreeMap<>();
        List<Need> needs = new ArrayList<>();
        for (Need need : read.task().needs()) {
            Place place = written.getOrDefault(need.task(), read.places().start());
            for (TaskAddress meant : meantBy(need.task())) {
                Place first = places.putIfAbsent(meant, place);
                if (first == null) {
                    needs.add(new Need(meant, need.kind(), need.optional(), need.outputs()));
                } else {
                    problems.add(
                            place, "`" + meant + "` is needed twice (" + first + ")", "name each variant by one need");
                }
            }
        }
        SortedMap<TaskAddress, Place> denied = new TreeMap<>();
        read.denied().forEach((wish, place) -> meantBy(wish).forEach(meant -> denied.putIfAbsent(meant, place)));
        return read.with(read.task().needing(needs), places, denied);
    }

    private List<TaskAddress> meantBy(TaskAddress wish) {
        List<TaskAddress> meant = variants.getOrDefault(wish.group(), List.of()).stream()
                .filter(variant -> variant.isMeantBy(wish))
                .toList();
        return meant.isEmpty() ? List.of(wish) : meant;
    }
}

package io.slipway.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where the parts of each task were written in files. Immutable. */
public record WrittenPlaces(SortedMap<TaskAddress, OfTask> tasks) implements Places {
    public WrittenPlaces {
        tasks = Collections.unmodifiableSortedMap(new TreeMap<>(tasks));
    }

    @Override
    public Optional<Place> ofTask(TaskAddress task) {
        return Optional.ofNullable(tasks.get(task)).map(OfTask::start);
    }

    @Override
    public Optional<Place> ofNeed(TaskAddress task, TaskAddress needed) {
        return Optional.ofNullable(tasks.get(task)).map(places -> places.needs().get(needed));
    }

    @Override
    public Optional<Place> ofInput(TaskAddress task, String pattern) {
        return Optional.ofNullable(tasks.get(task))
                .map(places -> places.inputs().get(pattern));
    }

    @Override
    public Optional<Place> ofOutput(TaskAddress task, String pattern) {
        return Optional.ofNullable(tasks.get(task))
                .map(places -> places.outputs().get(pattern));
    }

    /**
     * The places of one task. Immutable.
     *
     * @param start its name
     * @param needs by needed task
     * @param inputs by pattern, only those that were written
     * @param outputs by pattern
     */
    public record OfTask(
            Place start,
            SortedMap<TaskAddress, Place> needs,
            SortedMap<String, Place> inputs,
            SortedMap<String, Place> outputs) {
        public OfTask {
            requireNonNull(start, "start");
            needs = copy(needs);
            inputs = copy(inputs);
            outputs = copy(outputs);
        }

        /** The same places and those of more needs. */
        public OfTask alsoNeeding(Map<TaskAddress, Place> more) {
            TreeMap<TaskAddress, Place> all = new TreeMap<>(needs);
            all.putAll(more);
            return new OfTask(start, all, inputs, outputs);
        }

        private static <K extends Comparable<K>> SortedMap<K, Place> copy(Map<K, Place> places) {
            return places.isEmpty()
                    ? Collections.emptySortedMap()
                    : Collections.unmodifiableSortedMap(new TreeMap<>(places));
        }
    }
}

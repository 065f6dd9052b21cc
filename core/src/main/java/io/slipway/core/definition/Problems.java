package io.slipway.core.definition;

import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was found wrong so far. The same thing said twice, as for a value with two aliases, counts once. */
final class Problems {
    private final Set<Problem> found = new LinkedHashSet<>();

    void add(Place place, String message, String suggestion) {
        found.add(Problem.at(place, message, suggestion));
    }

    void add(Problem problem) {
        found.add(problem);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of their places; those without one first. */
    List<Problem> sorted() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing(
                problem -> problem.place().orElse(null), Comparator.nullsFirst(Comparator.naturalOrder())));
        return sorted;
    }
}

package io.slipway.core.pipeline;

import io.slipway.core.content.PathSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds outputs that several tasks claim: whichever of them ran last would decide what is there. Each claimant but the
 * first hears of those before it.
 */
final class OutputClaims {
    /** A claim is compared with the others until so many of them quarrel with it; else a thousand would be told of a million. */
    private static final int MOST_QUARRELS = 8;

    private static final int MOST_REPEATS = 1_000;

    private final Places places;
    private final Set<Set<TaskAddress>> told = new HashSet<>();
    private final Map<TaskAddress, Integer> quarrels = new HashMap<>();
    private final Map<TaskAddress, Integer> repeats = new HashMap<>();
    private final Map<Party, List<Quarrel>> byLater = new TreeMap<>();

    private OutputClaims(Places places) {
        this.places = places;
    }

    /** All outputs of a task, seen from the workspace root. */
    private record Claim(Task task, PathSet outputs) {}

    /** What stands in the way of a party: an earlier one, and a path that is both's. */
    private record Quarrel(Party earlier, String path) {}

    /**
     * @param tasks none of which claims anything outside of the workspace
     */
    static List<Problem> problems(Collection<Task> tasks, Places places) {
        PathMeetings<Claim> meetings = new PathMeetings<>();
        for (Task task : tasks) {
            PathSet outputs = task.outputs().in(task.directory());
            meetings.add(new Claim(task, outputs), outputs);
        }
        OutputClaims claims = new OutputClaims(places);
        meetings.forEachPair(claims::quarrel);
        List<Problem> problems = new ArrayList<>();
        claims.byLater.forEach((later, quarrels) -> problems.add(problem(later, quarrels)));
        return problems;
    }

    /** Notes it when both claim one path; whether enough is known of {@code b}. */
    private boolean quarrel(Claim a, Claim b) {
        TaskAddress one = a.task().address();
        TaskAddress two = b.task().address();
        if (one.equals(two)) return false;
        if (told.contains(Set.of(one, two))) return repeats.merge(two, 1, Integer::sum) >= MOST_REPEATS;
        Optional<PathSet.Overlap> overlap = a.outputs().overlap(b.outputs());
        if (overlap.isEmpty()) return false;
        told.add(Set.of(one, two));
        note(
                Party.of(a.task(), overlap.get().mine(), places),
                Party.of(b.task(), overlap.get().other(), places),
                overlap.get().path());
        return quarrels.merge(two, 1, Integer::sum) >= MOST_QUARRELS;
    }

    private void note(Party one, Party two, String path) {
        boolean oneIsLater = one.compareTo(two) > 0;
        byLater.computeIfAbsent(oneIsLater ? one : two, later -> new ArrayList<>())
                .add(new Quarrel(oneIsLater ? two : one, path));
    }

    private static Problem problem(Party later, List<Quarrel> quarrels) {
        quarrels.sort(Comparator.comparing(Quarrel::earlier));
        StringBuilder text =
                new StringBuilder("`" + later.task() + "` claims the output `" + later.pattern() + "`, but ");
        for (int i = 0; i < quarrels.size(); i++) {
            if (i > 0) text.append(i == quarrels.size() - 1 ? ", and " : ", ");
            Quarrel quarrel = quarrels.get(i);
            Party earlier = quarrel.earlier();
            text.append("`")
                    .append(earlier.task())
                    .append("` claims `")
                    .append(earlier.pattern())
                    .append("`");
            earlier.place().ifPresent(place -> text.append(" (").append(place).append(')'));
            text.append(", and `").append(quarrel.path()).append("` is both");
        }
        return Problem.of(later.place(), text.toString(), "let each file be made by one task");
    }

    /** One side of a quarrel, in the words of its author; in the order in which a reader meets them. */
    private record Party(TaskAddress task, String pattern, Optional<Place> place) implements Comparable<Party> {
        private static final Comparator<Party> BY_PLACE = Comparator.comparing(
                        (Party party) -> party.place().orElse(null), Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(Party::task)
                .thenComparing(Party::pattern);

        static Party of(Task task, String seenFromRoot, Places places) {
            String written = task.asWritten(task.outputs(), seenFromRoot);
            return new Party(task.address(), written, places.ofOutput(task.address(), written));
        }

        @Override
        public int compareTo(Party other) {
            return BY_PLACE.compare(this, other);
        }
    }
}

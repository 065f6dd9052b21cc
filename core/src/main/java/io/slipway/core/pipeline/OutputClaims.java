package io.slipway.core.pipeline;

import io.slipway.core.content.PathSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds outputs that two tasks claim: whichever of them ran last would decide what is there.
 *
 * <p>Two patterns can only meet when the literal text before the first wildcard of one begins that of the other. Sorted
 * by that text, all that can meet a pattern stand on one stack above it, as in a walk over a trie; only those are
 * compared. O(n log n) when nothing shares its literal beginning.
 */
final class OutputClaims {
    private OutputClaims() {}

    /**
     * What a task claims, seen from the workspace root.
     *
     * @param literal beginning of one of its patterns
     */
    private record Claim(Task task, PathSet outputs, String literal) {}

    /**
     * @param tasks none of which claims anything outside of the workspace
     */
    static List<Problem> problems(Collection<Task> tasks, Places places) {
        List<Claim> claims = new ArrayList<>();
        for (Task task : tasks) {
            PathSet outputs = task.outputs().in(task.directory());
            for (String pattern : outputs.patterns()) {
                if (!pattern.startsWith("!")) claims.add(new Claim(task, outputs, literalBeginning(pattern)));
            }
        }
        claims.sort(Comparator.comparing(Claim::literal));

        List<Problem> problems = new ArrayList<>();
        Set<Set<TaskAddress>> compared = new HashSet<>();
        Deque<Claim> beginnings = new ArrayDeque<>();
        for (Claim claim : claims) {
            while (!beginnings.isEmpty()
                    && !claim.literal().startsWith(beginnings.getLast().literal())) {
                beginnings.removeLast();
            }
            for (Claim other : beginnings) {
                TaskAddress a = other.task().address();
                TaskAddress b = claim.task().address();
                if (a.equals(b)) continue;
                Optional<PathSet.Overlap> overlap = other.outputs().overlap(claim.outputs());
                if (overlap.isEmpty()) continue;
                if (compared.add(Set.of(a, b))) problems.add(problem(other, claim, overlap.get(), places));
                break; // one other task is enough to say about this claim: with many it would be said too often
            }
            beginnings.addLast(claim);
        }
        return problems;
    }

    private static String literalBeginning(String pattern) {
        int end = 0;
        while (end < pattern.length() && "*?[{".indexOf(pattern.charAt(end)) < 0) end++;
        String literal = pattern.substring(0, end);
        return literal.startsWith("./") || literal.contains("/./") ? withoutDots(literal) : literal;
    }

    private static String withoutDots(String literal) {
        StringBuilder names = new StringBuilder();
        for (String name : literal.split("(?<=/)")) if (!name.equals("./")) names.append(name);
        return names.toString();
    }

    private static Problem problem(Claim a, Claim b, PathSet.Overlap overlap, Places places) {
        Party one = Party.of(a.task(), overlap.mine(), places);
        Party two = Party.of(b.task(), overlap.other(), places);
        boolean oneIsLater = one.place().isPresent()
                && two.place().isPresent()
                && one.place().get().compareTo(two.place().get()) > 0;
        Party later = oneIsLater ? one : two;
        Party earlier = oneIsLater ? two : one;
        String where = earlier.place().map(place -> " (" + place + ")").orElse("");
        return Problem.of(
                later.place(),
                "`" + later.task() + "` claims the output `" + later.pattern() + "`, but `" + earlier.task()
                        + "` claims `" + earlier.pattern() + "`" + where + ", and `" + overlap.path() + "` is both",
                "let each file be made by one task");
    }

    /** One side of a quarrel, in the words of its author. */
    private record Party(TaskAddress task, String pattern, Optional<Place> place) {
        static Party of(Task task, String seenFromRoot, Places places) {
            String written = task.outputs().patterns().stream()
                    .filter(pattern -> !pattern.startsWith("!"))
                    .filter(pattern ->
                            PathSet.of(pattern).in(task.directory()).patterns().contains(seenFromRoot))
                    .findFirst()
                    .orElse(seenFromRoot);
            return new Party(task.address(), written, places.ofOutput(task.address(), written));
        }
    }
}

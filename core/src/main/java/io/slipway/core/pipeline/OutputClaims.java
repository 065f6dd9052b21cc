package io.slipway.core.pipeline;

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

    /** One pattern that a task claims, with its literal beginning from the workspace root. */
    private record Claim(Task task, String pattern, String whole, String literal) {}

    static List<Problem> problems(Collection<Task> tasks, Places places) {
        List<Claim> claims = new ArrayList<>();
        for (Task task : tasks) {
            for (String pattern : task.outputs().patterns()) {
                if (pattern.startsWith("!")) continue;
                String whole = task.inWorkspace(pattern);
                claims.add(new Claim(task, pattern, whole, literalBeginning(whole)));
            }
        }
        claims.sort(Comparator.comparing(Claim::literal));

        List<Problem> problems = new ArrayList<>();
        Set<List<TaskAddress>> told = new HashSet<>();
        Deque<Claim> beginnings = new ArrayDeque<>();
        for (Claim claim : claims) {
            while (!beginnings.isEmpty()
                    && !claim.literal().startsWith(beginnings.getLast().literal())) {
                beginnings.removeLast();
            }
            for (Claim other : beginnings) {
                if (other.task().address().equals(claim.task().address()) || !overlap(other, claim)) continue;
                if (told.add(List.of(other.task().address(), claim.task().address()))) {
                    problems.add(problem(other, claim, places));
                }
                break; // one other claim is enough to say about this one
            }
            beginnings.addLast(claim);
        }
        return problems;
    }

    private static String literalBeginning(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            if ("*?[{\\".indexOf(pattern.charAt(i)) >= 0) return pattern.substring(0, i);
        }
        return pattern;
    }

    private static boolean overlap(Claim a, Claim b) {
        String shorter = a.literal();
        String longer = b.literal();
        boolean literal = shorter.equals(a.whole());
        return !literal || longer.length() == shorter.length() || longer.charAt(shorter.length()) == '/';
    }

    private static Problem problem(Claim a, Claim b, Places places) {
        Optional<Place> placeOfA = places.ofOutput(a.task().address(), a.pattern());
        Optional<Place> placeOfB = places.ofOutput(b.task().address(), b.pattern());
        boolean aIsLater =
                placeOfA.isPresent() && placeOfB.isPresent() && placeOfA.get().compareTo(placeOfB.get()) > 0;
        Claim first = aIsLater ? b : a;
        Claim second = aIsLater ? a : b;
        String where = (aIsLater ? placeOfB : placeOfA)
                .map(place -> " (" + place + ")")
                .orElse("");
        return Problem.of(
                aIsLater ? placeOfA : placeOfB,
                "output `" + second.pattern() + "` of `" + second.task().address() + "` may be written by `"
                        + first.task().address() + "` too, which claims `" + first.pattern() + "`" + where,
                "let each file be made by one task");
    }
}

package io.slipway.core.pipeline;

import io.slipway.core.content.PathSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds outputs that two tasks claim: whichever of them ran last would decide what is there. */
final class OutputClaims {
    private final Places places;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Set<TaskAddress>> told = new HashSet<>();

    private OutputClaims(Places places) {
        this.places = places;
    }

    /** All outputs of a task, seen from the workspace root. */
    private record Claim(Task task, PathSet outputs) {}

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
        return claims.problems;
    }

    /** Whether both claim one path. One other task is enough to say about a claim: with many it would be said too often. */
    private boolean quarrel(Claim a, Claim b) {
        if (a.task().address().equals(b.task().address())) return false;
        Optional<PathSet.Overlap> overlap = a.outputs().overlap(b.outputs());
        if (overlap.isEmpty()) return false;
        if (told.add(Set.of(a.task().address(), b.task().address()))) problems.add(problem(a, b, overlap.get()));
        return true;
    }

    private Problem problem(Claim a, Claim b, PathSet.Overlap overlap) {
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
            String written = task.asWritten(task.outputs(), seenFromRoot);
            return new Party(task.address(), written, places.ofOutput(task.address(), written));
        }
    }
}

package io.slipway.gitlab.read;

import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a reader has to say of a file: problems, which keep it from being what GitLab would run, and notes, which do not.
 * Also counts what is copied and visited, as a small file with aliases can stand for a huge one. Confined to one thread.
 */
final class Findings {
    private static final String ELSEWHERE = "read the file that includes this, where all its includes are";
    private static final int MOST = 1_000;
    private static final int MOST_GUESSES = 50;
    private static final int MOST_STEPS = 2_000_000;

    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<Problem> notes = new LinkedHashSet<>();
    private int steps;
    private int guesses;

    /** Ends the reading of a file that stands for more than can be borne. */
    static final class TooMuchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Place place;

        TooMuchException(Place place) {
            super("the file stands for too much");
            this.place = place;
        }

        Problem problem() {
            return Problem.at(
                    place, "what is written here stands for too many values", "use fewer aliases and matrices");
        }
    }

    /** What was meant by a name that is not among these, or something else to do. */
    String near(String name, Collection<String> names, String otherwise) {
        if (++guesses > MOST_GUESSES) return otherwise; // each looks at all names
        return DidYouMean.among(name, names)
                .map(near -> "did you mean `" + near + "`?")
                .orElse(otherwise);
    }

    void problem(Place place, String message, String suggestion) {
        problem(Problem.at(place, message, suggestion));
    }

    void problem(Problem problem) {
        if (problems.size() < MOST) problems.add(problem);
    }

    /** Something that is not there: no problem where it may lie in what was not read. */
    void missing(boolean whole, Place place, String message, String suggestion) {
        if (whole) problem(place, message, suggestion);
        else note(place, message + " in the files that could be read", ELSEWHERE);
    }

    void note(Place place, String message, String suggestion) {
        if (notes.size() < MOST) notes.add(Problem.at(place, message, suggestion));
    }

    /** @throws TooMuchException when so much was counted that there is no end to be seen */
    void count(Place place, int more) {
        steps += more;
        if (steps > MOST_STEPS || steps < 0) throw new TooMuchException(place);
    }

    List<Problem> problems() {
        return new ArrayList<>(problems);
    }

    List<Problem> notes() {
        return new ArrayList<>(notes);
    }
}

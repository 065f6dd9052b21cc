package io.slipway.core.limit;

import java.time.Duration;
import java.util.Optional;

/**
 * How many tasks may wait: beyond that a new submission is refused, with a reason and a time to come back, before
 * anything accepted before it is lost. Immutable, O(1).
 *
 * @param mostWaiting how many tasks may wait at a time
 */
public record Intake(int mostWaiting) {
    /** When nothing is known of how fast tasks end, or it would take hours: come back and see. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    public Intake {
        if (mostWaiting < 1) throw new IllegalArgumentException("mostWaiting: " + mostWaiting + " (expected: >= 1)");
    }

    /**
     * Why a submission is refused; absent when it is accepted, and then it stays so. All of it is accepted or nothing.
     *
     * @param waiting how many tasks of earlier submissions wait
     * @param arriving how many it brings
     * @param endedPerSecond how fast tasks have ended lately; 0 when not known
     */
    public Optional<Overload> refuses(int waiting, int arriving, double endedPerSecond) {
        if (waiting < 0) throw new IllegalArgumentException("waiting: " + waiting + " (expected: >= 0)");
        if (arriving < 0) throw new IllegalArgumentException("arriving: " + arriving + " (expected: >= 0)");
        if (!(endedPerSecond >= 0))
            throw new IllegalArgumentException("endedPerSecond: " + endedPerSecond + " (expected: >= 0)");
        long tooMany = (long) waiting + arriving - mostWaiting;
        if (tooMany <= 0) return Optional.empty();
        Optional<Duration> retryAfter =
                arriving > mostWaiting ? Optional.empty() : Optional.of(untilEnded(tooMany, endedPerSecond));
        return Optional.of(new Overload(waiting, arriving, mostWaiting, retryAfter));
    }

    private static Duration untilEnded(long tasks, double endedPerSecond) {
        double seconds = Math.ceil(tasks / endedPerSecond);
        return seconds < LONGEST.toSeconds() ? Duration.ofSeconds((long) seconds) : LONGEST;
    }

    /**
     * Why a submission was refused. Immutable.
     *
     * @param waiting how many tasks waited
     * @param arriving how many it brought
     * @param mostWaiting how many may wait
     * @param retryAfter when there is likely to be room; absent when there never is, since it brings too many by itself
     */
    public record Overload(int waiting, int arriving, int mostWaiting, Optional<Duration> retryAfter) {
        /** A sentence for a person. */
        @Override
        public String toString() {
            String what = waiting + " of at most " + mostWaiting + " tasks wait, and this brings " + arriving + "; ";
            return what
                    + retryAfter
                            .map(after -> "submit it again in " + after.toSeconds() + " s")
                            .orElse("submit it in parts of at most " + mostWaiting + " tasks");
        }
    }
}

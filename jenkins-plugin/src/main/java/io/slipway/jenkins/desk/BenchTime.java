package io.slipway.jenkins.desk;

import io.slipway.core.schedule.BookingStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What people ask for about benches that builds have: more time, or the bench back. Nothing is asked of the control plane
 * unless it can be. Stateless.
 */
public final class BenchTime {
    private BenchTime() {}

    /**
     * The build that has the bench has it for longer.
     *
     * @param actor who asks
     * @param minutes beyond the end that was agreed
     * @param longest how long from now anybody may have a bench
     * @return why not; absent when it was asked for
     */
    public static Optional<String> extend(
            ControlPlane plane, String actor, String bench, int minutes, Duration longest, Instant now) {
        if (minutes < 1 || minutes > longest.toMinutes())
            return Optional.of("minutes: " + minutes + " (expected: 1 to " + longest.toMinutes() + ")");
        Optional<BookingStatus> held = holding(plane, bench);
        if (held.isEmpty()) return Optional.of(nobody(bench));
        Instant until = held.get().until().orElseThrow().plus(Duration.ofMinutes(minutes));
        if (until.isAfter(now.plus(longest)))
            return Optional.of(
                    "bench " + bench + " would be held until " + HeldBench.text(until) + ", and " + longest.toMinutes()
                            + " minutes from now is the most; ask for fewer minutes, or an administrator for a longer time");
        plane.extend(actor, held.get().booking().id(), until);
        return Optional.empty();
    }

    /**
     * The build that has the bench is to give it back: its body ends.
     *
     * @param holder whom the person who asks has seen to have it
     * @return why not; absent when it was asked for
     */
    public static Optional<String> release(ControlPlane plane, String actor, String bench, String holder) {
        Optional<BookingStatus> held = holding(plane, bench);
        if (held.isEmpty()) return Optional.of(nobody(bench));
        String has = held.get().booking().holder();
        if (!has.equals(holder))
            return Optional.of("bench " + bench + " is held by " + has + " and not by " + holder + "; look again");
        plane.release(actor, held.get().booking().id());
        return Optional.empty();
    }

    private static Optional<BookingStatus> holding(ControlPlane plane, String bench) {
        return plane.bookings().stream()
                .filter(status -> status.until().isPresent())
                .filter(status -> status.agent()
                        .flatMap(Claims::benchName)
                        .filter(bench::equals)
                        .isPresent())
                .findFirst();
    }

    private static String nobody(String bench) {
        return "bench " + bench + " is held by nobody; see which are";
    }
}

package io.slipway.jenkins.desk;

import io.slipway.core.agent.Booking;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.run.BookingEnd;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.schedule.BookingStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A bench for the body of a step alone, until a time that everybody knows: it is warned before, and when the time is over
 * the body is ended, unless somebody has extended it, which is said. Thread-safe.
 */
public final class HeldBench implements EventListener {
    private static final Duration SHORTEST_WARNING = Duration.ofSeconds(30);
    private static final Duration LONGEST_WARNING = Duration.ofMinutes(5);

    private final ControlPlane plane;
    private final String id;
    private final String owner;
    private final String bench;
    private final Told told;
    private Optional<Instant> until = Optional.empty();
    private Duration length = Duration.ZERO;
    private boolean warned;
    private boolean over;
    private String said = "";

    /** The step. Called by the desk's thread: must not block. */
    public interface Told {
        /** The bench is its alone until then; its body may begin. Once. */
        void granted(Instant until);

        /** Something that a person should read in the log. */
        void says(String sentence);

        /** The bench is not its any more, or never will be: the body is to end. Not told after a release by the step. */
        void ended(String why);
    }

    private HeldBench(ControlPlane plane, String id, String owner, String bench, Told told) {
        this.plane = plane;
        this.id = id;
        this.owner = owner;
        this.bench = bench;
        this.told = told;
    }

    /**
     * Asks for the bench.
     *
     * @param length for how long, from when it is granted
     * @param deadline given up when it is not granted until then
     */
    public static HeldBench ask(
            ControlPlane plane, String id, String owner, String bench, Duration length, Instant deadline, Told told) {
        HeldBench held = new HeldBench(plane, id, owner, bench, told);
        held.length = length;
        Booking booking = Claims.bench(id, owner, bench, length, deadline);
        plane.book(owner, booking, held);
        return held;
    }

    /**
     * Takes it up again after a restart. When it is over by now the step is told so; what waited and is not known any more
     * is asked for anew.
     *
     * @param granted whether the body runs already
     */
    public static HeldBench takeUp(
            ControlPlane plane,
            String id,
            String owner,
            String bench,
            Duration length,
            Instant deadline,
            boolean granted,
            Told told) {
        HeldBench held = new HeldBench(plane, id, owner, bench, told);
        held.length = length;
        Optional<BookingStatus> status = plane.attachBooking(id, held);
        if (status.isEmpty() && granted) {
            held.end("bench " + bench + " was given back while the controller was away; reserve it again");
        } else if (status.isEmpty()) {
            plane.book(owner, Claims.bench(id, owner, bench, length, deadline), held);
        } else if (status.get().isGranted()) {
            held.takeUp(status.get().until().orElseThrow(), granted);
        }
        return held;
    }

    private void takeUp(Instant end, boolean granted) {
        synchronized (this) {
            if (until.isPresent()) return;
            until = Optional.of(end);
        }
        if (!granted) told.granted(end);
    }

    /** The body has ended, or will not begin; the second time changes nothing. */
    public void release() {
        synchronized (this) {
            over = true;
        }
        plane.release(owner, id);
    }

    /** To be called every few seconds. */
    public void beat(Instant now) {
        List<String> sentences = new ArrayList<>(1);
        synchronized (this) {
            if (over) return;
            if (until.isPresent()) warn(now, sentences);
        }
        if (until.isEmpty()) {
            String why = waitsFor();
            synchronized (this) {
                if (!why.equals(said)) sentences.add(why);
                said = why;
            }
        }
        for (String sentence : sentences) told.says(sentence);
    }

    private void warn(Instant now, List<String> sentences) {
        Instant end = until.orElseThrow();
        if (warned || now.isBefore(end.minus(warning(length)))) return;
        warned = true;
        sentences.add("bench " + bench + " is given back at " + text(end) + ", in "
                + Duration.between(now, end).toSeconds()
                + " s, and this body is ended then; extend it on Jenkins' page slipway-benches if it needs longer");
    }

    /** To the second, as people read it. */
    public static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A tenth of the time, but time enough to read it, and not more than some minutes. */
    static Duration warning(Duration length) {
        Duration tenth = length.dividedBy(10);
        if (tenth.compareTo(SHORTEST_WARNING) < 0) return SHORTEST_WARNING;
        return tenth.compareTo(LONGEST_WARNING) > 0 ? LONGEST_WARNING : tenth;
    }

    private String waitsFor() {
        for (BookingStatus status : plane.bookings()) {
            boolean same = status.agent()
                    .flatMap(Claims::benchName)
                    .filter(bench::equals)
                    .isPresent();
            if (same && status.until().isPresent())
                return "bench " + bench + " is held by " + status.booking().holder() + " until "
                        + text(status.until().get());
        }
        return "bench " + bench + " is not there now; see whether its node is online";
    }

    /** Who has it until when. */
    public synchronized String status() {
        if (until.isPresent()) return "bench " + bench + " held by " + owner + " until " + text(until.get());
        return said.isEmpty() ? "waits for bench " + bench : "waits: " + said;
    }

    private void end(String why) {
        synchronized (this) {
            if (over) return;
            over = true;
        }
        told.ended(why);
    }

    @Override
    public void onEvents(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            if (entry.event() instanceof FleetEvent.BookingGranted granted) takeUp(granted.until(), false);
            else if (entry.event() instanceof FleetEvent.BookingExtended extended)
                extend(entry.actor(), extended.until());
            else if (entry.event() instanceof FleetEvent.BookingEnded ended) end(words(entry.actor(), ended.why()));
        }
    }

    private void extend(String actor, Instant end) {
        synchronized (this) {
            until = Optional.of(end);
            warned = false;
        }
        told.says(actor + " extended bench " + bench + " until " + text(end));
    }

    private String words(String actor, BookingEnd why) {
        return switch (why) {
            case RELEASED -> "bench " + bench + " was given back by " + actor + "; reserve it again when you need it";
            case EXPIRED -> "the time for bench " + bench + " is over; reserve it for longer";
            case TOO_LATE -> "bench " + bench + " was not free in time; try again, or wait longer";
            case AGENT_LEFT -> "bench " + bench + " is gone with its node; reserve another";
        };
    }
}

package io.slipway.jenkins.desk;

import io.slipway.core.agent.Booking;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.BookingStatus;
import io.slipway.core.schedule.Input;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where steps ask for what they want and are told what becomes of it. In this controller that is a {@link Desk}; a control
 * plane that several controllers share can take its place.
 *
 * <p>Whatever a build holds here is held in its name: a run or booking whose step is not there and whose build is no more
 * ends by itself. So a step that is aborted, crashes, or is forgotten by a restart leaks nothing.
 *
 * <p>Thread-safe; nothing blocks. Listeners are called by one thread, in order, after what they are told was written down,
 * and must not block. {@code actor} is who asks: a user's or a build's name.
 */
public interface ControlPlane {
    /**
     * Asks for a run, in the name of the order's owner. A run of that id that is known already goes on as it is, as with
     * {@link #attach}.
     *
     * @param listener told all entries of this run from {@link io.slipway.core.run.RunEvent.RunSubmitted} on
     */
    void submit(Order order, Doing doing, EventListener listener);

    /**
     * Takes up a run again after a restart. Attempts that were running and are not in {@code running} are reported as lost,
     * so that the scheduler tries them again as their task says.
     *
     * @param running attempts that still run and that {@code answers} will get a report of
     * @param listener told all further entries
     */
    Attached attach(RunId run, Set<Input.RunningAttempt> running, Doing doing, EventListener listener);

    /**
     * What {@link #attach} found. Immutable.
     *
     * @param entries what happened so far; empty when the run is not known, because it ended long ago or its journal was
     *     lost: then submit it anew, or say so
     * @param answers takes the reports of the attempts that still run
     */
    record Attached(List<JournalEntry> entries, Consumer<Input> answers) {
        public Attached {
            entries = List.copyOf(entries);
        }

        public boolean isKnown() {
            return !entries.isEmpty();
        }
    }

    /** Attempts of the run that have not ended as far as is known here: after a restart, those that may still run. */
    List<Input.RunningAttempt> running(RunId run);

    /** Ends the run; what runs of it is stopped. A run that is unknown or has ended stays so. */
    void cancel(String actor, RunId run, String reason);

    /** Why the tasks of the run that wait do not start, as sentences; empty when none waits. */
    List<String> reasons(RunId run);

    /** Gives the run another priority. */
    void prioritise(String actor, RunId run, int priority);

    /**
     * Wants an agent or a bench for oneself: granted once, to nobody else at the same time, and over at its end. The holder
     * is the build.
     *
     * @param listener told all entries of this booking
     */
    void book(String actor, Booking booking, EventListener listener);

    /** Takes up a booking again after a restart; absent when it is over. */
    Optional<BookingStatus> attachBooking(String booking, EventListener listener);

    /** The holder needs it until then; an earlier end than now agreed changes nothing. */
    void extend(String actor, String booking, Instant until);

    /** The holder needs it no longer. What is not there stays so. */
    void release(String actor, String booking);

    /** Who holds what until when, and who waits for what. */
    List<BookingStatus> bookings();

    /** Throttle classes are limited just so from now on; a class that is not named is not limited any more. */
    void limitThrottles(String actor, Collection<Input.SetLimit> wanted);

    /** So many tasks and places may be on all nodes together from now on. */
    void limitTasks(String actor, int most);

    /**
     * Folders are entitled to shares by these weights from now on; one that is not named weighs 1.
     *
     * @param weights by the full name of the folder
     */
    void weighFolders(String actor, Map<String, Double> weights);

    /**
     * Calls back once with what the task made, as soon as a run of that revision has made it: at once when one has already.
     *
     * @param revision as in {@link Order#revision}; any when absent
     * @return ends the waiting when it is closed
     */
    Waiting awaitArtifact(TaskAddress task, Optional<String> revision, Consumer<Artifact> found);

    /** Something that is waited for; closing it twice changes nothing. */
    interface Waiting extends AutoCloseable {
        @Override
        void close();
    }
}

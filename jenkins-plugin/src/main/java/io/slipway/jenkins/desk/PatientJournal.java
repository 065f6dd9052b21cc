package io.slipway.jenkins.desk;

import io.slipway.core.journal.Journal;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.journal.JournalException;
import io.slipway.core.run.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A journal that waits until it can be written again, when its disk is full or away: nothing is decided meanwhile, what is
 * asked waits in line, and nothing that was asked is lost. Written by one thread; the other methods are thread-safe.
 */
final class PatientJournal implements Journal {
    private final Journal journal;
    private Optional<String> problem = Optional.empty();
    private boolean closing;
    private boolean awake;
    private long written;

    PatientJournal(Journal journal) {
        this.journal = journal;
    }

    @Override
    public List<JournalEntry> append(Instant at, String actor, List<Event> events) {
        for (; ; ) {
            try {
                List<JournalEntry> entries = journal.append(at, actor, events);
                appended(entries.size());
                return entries;
            } catch (JournalException e) {
                if (!waitAfter(e)) throw e;
            }
        }
    }

    private synchronized void appended(int entries) {
        written += entries;
        problem = Optional.empty();
    }

    /** Whether it is worth another try. */
    private synchronized boolean waitAfter(JournalException failure) {
        problem = Optional.of(String.valueOf(failure.getMessage()));
        awake = false;
        while (!awake && !closing) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return !closing;
    }

    /** Tries again, if it is waiting. */
    synchronized void wake() {
        awake = true;
        notifyAll();
    }

    /** Waits no more: what cannot be written now fails. */
    synchronized void giveUp() {
        closing = true;
        notifyAll();
    }

    /** Why nothing can be written; absent while all is well. */
    synchronized Optional<String> problem() {
        return problem;
    }

    /** How many entries were written here. */
    synchronized long written() {
        return written;
    }

    @Override
    public List<JournalEntry> read() {
        return journal.read();
    }

    @Override
    public void close() {
        journal.close();
    }
}

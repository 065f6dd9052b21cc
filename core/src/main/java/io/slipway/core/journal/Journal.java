package io.slipway.core.journal;

import io.slipway.core.run.Event;
import java.time.Instant;
import java.util.List;

/**
 * Writes events down, in order and for good. Confined to one thread for writing.
 */
public interface Journal extends AutoCloseable {
    /**
     * Appends events as one commit and returns them as entries. When it returns, they are as durable as this journal
     * promises; when it throws, none of them counts.
     *
     * @throws JournalException when they cannot be written
     */
    List<JournalEntry> append(Instant at, String actor, List<Event> events);

    /** Everything written so far, in order; a torn last entry was never written. */
    List<JournalEntry> read();

    @Override
    void close();
}

package io.slipway.core.journal;

import io.slipway.core.audit.AuditChain;
import io.slipway.core.run.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A journal that forgets everything when it is dropped. Can be told to fail. Confined to one thread. */
public final class MemoryJournal implements Journal {
    private final EntryCodec codec = new EntryCodec();
    private final List<JournalEntry> entries = new ArrayList<>();
    private final List<Integer> commits = new ArrayList<>();
    private String previousHash = AuditChain.START;
    private boolean broken;

    /** From now on nothing can be written any more. */
    public void breakDown() {
        broken = true;
    }

    /** How many events each commit had. */
    public List<Integer> commits() {
        return List.copyOf(commits);
    }

    @Override
    public List<JournalEntry> append(Instant at, String actor, List<Event> events) {
        if (broken) throw new JournalException("the journal is broken; mend it");
        List<JournalEntry> appended = new ArrayList<>();
        for (Event event : events) {
            JournalEntry entry =
                    new JournalEntry(entries.size() + appended.size() + 1L, at, actor, previousHash, event);
            previousHash = AuditChain.next(previousHash, codec.encode(entry));
            appended.add(entry);
        }
        entries.addAll(appended);
        commits.add(appended.size());
        return appended;
    }

    @Override
    public List<JournalEntry> read() {
        return List.copyOf(entries);
    }

    @Override
    public void close() {}
}

package io.slipway.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.audit.AuditChain;
import io.slipway.core.run.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every journal promises. Each adapter's test extends it. */
public abstract class JournalContract {
    private static final Instant NOON = Instant.parse("2025-03-01T12:00:00Z");
    private static final Instant LATER = Instant.parse("2025-03-01T12:00:00.123456789Z");

    /** The journal of this test, opened or opened again. */
    protected abstract Journal open();

    private static List<Event> everyKind() {
        return List.copyOf(Events.byName().values());
    }

    @Test
    void begins_empty() {
        try (Journal journal = open()) {
            assertThat(journal.read()).isEmpty();
        }
    }

    @Test
    void gives_back_what_was_appended() {
        try (Journal journal = open()) {
            List<JournalEntry> first = journal.append(NOON, "ada", everyKind());
            List<JournalEntry> second = journal.append(LATER, "slipway", everyKind());

            List<JournalEntry> all = new ArrayList<>(first);
            all.addAll(second);
            assertThat(journal.read()).isEqualTo(all);
            assertThat(first).extracting(JournalEntry::event).isEqualTo(everyKind());
            assertThat(second).allSatisfy(entry -> {
                assertThat(entry.at()).isEqualTo(LATER);
                assertThat(entry.actor()).isEqualTo("slipway");
            });
        }
    }

    @Test
    void counts_from_one_without_gaps() {
        try (Journal journal = open()) {
            journal.append(NOON, "ada", everyKind());
            journal.append(NOON, "ada", everyKind());

            long expected = 1;
            for (JournalEntry entry : journal.read())
                assertThat(entry.sequence()).isEqualTo(expected++);
            assertThat(expected).isEqualTo(2L * everyKind().size() + 1);
        }
    }

    @Test
    void chains_each_entry_to_the_one_before() {
        try (Journal journal = open()) {
            journal.append(NOON, "ada", everyKind());
            journal.append(NOON, "ada", everyKind());

            EntryCodec codec = new EntryCodec();
            String hash = AuditChain.START;
            for (JournalEntry entry : journal.read()) {
                assertThat(entry.previousHash()).isEqualTo(hash);
                hash = AuditChain.next(hash, codec.encode(entry));
            }
        }
    }

    @Test
    void an_empty_commit_changes_nothing() {
        try (Journal journal = open()) {
            assertThat(journal.append(NOON, "ada", List.of())).isEmpty();
            assertThat(journal.read()).isEmpty();
        }
    }
}

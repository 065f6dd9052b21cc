package io.slipway.jenkins.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.journal.Journal;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.journal.JournalException;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PatientJournalTest {
    private static final Event EVENT = new FleetEvent.AgentLeft("a");

    /** One whose disk is full for a while. */
    private static final class FullDisk implements Journal {
        volatile boolean full = true;
        final List<Event> written = new ArrayList<>();

        @Override
        public List<JournalEntry> append(Instant at, String actor, List<Event> events) {
            if (full) throw new JournalException("the disk is full; make room");
            written.addAll(events);
            return List.of(new JournalEntry(1, at, actor, "", events.get(0)));
        }

        @Override
        public List<JournalEntry> read() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    @Test
    void waits_until_it_can_be_written_and_says_meanwhile_what_is_wrong() throws Exception {
        FullDisk disk = new FullDisk();
        PatientJournal journal = new PatientJournal(disk);
        CompletableFuture<List<JournalEntry>> appended =
                CompletableFuture.supplyAsync(() -> journal.append(Instant.EPOCH, "x", List.of(EVENT)));
        while (journal.problem().isEmpty()) Thread.onSpinWait();

        assertThat(journal.problem()).contains("the disk is full; make room");
        disk.full = false;
        while (!appended.isDone()) journal.wake();

        assertThat(appended.get(10, TimeUnit.SECONDS)).hasSize(1);
        assertThat(journal.problem()).isEmpty();
        assertThat(journal.written()).isEqualTo(1);
        assertThat(disk.written).containsExactly(EVENT);
        assertThat(journal.read()).isEmpty();
        journal.close();
    }

    @Test
    void gives_up_when_the_desk_is_closed() {
        PatientJournal journal = new PatientJournal(new FullDisk());
        CompletableFuture<List<JournalEntry>> appended =
                CompletableFuture.supplyAsync(() -> journal.append(Instant.EPOCH, "x", List.of(EVENT)));
        while (journal.problem().isEmpty()) Thread.onSpinWait();

        journal.giveUp();

        assertThat(appended)
                .failsWithin(java.time.Duration.ofSeconds(10))
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withMessageContaining("full");
    }
}

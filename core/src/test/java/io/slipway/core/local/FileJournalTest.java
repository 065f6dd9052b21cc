package io.slipway.core.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.journal.Events;
import io.slipway.core.journal.Journal;
import io.slipway.core.journal.JournalContract;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.journal.JournalException;
import io.slipway.core.run.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileJournalTest extends JournalContract {
    private static final Instant NOON = Instant.parse("2025-03-01T12:00:00Z");
    private static final List<Event> EVENTS = List.copyOf(Events.byName().values());

    @TempDir
    Path directory;

    @Override
    protected Journal open() {
        return FileJournal.open(file(), FileJournal.Force.LEFT_TO_SYSTEM);
    }

    private Path file() {
        return directory.resolve("journal.jsonl");
    }

    @ParameterizedTest
    @EnumSource
    void goes_on_where_it_ended(FileJournal.Force force) {
        List<JournalEntry> all = new ArrayList<>();
        try (Journal journal = FileJournal.open(file(), force)) {
            all.addAll(journal.append(NOON, "ada", EVENTS));
        }

        try (Journal journal = FileJournal.open(file(), force)) {
            all.addAll(journal.append(NOON, "ada", EVENTS));
        }

        assertThat(FileJournal.read(file())).isEqualTo(all);
    }

    @Test
    void shows_a_reader_what_is_written_while_it_is_open() {
        try (Journal journal = open()) {
            List<JournalEntry> written = journal.append(NOON, "ada", EVENTS);

            assertThat(FileJournal.read(file())).isEqualTo(written);
        }
    }

    @Test
    void has_one_line_for_each_entry() throws IOException {
        try (Journal journal = open()) {
            journal.append(NOON, "ada", EVENTS);
        }

        assertThat(Files.readAllLines(file())).hasSize(EVENTS.size());
    }

    @Test
    void cuts_off_a_torn_last_line_wherever_it_was_torn() throws IOException {
        List<JournalEntry> whole;
        try (Journal journal = open()) {
            whole = journal.append(NOON, "ada", EVENTS);
        }
        byte[] bytes = Files.readAllBytes(file());
        int lastLine = new String(bytes, 0, bytes.length - 1, UTF_8).lastIndexOf('\n') + 1;
        int start = new String(bytes, UTF_8).substring(0, lastLine).getBytes(UTF_8).length;

        for (int end = start; end < bytes.length; end++) {
            Files.write(file(), java.util.Arrays.copyOf(bytes, end));

            assertThat(FileJournal.read(file())).hasSize(EVENTS.size() - 1);
            try (Journal journal = open()) {
                journal.append(NOON, "ada", EVENTS.subList(EVENTS.size() - 1, EVENTS.size()));
                assertThat(journal.read()).isEqualTo(whole);
            }
        }
    }

    @Test
    void a_torn_line_stays_while_it_is_only_read() throws IOException {
        try (Journal journal = open()) {
            journal.append(NOON, "ada", EVENTS);
        }
        Files.writeString(file(), "{\"sequ", StandardOpenOption.APPEND);
        byte[] before = Files.readAllBytes(file());

        FileJournal.read(file());

        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void says_which_line_does_not_follow_when_one_was_changed() throws IOException {
        change(lines -> lines.set(3, lines.get(3).replace("\"actor\":\"ada\"", "\"actor\":\"eve\"")));

        assertThatThrownBy(() -> FileJournal.read(file()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("journal.jsonl:5: ")
                .hasMessageContaining("changed, removed or added");
    }

    @Test
    void says_which_line_does_not_follow_when_one_was_removed() throws IOException {
        change(lines -> lines.remove(3));

        assertThatThrownBy(this::open).isInstanceOf(JournalException.class).hasMessageContaining("journal.jsonl:4: ");
    }

    @Test
    void says_which_line_cannot_be_read() throws IOException {
        change(lines -> lines.set(1, "not json"));

        assertThatThrownBy(() -> FileJournal.read(file()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("journal.jsonl:2: not a JSON object");
    }

    @Test
    void says_what_to_do_when_it_cannot_be_opened() {
        Path nowhere = directory.resolve("missing").resolve("journal.jsonl");

        assertThatThrownBy(() -> FileJournal.open(nowhere, FileJournal.Force.EACH_COMMIT))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("make its directory writable");
        assertThatThrownBy(() -> FileJournal.read(nowhere))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("cannot read journal");
    }

    @Test
    void says_what_to_do_when_it_cannot_be_written() {
        Journal journal = open();
        journal.close();

        assertThatThrownBy(() -> journal.append(NOON, "ada", EVENTS))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("cannot write journal");
    }

    private interface Change {
        void make(List<String> lines);
    }

    private void change(Change change) throws IOException {
        try (Journal journal = open()) {
            journal.append(NOON, "ada", EVENTS);
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        change.make(lines);
        Files.write(file(), lines);
    }
}

package io.slipway.core.local;

import io.slipway.core.audit.AuditChain;
import io.slipway.core.journal.EntryCodec;
import io.slipway.core.journal.Journal;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.journal.JournalException;
import io.slipway.core.run.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A journal in a file of JSON lines, one for each entry. Each commit is one write at the end of the file.
 *
 * <p>Whatever happens to the process afterwards, what {@link #append} returned is in the file. Whether it also outlives a
 * loss of power is a matter of {@link Force}. A line that the writer's death cut short was never acknowledged; the next
 * {@link #open} cuts it off. Every line carries the hash of the line before, and reading checks that.
 *
 * <p>One writer at a time; that is for the caller to see to.
 */
public final class FileJournal implements Journal {
    /** When a commit goes from the system's memory to the disk. */
    public enum Force {
        /**
         * When the system thinks fit, some seconds later. A loss of power may cost the last commits; they are then missing
         * as if they had not happened, and what they told of is done again.
         */
        LEFT_TO_SYSTEM,
        /** Before {@link Journal#append} returns. Costs a disk's flush each time: 0.1 to 10 ms. */
        EACH_COMMIT
    }

    private final Path file;
    private final FileChannel channel;
    private final Force force;
    private final EntryCodec codec = new EntryCodec();
    private long nextSequence;
    private String previousHash;

    private FileJournal(Path file, FileChannel channel, Force force, Lines written) {
        this.file = file;
        this.channel = channel;
        this.force = force;
        this.nextSequence = written.entries.size() + 1L;
        this.previousHash = written.lastHash;
    }

    /**
     * Opens the journal for writing at its end, and makes it when there is none.
     *
     * @throws JournalException when it cannot be opened, or what is written there does not hold together
     */
    public static FileJournal open(Path file, Force force) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                Lines written = channel.size() == 0 ? new Lines(file) : Lines.of(file);
                channel.truncate(written.length);
                channel.position(written.length);
                return new FileJournal(file, channel, force, written);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new JournalException("cannot open journal " + file + "; make its directory writable for you", e);
        }
    }

    /**
     * What is written in {@code file}, checked; a torn last line is left aside. Changes nothing, so it may be called while
     * another process writes.
     *
     * @throws JournalException when it cannot be read, or does not hold together: the message names the line
     */
    public static List<JournalEntry> read(Path file) {
        try {
            return Lines.of(file).entries;
        } catch (IOException e) {
            throw new JournalException("cannot read journal " + file + "; make it readable for you", e);
        }
    }

    @Override
    public List<JournalEntry> append(Instant at, String actor, List<Event> events) {
        List<JournalEntry> entries = new ArrayList<>(events.size());
        ByteArrayOutputStream lines = new ByteArrayOutputStream(events.size() * 384);
        long sequence = nextSequence;
        String hash = previousHash;
        for (Event event : events) {
            JournalEntry entry = new JournalEntry(sequence++, at, actor, hash, event);
            byte[] line = codec.encode(entry);
            lines.write(line, 0, line.length);
            lines.write('\n');
            hash = AuditChain.next(hash, line);
            entries.add(entry);
        }
        write(ByteBuffer.wrap(lines.toByteArray()));
        nextSequence = sequence;
        previousHash = hash;
        return entries;
    }

    private void write(ByteBuffer lines) {
        try {
            long start = channel.position();
            try {
                while (lines.hasRemaining()) channel.write(lines);
                if (force == Force.EACH_COMMIT) channel.force(false);
            } catch (IOException e) {
                channel.truncate(start); // or else half a commit stands before the next
                throw e;
            }
        } catch (IOException e) {
            throw new JournalException("cannot write journal " + file + "; make room on its disk, then run again", e);
        }
    }

    @Override
    public List<JournalEntry> read() {
        return read(file);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new JournalException("cannot close journal " + file + "; see whether its disk is full", e);
        }
    }

    /** The whole lines of a file, checked one by one. */
    private static final class Lines {
        private final Path file;
        private final EntryCodec codec = new EntryCodec();
        private final List<JournalEntry> entries = new ArrayList<>();
        private String lastHash = AuditChain.START;
        private long length;

        Lines(Path file) {
            this.file = file;
        }

        static Lines of(Path file) throws IOException {
            Lines lines = new Lines(file);
            byte[] bytes = Files.readAllBytes(file);
            int start = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] != '\n') continue;
                lines.add(bytes, start, i - start);
                start = i + 1;
            }
            lines.length = start;
            return lines;
        }

        private void add(byte[] bytes, int offset, int length) {
            JournalEntry entry;
            try {
                entry = codec.decode(bytes, offset, length);
            } catch (JournalException e) {
                throw new JournalException(at() + e.getMessage(), e);
            }
            if (entry.sequence() != entries.size() + 1L || !entry.previousHash().equals(lastHash)) {
                throw new JournalException(at()
                        + "this line does not follow the one before it, so one of them was changed, removed or added"
                        + " afterwards; put the file back as it was, or begin a new run");
            }
            byte[] line = Arrays.copyOfRange(bytes, offset, offset + length);
            lastHash = AuditChain.next(lastHash, line);
            entries.add(entry);
        }

        private String at() {
            return file + ":" + (entries.size() + 1) + ": ";
        }
    }
}

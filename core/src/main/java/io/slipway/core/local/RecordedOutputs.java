package io.slipway.core.local;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.Digest;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.TaskAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * What each task left in this workspace the last time: what may be removed before it runs again.
 *
 * <p>A log that is read when opened and appended to while tasks run, so that a Slipway that is killed leaves behind which
 * attempts it was in the middle of; the last word on a task counts. Trees are decoded only when asked for. Files are removed
 * on the strength of it, so each entry bears a checksum: one that is torn or damaged was never said. Thread-safe; one
 * process at a time.
 */
public final class RecordedOutputs implements AutoCloseable {
    private static final byte ENDED = 'E';
    private static final byte UNDER_WAY = 'U';
    /** Length and checksum of what follows. */
    private static final int HEAD_BYTES = 2 * Integer.BYTES;
    /** A log shorter than this is not worth writing anew. */
    private static final long SHORT_BYTES = 256 << 10;

    private final Path file;
    private final Map<TaskAddress, Word> words = new HashMap<>();
    private final FileChannel log;
    private long livingBytes;

    /** The last word on one task, as it stands in the log. */
    private static final class Word {
        final byte state;
        final Digest digest;
        final byte[] tree;

        Word(byte state, Digest digest, byte[] tree) {
            this.state = state;
            this.digest = digest;
            this.tree = tree;
        }

        long sizeBytes(TaskAddress task) {
            return tree.length + task.toString().length() + 100L;
        }
    }

    private RecordedOutputs(Path file, FileChannel log) {
        this.file = file;
        this.log = log;
    }

    /** @param file in a directory that is there */
    public static RecordedOutputs open(Path file) {
        try {
            FileChannel log = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            RecordedOutputs recorded = new RecordedOutputs(file, log);
            recorded.read(Files.readAllBytes(file));
            return recorded;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + file + "; make the workspace writable for you", e);
        }
    }

    private void read(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int whole = 0;
        while (in.remaining() >= HEAD_BYTES) {
            int length = in.getInt();
            int checksum = in.getInt();
            if (length < 0 || length > in.remaining()) break;
            byte[] entry = new byte[length];
            in.get(entry);
            if (checksum == checksum(entry) && take(entry)) whole = in.position();
        }
        log.truncate(whole);
        log.position(whole);
    }

    private boolean take(byte[] entry) {
        try {
            CanonicalInput in = new CanonicalInput(entry);
            TaskAddress task = TaskAddress.parse(in.readText());
            remember(task, new Word((byte) in.readByte(), in.readDigest(), in.readBytes()));
            return true;
        } catch (MalformedContentException | IllegalArgumentException e) {
            return false;
        }
    }

    private void remember(TaskAddress task, Word word) {
        Word before = words.put(task, word);
        livingBytes += word.sizeBytes(task) - (before == null ? 0 : before.sizeBytes(task));
    }

    /** Outputs and reports of the last time the task ended here; nothing before it did. */
    public synchronized Tree of(TaskAddress task) {
        Word word = words.get(task);
        return word == null ? Tree.empty() : Tree.readFrom(new CanonicalInput(word.tree));
    }

    /** Whether an attempt began after {@link #of} and left nobody knows what. */
    synchronized boolean isInterrupted(TaskAddress task) {
        Word word = words.get(task);
        return word != null && word.state == UNDER_WAY;
    }

    /** Whether the last word is that the task ended here with exactly {@code made}. O(1). */
    synchronized boolean isExactly(TaskAddress task, Tree made) {
        Word word = words.get(task);
        if (word == null) return made.isEmpty();
        return word.state == ENDED && word.digest.equals(made.digest());
    }

    /** As {@link #isExactly(TaskAddress, Tree)}, for a tree of which only the digest is at hand. */
    synchronized boolean isExactly(TaskAddress task, Digest made) {
        Word word = words.get(task);
        return word == null ? made.equals(Tree.empty().digest()) : word.state == ENDED && word.digest.equals(made);
    }

    /** An attempt begins: until {@link #ended}, what lies there is nobody's word. */
    synchronized void begins(TaskAddress task) {
        Word before = words.get(task);
        Word empty = new Word(UNDER_WAY, Tree.empty().digest(), encode(Tree.empty()));
        append(task, before == null ? empty : new Word(UNDER_WAY, before.digest, before.tree));
    }

    /** The workspace now has exactly this of the task. */
    public synchronized void ended(TaskAddress task, Tree made) {
        if (!isExactly(task, made)) append(task, new Word(ENDED, made.digest(), encode(made)));
    }

    private static byte[] encode(Tree tree) {
        CanonicalOutput out = new CanonicalOutput();
        tree.writeTo(out);
        return out.toByteArray();
    }

    private void append(TaskAddress task, Word word) {
        remember(task, word);
        try {
            write(log, task, word);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + "; make the workspace writable for you", e);
        }
    }

    private static void write(FileChannel log, TaskAddress task, Word word) throws IOException {
        byte[] entry = new CanonicalOutput()
                .writeText(task.toString())
                .writeByte(word.state)
                .writeDigest(word.digest)
                .writeBytes(word.tree)
                .toByteArray();
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + entry.length);
        bytes.putInt(entry.length).putInt(checksum(entry)).put(entry).flip();
        while (bytes.hasRemaining()) log.write(bytes);
    }

    private static int checksum(byte[] entry) {
        CRC32C checksum = new CRC32C();
        checksum.update(entry, 0, entry.length);
        return (int) checksum.getValue();
    }

    /** Writes the log anew when most of it is overtaken. */
    @Override
    public synchronized void close() {
        try {
            long length = log.position();
            log.close();
            if (length > SHORT_BYTES && length > 2 * livingBytes) compact();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + "; make the workspace writable for you", e);
        }
    }

    private void compact() throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel anew = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (Map.Entry<TaskAddress, Word> word : words.entrySet()) write(anew, word.getKey(), word.getValue());
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

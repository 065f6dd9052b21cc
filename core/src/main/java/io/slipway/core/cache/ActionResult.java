package io.slipway.core.cache;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * What a successful task left behind, kept under its key. Failed results are never kept. Immutable.
 *
 * @param outputs files its consumers may read, by workspace path
 * @param reports files kept for people, by workspace path
 * @param log everything it printed
 * @param preimage the encoded {@link Action}, so that a later miss can say which part changed
 * @param wall how long it ran: what reusing it saves
 * @param cpu processor time of its process tree
 * @param peakMemoryBytes largest resident memory of its process tree
 * @param finishedAt when it ended
 * @param carried small contents of those named above; the others are in the content store
 */
public record ActionResult(
        Tree outputs,
        Tree reports,
        Digest log,
        Digest preimage,
        Duration wall,
        Duration cpu,
        long peakMemoryBytes,
        Instant finishedAt,
        CarriedContents carried) {
    private static final int FORMAT = 1;
    private static final int CHECKSUM_BYTES = Integer.BYTES;

    public ActionResult {
        requireNonNull(outputs, "outputs");
        requireNonNull(reports, "reports");
        requireNonNull(log, "log");
        requireNonNull(preimage, "preimage");
        requireNonNull(wall, "wall");
        requireNonNull(cpu, "cpu");
        requireNonNull(finishedAt, "finishedAt");
        requireNonNull(carried, "carried");
    }

    /** A result that carries nothing: all its contents are in the content store. */
    public ActionResult(
            Tree outputs,
            Tree reports,
            Digest log,
            Digest preimage,
            Duration wall,
            Duration cpu,
            long peakMemoryBytes,
            Instant finishedAt) {
        this(outputs, reports, log, preimage, wall, cpu, peakMemoryBytes, finishedAt, CarriedContents.none());
    }

    /** Where the contents named here are found: those that are carried at once, the others in {@code store}. */
    public ContentStore contents(ContentStore store) {
        return carried.isEmpty() ? store : new CarryingContentStore(store, carried);
    }

    /** The digests of all contents named here that are not carried. */
    public Set<Digest> stored() {
        Set<Digest> stored = new TreeSet<>();
        addFiles(stored, outputs);
        addFiles(stored, reports);
        stored.add(log);
        stored.add(preimage);
        stored.removeIf(carried::contains);
        return stored;
    }

    private static void addFiles(Set<Digest> digests, Tree tree) {
        for (TreeEntry entry : tree.children().values()) {
            if (entry instanceof TreeEntry.File file) digests.add(file.digest());
            if (entry instanceof TreeEntry.Directory directory) addFiles(digests, directory.tree());
        }
    }

    /** All of it as bytes, with a checksum at the end. */
    public byte[] encode() {
        CanonicalOutput out = new CanonicalOutput().writeByte(FORMAT);
        outputs.writeTo(out);
        reports.writeTo(out);
        out.writeDigest(log).writeDigest(preimage);
        out.writeLong(wall.toNanos()).writeLong(cpu.toNanos()).writeLong(peakMemoryBytes);
        out.writeLong(finishedAt.getEpochSecond()).writeInt(finishedAt.getNano());
        out.writeBytes(carried.encode());
        byte[] bytes = out.toByteArray();
        return out.writeInt(checksum(bytes, bytes.length)).toByteArray();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws MalformedContentException when the bytes are torn, damaged or of another version
     */
    public static ActionResult decode(byte[] bytes) {
        int length = bytes.length - CHECKSUM_BYTES;
        if (length < 1) throw new MalformedContentException("result of " + bytes.length + " bytes");
        int checksum = ByteBuffer.wrap(bytes).getInt(length);
        if (checksum(bytes, length) != checksum) throw new MalformedContentException("checksum of a result");
        CanonicalInput in = new CanonicalInput(bytes);
        int format = in.readByte();
        if (format != FORMAT) throw new MalformedContentException("format of a result: " + format);
        ActionResult result = readFrom(in);
        in.readInt(); // the checksum
        in.expectEnd();
        return result;
    }

    private static ActionResult readFrom(CanonicalInput in) {
        return new ActionResult(
                Tree.readFrom(in),
                Tree.readFrom(in),
                in.readDigest(),
                in.readDigest(),
                Duration.ofNanos(in.readLong()),
                Duration.ofNanos(in.readLong()),
                in.readLong(),
                Instant.ofEpochSecond(in.readLong(), in.readInt()),
                CarriedContents.encoded(in.readBytes()));
    }

    /** CRC-32: what a torn or damaged file does to bytes it finds, and it costs a cold JVM nothing. */
    private static int checksum(byte[] bytes, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}

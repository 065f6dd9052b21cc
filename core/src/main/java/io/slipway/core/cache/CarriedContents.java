package io.slipway.core.cache;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Small contents that travel inside an {@link ActionResult} instead of lying in the content store one by one: a task
 * with a short log and a tiny output is then kept, and found again, as one file. Immutable and thread-safe.
 */
public final class CarriedContents {
    /** A content of more bytes goes to the store. */
    public static final int MOST_BYTES_EACH = 2 << 10;

    /** All that one result carries; what comes after goes to the store. */
    public static final int MOST_BYTES = 16 << 10;

    private static final CarriedContents NONE = new CarriedContents(new TreeMap<>());

    /** As read from a result; a run that reuses everything never looks inside. */
    private final byte[] encoded;

    private volatile @Nullable SortedMap<Digest, byte[]> contents;

    CarriedContents(SortedMap<Digest, byte[]> contents) {
        this.encoded = encode(contents);
        this.contents = new TreeMap<>(contents);
    }

    private CarriedContents(byte[] encoded) {
        this.encoded = encoded;
    }

    public static CarriedContents none() {
        return NONE;
    }

    public boolean contains(Digest digest) {
        return contents().containsKey(digest);
    }

    /** The content, verified; absent when it is not carried or was damaged. */
    public Optional<byte[]> find(Digest digest) {
        byte[] bytes = contents().get(digest);
        return bytes != null && Digest.of(bytes).equals(digest) ? Optional.of(bytes.clone()) : Optional.empty();
    }

    public boolean isEmpty() {
        return encoded.length == NONE.encoded.length;
    }

    /** How many contents are carried. */
    public int size() {
        return contents().size();
    }

    private SortedMap<Digest, byte[]> contents() {
        SortedMap<Digest, byte[]> read = contents;
        if (read != null) return read;
        read = decode(encoded);
        contents = read;
        return read;
    }

    byte[] encode() {
        return encoded;
    }

    static CarriedContents encoded(byte[] bytes) {
        return bytes.length == NONE.encoded.length ? NONE : new CarriedContents(bytes);
    }

    private static byte[] encode(SortedMap<Digest, byte[]> contents) {
        CanonicalOutput out = new CanonicalOutput().writeInt(contents.size());
        for (Map.Entry<Digest, byte[]> content : contents.entrySet()) {
            out.writeDigest(content.getKey()).writeBytes(content.getValue());
        }
        return out.toByteArray();
    }

    private static SortedMap<Digest, byte[]> decode(byte[] bytes) {
        CanonicalInput in = new CanonicalInput(bytes);
        SortedMap<Digest, byte[]> contents = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) contents.put(in.readDigest(), in.readBytes());
        return contents;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        // a digest names its bytes
        return other instanceof CarriedContents carried
                && contents().keySet().equals(carried.contents().keySet());
    }

    @Override
    public int hashCode() {
        return contents().keySet().hashCode();
    }

    @Override
    public String toString() {
        return "CarriedContents" + contents().keySet();
    }
}

package io.slipway.core.content;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/**
 * Writes values in the one canonical binary form that is hashed and stored: every text carries its length, every list
 * its count, so that no two different values have the same bytes. {@link CanonicalInput} reads it back.
 *
 * <p>Lengths and counts are four bytes, numbers eight, all big-endian; text is UTF-8; a digest is 40 bytes. Confined to one thread.
 */
public final class CanonicalOutput {
    private byte[] bytes = new byte[256];
    private int length;

    public CanonicalOutput writeByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    public CanonicalOutput writeBoolean(boolean value) {
        return writeByte(value ? 1 : 0);
    }

    /** A length or count. */
    public CanonicalOutput writeInt(int value) {
        reserve(Integer.BYTES);
        bytes[length++] = (byte) (value >>> 24);
        bytes[length++] = (byte) (value >>> 16);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
        return this;
    }

    public CanonicalOutput writeLong(long value) {
        return writeInt((int) (value >>> 32)).writeInt((int) value);
    }

    public CanonicalOutput writeText(String text) {
        return writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public CanonicalOutput writeBytes(byte[] content) {
        return writeInt(content.length).append(content, content.length);
    }

    /** The 32 bytes of the hash as they are, then the size. */
    public CanonicalOutput writeDigest(Digest digest) {
        digest.writeTo(this);
        return this;
    }

    public CanonicalOutput writeTexts(Collection<String> texts) {
        return writeList(texts, CanonicalOutput::writeText);
    }

    /** Keys in their sorted order, each followed by its value. */
    public CanonicalOutput writeTextMap(SortedMap<String, String> map) {
        writeInt(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            writeText(entry.getKey()).writeText(entry.getValue());
        }
        return this;
    }

    /** The count, then each item as {@code writer} writes it. */
    public <T> CanonicalOutput writeList(Collection<T> items, BiConsumer<CanonicalOutput, T> writer) {
        writeInt(items.size());
        for (T item : items) writer.accept(this, item);
        return this;
    }

    /** One byte that says whether there is a value, then the value. */
    public <T> CanonicalOutput writeOptional(Optional<T> value, BiConsumer<CanonicalOutput, T> writer) {
        writeBoolean(value.isPresent());
        value.ifPresent(present -> writer.accept(this, present));
        return this;
    }

    /** What was written so far. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    private CanonicalOutput append(byte[] content, int count) {
        reserve(count);
        System.arraycopy(content, 0, bytes, length, count);
        length += count;
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - length >= more) return;
        bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), 2 * bytes.length));
    }
}

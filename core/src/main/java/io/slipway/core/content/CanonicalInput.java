package io.slipway.core.content;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads what {@link CanonicalOutput} wrote. Bytes that are cut short or ask for more than is left are refused with
 * {@link MalformedContentException}, so a torn file can never make it allocate without bound. Confined to one thread.
 */
public final class CanonicalInput {
    private final ByteBuffer bytes;

    public CanonicalInput(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    public int readByte() {
        return need(1).get() & 0xff;
    }

    public boolean readBoolean() {
        int value = readByte();
        if (value > 1) throw new MalformedContentException("boolean byte " + value);
        return value == 1;
    }

    public int readInt() {
        return need(Integer.BYTES).getInt();
    }

    public long readLong() {
        return need(Long.BYTES).getLong();
    }

    public String readText() {
        return new String(readBytes(), StandardCharsets.UTF_8);
    }

    public byte[] readBytes() {
        int length = readCount();
        byte[] content = new byte[length];
        bytes.get(content);
        return content;
    }

    public Digest readDigest() {
        return Digest.readFrom(this);
    }

    public List<String> readTexts() {
        return readList(CanonicalInput::readText);
    }

    public SortedMap<String, String> readTextMap() {
        int count = readCount();
        TreeMap<String, String> map = new TreeMap<>();
        for (int i = 0; i < count; i++) map.put(readText(), readText());
        return map;
    }

    public <T> List<T> readList(Function<CanonicalInput, T> reader) {
        int count = readCount();
        List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) items.add(reader.apply(this));
        return items;
    }

    /** Whether something is left to be read. */
    public boolean hasMore() {
        return bytes.hasRemaining();
    }

    /** Fails unless everything has been read: trailing bytes mean another format. */
    public void expectEnd() {
        if (bytes.hasRemaining()) throw new MalformedContentException(bytes.remaining() + " bytes too many");
    }

    /** A count or length; every item takes at least one byte, so it can never exceed what is left. */
    private int readCount() {
        int count = readInt();
        if (count < 0 || count > bytes.remaining()) {
            throw new MalformedContentException("count " + count + " with " + bytes.remaining() + " bytes left");
        }
        return count;
    }

    private ByteBuffer need(int length) {
        if (bytes.remaining() < length) {
            throw new MalformedContentException("cut short", new BufferUnderflowException());
        }
        return bytes;
    }
}

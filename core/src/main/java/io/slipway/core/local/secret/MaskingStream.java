package io.slipway.core.local.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes all that it is given but what is to be hidden.
 *
 * <p>Bytes are counted from the first one. Held back is exactly what may still become part of something to be hidden, as the
 * state of the {@link PatternTree} tells; {@link #hidden} has what of it is to be hidden already, as spans that are apart and in order.
 * Confined to one thread; O(1) for each byte, on average.
 */
final class MaskingStream extends OutputStream {
    private static final byte[] SHOWN = SecretMask.SHOWN.getBytes(UTF_8);
    private static final int BUFFER_BYTES = 1 << 13;

    private record Span(long from, long to) {}

    private final PatternTree patterns;
    private final OutputStream out;
    private final Deque<Span> hidden = new ArrayDeque<>();
    private final byte[] ready = new byte[BUFFER_BYTES];
    private int readyCount;
    private byte[] held = new byte[BUFFER_BYTES];
    private int heldFrom;
    private int heldTo;
    /** How many came before the first one held. */
    private long released;

    private int state;
    private boolean isHiding;

    MaskingStream(PatternTree patterns, OutputStream out) {
        this.patterns = patterns;
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        hold((byte) b);
        state = patterns.next(state, b & 0xff);
        long end = released + heldTo - heldFrom;
        int found = patterns.found(state);
        if (found > 0) hide(end - found, end);
        release(end - patterns.depth(state));
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int at = from;
        while (at < from + count) {
            int plain = state == 0 ? plainFrom(bytes, at, from + count) : at;
            if (plain > at) {
                pass(bytes, at, plain - at);
                at = plain;
            } else {
                write(bytes[at]);
                at++;
            }
        }
    }

    /** Where the next byte is with which something to be hidden may begin: most text has few, and nothing is held before one. */
    private int plainFrom(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && patterns.next(0, bytes[at] & 0xff) == 0) at++;
        return at;
    }

    private void pass(byte[] bytes, int from, int count) throws IOException {
        isHiding = false;
        released += count;
        if (count > ready.length - readyCount) writeReady();
        if (count > ready.length) {
            out.write(bytes, from, count);
            return;
        }
        System.arraycopy(bytes, from, ready, readyCount, count);
        readyCount += count;
    }

    private void hold(byte b) {
        if (heldTo == held.length) {
            int count = heldTo - heldFrom;
            byte[] target = count > held.length / 2 ? new byte[held.length * 2] : held;
            System.arraycopy(held, heldFrom, target, 0, count);
            held = target;
            heldFrom = 0;
            heldTo = count;
        }
        held[heldTo++] = b;
    }

    private void hide(long from, long to) {
        long first = from;
        while (!hidden.isEmpty() && hidden.getLast().to() >= first)
            first = Math.min(first, hidden.removeLast().from());
        hidden.addLast(new Span(first, to));
    }

    private void release(long until) throws IOException {
        while (released < until) {
            Span next = hidden.peekFirst();
            if (next != null && next.to() <= released) {
                hidden.removeFirst();
                continue;
            }
            boolean hide = next != null && next.from() <= released;
            if (!hide) put(held[heldFrom]);
            else if (!isHiding) for (byte b : SHOWN) put(b);
            isHiding = hide;
            heldFrom++;
            released++;
        }
    }

    private void put(byte b) throws IOException {
        if (readyCount == ready.length) writeReady();
        ready[readyCount++] = b;
    }

    private void writeReady() throws IOException {
        out.write(ready, 0, readyCount);
        readyCount = 0;
    }

    @Override
    public void flush() throws IOException {
        writeReady();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (OutputStream closing = out) {
            int begun = heldTo - heldFrom;
            if (begun >= SecretMask.SHORTEST) hide(released, released + begun);
            release(released + begun);
            writeReady();
            closing.flush();
        }
    }
}

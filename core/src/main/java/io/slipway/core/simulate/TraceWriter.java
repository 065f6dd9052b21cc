package io.slipway.core.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a trace for <a href="https://ui.perfetto.dev">Perfetto</a> and chrome://tracing: processes with lanes, and in the
 * lanes what took time. The form is Chrome's trace event format, JSON; times are given in nanoseconds since the beginning
 * and written in microseconds.
 *
 * <p>Confined to one thread; keeps nothing. Throws {@link UncheckedIOException} when it cannot write.
 */
public final class TraceWriter implements AutoCloseable {
    private final Writer out;
    private boolean first = true;

    /** A trace that goes to {@code out}, which is closed with it. */
    public TraceWriter(Writer out) {
        this.out = out;
        write("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[");
    }

    /** Gives a process its name. */
    public void process(int process, String name) {
        event("\"ph\":\"M\",\"name\":\"process_name\",\"pid\":" + process + ",\"args\":{\"name\":" + quoted(name)
                + "}");
    }

    /**
     * Something that took time.
     *
     * @param details numbers as they are, everything else as text
     */
    public void slice(
            String name, String category, int process, int lane, long beganNanos, long nanos, Map<String, ?> details) {
        event("\"ph\":\"X\",\"name\":" + quoted(name) + ",\"cat\":" + quoted(category) + at(process, lane, beganNanos)
                + ",\"dur\":" + micros(nanos) + details(details));
    }

    /** Something that happened to all at an instant. */
    public void mark(String name, int process, long nanos, Map<String, ?> details) {
        event("\"ph\":\"i\",\"s\":\"g\",\"name\":" + quoted(name) + at(process, 0, nanos) + details(details));
    }

    /** How many there are from now on. */
    public void count(String name, int process, long nanos, String what, long count) {
        event("\"ph\":\"C\",\"name\":" + quoted(name) + at(process, 0, nanos) + details(Map.of(what, count)));
    }

    private static String details(Map<String, ?> details) {
        StringBuilder json = new StringBuilder(",\"args\":{");
        details.forEach((key, value) -> {
            if (json.charAt(json.length() - 1) != '{') json.append(',');
            json.append(quoted(key)).append(':').append(value instanceof Number ? value : quoted(value.toString()));
        });
        return json.append('}').toString();
    }

    private static String at(int process, int lane, long nanos) {
        return ",\"pid\":" + process + ",\"tid\":" + lane + ",\"ts\":" + micros(nanos);
    }

    private static String micros(long nanos) {
        return nanos / 1000 + "." + String.valueOf(1000 + nanos % 1000).substring(1);
    }

    private void event(String fields) {
        write((first ? "\n{" : ",\n{") + fields + "}");
        first = false;
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') json.append('\\').append(c);
            else if (c < ' ') json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            else json.append(c);
        }
        return json.append('"').toString();
    }

    private void write(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the trace cannot be written; make room on its disk", e);
        }
    }

    /** Ends the trace; without it, it is no JSON. */
    @Override
    public void close() {
        write("\n]}\n");
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the trace cannot be written; make room on its disk", e);
        }
    }
}

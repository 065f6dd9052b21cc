package io.slipway.core.journal;

import io.slipway.core.pipeline.TaskAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * One JSON object on one line, written to memory field by field. Confined to one thread.
 *
 * <p>By hand, though there is a library for it: a run writes thousands of lines within its first second, while the
 * library's classes would still be loaded and its buffers made for each line. What is written is the same.
 */
final class JsonLine {
    private static final int USUAL_LENGTH = 640;
    private static final int LONGEST_NUMBER = 20;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private byte[] line = new byte[USUAL_LENGTH];
    private int length;
    private boolean first = true;

    JsonLine() {
        write('{');
    }

    byte[] end() {
        write('}');
        return Arrays.copyOf(line, length);
    }

    void text(String name, String value) {
        name(name);
        quote(value);
    }

    void textUnlessEmpty(String name, String value) {
        if (!value.isEmpty()) text(name, value);
    }

    void number(String name, long value) {
        name(name);
        write(value);
    }

    void decimal(String name, double value) {
        name(name);
        write(Double.toString(value));
    }

    void millis(String name, Duration value) {
        number(name, value.toMillis());
    }

    void flag(String name, boolean value) {
        name(name);
        write(value ? "true" : "false");
    }

    void texts(String name, Map<String, String> values) {
        begin(name, '{');
        for (Map.Entry<String, String> value : values.entrySet()) text(value.getKey(), value.getValue());
        end('}');
    }

    void counts(String name, Map<String, ? extends Number> values) {
        begin(name, '{');
        for (Map.Entry<String, ? extends Number> value : values.entrySet()) {
            number(value.getKey(), value.getValue().longValue());
        }
        end('}');
    }

    void list(String name, Collection<String> texts) {
        beginList(name);
        for (String text : texts) {
            separate();
            quote(text);
        }
        endList();
    }

    void addresses(String name, List<TaskAddress> addresses) {
        beginList(name);
        for (TaskAddress address : addresses) {
            separate();
            quote(address);
        }
        endList();
    }

    void address(String name, TaskAddress value) {
        name(name);
        quote(value);
    }

    void beginList(String name) {
        begin(name, '[');
    }

    void beginItem() {
        separate();
        write('{');
        first = true;
    }

    void endItem() {
        end('}');
    }

    void endList() {
        end(']');
    }

    private void begin(String name, char bracket) {
        name(name);
        write(bracket);
        first = true;
    }

    private void end(char bracket) {
        write(bracket);
        first = false;
    }

    private void name(String name) {
        separate();
        quote(name);
        write(':');
    }

    private void separate() {
        if (!first) write(',');
        first = false;
    }

    /** As its text, without making that. */
    private void quote(TaskAddress address) {
        write('"');
        escaped(address.service());
        write(':');
        escaped(address.task());
        write('"');
    }

    private void quote(String text) {
        write('"');
        escaped(text);
        write('"');
    }

    private void escaped(String text) {
        int chars = text.length();
        room(chars);
        int to = length;
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                escapedOneByOne(text);
                return;
            }
            line[to++] = (byte) c;
        }
        length = to;
    }

    /** A text in which something is to be escaped, or is not ASCII. */
    private void escapedOneByOne(String text) {
        StringBuilder escaped = new StringBuilder(2 * text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') escaped.append(c);
            else escape(escaped, c);
        }
        write(escaped.toString());
    }

    private static void escape(StringBuilder escaped, char c) {
        escaped.append('\\');
        switch (c) {
            case '"', '\\' -> escaped.append(c);
            case '\b' -> escaped.append('b');
            case '\t' -> escaped.append('t');
            case '\n' -> escaped.append('n');
            case '\f' -> escaped.append('f');
            case '\r' -> escaped.append('r');
            default -> escaped.append("u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        room(bytes.length);
        System.arraycopy(bytes, 0, line, length, bytes.length);
        length += bytes.length;
    }

    private void write(char ascii) {
        room(1);
        line[length++] = (byte) ascii;
    }

    private void write(long number) {
        if (number < 0) {
            write(Long.toString(number));
            return;
        }
        room(LONGEST_NUMBER);
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) digits++;
        long rest = number;
        for (int at = length + digits - 1; at >= length; at--) {
            line[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    private void room(int more) {
        if (length + more > line.length) line = Arrays.copyOf(line, Math.max(2 * line.length, length + more));
    }
}

package io.slipway.core.journal;

import io.slipway.core.pipeline.TaskAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
    private static final int USUAL_LENGTH = 1024;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final StringBuilder line = new StringBuilder(USUAL_LENGTH);
    private boolean first = true;

    JsonLine() {
        line.append('{');
    }

    byte[] end() {
        return line.append('}').toString().getBytes(StandardCharsets.UTF_8);
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
        line.append(value);
    }

    void decimal(String name, double value) {
        name(name);
        line.append(value);
    }

    void millis(String name, Duration value) {
        number(name, value.toMillis());
    }

    void flag(String name, boolean value) {
        name(name);
        line.append(value);
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
            quote(address.toString());
        }
        endList();
    }

    void beginList(String name) {
        begin(name, '[');
    }

    void beginItem() {
        separate();
        line.append('{');
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
        line.append(bracket);
        first = true;
    }

    private void end(char bracket) {
        line.append(bracket);
        first = false;
    }

    private void name(String name) {
        separate();
        quote(name);
        line.append(':');
    }

    private void separate() {
        if (!first) line.append(',');
        first = false;
    }

    private void quote(String text) {
        line.append('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') continue;
            line.append(text, from, i);
            escape(c);
            from = i + 1;
        }
        if (from == 0) line.append(text);
        else line.append(text, from, text.length());
        line.append('"');
    }

    private void escape(char c) {
        line.append('\\');
        switch (c) {
            case '"', '\\' -> line.append(c);
            case '\b' -> line.append('b');
            case '\t' -> line.append('t');
            case '\n' -> line.append('n');
            case '\f' -> line.append('f');
            case '\r' -> line.append('r');
            default -> line.append("u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }
}

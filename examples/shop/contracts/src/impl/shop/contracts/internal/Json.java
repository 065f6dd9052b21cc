package shop.contracts.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the part of JSON that orders use: objects, lists, strings and whole numbers. */
final class Json {
    private final String text;
    private int at;

    Json(String text) {
        this.text = text;
    }

    Object document() {
        Object value = value();
        skipSpace();
        if (at != text.length()) {
            throw refused("the end");
        }
        return value;
    }

    private Object value() {
        skipSpace();
        char next = at < text.length() ? text.charAt(at) : ' ';
        if (next == '{') {
            return object();
        }
        if (next == '[') {
            return list();
        }
        return next == '"' ? string() : number();
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        if (!accept('}')) {
            do {
                skipSpace();
                String key = string();
                expect(':');
                members.put(key, value());
            } while (accept(','));
            expect('}');
        }
        return members;
    }

    private List<Object> list() {
        List<Object> elements = new ArrayList<>();
        expect('[');
        if (!accept(']')) {
            do {
                elements.add(value());
            } while (accept(','));
            expect(']');
        }
        return elements;
    }

    private String string() {
        expect('"');
        StringBuilder content = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            if (at == text.length()) {
                break;
            }
            content.append(text.charAt(at++));
        }
        expect('"');
        return content.toString();
    }

    private Long number() {
        int start = at;
        while (at < text.length() && (text.charAt(at) == '-' || Character.isDigit(text.charAt(at)))) {
            at++;
        }
        if (start == at) {
            throw refused("a value");
        }
        return Long.valueOf(text.substring(start, at));
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw refused("'" + wanted + "'");
        }
    }

    private boolean accept(char wanted) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException refused(String expected) {
        return new IllegalArgumentException("JSON at character " + at + ": expected " + expected);
    }
}

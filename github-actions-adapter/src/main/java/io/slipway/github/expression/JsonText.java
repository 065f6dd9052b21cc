package io.slipway.github.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON to values and back, as {@code fromJSON} and {@code toJSON} do it. Confined to one thread. O(length).
 *
 * <p>Written by hand, as expressions are a room of their own and JSON is small.
 */
final class JsonText {
    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int depth;

    private JsonText(String text) {
        this.text = text;
    }

    /** @throws ExpressionException when it is no JSON */
    static Value read(String text) {
        JsonText json = new JsonText(text);
        Value value = json.value();
        json.blanks();
        if (json.at < text.length()) throw json.wrong();
        return value;
    }

    private Value value() {
        blanks();
        if (at >= text.length()) throw wrong();
        depth++;
        if (depth > DEEPEST) throw wrong();
        Value value = switch (text.charAt(at)) {
            case '{' -> fields();
            case '[' -> items();
            case '"' -> new Value.Text(string());
            default -> word();
        };
        depth--;
        return value;
    }

    private Value fields() {
        Map<String, Value> fields = new LinkedHashMap<>();
        at++;
        blanks();
        if (take('}')) return new Value.Fields(fields);
        do {
            blanks();
            if (at >= text.length() || text.charAt(at) != '"') throw wrong();
            String key = string();
            blanks();
            if (!take(':')) throw wrong();
            fields.put(key, value());
            blanks();
        } while (take(','));
        if (!take('}')) throw wrong();
        return new Value.Fields(fields);
    }

    private Value items() {
        List<Value> items = new ArrayList<>();
        at++;
        blanks();
        if (take(']')) return new Value.Items(items);
        do {
            items.add(value());
            blanks();
        } while (take(','));
        if (!take(']')) throw wrong();
        return new Value.Items(items);
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c < ' ') throw wrong();
            value.append(c == '\\' ? escaped() : c);
        }
        throw wrong();
    }

    private char escaped() {
        at++;
        if (at >= text.length()) throw wrong();
        return switch (text.charAt(at)) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\\', '/' -> text.charAt(at);
            case 'u' -> {
                String digits = at + 5 <= text.length() ? text.substring(at + 1, at + 5) : "";
                if (!digits.matches("[0-9a-fA-F]{4}")) throw wrong();
                at += 4;
                yield (char) Integer.parseInt(digits, 16);
            }
            default -> throw wrong();
        };
    }

    private Value word() {
        int end = at;
        while (end < text.length() && ",]} \t\r\n:".indexOf(text.charAt(end)) < 0) end++;
        String word = text.substring(at, end);
        if (word.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,9})?")) {
            at = end;
            return new Value.Amount(Double.parseDouble(word));
        }
        Value value = switch (word) {
            case "null" -> Value.nothing();
            case "true" -> Value.of(true);
            case "false" -> Value.of(false);
            default -> throw wrong();
        };
        at = end;
        return value;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    private boolean take(char c) {
        if (at >= text.length() || text.charAt(at) != c) return false;
        at++;
        return true;
    }

    private ExpressionException wrong() {
        return new ExpressionException("what `fromJSON` is given is no JSON at character " + (at + 1));
    }

    /** Two blanks for each level, as GitHub prints it. */
    static String write(Value value) {
        StringBuilder out = new StringBuilder();
        write(value, "\n", out);
        return out.toString();
    }

    private static void write(Value value, String line, StringBuilder out) {
        String inner = line + "  ";
        if (value instanceof Value.Items items) {
            String separator = "[";
            for (Value item : items.values()) {
                out.append(separator).append(inner);
                write(item, inner, out);
                separator = ",";
            }
            out.append(items.values().isEmpty() ? "[]" : line + "]");
        } else if (value instanceof Value.Fields fields) {
            String separator = "{";
            for (Map.Entry<String, Value> field : fields.values().entrySet()) {
                out.append(separator).append(inner);
                quote(field.getKey(), out);
                out.append(": ");
                write(field.getValue(), inner, out);
                separator = ",";
            }
            out.append(fields.values().isEmpty() ? "{}" : line + "}");
        } else if (value instanceof Value.Text string) {
            quote(string.text(), out);
        } else {
            out.append(value instanceof Value.Nothing ? "null" : value.text());
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ') out.append(String.format("\\u%04x", (int) c));
                    else out.append(c);
                }
            }
        }
        out.append('"');
    }
}

package io.slipway.github.write;

import java.util.List;

/** Writes JSON on one line, in ASCII. Stateless. */
final class JsonText {
    private JsonText() {}

    static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                default -> {
                    if (c < 0x20 || c > 0x7e) quoted.append(String.format("\\u%04x", (int) c));
                    else quoted.append(c);
                }
            }
        }
        return quoted.append('"').toString();
    }

    static String list(List<String> values) {
        return "[" + String.join(",", values.stream().map(JsonText::quoted).toList()) + "]";
    }
}

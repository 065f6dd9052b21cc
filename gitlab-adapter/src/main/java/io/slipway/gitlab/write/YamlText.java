package io.slipway.gitlab.write;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Writes values so that every reader of YAML reads the same text: always in double quotes. Stateless. */
final class YamlText {
    private YamlText() {}

    static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') quoted.append('\\').appendCodePoint(c);
            else if (c == '\n') quoted.append("\\n");
            else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff)
                quoted.append(String.format("\\u%04x", c));
            else quoted.appendCodePoint(c);
        });
        return quoted.append('"').toString();
    }

    static String list(List<String> values) {
        return "[" + String.join(", ", values.stream().map(YamlText::quoted).toList()) + "]";
    }

    static String map(SortedMap<String, String> values) {
        StringBuilder map = new StringBuilder("{");
        for (Map.Entry<String, String> field : values.entrySet()) {
            if (map.length() > 1) map.append(", ");
            map.append(quoted(field.getKey())).append(": ").append(quoted(field.getValue()));
        }
        return map.append('}').toString();
    }
}

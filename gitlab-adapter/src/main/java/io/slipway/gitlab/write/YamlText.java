package io.slipway.gitlab.write;

import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Field;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import io.slipway.gitlab.yaml.YamlValue.Reference;
import io.slipway.gitlab.yaml.YamlValue.Scalar;
import io.slipway.gitlab.yaml.YamlValue.Sequence;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Writes values so that every reader of YAML reads the same text: always in double quotes. Stateless. */
final class YamlText {
    /** A child pipeline has to fit into an artifact of 5 MB. */
    private static final int MOST_CHARACTERS = 1_000_000;

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

    /** A value on one line that means the same, whatever stands around it. */
    static String value(YamlValue value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(YamlValue value, StringBuilder text) {
        if (text.length() > MOST_CHARACTERS)
            throw new IllegalArgumentException("a job has more than a million characters; use fewer aliases");
        if (value instanceof Mapping mapping) {
            text.append('{');
            for (Field field : mapping.fields()) {
                if (text.charAt(text.length() - 1) != '{') text.append(", ");
                text.append(quoted(field.key())).append(": ");
                write(field.value(), text);
            }
            text.append('}');
        } else if (value instanceof Sequence sequence) {
            text.append('[');
            for (YamlValue item : sequence.items()) {
                if (text.charAt(text.length() - 1) != '[') text.append(", ");
                write(item, text);
            }
            text.append(']');
        } else if (value instanceof Reference reference) {
            text.append("!reference ").append(list(reference.path()));
        } else if (value instanceof Scalar scalar) {
            // What is plain and no text (a number, a boolean, nothing) must stay plain.
            boolean text11 = !scalar.plain() || scalar.kind().equals("text");
            text.append(scalar.isNothing() ? "null" : text11 ? quoted(scalar.value()) : scalar.value());
        }
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

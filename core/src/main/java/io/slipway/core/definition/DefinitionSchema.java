package io.slipway.core.definition;

import io.slipway.core.yaml.BoundedYaml;
import io.slipway.core.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema (draft 2020-12) of both kinds of definitions, by which editors complete keys and mark mistakes. It refuses nothing
 * that Slipway reads; Slipway refuses more, with better words. Stateless.
 */
public final class DefinitionSchema {
    private DefinitionSchema() {}

    /** Of {@code slipway.yaml}, as JSON that ends with a line break. */
    public static String service() {
        return of(Language.SERVICE, DefinitionReader.SERVICE_FILE);
    }

    /** Of {@code slipway-workspace.yaml}, as JSON that ends with a line break. */
    public static String workspace() {
        return of(Language.WORKSPACE, DefinitionReader.WORKSPACE_FILE);
    }

    private static String of(Keys root, String file) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", file);
        schema.put("$ref", "#/$defs/" + root.name());
        Map<String, Object> parts = new LinkedHashMap<>();
        for (Keys keys : Language.ALL) {
            boolean isOtherRoot =
                    !keys.equals(root) && (keys.equals(Language.SERVICE) || keys.equals(Language.WORKSPACE));
            if (!isOtherRoot) parts.put(keys.name(), schema(keys));
        }
        schema.put("$defs", parts);
        StringBuilder json = new StringBuilder();
        write(schema, "", json);
        return json.append('\n').toString();
    }

    private static Map<String, Object> schema(Keys keys) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Keys.Key key : keys.keys()) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", key.meaning());
            property.putAll(key.shape().schema());
            key.fallback().ifPresent(text -> property.put("default", json(text)));
            property.put("examples", List.of(json(key.example())));
            properties.put(key.name(), property);
            if (key.isRequired()) required.add(key.name());
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        if (!required.isEmpty()) schema.put("required", required);
        schema.put("additionalProperties", false);
        schema.put("properties", properties);
        return schema;
    }

    /** The value of a piece of YAML. */
    private static Object json(String yaml) {
        BoundedYaml.Form form = new BoundedYaml.Form(yaml.length() * 4, false, "no YAML", "shorten it", "write it");
        return new BoundedYaml("example", form, (place, message, suggestion) -> {
                    throw new IllegalStateException(yaml + ": " + message);
                })
                .parse(yaml.getBytes(StandardCharsets.UTF_8))
                .map(DefinitionSchema::json)
                .orElseThrow();
    }

    private static Object json(YamlNode node) {
        if (node.isList())
            return node.items().stream().map(DefinitionSchema::json).toList();
        if (!node.isMap()) {
            String text = node.scalar().orElseThrow();
            return text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        for (YamlNode.Entry entry : node.entries()) map.put(entry.key().scalar().orElseThrow(), json(entry.value()));
        return map;
    }

    private static void write(Object value, String indent, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            String separator = "{\n";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator).append(indent).append("  ");
                write(String.valueOf(entry.getKey()), out);
                out.append(": ");
                write(entry.getValue(), indent + "  ", out);
                separator = ",\n";
            }
            out.append(map.isEmpty() ? "{" : "\n" + indent).append('}');
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object item : list) {
                out.append(separator);
                write(item, indent, out);
                separator = ", ";
            }
            out.append(list.isEmpty() ? "[" : "").append(']');
        } else if (value instanceof Boolean || value instanceof Integer) {
            out.append(value);
        } else {
            write(String.valueOf(value), out);
        }
    }

    private static void write(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\');
            out.append(c);
        }
        out.append('"');
    }
}

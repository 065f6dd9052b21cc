package io.slipway.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object of someone else's, with the line that it begins in. Immutable.
 *
 * @param fields texts and numbers as text, objects as {@link JsonTree}, arrays as lists; null is left out
 */
record JsonTree(int line, Map<String, Object> fields) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * All values of a text, one after the other.
     *
     * @throws IOException when it is no JSON
     */
    static List<Object> all(String text) throws IOException {
        List<Object> values = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(text)) {
            while (json.nextToken() != null) values.add(value(json));
        }
        return values;
    }

    private static Object value(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            int line = json.currentTokenLocation().getLineNr();
            Map<String, Object> fields = new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                Object value = value(json);
                if (json.currentToken() != JsonToken.VALUE_NULL) fields.put(name, value);
            }
            return new JsonTree(line, fields);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> items = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) items.add(value(json));
            return items;
        }
        return json.getText();
    }

    /** The first of these fields that is a text or number; empty when none is. */
    String text(String... names) {
        for (String name : names) {
            if (fields.get(name) instanceof String text) return text;
        }
        return "";
    }

    /** The objects in an array of this name. */
    List<JsonTree> objects(String name) {
        return fields.get(name) instanceof List<?> list ? objects(list) : List.of();
    }

    static List<JsonTree> objects(List<?> values) {
        List<JsonTree> objects = new ArrayList<>();
        for (Object value : values) if (value instanceof JsonTree tree) objects.add(tree);
        return objects;
    }
}

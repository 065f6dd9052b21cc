package io.slipway.core.simulate;

import io.slipway.core.pipeline.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of comma-separated fields, with where each begins. A field in double quotes may have commas in it, and a quote
 * as two. Immutable.
 *
 * @param file for messages
 * @param line from 1
 */
record CsvRow(String file, int line, List<Field> fields) {
    /**
     * @param column from 1
     */
    record Field(String text, int column) {}

    CsvRow {
        fields = List.copyOf(fields);
    }

    static CsvRow of(String file, int line, String text) {
        List<Field> fields = new ArrayList<>();
        int at = 0;
        while (at <= text.length()) {
            int start = at;
            StringBuilder field = new StringBuilder();
            boolean quoted = false;
            for (; at < text.length() && (quoted || text.charAt(at) != ','); at++) {
                char c = text.charAt(at);
                if (c != '"') {
                    field.append(c);
                } else if (quoted && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    field.append('"');
                    at++;
                } else {
                    quoted = !quoted;
                }
            }
            fields.add(new Field(field.toString().strip(), start + 1));
            at++;
        }
        return new CsvRow(file, line, fields);
    }

    boolean isBlank() {
        return fields.size() == 1 && fields.get(0).text.isEmpty();
    }

    Place place(int field) {
        int column = field < fields.size() ? fields.get(field).column : 1;
        return new Place(file, line, column);
    }
}

package io.slipway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** A packed table with a line of names. Quoted fields may have commas in them. */
final class CsvFile {
    private CsvFile() {}

    /** One row. */
    record Row(Map<String, Integer> columns, List<String> fields) {
        String get(String column) {
            Integer at = columns.get(column);
            if (at == null) throw new BenchException("no column '" + column + "'; use data of the form described");
            return at < fields.size() ? fields.get(at) : "";
        }

        double number(String column) {
            String text = get(column);
            return text.isEmpty() ? 0 : Double.parseDouble(text);
        }
    }

    /** Shows every row, in the file's order. */
    static void read(Path file, Consumer<Row> each) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            Map<String, Integer> columns = new TreeMap<>();
            for (String name : fields(lines.readLine())) columns.put(name, columns.size());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                each.accept(new Row(columns, fields(line)));
            }
        }
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}

package io.slipway.bench;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a bench found: a table for people, and figures for programs. Confined to one thread. */
final class Report {
    private final String bench;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, String> figures = new LinkedHashMap<>();
    private final Map<String, String> peers = new LinkedHashMap<>();

    private record Row(String what, String value) {}

    Report(String bench) {
        this.bench = bench;
    }

    /** A line of the table that is no figure. */
    Report row(String what, String format, Object... values) {
        rows.add(new Row(what, String.format(Locale.ROOT, format, values)));
        return this;
    }

    /** A figure, in the unit that its key ends in. */
    Report figure(String key, double value) {
        rows.add(new Row(key, number(value)));
        figures.put(key, number(value));
        return this;
    }

    /** What a peer took for the same. */
    Report peer(String key, double value) {
        rows.add(new Row(key, number(value)));
        peers.put(key, number(value));
        return this;
    }

    /** A peer that is not here. */
    Report skippedPeer(String program) {
        rows.add(new Row(program, "skipped: not installed"));
        peers.put(program, "\"skipped: not installed\"");
        return this;
    }

    void print(PrintStream out) {
        int width = rows.stream().mapToInt(row -> row.what.length()).max().orElse(0);
        for (Row row : rows) out.printf(Locale.ROOT, "%-" + width + "s  %s%n", row.what, row.value);
        out.println("{\"bench\":\"" + bench + "\",\"figures\":" + json(figures) + ",\"peers\":" + json(peers) + "}");
    }

    /** The table once more, for a page. */
    String markdown() {
        StringBuilder table = new StringBuilder("| | |\n|---|---|\n");
        for (Row row : rows) {
            table.append("| ")
                    .append(row.what)
                    .append(" | ")
                    .append(row.value.strip())
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String json(Map<String, String> values) {
        List<String> fields = new ArrayList<>();
        values.forEach((key, value) -> fields.add("\"" + key + "\":" + value));
        return "{" + String.join(",", fields) + "}";
    }

    /** Four significant digits, and every digit of a whole number. */
    private static String number(double value) {
        if (value == Math.rint(value)) return Long.toString((long) value);
        BigDecimal exact = BigDecimal.valueOf(value);
        int wholeDigits = Math.max(4, exact.precision() - exact.scale());
        return exact.round(new MathContext(wholeDigits, RoundingMode.HALF_UP)).toPlainString();
    }
}

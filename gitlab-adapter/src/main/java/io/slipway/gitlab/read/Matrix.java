package io.slipway.gitlab.read;

import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Field;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import io.slipway.gitlab.yaml.YamlValue.Scalar;
import io.slipway.gitlab.yaml.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many times a job is there, and with which variables. Stateless. */
final class Matrix {
    /** What GitLab expands at most. */
    private static final int MOST = 200;

    private Matrix() {}

    /**
     * One of the jobs.
     *
     * @param suffix behind the name: {@code " 1/3"} or {@code ": [a, b]"}; empty for a job that is there once
     * @param values of its variables
     */
    record Cell(String suffix, SortedMap<String, String> values) {}

    static List<Cell> cells(String job, Optional<YamlValue> parallel, Findings findings) {
        List<Cell> once = List.of(new Cell("", new TreeMap<>()));
        if (parallel.isEmpty() || parallel.get().isNothing()) return once;
        YamlValue value = parallel.get();
        Optional<YamlValue> matrix = value.get("matrix");
        if (matrix.isPresent()) return products(job, matrix.get(), findings);
        if (value.text().filter(text -> text.contains("$[[")).isPresent()) return once;
        int count = number(value);
        if (count < 1 || count > MOST) {
            findings.problem(
                    value.place(),
                    "`parallel` of `" + job + "` is " + value.text().orElse(value.kind()),
                    "write a number from 1 to " + MOST + ", or a matrix");
            return once;
        }
        List<Cell> cells = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            SortedMap<String, String> values =
                    new TreeMap<>(Map.of("CI_NODE_INDEX", "" + i, "CI_NODE_TOTAL", "" + count));
            cells.add(new Cell(" " + i + "/" + count, values));
        }
        return cells;
    }

    private static int number(YamlValue value) {
        try {
            return Integer.parseInt(value.text().orElse(""));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static List<Cell> products(String job, YamlValue matrix, Findings findings) {
        List<Cell> cells = new ArrayList<>();
        for (Map<String, String> values : combinations(matrix, findings)) {
            cells.add(new Cell(": [" + String.join(", ", values.values()) + "]", new TreeMap<>(values)));
        }
        if (cells.isEmpty())
            findings.problem(matrix.place(), "the matrix of `" + job + "` has no job", "give each variable a value");
        if (cells.size() > MOST) {
            findings.problem(
                    matrix.place(),
                    "the matrix of `" + job + "` has more than " + MOST + " jobs",
                    "GitLab refuses it: split it");
            return cells.subList(0, MOST);
        }
        return cells;
    }

    /** Every choice of one value for each variable, the first variable slowest; at most one more than is allowed. */
    static List<Map<String, String>> combinations(YamlValue matrix, Findings findings) {
        List<Map<String, String>> all = new ArrayList<>();
        for (YamlValue entry : Lists.flat(Optional.of(matrix), findings)) {
            if (!(entry instanceof Mapping mapping)) {
                findings.problem(entry.place(), "a matrix has " + entry.kind(), "write a list of maps");
                continue;
            }
            List<Map<String, String>> products = List.of(Map.of());
            for (Field variable : mapping.fields()) {
                products = times(products, variable.key(), variable.value(), findings);
            }
            if (!mapping.isEmpty()) all.addAll(products);
            if (all.size() > MOST) return all.subList(0, MOST + 1);
        }
        return all;
    }

    private static List<Map<String, String>> times(
            List<Map<String, String>> products, String variable, YamlValue values, Findings findings) {
        List<String> texts = new ArrayList<>();
        for (YamlValue value :
                values instanceof Sequence ? Lists.flat(Optional.of(values), findings) : List.of(values)) {
            if (value instanceof Scalar scalar) texts.add(Lists.meaning(scalar, findings));
            else findings.problem(value.place(), "`" + variable + "` of a matrix has " + value.kind(), "write text");
        }
        List<Map<String, String>> more = new ArrayList<>();
        for (Map<String, String> product : products) {
            for (String text : texts) {
                Map<String, String> longer = new LinkedHashMap<>(product);
                longer.put(variable, text);
                more.add(longer);
                if (more.size() > MOST) return more;
            }
        }
        return more;
    }
}

package io.slipway.github.read;

import io.slipway.core.pipeline.Place;
import io.slipway.github.expression.Contexts;
import io.slipway.github.expression.Truth;
import io.slipway.github.expression.Value;
import io.slipway.github.yaml.YamlValue;
import io.slipway.github.yaml.YamlValue.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the jobs of a {@code strategy.matrix}, in GitHub's own order: every combination of the axes, the last one fastest;
 * then those that an entry of {@code exclude} matches go; then each entry of {@code include} adds its extras to every
 * combination that its axes match, and becomes a combination of its own when it matches none. Confined to one thread.
 * O(combinations times entries).
 */
final class Matrix {
    /** What GitHub takes. */
    private static final int MOST = 256;

    private static final int LONGEST_NAME = 100;

    private final String job;
    private final Findings findings;
    private final Values values;

    Matrix(String job, Findings findings) {
        this.job = job;
        this.findings = findings;
        this.values = new Values(findings);
    }

    /**
     * One job of a matrix.
     *
     * @param matrix what the context {@code matrix} holds
     * @param shown the values that its name shows
     */
    record Cell(Value matrix, List<String> shown) {
        /** Of a job without a matrix. */
        static final Cell ONLY = new Cell(Value.nothing(), List.of());

        /** The job's name with the values behind it, cut as GitHub cuts it. */
        String name(String job) {
            if (shown.isEmpty()) return job;
            String name = job + " (" + String.join(", ", shown) + ")";
            return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME - 3) + "..." : name;
        }
    }

    /** The jobs that a strategy makes; one, of which little is known, when only the host can tell. */
    List<Cell> cells(Optional<YamlValue> strategy, Contexts contexts) {
        Optional<YamlValue> written = strategy.flatMap(value -> value.get("matrix"));
        if (strategy.isPresent() && Values.isTemplate(strategy.get())) return later(strategy.get());
        if (written.isEmpty() || written.get().isNothing()) return List.of(Cell.ONLY);
        Value matrix = values.of(written.get(), Naming.STRATEGY, contexts);
        if (!(matrix instanceof Value.Fields fields) || !fields.whole()) return later(written.get());
        check(written.get(), fields);
        return expand(written.get(), fields);
    }

    private List<Cell> later(YamlValue matrix) {
        findings.note(
                matrix.place(),
                "the matrix of `" + job + "` is only known when it runs",
                "here it counts as one job; give the inputs or variables that make it");
        return List.of(new Cell(Value.unknown(), List.of()));
    }

    private void check(YamlValue written, Value.Fields matrix) {
        boolean axes = false;
        for (Map.Entry<String, Value> field : matrix.values().entrySet()) {
            if (field.getKey().equals("exclude")) continue;
            boolean empty = field.getValue() instanceof Value.Items items
                    && items.values().isEmpty();
            boolean include = field.getKey().equals("include");
            if (!include || !empty) axes = true;
            if (empty && !include)
                findings.problem(
                        place(written, field.getKey()),
                        "`" + field.getKey() + "` of the matrix of `" + job + "` has no values",
                        "give it one");
        }
        if (!axes)
            findings.problem(written.place(), "the matrix of `" + job + "` has no job", "give it a list of values");
    }

    private static Place place(YamlValue written, String key) {
        return written.get(key).map(YamlValue::place).orElse(written.place());
    }

    private List<Cell> expand(YamlValue written, Value.Fields matrix) {
        Map<String, List<Value>> axes = new LinkedHashMap<>();
        for (Map.Entry<String, Value> field : matrix.values().entrySet()) {
            if (field.getKey().equals("include") || field.getKey().equals("exclude")) continue;
            if (field.getValue() instanceof Value.Items items) axes.put(field.getKey(), items.values());
            else if (field.getValue().isUnknown())
                return later(written.get(field.getKey()).orElse(written));
        }
        List<Map<String, Value>> excludes = entries(written, matrix, "exclude");
        List<Map<String, Value>> includes = entries(written, matrix, "include");
        checkExcludes(written, excludes, axes);
        List<Map<String, Value>> combinations = combinations(written.place(), axes);
        if (combinations.size() > MOST * MOST) return tooMany(written, combinations.size());
        combinations.removeIf(combination -> excludes.stream().anyMatch(entry -> matches(entry, combination)));
        return include(written, axes, combinations, includes);
    }

    /** Entries of a list of maps; what is not known of them is told. */
    private List<Map<String, Value>> entries(YamlValue written, Value.Fields matrix, String key) {
        Value list = matrix.values().getOrDefault(key, Value.nothing());
        List<Map<String, Value>> entries = new ArrayList<>();
        if (list instanceof Value.Items items) {
            for (Value item : items.values()) {
                if (item instanceof Value.Fields fields && fields.whole()) entries.add(fields.values());
                else if (!item.isUnknown()) noMap(written, key);
            }
        }
        if (list.isUnknown())
            findings.note(
                    place(written, key),
                    "`" + key + "` of the matrix of `" + job + "` is only known when it runs",
                    "here it is left aside as far as it is not known");
        for (Map<String, Value> entry : entries)
            if (entry.isEmpty())
                findings.problem(
                        place(written, key),
                        "an entry of `" + key + "` of `" + job + "` has no values",
                        "give it one, or take it out");
        entries.removeIf(Map::isEmpty);
        return entries;
    }

    private void noMap(YamlValue written, String key) {
        if (written instanceof Mapping mapping
                && Values.isTemplate(mapping.get(key).orElse(mapping)))
            findings.problem(
                    place(written, key), "`" + key + "` of `" + job + "` has no map in it", "make it a list of maps");
    }

    private void checkExcludes(YamlValue written, List<Map<String, Value>> excludes, Map<String, List<Value>> axes) {
        for (Map<String, Value> entry : excludes) {
            for (String key : entry.keySet()) {
                if (axes.keySet().stream().noneMatch(key::equalsIgnoreCase))
                    findings.problem(
                            place(written, "exclude"),
                            "`exclude` of `" + job + "` names `" + key + "`, which the matrix has not",
                            "name one of " + String.join(", ", axes.keySet()));
            }
        }
    }

    private List<Map<String, Value>> combinations(Place place, Map<String, List<Value>> axes) {
        List<Map<String, Value>> products = new ArrayList<>();
        if (axes.isEmpty()) return products;
        products.add(Map.of());
        for (Map.Entry<String, List<Value>> axis : axes.entrySet()) {
            List<Map<String, Value>> more = new ArrayList<>();
            for (Map<String, Value> product : products) {
                for (Value value : axis.getValue()) {
                    Map<String, Value> longer = new LinkedHashMap<>(product);
                    longer.put(axis.getKey(), value);
                    more.add(longer);
                    findings.count(place, longer.size());
                }
            }
            products = more;
        }
        return products;
    }

    /** Whether every leaf of an entry equals what a combination has there. */
    private static boolean matches(Map<String, Value> entry, Map<String, Value> combination) {
        return matches(new Value.Fields(entry), new Value.Fields(combination));
    }

    private static boolean matches(Value entry, Value combination) {
        if (entry instanceof Value.Fields fields) {
            for (Map.Entry<String, Value> field : fields.values().entrySet()) {
                Value other =
                        combination instanceof Value.Fields others ? others.find(field.getKey()) : Value.nothing();
                if (!matches(field.getValue(), other)) return false;
            }
            return true;
        }
        if (entry instanceof Value.Items items) {
            for (int i = 0; i < items.values().size(); i++) {
                boolean has = combination instanceof Value.Items others
                        && i < others.values().size();
                Value other = has ? ((Value.Items) combination).values().get(i) : Value.nothing();
                if (!matches(items.values().get(i), other)) return false;
            }
            return true;
        }
        return entry.equalTo(combination) == Truth.YES;
    }

    private List<Cell> include(
            YamlValue written,
            Map<String, List<Value>> axes,
            List<Map<String, Value>> combinations,
            List<Map<String, Value>> includes) {
        List<Map<String, Value>> filters = new ArrayList<>();
        List<Map<String, Value>> extras = new ArrayList<>();
        for (Map<String, Value> entry : includes) {
            Map<String, Value> filter = new LinkedHashMap<>();
            Map<String, Value> extra = new LinkedHashMap<>();
            entry.forEach((key, value) ->
                    (axes.keySet().stream().anyMatch(key::equalsIgnoreCase) ? filter : extra).put(key, value));
            filters.add(filter);
            extras.add(extra);
        }
        boolean[] matched = new boolean[includes.size()];
        List<Cell> cells = new ArrayList<>();
        for (Map<String, Value> combination : combinations) {
            Map<String, Value> extra = new LinkedHashMap<>();
            for (int i = 0; i < matched.length; i++) {
                findings.count(written.place(), filters.get(i).size() + 1);
                if (!matches(filters.get(i), combination)) continue;
                matched[i] = true;
                extra.putAll(extras.get(i));
            }
            List<String> shown = shown(combination);
            extra.putAll(combination);
            cells.add(new Cell(new Value.Fields(extra), shown));
        }
        for (int i = 0; i < matched.length; i++) {
            if (matched[i]) continue;
            Map<String, Value> own = new LinkedHashMap<>(filters.get(i));
            own.putAll(extras.get(i));
            cells.add(new Cell(new Value.Fields(own), shown(own)));
        }
        if (cells.size() > MOST) return tooMany(written, cells.size());
        if (cells.isEmpty() && !axes.isEmpty())
            findings.problem(
                    written.place(), "`exclude` leaves no job of the matrix of `" + job + "`", "exclude fewer");
        return cells.isEmpty() ? List.of(Cell.ONLY) : cells;
    }

    private List<Cell> tooMany(YamlValue written, int size) {
        findings.problem(
                written.place(),
                "the matrix of `" + job + "` has " + size + " jobs, more than " + MOST,
                "GitHub refuses it: split it");
        return List.of(Cell.ONLY);
    }

    /** The scalars of a combination, those within lists and maps too. */
    private static List<String> shown(Map<String, Value> combination) {
        List<String> shown = new ArrayList<>();
        combination.values().forEach(value -> show(value, shown));
        return shown;
    }

    private static void show(Value value, List<String> shown) {
        if (value instanceof Value.Items items) items.values().forEach(item -> show(item, shown));
        else if (value instanceof Value.Fields fields) fields.values().values().forEach(item -> show(item, shown));
        else if (!value.text().isEmpty()) shown.add(value.text());
    }
}

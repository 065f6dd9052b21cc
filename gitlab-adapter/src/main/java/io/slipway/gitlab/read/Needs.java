package io.slipway.gitlab.read;

import io.slipway.core.imported.ImportedNeed;
import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import io.slipway.gitlab.yaml.YamlValue.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds which jobs a {@code needs} names: one, all of a matrix, or some of it. Confined to one thread. */
final class Needs {
    private static final Pattern OWN_VALUE = Pattern.compile("\\$\\[\\[\\s*matrix\\.([A-Za-z0-9_-]+)\\s*\\]\\]");

    /** What is kept of one takes as much room as this many values. */
    private static final int STEPS_OF_A_NEED = 4;

    private final Map<String, List<Matrix.Cell>> cells;
    private final Map<String, String> byFullName = new LinkedHashMap<>();
    private final boolean whole;
    private final Findings findings;

    /**
     * @param cells of every job, by name
     * @param whole whether there are no others
     */
    Needs(Map<String, List<Matrix.Cell>> cells, boolean whole, Findings findings) {
        this.cells = cells;
        this.whole = whole;
        this.findings = findings;
        cells.forEach((name, parts) -> parts.forEach(cell -> byFullName.put(name + cell.suffix(), name)));
    }

    /** @param cell of the matrix of the job that needs */
    List<ImportedNeed> of(String job, YamlValue needs, SortedMap<String, String> cell) {
        Map<String, ImportedNeed> found = new LinkedHashMap<>();
        if (needs.items().stream().anyMatch(YamlValue::isNothing))
            findings.note(needs.place(), "a need of `" + job + "` is empty and left aside", "take it out");
        for (YamlValue entry : Lists.flat(Optional.of(needs), findings)) {
            for (ImportedNeed need : entry(job, entry, cell)) found.putIfAbsent(need.job(), need);
        }
        return List.copyOf(found.values());
    }

    /** Whether these needs are others for each part of a matrix. */
    boolean dependOnCell(YamlValue needs) {
        for (YamlValue need : needs.items()) if (need.get("parallel").isPresent()) return true;
        return false;
    }

    private List<ImportedNeed> entry(String job, YamlValue entry, SortedMap<String, String> cell) {
        if (entry instanceof Scalar scalar) return named(job, scalar, scalar.value(), false, true, Optional.empty());
        if (!(entry instanceof Mapping mapping)) return List.of();
        Optional<YamlValue> wanted = mapping.get("job");
        for (String elsewhere : List.of("pipeline", "project")) {
            if (mapping.get(elsewhere).isEmpty()) continue;
            findings.note(
                    entry.place(),
                    "`" + job + "` needs a job of another " + elsewhere + ", "
                            + mapping.get(elsewhere).get().text().orElse("") + ", which is left aside",
                    "it is not part of this pipeline");
            return List.of();
        }
        if (wanted.isEmpty() || wanted.get().text().isEmpty()) {
            findings.problem(entry.place(), "a need of `" + job + "` names no job", "write job: and its name");
            return List.of();
        }
        Optional<YamlValue> parallel = mapping.get("parallel");
        if (parallel.isPresent() && parallel.get().get("matrix").isEmpty())
            findings.problem(
                    parallel.get().place(),
                    "`parallel` of a need of `" + job + "` has no matrix",
                    "name the values of the parts that are needed");
        Optional<List<Map<String, String>>> part =
                parallel.flatMap(value -> value.get("matrix")).map(matrix -> selected(job, matrix, cell));
        return named(
                job,
                wanted.get(),
                wanted.get().text().get(),
                isTrue(mapping, "optional", false),
                isTrue(mapping, "artifacts", true),
                part);
    }

    private static boolean isTrue(Mapping mapping, String key, boolean otherwise) {
        return mapping.get(key)
                .filter(Scalar.class::isInstance)
                .flatMap(value -> ((Scalar) value).truth())
                .orElse(otherwise);
    }

    private List<ImportedNeed> named(
            String job,
            YamlValue at,
            String name,
            boolean optional,
            boolean outputs,
            Optional<List<Map<String, String>>> part) {
        List<Matrix.Cell> parts = cells.get(name);
        if (parts == null) {
            if (byFullName.containsKey(name)) return List.of(new ImportedNeed(name, optional, outputs));
            if (!optional) missing(job, at, name);
            return List.of();
        }
        findings.count(
                at.place(),
                parts.size() * (STEPS_OF_A_NEED + part.map(List::size).orElse(0)));
        List<ImportedNeed> needs = new ArrayList<>();
        for (Matrix.Cell cell : parts) {
            boolean wanted = part.isEmpty()
                    || part.get().stream()
                            .anyMatch(values -> cell.values().entrySet().containsAll(values.entrySet()));
            if (wanted) needs.add(new ImportedNeed(name + cell.suffix(), optional, outputs));
        }
        if (needs.isEmpty() && !optional)
            findings.problem(
                    at.place(),
                    "`" + job + "` needs a part of the matrix of `" + name + "` that it does not have",
                    "name values that the matrix has");
        return needs;
    }

    /** The parts of a matrix that are asked for; {@code $[[ matrix.NAME ]]} is what the asking job has. */
    private List<Map<String, String>> selected(String job, YamlValue matrix, SortedMap<String, String> cell) {
        List<Map<String, String>> all = new ArrayList<>();
        for (Map<String, String> values : Matrix.combinations(matrix, findings)) {
            Map<String, String> filled = new LinkedHashMap<>();
            values.forEach((name, value) -> filled.put(name, filled(job, matrix, value, cell)));
            all.add(filled);
        }
        return all;
    }

    private String filled(String job, YamlValue at, String value, SortedMap<String, String> cell) {
        if (!value.contains("$[[")) return value;
        return OWN_VALUE.matcher(value).replaceAll(place -> {
            String own = cell.get(place.group(1));
            if (own == null)
                findings.problem(
                        at.place(),
                        "`" + place.group() + "`: the matrix of `" + job + "` has no `" + place.group(1) + "`",
                        "name a variable of the matrix of the job that needs");
            return Matcher.quoteReplacement(own == null ? place.group() : own);
        });
    }

    private void missing(String job, YamlValue at, String name) {
        String message = "`" + job + "` needs `" + name + "`, but there is no such job";
        findings.missing(
                whole && !name.contains("$"),
                at.place(),
                message,
                findings.near(name, cells.keySet(), "add it, or say optional: true"));
    }
}

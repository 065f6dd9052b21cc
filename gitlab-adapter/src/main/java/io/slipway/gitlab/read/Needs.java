package io.slipway.gitlab.read;

import io.slipway.core.imported.ImportedNeed;
import io.slipway.core.pipeline.DidYouMean;
import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import io.slipway.gitlab.yaml.YamlValue.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds which jobs a {@code needs} names: one, all of a matrix, or some of it. Confined to one thread. */
final class Needs {
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

    List<ImportedNeed> of(String job, YamlValue needs) {
        Map<String, ImportedNeed> found = new LinkedHashMap<>();
        for (YamlValue entry : Lists.flat(Optional.of(needs), findings)) {
            for (ImportedNeed need : entry(job, entry)) found.putIfAbsent(need.job(), need);
        }
        return List.copyOf(found.values());
    }

    private List<ImportedNeed> entry(String job, YamlValue entry) {
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
        Optional<YamlValue> part = mapping.get("parallel").flatMap(value -> value.get("matrix"));
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
            String job, YamlValue at, String name, boolean optional, boolean outputs, Optional<YamlValue> part) {
        List<Matrix.Cell> parts = cells.get(name);
        if (parts == null) {
            if (byFullName.containsKey(name)) return List.of(new ImportedNeed(name, optional, outputs));
            if (!optional) missing(job, at, name);
            return List.of();
        }
        List<ImportedNeed> needs = new ArrayList<>();
        List<SortedMap<String, String>> wanted = new ArrayList<>();
        if (part.isPresent())
            for (Map<String, String> values : Matrix.combinations(part.get(), findings))
                wanted.add(new TreeMap<>(values));
        for (Matrix.Cell cell : parts) {
            if (part.isEmpty() || wanted.contains(cell.values()))
                needs.add(new ImportedNeed(name + cell.suffix(), optional, outputs));
        }
        findings.count(at.place(), parts.size());
        if (needs.isEmpty())
            findings.problem(
                    at.place(),
                    "`" + job + "` needs a part of the matrix of `" + name + "` that it does not have",
                    "name values that the matrix has");
        return needs;
    }

    private void missing(String job, YamlValue at, String name) {
        String message = "`" + job + "` needs `" + name + "`, but there is no such job";
        if (whole && !name.contains("$")) {
            findings.problem(
                    at.place(),
                    message,
                    DidYouMean.among(name, cells.keySet())
                            .map(near -> "did you mean `" + near + "`?")
                            .orElse("add it, or say optional: true"));
        } else {
            findings.note(at.place(), message + " in the files that could be read", "read it where its includes are");
        }
    }
}

package io.slipway.github.read;

import io.slipway.core.pipeline.DidYouMean;
import io.slipway.github.yaml.YamlValue;
import io.slipway.github.yaml.YamlValue.Mapping;
import io.slipway.github.yaml.YamlValue.Scalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who needs whom, by the ids of jobs, and an order in which every job comes after those it needs. Confined to one thread. */
final class Needs {
    private final Map<String, Set<String>> byJob = new LinkedHashMap<>();
    private final List<String> order = new ArrayList<>();

    /** O(jobs + needs). What names no job, and what closes a circle, is told and left out. */
    Needs(Mapping jobs, Findings findings) {
        Map<String, List<Scalar>> written = new LinkedHashMap<>();
        jobs.fields().forEach((id, job) -> written.put(id, named(job)));
        boolean anyWithout = written.values().stream().anyMatch(List::isEmpty);
        if (!anyWithout && !written.isEmpty())
            findings.problem(
                    jobs.place(), "every job needs another, so that none can begin", "let one of them need nothing");
        written.forEach((id, needs) -> {
            Set<String> known = new LinkedHashSet<>();
            for (Scalar need : needs) {
                if (written.containsKey(need.value())) known.add(need.value());
                else
                    findings.problem(
                            need.place(),
                            "`" + id + "` needs `" + need.value() + "`, but there is no such job",
                            DidYouMean.among(need.value(), written.keySet())
                                    .map(near -> "did you mean `" + near + "`?")
                                    .orElse("add it, or take the need out"));
            }
            byJob.put(id, known);
        });
        sort(written, findings);
    }

    private static List<Scalar> named(YamlValue job) {
        List<Scalar> named = new ArrayList<>();
        job.get("needs").ifPresent(needs -> {
            if (needs instanceof Scalar scalar && !scalar.isNothing()) named.add(scalar);
            for (YamlValue item : needs.items()) if (item instanceof Scalar scalar) named.add(scalar);
        });
        return named;
    }

    private void sort(Map<String, List<Scalar>> written, Findings findings) {
        Map<String, Integer> open = new HashMap<>();
        Map<String, List<String>> waiting = new HashMap<>();
        Deque<String> ready = new ArrayDeque<>();
        byJob.forEach((id, needs) -> {
            open.put(id, needs.size());
            if (needs.isEmpty()) ready.add(id);
            for (String need : needs)
                waiting.computeIfAbsent(need, any -> new ArrayList<>()).add(id);
        });
        while (!ready.isEmpty()) {
            String id = ready.remove();
            order.add(id);
            for (String next : waiting.getOrDefault(id, List.of()))
                if (open.merge(next, -1, Integer::sum) == 0) ready.add(next);
        }
        if (order.size() == byJob.size()) return;
        Set<String> sorted = new HashSet<>(order);
        written.forEach((id, needs) -> {
            if (sorted.contains(id)) return;
            for (Scalar need : needs) {
                if (sorted.contains(need.value()) || !byJob.containsKey(need.value())) continue;
                findings.problem(
                        need.place(),
                        "`" + id + "` needs `" + need.value() + "`, which closes a circle of needs",
                        "take one of the needs out");
            }
            order.add(id);
        });
        Set<String> before = new HashSet<>();
        for (String id : order) {
            byJob.getOrDefault(id, Set.of()).retainAll(before);
            before.add(id);
        }
    }

    /** Every job once, those it needs before it. */
    List<String> order() {
        return order;
    }

    Set<String> of(String job) {
        return byJob.getOrDefault(job, Set.of());
    }
}

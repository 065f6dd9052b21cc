package io.slipway.gitlab.read;

import io.slipway.core.imported.ImportedJob;
import io.slipway.core.imported.ImportedNeed;
import io.slipway.core.imported.Presence;
import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells what GitLab would not take of how jobs wait for each other. Stateless. O(jobs + needs). */
final class OrderChecks {
    private OrderChecks() {}

    /**
     * @param written each job as it was written, by name
     * @param stages in their order
     * @param whole whether there are no other jobs
     */
    static void of(
            Map<String, Mapping> written,
            List<ImportedJob> jobs,
            List<String> stages,
            boolean whole,
            Findings findings) {
        Map<String, Integer> order = new HashMap<>();
        for (String stage : stages) order.put(stage, order.size());
        Map<String, ImportedJob> byName = new HashMap<>(jobs.size() * 2);
        for (ImportedJob job : jobs) {
            if (byName.put(job.name(), job) != null)
                findings.problem(
                        job.place(), "two jobs are called `" + job.name() + "`", "give the matrix different values");
        }
        for (ImportedJob job : jobs) {
            for (ImportedNeed need : job.needs().orElse(List.of())) {
                ImportedJob needed = byName.get(need.job());
                if (needed != null) check(job, needed, need.optional(), order, findings);
            }
        }
        Set<String> names = new HashSet<>(byName.keySet());
        names.addAll(written.keySet());
        written.forEach((name, job) -> dependencies(name, job, names, whole, findings));
    }

    private static void check(
            ImportedJob job, ImportedJob needed, boolean optional, Map<String, Integer> order, Findings findings) {
        if (order.getOrDefault(needed.stage(), 0) > order.getOrDefault(job.stage(), 0))
            findings.problem(
                    job.place(),
                    "`" + job.group() + "` needs `" + needed.group() + "` of the later stage `" + needed.stage() + "`",
                    "put one of them into another stage");
        if (needed.presence() == Presence.NEVER && job.presence() != Presence.NEVER && !optional)
            findings.note(
                    job.place(),
                    "`" + job.group() + "` needs `" + needed.group() + "`, which no rule lets run",
                    "say optional: true, or mend the rules");
    }

    private static void dependencies(String name, Mapping job, Set<String> names, boolean whole, Findings findings) {
        if (job.get("dependencies").isEmpty()) return;
        Set<String> needed = new HashSet<>();
        for (YamlValue need : Lists.flat(job.get("needs"), findings))
            need.text().or(() -> need.get("job").flatMap(YamlValue::text)).ifPresent(needed::add);
        for (YamlValue item : Lists.flat(job.get("dependencies"), findings)) {
            String wanted = item.text().orElse("");
            if (!names.contains(wanted)) {
                findings.missing(
                        whole && !wanted.contains("$"),
                        item.place(),
                        "`" + name + "` depends on `" + wanted + "`, but there is no such job",
                        "name a job of an earlier stage");
            } else if (!needed.isEmpty() && !needed.contains(wanted)) {
                findings.problem(
                        item.place(),
                        "`" + name + "` depends on `" + wanted + "`, which is not among its needs",
                        "add it to `needs`");
            }
        }
    }
}

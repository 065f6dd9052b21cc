package io.slipway.cli.view;

import io.slipway.core.imported.ImportedJob;
import io.slipway.core.imported.ImportedPipeline;
import io.slipway.core.imported.Insights;
import io.slipway.core.imported.Presence;
import io.slipway.core.pipeline.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What another system's file asks for, as lines for a person. */
public final class ImportText {
    private static final int NAMES_SHOWN = 6;

    private ImportText() {}

    public static String of(ImportedPipeline imported, Insights insights) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : imported.problems())
            text.append("problem: ").append(problem).append('\n');
        for (Problem note : imported.notes()) text.append("note: ").append(note).append('\n');
        if (text.length() > 0) text.append('\n');
        Map<String, List<ImportedJob>> byStage = new LinkedHashMap<>();
        for (String stage : imported.stages()) byStage.put(stage, new ArrayList<>());
        for (ImportedJob job : imported.jobs())
            byStage.computeIfAbsent(job.stage(), stage -> new ArrayList<>()).add(job);
        byStage.forEach((stage, jobs) -> {
            if (jobs.isEmpty()) return;
            if (!stage.isEmpty()) text.append(stage).append('\n');
            for (ImportedJob job : jobs)
                text.append("  ").append(line(imported, job)).append('\n');
        });
        text.append('\n').append(Amounts.count(imported.jobs().size(), "job"));
        text.append(", longest chain ")
                .append(Amounts.count(insights.criticalPath().size(), "job"));
        insights.finish().ifPresent(finish -> text.append(", done after ").append(Amounts.duration(finish)));
        text.append(": ").append(names(insights.criticalPath(), " > ")).append('\n');
        for (Insights.Advice advice : insights.advice()) {
            text.append("advice: ")
                    .append(names(advice.jobs(), ", "))
                    .append(": ")
                    .append(advice.text())
                    .append('\n');
        }
        return text.toString();
    }

    private static String line(ImportedPipeline imported, ImportedJob job) {
        StringBuilder line = new StringBuilder(job.name());
        if (imported.graph().contains(job.name())) {
            List<String> before = imported.graph().predecessors(job.name());
            if (!before.isEmpty()) line.append("  after ").append(names(before, ", "));
        }
        if (!job.labels().isEmpty()) line.append("  on ").append(String.join(" ", job.labels()));
        job.calls().ifPresent(pipeline -> line.append("  calls ").append(pipeline));
        if (job.manual()) line.append("  by hand");
        if (job.presence() == Presence.NEVER) line.append("  never");
        if (job.presence() == Presence.MAYBE) line.append("  if ").append(job.condition());
        return line.toString();
    }

    private static String names(List<String> names, String separator) {
        if (names.size() <= NAMES_SHOWN) return String.join(separator, names);
        return String.join(separator, names.subList(0, NAMES_SHOWN)) + " and " + (names.size() - NAMES_SHOWN) + " more";
    }
}

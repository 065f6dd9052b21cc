package io.slipway.cli.view;

import io.slipway.core.imported.ImportedJob;
import io.slipway.core.imported.ImportedPipeline;
import io.slipway.core.imported.Insights;
import io.slipway.core.imported.Presence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Another system's jobs as a drawing: for Graphviz ({@code dot -Tsvg}) and for Mermaid. The chain that decides when all is
 * done is green, what depends on a condition is dashed; an arrow leads to what waits.
 */
public final class ImportGraph {
    private ImportGraph() {}

    public static String dot(ImportedPipeline imported, Insights insights) {
        Set<String> critical = new HashSet<>(insights.criticalPath());
        StringBuilder text = new StringBuilder("digraph imported {\n");
        text.append("  rankdir=LR;\n");
        text.append("  node [shape=box, style=\"rounded,filled\", fillcolor=\"#eeeeee\", fontname=\"sans-serif\"];\n");
        for (ImportedJob job : imported.jobs()) {
            if (!imported.graph().contains(job.name())) continue;
            text.append("  ").append(dotQuoted(job.name()));
            if (critical.contains(job.name())) text.append(" [fillcolor=\"#d3f5d3\"]");
            if (job.presence() == Presence.MAYBE) text.append(" [style=\"rounded,filled,dashed\"]");
            text.append(";\n");
        }
        for (String job : imported.graph().nodes()) {
            for (String next : imported.graph().successors(job)) {
                text.append("  ")
                        .append(dotQuoted(job))
                        .append(" -> ")
                        .append(dotQuoted(next))
                        .append(";\n");
            }
        }
        return text.append("}\n").toString();
    }

    private static String dotQuoted(String name) {
        return '"' + name.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    public static String mermaid(ImportedPipeline imported, Insights insights) {
        Map<String, String> ids = new HashMap<>();
        Set<String> critical = new HashSet<>(insights.criticalPath());
        StringBuilder text = new StringBuilder("flowchart LR\n");
        for (String job : imported.graph().nodes()) {
            String id = "j" + ids.size();
            ids.put(job, id);
            text.append("  ")
                    .append(id)
                    .append("[\"")
                    .append(mermaidEscaped(job))
                    .append("\"]");
            text.append(critical.contains(job) ? ":::critical\n" : "\n");
        }
        for (String job : imported.graph().nodes()) {
            for (String next : imported.graph().successors(job)) {
                text.append("  ")
                        .append(ids.get(job))
                        .append(" --> ")
                        .append(ids.get(next))
                        .append('\n');
            }
        }
        return text.append("  classDef critical fill:#d3f5d3,stroke:#3c8c3c\n").toString();
    }

    /** In a quoted label only the quote and what begins an entity mean something. */
    private static String mermaidEscaped(String name) {
        return name.replaceAll("\\p{Cntrl}", " ")
                .replace("#", "#35;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;");
    }
}

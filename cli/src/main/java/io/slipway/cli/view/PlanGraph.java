package io.slipway.cli.view;

import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.PlannedTask;
import io.slipway.core.pipeline.TaskAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * A plan as a drawing: for Graphviz ({@code dot -Tsvg}) and for Mermaid, which GitHub and GitLab draw in Markdown. What
 * would run is green, what may run yellow and dashed, what is reused grey; an arrow leads to what needs it.
 */
public final class PlanGraph {
    private PlanGraph() {}

    /** A line for each task, in the order in which they would start, with what it needs. */
    public static String text(LocalPlan plan) {
        StringBuilder text = new StringBuilder();
        for (PlannedTask task : plan.tasks()) {
            text.append(task.task());
            String before = " <- ";
            for (TaskAddress needed : plan.graph().predecessors(task.task())) {
                text.append(before).append(needed);
                before = ", ";
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** The same lines as one JSON object. Names freeze. */
    public static String json(LocalPlan plan) {
        return Json.object(json -> {
            json.writeStringField("type", "graph");
            json.writeArrayFieldStart("tasks");
            for (PlannedTask task : plan.tasks()) {
                json.writeStartObject();
                json.writeStringField("task", task.task().toString());
                json.writeStringField("verdict", Json.name(task.verdict()));
                Json.tasks(json, "needs", plan.graph().predecessors(task.task()));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    public static String dot(LocalPlan plan) {
        StringBuilder text = new StringBuilder("digraph slipway {\n");
        text.append("  rankdir=LR;\n");
        text.append("  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\"];\n");
        for (PlannedTask task : plan.tasks()) {
            text.append("  ")
                    .append(dotQuoted(task.task()))
                    .append(" [")
                    .append(dotStyle(task.verdict()))
                    .append("];\n");
        }
        for (PlannedTask task : plan.tasks()) {
            for (TaskAddress next : plan.graph().successors(task.task())) {
                text.append("  ")
                        .append(dotQuoted(task.task()))
                        .append(" -> ")
                        .append(dotQuoted(next))
                        .append(";\n");
            }
        }
        return text.append("}\n").toString();
    }

    private static String dotQuoted(TaskAddress task) {
        return '"' + task.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String dotStyle(PlannedTask.Verdict verdict) {
        return switch (verdict) {
            case RUN -> "fillcolor=\"#d3f5d3\"";
            case RUN_IF_CHANGED -> "fillcolor=\"#fdf3c7\", style=\"rounded,filled,dashed\"";
            case REUSE -> "fillcolor=\"#eeeeee\", fontcolor=\"#777777\"";
        };
    }

    public static String mermaid(LocalPlan plan) {
        Map<TaskAddress, String> ids = new HashMap<>();
        StringBuilder text = new StringBuilder("flowchart LR\n");
        for (PlannedTask task : plan.tasks()) {
            String id = "t" + ids.size();
            ids.put(task.task(), id);
            text.append("  ")
                    .append(id)
                    .append("[\"")
                    .append(mermaidEscaped(task.task()))
                    .append("\"]:::");
            text.append(Json.name(task.verdict())).append('\n');
        }
        for (PlannedTask task : plan.tasks()) {
            for (TaskAddress next : plan.graph().successors(task.task())) {
                text.append("  ")
                        .append(ids.get(task.task()))
                        .append(" --> ")
                        .append(ids.get(next))
                        .append('\n');
            }
        }
        text.append("  classDef run fill:#d3f5d3,stroke:#3c8c3c\n");
        text.append("  classDef runIfChanged fill:#fdf3c7,stroke:#b59b2b,stroke-dasharray:4\n");
        text.append("  classDef reuse fill:#eeeeee,stroke:#999999,color:#777777\n");
        return text.toString();
    }

    /** In a quoted label only the quote and what begins an entity mean something. */
    private static String mermaidEscaped(TaskAddress task) {
        return task.toString().replace("#", "#35;").replace("\"", "#quot;").replace("<", "#lt;");
    }
}

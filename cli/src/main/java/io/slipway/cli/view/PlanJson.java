package io.slipway.cli.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.estimate.ResourceAdvice;
import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.PlannedTask;
import io.slipway.core.pipeline.Approval;
import io.slipway.core.pipeline.TaskAddress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan as one JSON object. Names freeze. */
public final class PlanJson {
    private PlanJson() {}

    /** @param advice of its tasks */
    public static String of(LocalPlan plan, List<ResourceAdvice> advice) {
        return Json.object(json -> {
            json.writeStringField("type", "plan");
            json.writeArrayFieldStart("tasks");
            for (PlannedTask task : plan.tasks()) write(json, plan, task);
            json.writeEndArray();
            if (!plan.skipped().isEmpty()) {
                json.writeArrayFieldStart("skipped");
                for (Map.Entry<TaskAddress, String> task : plan.skipped().entrySet()) {
                    json.writeStartObject();
                    json.writeStringField("task", task.getKey().toString());
                    json.writeStringField("because", task.getValue());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            Json.tasks(json, "criticalPath", plan.criticalPath());
            if (plan.criticalPathUnknown() == 0) Json.millis(json, "criticalPathMillis", plan.criticalPathKnown());
            else Json.millis(json, "criticalPathAtLeastMillis", plan.criticalPathKnown());
            json.writeNumberField("criticalPathNeverRan", plan.criticalPathUnknown());
            if (!advice.isEmpty()) write(json, advice);
            if (plan.concurrency().isPresent()) {
                json.writeObjectFieldStart("concurrency");
                json.writeStringField("group", plan.concurrency().get().group());
                json.writeStringField(
                        "whenBusy", plan.concurrency().get().whenBusy().text());
                json.writeEndObject();
            }
        });
    }

    private static void write(JsonGenerator json, List<ResourceAdvice> advice) throws IOException {
        json.writeArrayFieldStart("advice");
        for (ResourceAdvice one : advice) {
            json.writeStartObject();
            json.writeStringField("task", one.task());
            json.writeStringField("why", one.why());
            json.writeNumberField("milliCpu", one.ask().milliCpu());
            json.writeNumberField("memoryBytes", one.ask().memoryBytes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, LocalPlan plan, PlannedTask task) throws IOException {
        json.writeStartObject();
        json.writeStringField("task", task.task().toString());
        json.writeStringField("verdict", Json.name(task.verdict()));
        Json.tasks(json, "needs", plan.graph().predecessors(task.task()));
        if (!task.after().isEmpty()) Json.tasks(json, "after", task.after());
        if (task.expected().isPresent())
            Json.millis(json, "expectedMillis", task.expected().get());
        Approval approval = plan.approvals().get(task.task());
        if (approval != null) {
            json.writeObjectFieldStart("approval");
            Json.texts(json, "by", approval.by());
            if (!approval.note().isEmpty()) json.writeStringField("note", approval.note());
            json.writeEndObject();
        }
        Optional<Invalidation> because = task.because();
        if (because.isPresent()) {
            json.writeArrayFieldStart("because");
            for (Invalidation.Cause cause : because.get().causes()) {
                json.writeStartObject();
                json.writeStringField("kind", Json.name(cause.kind()));
                if (!cause.subject().isEmpty()) json.writeStringField("subject", cause.subject());
                json.writeStringField("text", cause.text());
                json.writeEndObject();
            }
            json.writeEndArray();
            if (because.get().more() > 0)
                json.writeNumberField("moreCauses", because.get().more());
        }
        json.writeEndObject();
    }
}

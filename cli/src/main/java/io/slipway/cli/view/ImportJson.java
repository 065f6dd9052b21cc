package io.slipway.cli.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.core.imported.ImportedJob;
import io.slipway.core.imported.ImportedPipeline;
import io.slipway.core.imported.Insights;
import io.slipway.core.pipeline.Problem;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What another system's file asks for, as one JSON object. Names freeze. */
public final class ImportJson {
    private ImportJson() {}

    public static String of(ImportedPipeline imported, Insights insights) {
        return Json.object(json -> {
            json.writeStringField("type", "import");
            json.writeStringField("file", imported.file());
            strings(json, "stages", imported.stages());
            json.writeArrayFieldStart("jobs");
            for (ImportedJob job : imported.jobs()) write(json, imported, job);
            json.writeEndArray();
            strings(json, "criticalPath", insights.criticalPath());
            if (insights.finish().isPresent())
                Json.millis(json, "finishMillis", insights.finish().get());
            json.writeNumberField("neverSeen", insights.unknown());
            json.writeArrayFieldStart("advice");
            for (Insights.Advice advice : insights.advice()) {
                json.writeStartObject();
                json.writeStringField("kind", Json.name(advice.kind()));
                strings(json, "jobs", advice.jobs());
                json.writeStringField("text", advice.text());
                json.writeEndObject();
            }
            json.writeEndArray();
            problems(json, "problems", imported.problems());
            problems(json, "notes", imported.notes());
        });
    }

    private static void write(JsonGenerator json, ImportedPipeline imported, ImportedJob job) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", job.name());
        json.writeStringField("group", job.group());
        if (!job.stage().isEmpty()) json.writeStringField("stage", job.stage());
        boolean runs = imported.graph().contains(job.name());
        strings(json, "after", runs ? imported.graph().predecessors(job.name()) : List.of());
        json.writeBooleanField("needsWritten", job.needs().isPresent());
        strings(json, "labels", job.labels());
        json.writeStringField("presence", Json.name(job.presence()));
        if (!job.condition().isEmpty()) json.writeStringField("condition", job.condition());
        if (job.calls().isPresent()) json.writeStringField("calls", job.calls().get());
        json.writeBooleanField("manual", job.manual());
        json.writeBooleanField("mayFail", job.mayFail());
        json.writeStringField("place", job.place().toString());
        if (!job.env().isEmpty()) {
            json.writeObjectFieldStart("env");
            for (Map.Entry<String, String> variable : job.env().entrySet())
                json.writeStringField(variable.getKey(), variable.getValue());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void problems(JsonGenerator json, String name, List<Problem> problems) throws IOException {
        json.writeArrayFieldStart(name);
        for (Problem problem : problems) json.writeString(problem.toString());
        json.writeEndArray();
    }

    private static void strings(JsonGenerator json, String name, Collection<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) json.writeString(value);
        json.writeEndArray();
    }
}

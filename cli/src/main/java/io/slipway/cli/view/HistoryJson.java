package io.slipway.cli.view;

import io.slipway.core.local.TaskTrend;
import io.slipway.core.local.WorkspacePast.PastTask;
import java.util.List;

/** How tasks have fared, as one JSON object. Names freeze. */
public final class HistoryJson {
    private HistoryJson() {}

    public static String of(List<TaskTrend> trends) {
        return Json.object(json -> {
            json.writeStringField("type", "history");
            json.writeArrayFieldStart("tasks");
            for (TaskTrend trend : trends) {
                json.writeStartObject();
                json.writeStringField("task", trend.subject().name());
                json.writeNumberField("runs", trend.runs());
                json.writeNumberField("hits", trend.hits());
                json.writeNumberField("failures", trend.failures());
                json.writeNumberField("flakeRate", trend.flakiness().probability());
                json.writeNumberField("flakeRateLow", trend.flakiness().low());
                json.writeNumberField("flakeRateHigh", trend.flakiness().high());
                json.writeNumberField("retryWorth", trend.flakiness().retryWorth());
                if (trend.advice().isPresent()) {
                    json.writeObjectFieldStart("advice");
                    json.writeStringField("why", trend.advice().get().why());
                    json.writeNumberField("milliCpu", trend.advice().get().ask().milliCpu());
                    json.writeNumberField(
                            "memoryBytes", trend.advice().get().ask().memoryBytes());
                    json.writeEndObject();
                }
                Json.millis(json, "medianMillis", HistoryText.median(trend));
                json.writeArrayFieldStart("passed");
                for (PastTask pass : trend.passes()) {
                    json.writeStartObject();
                    json.writeStringField("run", pass.run());
                    json.writeStringField("at", pass.started().toString());
                    Json.millis(json, "tookMillis", pass.took());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeArrayFieldStart("changes");
                for (TaskTrend.Change change : trend.changes()) {
                    json.writeStartObject();
                    json.writeStringField("kind", Json.name(change.point().kind()));
                    json.writeStringField("run", change.run());
                    Json.millis(json, "beforeMillis", change.point().before());
                    Json.millis(json, "afterMillis", change.point().after());
                    json.writeNumberField("spreadRatio", change.point().spreadRatio());
                    json.writeStringField("suspect", Json.name(change.blame().suspect()));
                    json.writeBooleanField("withWaiting", change.withWaiting());
                    json.writeNumberField("explained", change.blame().share());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** What an import came to. */
    public static String imported(int runs, int fresh, List<String> problems) {
        return Json.object(json -> {
            json.writeStringField("type", "historyImport");
            json.writeNumberField("runs", runs);
            json.writeNumberField("new", fresh);
            json.writeNumberField("badRows", problems.size());
            json.writeArrayFieldStart("problems");
            for (String problem : problems) json.writeString(problem);
            json.writeEndArray();
        });
    }
}

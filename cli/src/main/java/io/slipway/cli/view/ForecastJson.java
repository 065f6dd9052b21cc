package io.slipway.cli.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.core.forecast.CriticalTasks;
import io.slipway.core.forecast.Span;
import io.slipway.core.forecast.WhatIf;
import io.slipway.core.local.KeptForecasts;
import io.slipway.core.pipeline.TaskAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** When a run is done, and why then, as one JSON object. Names freeze. */
public final class ForecastJson {
    private ForecastJson() {}

    public static String of(
            Instant now,
            Span finish,
            CriticalTasks critical,
            int unknown,
            SortedMap<TaskAddress, Double> flaky,
            List<WhatIf.Gain> gains) {
        return Json.object(json -> {
            json.writeStringField("type", "forecast");
            json.writeStringField("at", now.toString());
            span(json, finish);
            json.writeNumberField("neverRun", unknown);
            json.writeArrayFieldStart("tasks");
            for (CriticalTasks.Figures one : critical.tasks()) {
                json.writeStartObject();
                json.writeStringField("task", one.task().toString());
                Json.millis(json, "timeMillis", one.time());
                Json.millis(json, "slackMillis", one.slack());
                Json.millis(json, "dragMillis", one.drag());
                json.writeBooleanField("critical", critical.chain().contains(one));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("triedAgain");
            for (Map.Entry<TaskAddress, Double> one : flaky.entrySet()) {
                json.writeStartObject();
                json.writeStringField("task", one.getKey().toString());
                json.writeNumberField("flakeRate", one.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("whatIf");
            for (WhatIf.Gain gain : gains) {
                json.writeStartObject();
                json.writeStringField("change", gain.change().toString());
                Json.millis(json, "soonerMillis", gain.sooner());
                Json.millis(json, "lowMillis", gain.low());
                Json.millis(json, "highMillis", gain.high());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** What came of forecasts. */
    public static String score(KeptForecasts kept) {
        return Json.object(json -> {
            json.writeStringField("type", "forecastScore");
            json.writeNumberField("open", kept.open());
            List<KeptForecasts.Scored> scored = kept.scored();
            json.writeNumberField("scored", scored.size());
            if (!scored.isEmpty()) {
                json.writeNumberField("within15", ForecastText.within(scored) / (double) scored.size());
                json.writeNumberField("medianError", ForecastText.medianError(scored));
                json.writeNumberField("coverage", ForecastText.inside(scored) / (double) scored.size());
            }
            json.writeArrayFieldStart("forecasts");
            for (KeptForecasts.Scored one : scored) {
                json.writeStartObject();
                json.writeStringField("at", one.made().toString());
                json.writeStringField("run", one.run());
                span(json, one.said());
                Json.millis(json, "actualMillis", one.actual());
                json.writeNumberField("gone", one.gone());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void span(JsonGenerator json, Span span) throws IOException {
        Json.millis(json, "doneInMillis", span.point());
        Json.millis(json, "lowMillis", span.low());
        Json.millis(json, "highMillis", span.high());
    }
}

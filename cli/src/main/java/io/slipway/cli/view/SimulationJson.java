package io.slipway.cli.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.core.run.Attempt;
import io.slipway.core.run.DeadLetter;
import io.slipway.core.run.Outcome;
import io.slipway.core.simulate.SimulationResult;
import io.slipway.core.simulate.Spread;
import java.io.IOException;
import java.util.List;

/** What a simulation came to, as one JSON object. Names freeze. */
public final class SimulationJson {
    private SimulationJson() {}

    /**
     * @param deadLetters tasks that failed as often as they may
     */
    public static String of(SimulationResult result, List<DeadLetter> deadLetters) {
        return Json.object(json -> {
            json.writeStringField("type", "simulation");
            Json.millis(json, "simulatedMillis", result.time());
            json.writeNumberField("runs", result.runs());
            json.writeNumberField("succeededRuns", result.succeededRuns());
            json.writeNumberField("ran", result.executed());
            json.writeNumberField("reused", result.reused());
            json.writeNumberField("skipped", result.skipped());
            json.writeNumberField("utilisation", result.utilisation());
            json.writeNumberField("meanRunning", result.meanRunning());
            json.writeNumberField("mostRunning", result.mostRunning());
            json.writeNumberField("mostWaiting", result.mostQueued());
            spread(json, "waitSeconds", result.waitSeconds());
            spread(json, "slowdown", result.slowdown());
            json.writeNumberField("lostAttempts", result.lostAttempts());
            json.writeNumberField("repeatedAttempts", result.repeatedAttempts());
            json.writeNumberField("busyCpuHours", result.busyCpuHours());
            json.writeNumberField("lostCpuHours", result.lostCpuHours());
            if (result.unplaceable().isPresent())
                json.writeStringField("unplaceable", result.unplaceable().get());
            json.writeArrayFieldStart("deadLetters");
            for (DeadLetter letter : deadLetters) deadLetter(json, letter);
            json.writeEndArray();
            json.writeArrayFieldStart("tenants");
            for (SimulationResult.Tenant tenant : result.tenants()) {
                json.writeStartObject();
                json.writeStringField("name", tenant.name());
                json.writeNumberField("runs", tenant.runs());
                json.writeNumberField("ran", tenant.executed());
                json.writeNumberField("share", tenant.share());
                spread(json, "waitSeconds", tenant.waitSeconds());
                spread(json, "slowdown", tenant.slowdown());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void deadLetter(JsonGenerator json, DeadLetter letter) throws IOException {
        json.writeStartObject();
        json.writeStringField("run", letter.run().value());
        json.writeStringField("task", letter.task().toString());
        json.writeArrayFieldStart("attempts");
        for (Attempt attempt : letter.attempts()) {
            json.writeStartObject();
            json.writeStringField("agent", attempt.agent());
            if (attempt.outcome().isPresent()) {
                Outcome outcome = attempt.outcome().get();
                json.writeStringField("outcome", Json.name(outcome.kind()));
                json.writeNumberField("exitCode", outcome.exitCode());
                json.writeStringField("message", outcome.message());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void spread(JsonGenerator json, String name, Spread spread) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("median", spread.median());
        json.writeNumberField("p90", spread.p90());
        json.writeNumberField("p99", spread.p99());
        json.writeNumberField("most", spread.most());
        json.writeEndObject();
    }
}

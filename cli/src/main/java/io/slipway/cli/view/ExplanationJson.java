package io.slipway.cli.view;

import io.slipway.core.pipeline.TaskAddress;
import java.util.List;

/** What is known of a task's last run, as one JSON object. */
public final class ExplanationJson {
    private ExplanationJson() {}

    public static String of(TaskAddress task, List<String> sentences) {
        return Json.object(json -> {
            json.writeStringField("type", "explanation");
            json.writeStringField("task", task.toString());
            json.writeArrayFieldStart("sentences");
            for (String sentence : sentences) json.writeString(sentence);
            json.writeEndArray();
        });
    }
}

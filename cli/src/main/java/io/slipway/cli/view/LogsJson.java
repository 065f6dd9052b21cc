package io.slipway.cli.view;

import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What tasks and their sidecars printed, as one JSON object. Names freeze. */
public final class LogsJson {
    private LogsJson() {}

    /**
     * One of them.
     *
     * @param sidecar that printed it; empty for the task itself
     */
    public record Log(RunId run, TaskAddress task, String sidecar, Path file) {}

    public static String of(List<Log> logs) {
        return Json.object(json -> {
            json.writeStringField("type", "logs");
            json.writeArrayFieldStart("logs");
            for (Log log : logs) {
                json.writeStartObject();
                json.writeStringField("run", log.run().value());
                json.writeStringField("task", log.task().toString());
                if (!log.sidecar().isEmpty()) json.writeStringField("sidecar", log.sidecar());
                json.writeStringField("text", text(log.file()));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** What is no UTF-8 in it is shown as such. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}

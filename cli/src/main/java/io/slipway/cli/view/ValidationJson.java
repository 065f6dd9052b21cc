package io.slipway.cli.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import java.io.IOException;
import java.util.List;

/** What is wrong with the definitions of a workspace, as one JSON object. Names freeze. */
public final class ValidationJson {
    private ValidationJson() {}

    /** The counts are those of a workspace without problems. */
    public static String of(int services, int tasks, List<Problem> problems) {
        return Json.object(json -> {
            json.writeStringField("type", "validation");
            json.writeBooleanField("ok", problems.isEmpty());
            if (problems.isEmpty()) {
                json.writeNumberField("services", services);
                json.writeNumberField("tasks", tasks);
            }
            write(json, problems);
        });
    }

    /**
     * What became of definitions that were to have their canonical form.
     *
     * @param changed files that had another form
     * @param check whether they still have it, as nothing was to be written
     */
    public static String formatted(List<String> changed, boolean check, List<Problem> problems) {
        return Json.object(json -> {
            json.writeStringField("type", "format");
            json.writeBooleanField("ok", problems.isEmpty() && !(check && !changed.isEmpty()));
            json.writeBooleanField("written", !check);
            Json.texts(json, "changed", changed);
            write(json, problems);
        });
    }

    private static void write(JsonGenerator json, List<Problem> problems) throws IOException {
        json.writeArrayFieldStart("problems");
        for (Problem problem : problems) write(json, problem);
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Problem problem) throws IOException {
        json.writeStartObject();
        if (problem.place().isPresent()) {
            Place place = problem.place().get();
            json.writeStringField("file", place.file());
            json.writeNumberField("line", place.line());
            json.writeNumberField("column", place.column());
        }
        json.writeStringField("message", problem.message());
        if (problem.suggestion().isPresent()) {
            json.writeStringField("suggestion", problem.suggestion().get());
        }
        json.writeEndObject();
    }
}

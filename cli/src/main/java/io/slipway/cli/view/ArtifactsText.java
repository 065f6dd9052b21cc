package io.slipway.cli.view;

import io.slipway.core.content.TreeEntry;
import io.slipway.core.local.Artifact;
import java.util.List;
import java.util.Map;

/** What was kept of tasks, for a person or as one JSON object. */
public final class ArtifactsText {
    private ArtifactsText() {}

    /** A line for each task of a run, and one for each of its files. */
    public static String text(List<Artifact> artifacts) {
        if (artifacts.isEmpty()) return "nothing is kept; `keep: 30d` in the definition of a task keeps its outputs\n";
        StringBuilder text = new StringBuilder();
        for (Artifact artifact : artifacts) {
            text.append(artifact.task()).append("  run ").append(artifact.run());
            text.append("  until ").append(artifact.until()).append('\n');
            for (Map.Entry<String, TreeEntry> file : artifact.files().flatten().entrySet())
                text.append("  ")
                        .append(file.getKey())
                        .append("  ")
                        .append(Amounts.bytes(size(file.getValue())))
                        .append('\n');
        }
        return text.toString();
    }

    private static long size(TreeEntry entry) {
        return entry instanceof TreeEntry.File file ? file.digest().sizeBytes() : 0;
    }

    /** With a line break at its end. */
    /** Which files were copied. */
    public static String copied(List<String> paths) {
        return Json.object(json -> {
                    json.writeStringField("type", "artifactsCopied");
                    Json.texts(json, "paths", paths);
                })
                + '\n';
    }

    public static String json(List<Artifact> artifacts) {
        return Json.object(json -> {
                    json.writeStringField("type", "artifacts");
                    json.writeArrayFieldStart("artifacts");
                    for (Artifact artifact : artifacts) {
                        json.writeStartObject();
                        json.writeStringField("task", artifact.task().toString());
                        json.writeStringField("run", artifact.run().value());
                        json.writeStringField("made", artifact.made().toString());
                        json.writeStringField("until", artifact.until().toString());
                        json.writeArrayFieldStart("files");
                        for (Map.Entry<String, TreeEntry> file :
                                artifact.files().flatten().entrySet()) {
                            json.writeStartObject();
                            json.writeStringField("path", file.getKey());
                            json.writeNumberField("bytes", size(file.getValue()));
                            json.writeEndObject();
                        }
                        json.writeEndArray();
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                })
                + '\n';
    }
}

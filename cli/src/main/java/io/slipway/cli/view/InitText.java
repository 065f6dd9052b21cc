package io.slipway.cli.view;

import java.util.List;

/**
 * What {@code slipway init} did, for a person or as one JSON object. Immutable.
 *
 * @param written files that were written
 * @param kept definitions that were there already
 * @param notes what is left for a person to do
 */
public record InitText(List<String> written, List<String> kept, List<String> notes) {
    public String text() {
        StringBuilder text = new StringBuilder();
        for (String file : written) text.append("wrote  ").append(file).append('\n');
        for (String file : kept) text.append("kept   ").append(file).append(" (it was there already)\n");
        for (String note : notes) text.append("note   ").append(note).append('\n');
        if (!written.isEmpty()) text.append("look them over, then: slipway run\n");
        else if (kept.isEmpty())
            text.append(
                    "no pom.xml, build.gradle, go.mod or package.json with scripts here; write a slipway.yaml by hand,"
                            + " such as\n\nslipway: 1\nservice: app\ntasks:\n  build: {run: make, inputs: [\"**\"]}\n");
        return text.toString();
    }

    public String json() {
        return Json.object(json -> {
            json.writeStringField("type", "init");
            Json.texts(json, "written", written);
            Json.texts(json, "kept", kept);
            Json.texts(json, "notes", notes);
        });
    }
}

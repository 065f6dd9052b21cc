package io.slipway.cli.view;

/** What a command said that works inside a job of a CI host, as one JSON object. Names freeze. */
public final class JobJson {
    private JobJson() {}

    /**
     * @param command with the names of those that it is below, such as {@code slipway gitlab split}
     */
    public static String of(String command, int exitCode, String said) {
        return Json.object(json -> {
            json.writeStringField("type", "jobCommand");
            json.writeStringField("command", command);
            json.writeNumberField("exitCode", exitCode);
            Json.texts(json, "lines", said.lines().toList());
        });
    }
}

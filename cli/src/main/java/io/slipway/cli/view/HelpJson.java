package io.slipway.cli.view;

import java.nio.file.Path;
import java.util.Collection;

/** What is written for shells and for {@code man}, as one JSON object. Names freeze. */
public final class HelpJson {
    private HelpJson() {}

    public static String completion(String shell, String script) {
        return Json.object(json -> {
            json.writeStringField("type", "completion");
            json.writeStringField("shell", shell);
            json.writeStringField("script", script);
        });
    }

    public static String pages(Path directory, Collection<String> pages) {
        return Json.object(json -> {
            json.writeStringField("type", "man");
            json.writeStringField("directory", directory.toString());
            Json.texts(json, "pages", pages);
        });
    }
}

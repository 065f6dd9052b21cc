package io.slipway.cli.view;

import io.slipway.core.local.Unreproducible;
import java.util.List;

/** Which tasks made something else the second time. */
public final class UnreproducibleText {
    private UnreproducibleText() {}

    public static String text(List<Unreproducible> found) {
        if (found.isEmpty()) return "ok: every task made the same twice\n";
        StringBuilder text = new StringBuilder();
        for (Unreproducible each : found) {
            text.append(each.task()).append(" made different outputs from the same inputs:\n");
            for (String path : each.paths()) text.append("  ").append(path).append('\n');
        }
        text.append(Amounts.count(found.size(), "task")).append(" not reproducible; look for times, random names and");
        text.append(" unordered listings in what they write, SOURCE_DATE_EPOCH is there for times\n");
        return text.toString();
    }

    public static String json(List<Unreproducible> found) {
        return Json.object(json -> {
            json.writeStringField("type", "verification");
            json.writeBooleanField("ok", found.isEmpty());
            json.writeArrayFieldStart("unreproducible");
            for (Unreproducible each : found) {
                json.writeStartObject();
                json.writeStringField("task", each.task().toString());
                json.writeArrayFieldStart("paths");
                for (String path : each.paths()) json.writeString(path);
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}

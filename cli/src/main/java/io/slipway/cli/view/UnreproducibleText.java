package io.slipway.cli.view;

import io.slipway.core.local.RebuildVerification;
import io.slipway.core.local.Unreproducible;
import io.slipway.core.run.RunResult;
import java.util.List;

/** Which tasks made something else the second time. */
public final class UnreproducibleText {
    private UnreproducibleText() {}

    public static String text(RebuildVerification verified) {
        List<Unreproducible> found = verified.unreproducible();
        StringBuilder text = new StringBuilder();
        for (Unreproducible each : found) {
            text.append(each.task()).append(' ').append(each.difference()).append(" from the same inputs\n");
            for (String path : each.paths()) text.append("  ").append(path).append('\n');
        }
        if (!found.isEmpty()) {
            text.append(Amounts.count(found.size(), "task")).append(" not reproducible; look for times, random names");
            text.append(" and unordered listings in what they write, SOURCE_DATE_EPOCH is there for times\n");
        }
        if (verified.run().result() != RunResult.SUCCEEDED) {
            text.append("the run did not succeed, so not every task was compared; mend it and verify again\n");
        } else if (found.isEmpty()) {
            text.append("ok: every task made the same twice\n");
        }
        return text.toString();
    }

    public static String json(RebuildVerification verified) {
        return Json.object(json -> {
            json.writeStringField("type", "verification");
            json.writeBooleanField("ok", verified.result() == RunResult.SUCCEEDED);
            json.writeStringField("result", Json.name(verified.result()));
            json.writeArrayFieldStart("unreproducible");
            for (Unreproducible each : verified.unreproducible()) {
                json.writeStartObject();
                json.writeStringField("task", each.task().toString());
                json.writeStringField("difference", each.difference());
                json.writeArrayFieldStart("paths");
                for (String path : each.paths()) json.writeString(path);
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}

package io.slipway.cli.view;

import java.util.List;
import java.util.Locale;

/** What {@code slipway doctor} found, for a person or as one JSON object. Immutable. */
public record Checkup(List<Finding> findings) {
    public Checkup {
        findings = List.copyOf(findings);
    }

    /** How well something is. */
    public enum Health {
        OK,
        /** Slipway works, but not as well as it could. */
        WARN,
        /** Something will not work. */
        FAIL
    }

    /**
     * One thing that was looked at.
     *
     * @param todo what to do about it; empty when it is well
     */
    public record Finding(String what, Health health, String text, String todo) {
        public static Finding ok(String what, String text) {
            return new Finding(what, Health.OK, text, "");
        }

        public static Finding warn(String what, String text, String todo) {
            return new Finding(what, Health.WARN, text, todo);
        }

        public static Finding fail(String what, String text, String todo) {
            return new Finding(what, Health.FAIL, text, todo);
        }
    }

    public boolean isBroken() {
        return findings.stream().anyMatch(finding -> finding.health() == Health.FAIL);
    }

    /**
     * @param onlyBad whether what is well is left out
     */
    public String text(Style style, boolean onlyBad) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            if (onlyBad && finding.health() == Health.OK) continue;
            String health =
                    String.format(Locale.ROOT, "%-5s", finding.health().name().toLowerCase(Locale.ROOT));
            text.append(
                    switch (finding.health()) {
                        case OK -> style.green(health);
                        case WARN -> style.yellow(health);
                        case FAIL -> style.red(health);
                    });
            text.append(String.format(Locale.ROOT, "%-12s ", finding.what())).append(finding.text());
            if (!finding.todo().isEmpty()) text.append("; ").append(finding.todo());
            text.append('\n');
        }
        return text.toString();
    }

    public String json() {
        return Json.object(json -> {
            json.writeStringField("type", "doctor");
            json.writeBooleanField("broken", isBroken());
            json.writeArrayFieldStart("findings");
            for (Finding finding : findings) {
                json.writeStartObject();
                json.writeStringField("what", finding.what());
                json.writeStringField("health", Json.name(finding.health()));
                json.writeStringField("text", finding.text());
                if (!finding.todo().isEmpty()) json.writeStringField("todo", finding.todo());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}

package io.slipway.github.read;

import io.slipway.github.yaml.YamlValue;
import io.slipway.github.yaml.YamlValue.Mapping;
import java.util.Optional;
import java.util.regex.Pattern;

/** What starts a workflow: {@code on}, in each of its forms. Stateless. */
final class Triggers {
    private static final String STEP = "(\\*|%s(-%s)?)(/[0-9]{1,2})?";
    private static final Pattern CRON = cron();

    private Triggers() {}

    private static Pattern cron() {
        String month = "([0-9]{1,2}|[A-Za-z]{3})";
        StringBuilder fields = new StringBuilder("\\s*");
        for (String value : new String[] {"[0-9]{1,2}", "[0-9]{1,2}", "[0-9]{1,2}", month, month}) {
            String one = String.format(STEP, value, value);
            fields.append(fields.length() > 3 ? "\\s+" : "")
                    .append(one)
                    .append("(,")
                    .append(one)
                    .append(")*");
        }
        return Pattern.compile(fields.append("\\s*").toString());
    }

    /** What is written below an event; a map without fields when only its name is. */
    static Optional<YamlValue> find(YamlValue root, String event) {
        Optional<YamlValue> on = root.get("on");
        if (on.isEmpty()) return Optional.empty();
        if (on.get() instanceof Mapping) return on.get().get(event);
        boolean named = on.get().text().map(event::equals).orElse(false);
        for (YamlValue item : on.get().items())
            named |= item.text().map(event::equals).orElse(false);
        return named ? on : Optional.empty();
    }

    /** Tells times that are none; everything else is a matter of the workflow's shape. */
    static void check(YamlValue root, Findings findings) {
        Optional<YamlValue> schedule = root.get("on").flatMap(on -> on.get("schedule"));
        if (schedule.isEmpty()) return;
        for (YamlValue entry : schedule.get().items()) {
            Optional<YamlValue> cron = entry.get("cron");
            if (cron.isPresent() && !CRON.matcher(cron.get().text().orElse("")).matches())
                findings.problem(
                        cron.get().place(),
                        "`" + cron.get().text().orElse("") + "` is no time of a schedule",
                        "write minute, hour, day, month and weekday: 30 5 * * 1-5");
        }
    }
}

package io.slipway.github.read;

import io.slipway.github.yaml.YamlValue;
import io.slipway.github.yaml.YamlValue.Mapping;
import io.slipway.github.yaml.YamlValue.Scalar;
import io.slipway.github.yaml.YamlValue.ScalarType;
import java.util.Optional;
import java.util.regex.Pattern;

/** What starts a workflow: {@code on}, in each of its forms. Stateless. */
final class Triggers {
    private static final Pattern CRON = cron();

    private Triggers() {}

    private static Pattern cron() {
        String month = "([0-9]{1,2}|[A-Za-z]{3})";
        StringBuilder fields = new StringBuilder("\\s*");
        for (String value : new String[] {"[0-9]{1,2}", "[0-9]{1,2}", "[0-9]{1,2}", month, month}) {
            String one = "(\\*|" + value + "(-" + value + ")?)(/[0-9]{1,2})?";
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

    /** Tells times that are none and inputs that contradict themselves; all else is a matter of the workflow's shape. */
    static void check(YamlValue root, Findings findings) {
        for (String event : new String[] {"workflow_dispatch", "workflow_call"}) {
            Optional<YamlValue> inputs = find(root, event).flatMap(value -> value.get("inputs"));
            if (inputs.isPresent() && inputs.get() instanceof Mapping mapping)
                mapping.fields().forEach((name, input) -> checkInput(name, input, findings));
        }
        checkTimes(root, findings);
    }

    private static void checkInput(String name, YamlValue input, Findings findings) {
        String type = input.get("type").flatMap(YamlValue::text).orElse("string");
        boolean hasOptions =
                input.get("options").filter(list -> !list.items().isEmpty()).isPresent();
        if (type.equals("choice") && !hasOptions)
            findings.problem(input.place(), "the choice `" + name + "` has no options", "list them below `options`");
        if (!type.equals("choice") && input.get("options").isPresent())
            findings.problem(
                    input.place(), "`" + name + "` has options but is no choice", "say type: choice, or take them out");
        Optional<YamlValue> written = input.get("default");
        if (written.isEmpty() || Values.isTemplate(written.get()) || !(written.get() instanceof Scalar scalar)) return;
        ScalarType wanted = switch (type) {
            case "boolean" -> ScalarType.TRUTH;
            case "number" -> scalar.type(); // GitHub takes text there
            default -> ScalarType.TEXT;
        };
        if (scalar.type() != wanted && !scalar.isNothing())
            findings.problem(
                    scalar.place(),
                    "the default of `" + name + "` is " + scalar.kind() + ", but its type is " + type,
                    wanted == ScalarType.TEXT ? "write it in quotes" : "write true or false");
    }

    private static void checkTimes(YamlValue root, Findings findings) {
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

package io.slipway.github.read;

import io.slipway.core.pipeline.DidYouMean;
import io.slipway.github.expression.Contexts;
import io.slipway.github.expression.Value;
import io.slipway.github.yaml.YamlValue;
import io.slipway.github.yaml.YamlValue.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a workflow or an action that is used is given: what the user wrote, else its defaults. Stateless. */
final class Inputs {
    private Inputs() {}

    /** Of an action of the repository; everything is text. */
    static Value ofAction(YamlValue action, Mapping step, Values values, Contexts known) {
        Map<String, Value> inputs = new LinkedHashMap<>();
        action.map("inputs")
                .ifPresent(defined -> defined.fields().forEach((name, input) -> {
                    Value otherwise = input.get("default")
                            .map(value -> asText(values.of(value, Naming.STEP, known)))
                            .orElse(new Value.Text(""));
                    inputs.put(name, otherwise);
                }));
        step.map("with")
                .ifPresent(with -> with.fields()
                        .forEach((name, value) -> inputs.put(name, asText(values.of(value, Naming.STEP, known)))));
        return new Value.Fields(inputs);
    }

    private static Value asText(Value value) {
        return value.isUnknown() ? value : new Value.Text(value.text());
    }

    /**
     * Of a workflow of the repository; a missing or unknown input is told.
     *
     * @param call what {@code on: workflow_call} says
     * @param job that uses it
     */
    static Value ofWorkflow(Optional<YamlValue> call, Mapping job, Values values, Contexts known, Findings findings) {
        Optional<YamlValue> written = call.flatMap(value -> value.get("inputs"));
        Map<String, YamlValue> defined =
                written.isPresent() && written.get() instanceof Mapping mapping ? mapping.fields() : Map.of();
        Map<String, Value> inputs = new LinkedHashMap<>();
        defined.forEach((name, input) -> inputs.put(name, defaultOf(input, values, known)));
        Map<String, Value> given = new LinkedHashMap<>();
        job.map("with")
                .ifPresent(with -> with.fields().forEach((name, value) -> {
                    for (Map.Entry<String, YamlValue> input : defined.entrySet()) {
                        if (!input.getKey().equalsIgnoreCase(name)) continue;
                        Value worked = values.of(value, Naming.JOB, known);
                        given.put(input.getKey(), worked);
                        checkType(name, value, input.getValue(), worked, findings);
                        return;
                    }
                    findings.problem(
                            value.place(),
                            "the workflow that is used has no input `" + name + "`",
                            DidYouMean.among(name, defined.keySet())
                                    .map(near -> "did you mean `" + near + "`?")
                                    .orElse("take it out"));
                }));
        defined.forEach((name, input) -> {
            if (isTrue(input.get("required")) && !given.containsKey(name))
                findings.problem(
                        job.get("uses").orElse(job).place(),
                        "the workflow that is used requires the input `" + name + "`",
                        "give it below `with`");
        });
        inputs.putAll(given);
        return new Value.Fields(inputs);
    }

    private static boolean isTrue(Optional<YamlValue> value) {
        return value.isPresent() && value.get() instanceof YamlValue.Scalar scalar && scalar.isTrue();
    }

    private static Value defaultOf(YamlValue input, Values values, Contexts known) {
        Optional<YamlValue> written = input.get("default");
        if (written.isPresent()) return values.of(written.get(), Naming.WORKFLOW, known);
        return switch (type(input)) {
            case "boolean" -> Value.of(false);
            case "number" -> new Value.Amount(0);
            default -> new Value.Text("");
        };
    }

    private static String type(YamlValue input) {
        return input.get("type").flatMap(YamlValue::text).orElse("string");
    }

    private static void checkType(String name, YamlValue written, YamlValue input, Value value, Findings findings) {
        boolean fits = switch (type(input)) {
            case "boolean" -> value instanceof Value.Flag;
            case "number" -> value instanceof Value.Amount;
            default -> value.isPrimitive();
        };
        if (!fits && !value.isUnknown())
            findings.problem(
                    written.place(),
                    "the input `" + name + "` is " + written.kind() + ", not a " + type(input),
                    "write a " + type(input));
    }
}

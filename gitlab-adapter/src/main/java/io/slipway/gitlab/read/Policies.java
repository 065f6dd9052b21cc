package io.slipway.gitlab.read;

import io.slipway.core.imported.Presence;
import io.slipway.gitlab.read.Conditions.MalformedConditionException;
import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code only} and {@code except}, the older way of saying when a job is there: all that {@code only} asks for must hold, and
 * nothing of what {@code except} does. A job that asks for no refs is there for branches and tags, unless the workflow has
 * rules. Confined to one thread.
 */
final class Policies {
    private final Variables variables;
    private final Occasion occasion;
    private final boolean workflowHasRules;
    private final Findings findings;

    /** @param variables that are known inside the job */
    Policies(Variables variables, boolean workflowHasRules, Findings findings) {
        this.variables = variables;
        this.occasion = new Occasion(variables);
        this.workflowHasRules = workflowHasRules;
        this.findings = findings;
    }

    /** @param job without {@code rules} */
    Rules.Outcome of(Mapping job) {
        Optional<YamlValue> only = job.get("only").filter(value -> !value.isNothing());
        Optional<YamlValue> except = job.get("except").filter(value -> !value.isNothing());
        List<String> conditions = new ArrayList<>();
        Truth wanted = Truth.YES;
        if (only.isPresent()) {
            conditions.add("only " + shown(only.get()));
            for (Part part : parts(only.get())) wanted = wanted.and(holds(part));
        }
        boolean saysRefs = only.isPresent()
                && (!(only.get() instanceof Mapping map) || map.get("refs").isPresent());
        boolean implied = !saysRefs && (only.isPresent() || !workflowHasRules);
        if (implied && occasion.isBranch().or(occasion.isTag()) == Truth.NO) wanted = Truth.NO;
        if (except.isPresent()) {
            conditions.add("except " + shown(except.get()));
            for (Part part : parts(except.get()))
                wanted = wanted.and(holds(part).not());
        }
        Presence presence = switch (wanted) {
            case YES -> Presence.ALWAYS;
            case NO -> Presence.NEVER;
            case MAYBE -> Presence.MAYBE;
        };
        return new Rules.Outcome(presence, Optional.empty(), String.join(" and ", conditions));
    }

    /** What is asked for under one key. */
    private record Part(String key, YamlValue value) {}

    private static List<Part> parts(YamlValue policy) {
        if (!(policy instanceof Mapping mapping)) return List.of(new Part("refs", policy));
        List<Part> parts = new ArrayList<>();
        for (YamlValue.Field field : mapping.fields())
            if (!field.value().isNothing()) parts.add(new Part(field.key(), field.value()));
        return parts;
    }

    private Truth holds(Part part) {
        return switch (part.key()) {
            case "refs" -> any(part.value(), (at, text) -> refOfProject(text));
            case "variables" -> any(part.value(), this::condition);
            case "changes" -> new Changes(variables, findings).of(part.value());
            case "kubernetes" -> kubernetes();
            default -> {
                findings.note(
                        part.value().place(),
                        "`only` and `except` have no `" + part.key() + "`",
                        "write refs, variables, changes or kubernetes");
                yield Truth.MAYBE;
            }
        };
    }

    private Truth kubernetes() {
        return variables
                .find("CI_KUBERNETES_ACTIVE")
                .map(value -> Truth.of(value.equals("true")))
                .orElse(Truth.MAYBE);
    }

    private interface Test {
        Truth holds(YamlValue at, String text);
    }

    private Truth any(YamlValue list, Test test) {
        Truth any = Truth.NO;
        for (YamlValue item : Lists.flat(Optional.of(list), findings))
            any = any.or(item.text().map(text -> test.holds(item, text)).orElse(Truth.MAYBE));
        return any;
    }

    private Truth refOfProject(String written) {
        int path = written.indexOf('@');
        if (path < 0) return ref(written);
        Truth here = variables
                .find("CI_PROJECT_PATH")
                .map(own -> Truth.of(own.equals(written.substring(path + 1))))
                .orElse(Truth.MAYBE);
        return ref(written.substring(0, path)).and(here);
    }

    private Truth ref(String pattern) {
        if (pattern.equals("branches")) return occasion.isBranch();
        if (pattern.equals("tags")) return occasion.isTag();
        Truth named = occasion.ref()
                .map(ref -> pattern.startsWith("/") ? Conditions.matches(pattern, ref) : Truth.of(pattern.equals(ref)))
                .orElse(Truth.MAYBE);
        // Names of refs are not looked at in pipelines of merge requests.
        return occasion.startedBy(pattern).or(named.and(occasion.isRequest().not()));
    }

    private Truth condition(YamlValue at, String text) {
        try {
            return Conditions.evaluate(text, variables);
        } catch (MalformedConditionException e) {
            findings.problem(
                    at.place(),
                    "the condition cannot be read: " + e.getMessage(),
                    "compare variables and text in quotes with == != =~ !~ && ||");
            return Truth.MAYBE;
        }
    }

    private String shown(YamlValue value) {
        if (value instanceof Mapping mapping) return String.join(", ", mapping.keys());
        List<String> texts = new ArrayList<>();
        for (YamlValue item : Lists.flat(Optional.of(value), findings))
            texts.add(item.text().orElse(item.kind()));
        return String.join(", ", texts);
    }
}

package io.slipway.gitlab.read;

import io.slipway.core.imported.Presence;
import io.slipway.gitlab.read.Conditions.MalformedConditionException;
import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Field;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import io.slipway.gitlab.yaml.YamlValue.Scalar;
import io.slipway.gitlab.yaml.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of a job, a workflow or an include: the first that holds decides. Where variables are not known several may be
 * the first. Confined to one thread.
 */
final class Rules {
    private static final Set<String> WHEN = Set.of("on_success", "on_failure", "always", "manual", "delayed", "never");

    private static final Set<String> KEYS = Set.of(
            "allow_failure",
            "auto_cancel",
            "changes",
            "exists",
            "if",
            "interruptible",
            "needs",
            "start_in",
            "variables",
            "when");

    private final boolean written;
    private final List<YamlValue> rules;
    private final Variables variables;
    private final ProjectFiles files;
    private final Findings findings;

    private Rules(boolean written, List<YamlValue> rules, Variables variables, ProjectFiles files, Findings findings) {
        this.written = written;
        this.rules = rules;
        this.variables = variables;
        this.files = files;
        this.findings = findings;
    }

    static Rules of(Optional<YamlValue> rules, Variables variables, ProjectFiles files, Findings findings) {
        boolean written = rules.isPresent() && !rules.get().isNothing();
        return new Rules(written, Lists.flat(rules, findings), variables, files, findings);
    }

    /**
     * What becomes of a job.
     *
     * @param rule the first that may decide for running it; absent without one
     * @param condition all that may, as written
     */
    record Outcome(Presence presence, Optional<Mapping> rule, String condition) {}

    /** Whether there are any. */
    boolean areWritten() {
        return written;
    }

    Outcome outcome() {
        List<String> conditions = new ArrayList<>();
        Optional<Mapping> first = Optional.empty();
        boolean mayRun = false;
        boolean mayNot = false;
        boolean decided = false;
        for (YamlValue item : rules) {
            if (!(item instanceof Mapping rule)) {
                findings.problem(item.place(), "a rule is " + item.kind(), "write it as a map with `if`");
                continue;
            }
            Truth truth = holds(rule);
            if (truth == Truth.NO) continue;
            if (isNever(rule)) {
                mayNot = true;
            } else {
                mayRun = true;
                if (first.isEmpty()) first = Optional.of(rule);
                conditions.add(shown(rule));
            }
            decided = truth == Truth.YES;
            if (decided) break;
        }
        Presence presence = Presence.MAYBE;
        if (!mayRun) presence = Presence.NEVER;
        else if (decided && !mayNot) presence = Presence.ALWAYS;
        return new Outcome(presence, first, String.join(" or ", conditions));
    }

    /** Whether something with these rules is included at all. */
    Truth included() {
        if (!written) return Truth.YES;
        return switch (outcome().presence()) {
            case ALWAYS -> Truth.YES;
            case NEVER -> Truth.NO;
            case MAYBE -> Truth.MAYBE;
        };
    }

    private static boolean isNever(Mapping rule) {
        return rule.get("when").flatMap(YamlValue::text).filter("never"::equals).isPresent();
    }

    private Truth holds(Mapping rule) {
        for (Field field : rule.fields()) {
            if (!KEYS.contains(field.key()))
                findings.note(
                        field.keyPlace(),
                        "unknown key `" + field.key() + "` of a rule",
                        findings.near(field.key(), KEYS, "it is left aside"));
        }
        rule.get("needs")
                .filter(needs -> !(needs instanceof Sequence))
                .ifPresent(needs -> findings.problem(
                        rule.keyPlace("needs"),
                        "`needs` of a rule is " + needs.kind(),
                        "write a list, or take it out"));
        Truth truth = Truth.YES;
        Optional<YamlValue> condition = rule.get("if");
        if (condition.isPresent() && condition.get().isNothing()) truth = Truth.MAYBE;
        else if (condition.isPresent()) truth = truth.and(condition(condition.get()));
        Optional<YamlValue> changes = rule.get("changes").filter(value -> !value.isNothing());
        if (changes.isPresent()) truth = truth.and(new Changes(variables, findings).of(changes.get()));
        changes.ifPresent(this::checkPaths);
        Optional<YamlValue> exists = rule.get("exists");
        if (exists.isPresent()) truth = truth.and(exists(exists.get()));
        exists.ifPresent(this::checkPaths);
        rule.get("when")
                .flatMap(YamlValue::text)
                .filter(when -> !WHEN.contains(when))
                .ifPresent(when -> findings.problem(
                        rule.keyPlace("when"),
                        "unknown `when: " + when + "`",
                        "write one of on_success, on_failure, always, manual, delayed, never"));
        return truth;
    }

    /** A list of patterns, or a map with one in it. */
    private void checkPaths(YamlValue value) {
        YamlValue paths =
                value instanceof Mapping mapping ? mapping.get("paths").orElse(value) : value;
        if (!(paths instanceof Sequence) && !paths.isNothing())
            findings.problem(paths.place(), "the paths of a rule are " + paths.kind(), "write a list of patterns");
        Optional<YamlValue> base = value.get("compare_to");
        if (base.isPresent() && !(base.get() instanceof Scalar))
            findings.problem(base.get().place(), "`compare_to` is " + base.get().kind(), "write the name of a branch");
    }

    private Truth condition(YamlValue condition) {
        if (!(condition instanceof Scalar scalar)) {
            findings.problem(
                    condition.place(),
                    "`if` is " + condition.kind(),
                    "write a condition such as $CI_COMMIT_BRANCH == \"main\"");
            return Truth.MAYBE;
        }
        if (scalar.truth().isPresent() && scalar.plain())
            return Truth.of(scalar.truth().get());
        try {
            return Conditions.evaluate(scalar.value(), variables);
        } catch (MalformedConditionException e) {
            findings.problem(
                    condition.place(),
                    "the condition cannot be read: " + e.getMessage(),
                    "compare variables and text in quotes with == != =~ !~ && ||");
            return Truth.MAYBE;
        }
    }

    private Truth exists(YamlValue exists) {
        YamlValue paths =
                exists instanceof Mapping mapping ? mapping.get("paths").orElse(exists) : exists;
        if (exists instanceof Mapping mapping && mapping.get("project").isPresent()) return Truth.MAYBE;
        Truth any = Truth.NO;
        for (YamlValue item : Lists.flat(Optional.of(paths), findings)) {
            String path = variables.expanded(item.text().orElse(""));
            if (path.contains("$") || files == ProjectFiles.NONE) any = any.or(Truth.MAYBE);
            else any = any.or(isThere(path));
        }
        return any;
    }

    private Truth isThere(String path) {
        if (Glob.isPlain(path)) return Truth.of(!files.matching(path).isEmpty());
        Glob glob = Glob.of(path);
        String begin = path.substring(
                0, path.length() - path.replaceFirst("^[^*?\\[{\\\\]*", "").length());
        Truth any = Truth.NO;
        for (String file : files.matching(begin.substring(0, begin.lastIndexOf('/') + 1) + "**")) {
            any = any.or(glob.matches(file));
            if (any == Truth.YES) break;
        }
        return any;
    }

    private static String shown(Mapping rule) {
        List<String> parts = new ArrayList<>();
        rule.get("if")
                .flatMap(YamlValue::text)
                .ifPresent(text -> parts.add(text.replaceAll("\\s+", " ").strip()));
        if (rule.get("changes").isPresent()) parts.add("something changes");
        if (rule.get("exists").isPresent()) parts.add("a file exists");
        return parts.isEmpty() ? "otherwise" : String.join(" and ", parts);
    }
}

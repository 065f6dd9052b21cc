package io.slipway.gitlab.read;

import io.slipway.core.imported.ImportedJob;
import io.slipway.core.imported.ImportedNeed;
import io.slipway.core.pipeline.Place;
import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Field;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import io.slipway.gitlab.yaml.YamlValue.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Reads one job, after everything that it extends and refers to was put into it. Confined to one thread. O(its size times
 * its matrix).
 */
final class JobReader {
    /** What a definition of ours has no word for; the job is the same without it, as far as its place in the graph goes. */
    private static final Set<String> UNSAID = Set.of(
            "coverage",
            "dast_configuration",
            "hooks",
            "id_tokens",
            "identity",
            "image",
            "inputs",
            "manual_confirmation",
            "pages",
            "publish",
            "release",
            "secrets",
            "services",
            "start_in");

    private static final Set<String> DEFAULTS = Set.of(
            "after_script",
            "artifacts",
            "before_script",
            "cache",
            "hooks",
            "id_tokens",
            "image",
            "interruptible",
            "retry",
            "services",
            "tags",
            "timeout");

    private static final Set<String> OF_A_VARIABLE = Set.of("description", "expand", "options", "value");

    /** What is kept of one takes as much room as this many values. */
    private static final int STEPS_OF_A_JOB = 50;

    private final Mapping root;
    private final Optional<YamlValue> workflow;
    private final Mapping defaults;
    private final boolean whole;
    private final Variables known;
    private final ProjectFiles files;
    private final Findings findings;

    /**
     * @param workflow variables that a rule of the whole pipeline brings
     * @param whole whether every file that belongs to it was read
     */
    JobReader(
            Mapping root,
            Optional<YamlValue> workflow,
            boolean whole,
            Variables known,
            ProjectFiles files,
            Findings findings) {
        this.root = root;
        this.workflow = workflow;
        this.whole = whole;
        this.known = known;
        this.files = files;
        this.findings = findings;
        this.defaults = defaults();
    }

    private boolean workflowHasRules() {
        return root.get("workflow")
                .flatMap(value -> value.get("rules"))
                .filter(value -> !value.isNothing())
                .isPresent();
    }

    /** {@code default:}, and the older way of writing the same on top. */
    private Mapping defaults() {
        Mapping defaults = root.get("default")
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .orElse(Mapping.empty(root.place()));
        for (String key : List.of("image", "services", "before_script", "after_script", "cache")) {
            Optional<YamlValue> old = root.get(key);
            if (old.isPresent() && defaults.get(key).isEmpty())
                defaults = defaults.with(new Field(key, root.keyPlace(key), old.get()));
        }
        return defaults;
    }

    /** The jobs of one name: one, or those of its matrix. */
    List<ImportedJob> read(String name, Mapping written, Place place, List<Matrix.Cell> cells, Needs needs) {
        Mapping job = withDefaults(withoutNothing(written));
        JobChecks.of(name, job, place, whole, findings);
        SortedMap<String, String> variables = variables(job);
        List<ImportedJob> jobs = new ArrayList<>(cells.size());
        IdentityHashMap<YamlValue, List<ImportedNeed>> shared = new IdentityHashMap<>();
        for (Matrix.Cell cell : cells) {
            findings.count(place, STEPS_OF_A_JOB + 2 * variables.size());
            jobs.add(read(name, job, place, cell, variables, (value, values) -> {
                if (needs.dependOnCell(value)) return needs.of(name, value, values);
                return shared.computeIfAbsent(value, any -> needs.of(name, value, values));
            }));
        }
        return jobs;
    }

    private ImportedJob read(
            String name,
            Mapping job,
            Place place,
            Matrix.Cell cell,
            SortedMap<String, String> variables,
            BiFunction<YamlValue, SortedMap<String, String>, List<ImportedNeed>> needs) {
        Variables inside = known.inside(variables, cell.values());
        Rules rules = Rules.of(job.get("rules"), inside, files, findings);
        Rules.Outcome outcome =
                rules.areWritten() ? rules.outcome() : new Policies(inside, workflowHasRules(), findings).of(job);
        String when = outcome.rule()
                .flatMap(rule -> rule.get("when"))
                .or(() -> job.get("when"))
                .flatMap(YamlValue::text)
                .orElse("on_success");
        Optional<YamlValue> allow =
                outcome.rule().flatMap(rule -> rule.get("allow_failure")).or(() -> job.get("allow_failure"));
        boolean mayFail = allow.map(value ->
                        !(value instanceof Scalar scalar) || scalar.truth().orElse(false))
                .orElse(when.equals("manual") && !rules.areWritten());
        SortedMap<String, String> env = new TreeMap<>(variables);
        env.putAll(cell.values());
        outcome.rule().flatMap(rule -> rule.get("variables")).ifPresent(value -> add(value, env));
        ImportedJob.Builder built = ImportedJob.builder(name + cell.suffix(), place)
                .group(name)
                .stage(job.get("stage").flatMap(YamlValue::text).orElse("test"))
                .labels(Lists.texts(job.get("tags"), "tags", findings))
                .presence(outcome.presence(), outcome.condition())
                .script(script(job))
                .env(env)
                .retries(retries(job))
                .manual(when.equals("manual"))
                .mayFail(mayFail)
                .deploys(deploys(job))
                .cached(job.get("cache").filter(JobReader::holdsSomething).isPresent());
        outcome.rule()
                .flatMap(rule -> rule.get("needs"))
                .or(() -> job.get("needs"))
                .filter(value -> !value.isNothing())
                .ifPresent(value -> built.needs(needs.apply(value, cell.values())));
        timeout(name, job).ifPresent(built::timeout);
        job.get("resource_group").flatMap(YamlValue::text).ifPresent(built::lock);
        if (job.get("trigger").isPresent()) built.calls(called(job));
        artifacts(job, built);
        unsaid(job, when, built);
        return built.build();
    }

    /** Some say where they look, and change nothing there. */
    private static boolean deploys(Mapping job) {
        Optional<String> action =
                job.get("environment").flatMap(value -> value.get("action")).flatMap(YamlValue::text);
        boolean looks =
                action.filter(Set.of("prepare", "verify", "access")::contains).isPresent();
        return (job.get("environment").isPresent() && !looks)
                || job.get("release").isPresent();
    }

    /** A key with nothing behind it takes out what was inherited, and that is all it does. */
    private static Mapping withoutNothing(Mapping job) {
        Mapping result = job;
        for (Field field : job.fields()) if (field.value().isNothing()) result = result.without(field.key());
        return result;
    }

    private static boolean holdsSomething(YamlValue value) {
        return value instanceof Mapping mapping
                ? !mapping.isEmpty()
                : !value.items().isEmpty();
    }

    private Mapping withDefaults(Mapping job) {
        Optional<YamlValue> inherit = job.get("inherit").flatMap(value -> value.get("default"));
        if (inherit.isPresent()
                && inherit.get() instanceof Scalar scalar
                && !scalar.truth().orElse(true)) return job;
        Set<String> only = inherit.isPresent() && !(inherit.get() instanceof Scalar)
                ? Set.copyOf(Lists.texts(inherit, "inherit", findings))
                : DEFAULTS;
        Mapping result = job;
        for (Field field : defaults.fields()) {
            String key = field.key();
            if (!DEFAULTS.contains(key))
                findings.note(
                        field.keyPlace(),
                        "`default` has the key `" + key + "`, which is left aside",
                        "write it in each job");
            else if (only.contains(key) && job.get(key).isEmpty()) result = result.with(field);
        }
        return result;
    }

    private String shown(YamlValue value) {
        if (value instanceof Mapping mapping) return String.join(", ", mapping.keys());
        List<String> texts = new ArrayList<>();
        for (YamlValue item : Lists.flat(Optional.of(value), findings))
            texts.add(item.text().orElse(item.kind()));
        return String.join(", ", texts);
    }

    private String script(Mapping job) {
        List<String> lines = new ArrayList<>();
        if (job.get("script").isPresent()) {
            lines.addAll(Lists.texts(job.get("before_script"), "before_script", findings));
            lines.addAll(Lists.texts(job.get("script"), "script", findings));
        }
        for (YamlValue step : Lists.flat(job.get("run"), findings))
            step.get("script").flatMap(YamlValue::text).ifPresent(lines::add);
        return String.join("\n", lines);
    }

    private SortedMap<String, String> variables(Mapping job) {
        SortedMap<String, String> env = new TreeMap<>();
        Optional<YamlValue> inherit = job.get("inherit").flatMap(value -> value.get("variables"));
        boolean none = inherit.isPresent()
                && inherit.get() instanceof Scalar scalar
                && !scalar.truth().orElse(true);
        if (!none) {
            root.get("variables").ifPresent(value -> add(value, env));
            workflow.ifPresent(value -> add(value, env));
            if (inherit.isPresent() && !(inherit.get() instanceof Scalar))
                env.keySet().retainAll(Lists.texts(inherit, "inherit", findings));
        }
        job.get("variables").filter(Mapping.class::isInstance).ifPresent(value -> add(value, env));
        return env;
    }

    private void add(YamlValue variables, SortedMap<String, String> env) {
        if (variables.isNothing()) return;
        if (!(variables instanceof Mapping mapping)) {
            findings.problem(
                    variables.place(), "`variables` is " + variables.kind(), "write a map of names and values");
            return;
        }
        for (Field field : mapping.fields()) {
            String name = field.key();
            YamlValue value = field.value();
            if (value instanceof Mapping declared)
                for (Field part : declared.fields())
                    if (!OF_A_VARIABLE.contains(part.key()))
                        findings.problem(
                                part.keyPlace(),
                                "the variable `" + name + "` has the unknown key `" + part.key() + "`",
                                findings.near(part.key(), OF_A_VARIABLE, "take it out"));
            YamlValue given =
                    value instanceof Mapping ? value.get("value").orElse(new Scalar(value.place(), "", false)) : value;
            if (given instanceof Scalar scalar) env.put(name, Lists.meaning(scalar, findings));
            else findings.problem(given.place(), "the variable `" + name + "` is " + given.kind(), "write text");
        }
    }

    private Optional<Duration> timeout(String name, Mapping job) {
        Optional<String> text = job.get("timeout").flatMap(YamlValue::text);
        Optional<Duration> timeout = text.flatMap(Times::parse);
        if (text.isPresent() && timeout.isEmpty())
            findings.problem(
                    job.keyPlace("timeout"),
                    "`timeout: " + text.get() + "` of `" + name + "` is no duration",
                    "write it as 1h 30m");
        return timeout;
    }

    private int retries(Mapping job) {
        Optional<YamlValue> retry =
                job.get("retry").map(value -> value.get("max").orElse(value));
        if (retry.isEmpty() || !(retry.get() instanceof Scalar scalar)) return 0;
        if (scalar.value().matches("[0-2]")) return scalar.value().charAt(0) - '0';
        if (!scalar.value().contains("$"))
            findings.problem(scalar.place(), "`retry: " + scalar.value() + "` is not from 0 to 2", "write 0, 1 or 2");
        return 0;
    }

    private static String called(Mapping job) {
        YamlValue trigger = job.get("trigger").orElseThrow();
        if (trigger.text().isPresent()) return trigger.text().get();
        Optional<String> project = trigger.get("project").flatMap(YamlValue::text);
        if (project.isPresent()) return project.get();
        YamlValue include = trigger.get("include").orElse(trigger);
        if (include.text().isPresent()) return include.text().get();
        YamlValue first = include.items().isEmpty() ? include : include.items().get(0);
        for (String key : List.of("local", "artifact", "project", "template", "component", "remote")) {
            Optional<String> named = first.get(key).flatMap(YamlValue::text);
            if (named.isPresent()) return named.get();
        }
        return first.text().orElse("another pipeline");
    }

    private void artifacts(Mapping job, ImportedJob.Builder built) {
        Optional<YamlValue> artifacts = job.get("artifacts");
        built.outputs(Lists.texts(artifacts.flatMap(value -> value.get("paths")), "paths", findings));
        Optional<YamlValue> reports = artifacts.flatMap(value -> value.get("reports"));
        if (reports.isEmpty() || !(reports.get() instanceof Mapping mapping)) return;
        SortedMap<String, List<String>> byKind = new TreeMap<>();
        for (Field field : mapping.fields()) {
            if (!(field.value() instanceof Mapping))
                byKind.put(field.key(), Lists.texts(Optional.of(field.value()), field.key(), findings));
        }
        built.reports(byKind);
    }

    private void unsaid(Mapping job, String when, ImportedJob.Builder built) {
        for (Field field : job.fields()) {
            if (UNSAID.contains(field.key())) built.unsaid(field.key() + ": " + shown(field.value()));
        }
        if (!when.equals("on_success") && !when.equals("manual")) built.unsaid("when: " + when);
        if (job.get("after_script").filter(JobReader::holdsSomething).isPresent()) built.unsaid("after_script");
    }
}

package io.slipway.github.read;

import io.slipway.core.imported.ImportedJob;
import io.slipway.core.imported.Presence;
import io.slipway.core.pipeline.Place;
import io.slipway.github.expression.Contexts;
import io.slipway.github.expression.Truth;
import io.slipway.github.expression.Value;
import io.slipway.github.yaml.YamlValue;
import io.slipway.github.yaml.YamlValue.Mapping;
import io.slipway.github.yaml.YamlValue.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads one job, once for each job of its matrix. Confined to one thread. O(its size) each time. */
final class JobReader {
    /** What a definition of ours has no word for; the job is the same without it, as far as its place in the graph goes. */
    private static final List<String> UNSAID =
            List.of("cancel-timeout-minutes", "container", "outputs", "permissions", "secrets", "services", "snapshot");

    private final Mapping job;
    private final Place place;
    private final YamlValue root;
    private final OwnFiles files;
    private final Findings findings;
    private final Values values;

    JobReader(Mapping job, Place place, YamlValue root, OwnFiles files, Findings findings) {
        this.job = job;
        this.place = place;
        this.root = root;
        this.files = files;
        this.findings = findings;
        this.values = new Values(findings);
    }

    /**
     * A job but for what it waits for and whether it runs.
     *
     * @param hands whether it hands on files
     * @param downloads whether it fetches files of others
     */
    record Made(String name, ImportedJob.Builder builder, boolean hands, boolean downloads) {}

    Made read(String name, String group, Contexts contexts) {
        ImportedJob.Builder built = ImportedJob.builder(name, place).group(group);
        SortedMap<String, String> env = new TreeMap<>();
        Map<String, Value> known = new LinkedHashMap<>();
        addEnv(root.get("env"), contexts, env, known, built);
        addEnv(job.get("env"), contexts, env, known, built);
        built.env(env);
        built.labels(labels(contexts));
        number("timeout-minutes", contexts).ifPresent(minutes -> built.timeout(minutes(minutes)));
        if (job.get("continue-on-error").isPresent()) mayFail(contexts, built);
        concurrency(contexts, built);
        environment(contexts, built);
        job.get("uses").flatMap(YamlValue::text).ifPresent(built::calls);
        unsaid(built);
        Steps steps = new Steps(files, contexts.with("env", new Value.Fields(known, false)), findings);
        job.get("steps").ifPresent(written -> steps.read(written, defaults(contexts)));
        built.script(steps.script()).cached(steps.isCached()).outputs(steps.uploads());
        steps.unsaid().stream().distinct().forEach(built::unsaid);
        return new Made(name, built, !steps.uploads().isEmpty(), steps.downloads());
    }

    static Presence presence(Truth runs) {
        return switch (runs) {
            case YES -> Presence.ALWAYS;
            case NO -> Presence.NEVER;
            case MAYBE -> Presence.MAYBE;
        };
    }

    private void addEnv(
            Optional<YamlValue> written,
            Contexts contexts,
            SortedMap<String, String> env,
            Map<String, Value> known,
            ImportedJob.Builder built) {
        if (written.isEmpty() || !(written.get() instanceof Mapping mapping)) return;
        mapping.fields().forEach((name, value) -> {
            Value worked = values.of(value, Naming.JOB_SECRETS, contexts);
            if (worked.isUnknown()) {
                env.remove(name);
                known.put(name, Value.unknown());
                built.unsaid("env: " + name + ": " + value.text().orElse(""));
            } else {
                env.put(name, worked.text());
                known.put(name, new Value.Text(worked.text()));
            }
        });
    }

    private List<String> labels(Contexts contexts) {
        Optional<YamlValue> written = job.get("runs-on");
        if (written.isEmpty()) return List.of();
        List<String> labels = new ArrayList<>();
        if (written.get() instanceof Mapping mapping) {
            mapping.get("group").ifPresent(group -> {
                checkGroup(group);
                labels.add("group:" + values.text(group, Naming.JOB, contexts));
            });
            mapping.get("labels").ifPresent(value -> addLabels(value, contexts, labels));
        } else {
            addLabels(written.get(), contexts, labels);
        }
        return labels.stream().distinct().toList();
    }

    private void checkGroup(YamlValue group) {
        String name = group.text().orElse("");
        if (name.isEmpty() || Values.isTemplate(group)) return;
        if (!name.matches("[^/]+|(org|organization|ent|enterprise)/[^/]+"))
            findings.problem(
                    group.place(),
                    "`" + name + "` is no group of runners",
                    "write its name, or organization/ or enterprise/ and its name");
    }

    /** A label that is not known stays as it was written. */
    private void addLabels(YamlValue written, Contexts contexts, List<String> labels) {
        if (written instanceof Scalar scalar) {
            Value value = values.of(scalar, Naming.JOB, contexts);
            if (value instanceof Value.Items items && !value.isUnknown())
                items.values().forEach(item -> labels.add(item.text()));
            else if (value instanceof Value.Fields fields && !value.isUnknown()) addGroup(fields, labels);
            else labels.add(values.text(scalar, Naming.JOB, contexts));
        }
        for (YamlValue item : written.items()) labels.add(values.text(item, Naming.JOB, contexts));
    }

    /** An expression may come to a map with a group and labels. */
    private static void addGroup(Value.Fields fields, List<String> labels) {
        Value group = fields.find("group");
        if (!group.text().isEmpty()) labels.add("group:" + group.text());
        Value named = fields.find("labels");
        if (named instanceof Value.Items items) items.values().forEach(item -> labels.add(item.text()));
        else if (!named.text().isEmpty()) labels.add(named.text());
    }

    private Optional<Double> number(String key, Contexts contexts) {
        return job.get(key)
                .map(value -> values.of(value, Naming.JOB, contexts))
                .filter(value -> !value.isUnknown())
                .map(Value::number)
                .filter(number -> number > 0 && number < 1e6);
    }

    private static Duration minutes(double minutes) {
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }

    private void mayFail(Contexts contexts, ImportedJob.Builder built) {
        YamlValue written = job.get("continue-on-error").orElse(job);
        Value value = values.of(written, Naming.JOB, contexts);
        built.mayFail(value.truth() == Truth.YES && !value.isUnknown());
        if (value.isUnknown())
            built.unsaid("continue-on-error: " + written.text().orElse(""));
    }

    private void concurrency(Contexts contexts, ImportedJob.Builder built) {
        Optional<YamlValue> written = job.get("concurrency");
        if (written.isEmpty()) return;
        YamlValue group = written.get().get("group").orElse(written.get());
        String lock = values.text(group, Naming.JOB, contexts);
        if (!lock.isEmpty()) built.lock(lock);
        if (written.get().get("cancel-in-progress").isPresent()) built.unsaid("concurrency.cancel-in-progress");
    }

    private void environment(Contexts contexts, ImportedJob.Builder built) {
        Optional<YamlValue> written = job.get("environment");
        if (written.isEmpty()) return;
        YamlValue name = written.get().get("name").orElse(written.get());
        built.deploys(true);
        built.unsaid("environment: " + values.text(name, Naming.JOB, contexts));
    }

    private void unsaid(ImportedJob.Builder built) {
        for (String key : UNSAID) {
            Optional<YamlValue> value = job.get(key);
            if (value.isPresent() && !value.get().isNothing()) built.unsaid(key + ": " + shown(value.get()));
        }
        Optional<YamlValue> strategy = job.get("strategy");
        for (String key : List.of("fail-fast", "max-parallel"))
            strategy.flatMap(value -> value.get(key))
                    .flatMap(YamlValue::text)
                    .ifPresent(value -> built.unsaid("strategy." + key + ": " + value));
        Optional<YamlValue> matrix = strategy.flatMap(value -> value.get("matrix"));
        if (matrix.isPresent() && Values.isTemplate(matrix.get()))
            built.unsaid("strategy.matrix: " + matrix.get().text().orElse(""));
    }

    private static String shown(YamlValue value) {
        if (value.get("image").isPresent()) return shown(value.get("image").get());
        if (value instanceof Mapping mapping)
            return String.join(", ", mapping.fields().keySet());
        return value.text().orElse(value.kind());
    }

    private Steps.Defaults defaults(Contexts contexts) {
        return new Steps.Defaults(said("shell", contexts), said("working-directory", contexts));
    }

    private String said(String key, Contexts contexts) {
        return said(job, key)
                .or(() -> said(root, key))
                .map(value -> values.text(value, Naming.JOB_DEFAULTS, contexts))
                .orElse("");
    }

    private static Optional<YamlValue> said(YamlValue of, String key) {
        return of.get("defaults").flatMap(value -> value.get("run")).flatMap(run -> run.get(key));
    }
}

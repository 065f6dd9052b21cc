package io.slipway.gitlab.read;

import io.slipway.core.pipeline.Place;
import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Field;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import io.slipway.gitlab.yaml.YamlValue.Scalar;
import io.slipway.gitlab.yaml.YamlValue.Sequence;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells what GitLab would not take of one job, whatever other jobs there are. Stateless. */
final class JobChecks {
    private static final Set<String> WHEN = Set.of("on_success", "on_failure", "always", "manual", "delayed");

    private static final Set<String> RESULTS = Set.of("on_success", "on_failure", "always");
    private static final Pattern PROJECT = Pattern.compile("[^/\\s][^\\s]*/[^\\s]*[^/\\s]");
    private static final int MOST_KEY_FILES = 10;

    /** How each key may be written. */
    private static final Map<String, Set<String>> KINDS = Map.ofEntries(
            Map.entry("after_script", Set.of("text", "a list")),
            Map.entry("allow_failure", Set.of("true or false", "a map")),
            Map.entry("artifacts", Set.of("a map")),
            Map.entry("before_script", Set.of("text", "a list")),
            Map.entry("cache", Set.of("a map", "a list")),
            Map.entry("coverage", Set.of("text")),
            Map.entry("dast_configuration", Set.of("a map")),
            Map.entry("dependencies", Set.of("a list")),
            Map.entry("environment", Set.of("text", "a number", "a map")),
            Map.entry("except", Set.of("text", "a list", "a map")),
            Map.entry("hooks", Set.of("a map")),
            Map.entry("id_tokens", Set.of("a map")),
            Map.entry("identity", Set.of("text")),
            Map.entry("image", Set.of("text", "a map")),
            Map.entry("inherit", Set.of("a map")),
            Map.entry("inputs", Set.of("a map")),
            Map.entry("interruptible", Set.of("true or false", "text")),
            Map.entry("manual_confirmation", Set.of("text")),
            Map.entry("needs", Set.of("a list")),
            Map.entry("only", Set.of("text", "a list", "a map")),
            Map.entry("pages", Set.of("true or false", "a map")),
            Map.entry("parallel", Set.of("a number", "a map")),
            Map.entry("publish", Set.of("text")),
            Map.entry("release", Set.of("a map")),
            Map.entry("resource_group", Set.of("text", "a number")),
            Map.entry("retry", Set.of("a number", "a map")),
            Map.entry("rules", Set.of("a list")),
            Map.entry("run", Set.of("a list")),
            Map.entry("script", Set.of("text", "a list")),
            Map.entry("secrets", Set.of("a map")),
            Map.entry("services", Set.of("a list")),
            Map.entry("stage", Set.of("text")),
            Map.entry("start_in", Set.of("text", "a number")),
            Map.entry("tags", Set.of("text", "a list")),
            Map.entry("timeout", Set.of("text", "a number")),
            Map.entry("trigger", Set.of("text", "a map")),
            Map.entry("variables", Set.of("a map")),
            Map.entry("when", Set.of("text")));

    private JobChecks() {}

    /**
     * @param job with everything put into it
     * @param whole whether every file that belongs to it was read
     */
    static void of(String name, Mapping job, Place place, boolean whole, Findings findings) {
        for (Field field : job.fields()) kind(name, field, findings);
        boolean calls = job.get("trigger").isPresent();
        Optional<YamlValue> script = job.get("script");
        if (!calls && script.isEmpty() && job.get("run").isEmpty())
            findings.missing(
                    whole,
                    place,
                    "`" + name + "` has neither `script` nor `trigger`",
                    "give it a script, or begin its name with a dot");
        if (calls && script.isPresent())
            findings.note(
                    job.keyPlace("trigger"),
                    "`" + name + "` has both `script` and `trigger`",
                    "let one job do the work and another call the pipeline");
        if (script.isPresent() && isBlank(script.get(), findings))
            findings.missing(whole, job.keyPlace("script"), "the script of `" + name + "` is empty", "give it a line");
        for (String key : List.of("before_script", "script", "after_script")) lines(name, key, job, findings);
        files(name, job, findings);
        job.get("trigger").ifPresent(trigger -> trigger(name, trigger, findings));
        when(name, job, findings);
        rules(name, job, whole, findings);
    }

    private static boolean isBlank(YamlValue script, Findings findings) {
        return Lists.flat(Optional.of(script), findings).stream()
                .allMatch(line -> line.text().filter(String::isBlank).isPresent());
    }

    private static void kind(String name, Field field, Findings findings) {
        Set<String> kinds = KINDS.getOrDefault(field.key(), Set.of());
        if (kinds.isEmpty())
            findings.note(
                    field.keyPlace(),
                    "unknown key `" + field.key() + "` of `" + name + "`",
                    findings.near(field.key(), KINDS.keySet(), "it is left aside"));
        else if (!kinds.contains(field.value().kind()) && !isInput(field.value()))
            findings.problem(
                    field.value().place(),
                    "`" + field.key() + "` of `" + name + "` is "
                            + field.value().kind(),
                    "write " + String.join(" or ", kinds.stream().sorted().toList()));
    }

    /** An input that has no value yet may be of any kind. */
    private static boolean isInput(YamlValue value) {
        return value.text().filter(text -> text.contains("$[[")).isPresent();
    }

    /** What YAML made a number or a boolean is no line for a shell. */
    private static void lines(String name, String key, Mapping job, Findings findings) {
        for (YamlValue line : Lists.flat(job.get(key), findings)) {
            if (line instanceof Scalar && !line.kind().equals("text"))
                findings.problem(
                        line.place(),
                        "a line of `" + key + "` of `" + name + "` is " + line.kind(),
                        "put it in quotes to make it text");
        }
    }

    /** What is called lies in a group, or a variable names it; a file of another project needs both to be named. */
    private static void trigger(String name, YamlValue trigger, Findings findings) {
        Optional<YamlValue> project = trigger instanceof Scalar ? Optional.of(trigger) : trigger.get("project");
        project.ifPresent(path -> project(name, path, findings));
        for (YamlValue include : Lists.flat(trigger.get("include"), findings)) {
            include.get("project").ifPresent(path -> project(name, path, findings));
            if (include.get("project").isPresent() != include.get("file").isPresent())
                findings.problem(
                        include.place(),
                        "`trigger:include` of `" + name + "` names half a file",
                        "give project: and file:");
        }
    }

    private static void project(String name, YamlValue path, Findings findings) {
        String text = path.text().orElse("");
        if (!text.contains("$") && !PROJECT.matcher(text).matches())
            findings.problem(
                    path.place(), "`" + text + "`, which `" + name + "` calls, is no project", "write group/project");
    }

    private static void files(String name, Mapping job, Findings findings) {
        Optional<YamlValue> cache = job.get("cache");
        List<YamlValue> caches =
                cache.filter(Mapping.class::isInstance).map(List::of).orElseGet(() -> Lists.flat(cache, findings));
        for (YamlValue each : caches) {
            paths(name, "cache", each, findings);
            Optional<YamlValue> keys = each.get("key").flatMap(key -> key.get("files"));
            if (keys.isPresent()
                    && (!(keys.get() instanceof Sequence list)
                            || list.items().isEmpty()
                            || list.items().size() > MOST_KEY_FILES))
                findings.problem(
                        keys.get().place(),
                        "`cache:key:files` of `" + name + "` does not have one to ten files",
                        "write a list of one to ten");
            key(name, each.get("key"), findings);
            each.get("untracked")
                    .filter(value -> !value.kind().equals("true or false"))
                    .ifPresent(value -> findings.problem(
                            value.place(),
                            "`cache:untracked` of `" + name + "` is " + value.kind(),
                            "write true or false"));
            one(name, "cache:policy", each.get("policy"), Set.of("pull", "push", "pull-push"), findings);
            one(name, "cache:when", each.get("when"), RESULTS, findings);
        }
        job.get("artifacts").ifPresent(artifacts -> {
            paths(name, "artifacts", artifacts, findings);
            one(name, "artifacts:when", artifacts.get("when"), RESULTS, findings);
        });
    }

    /** It becomes the name of a file. Where that is none, GitLab says so; others take it, so the rest is read. */
    private static void key(String name, Optional<YamlValue> key, Findings findings) {
        Optional<YamlValue> named = key.flatMap(value -> value instanceof Mapping ? value.get("prefix") : key);
        if (named.isEmpty() || named.get().isNothing()) return;
        String text = named.get().text().orElse("");
        if (text.isEmpty() || text.equals(".") || text.equals(".."))
            findings.problem(
                    named.get().place(),
                    "`cache:key` of `" + name + "` cannot name a file",
                    "write text without / that is more than dots");
        else if (text.contains("/") || text.toLowerCase(Locale.ROOT).contains("%2f"))
            findings.note(
                    named.get().place(),
                    "`cache:key` of `" + name + "` has a / in it, which GitLab refuses",
                    "write - instead");
    }

    private static void paths(String name, String key, YamlValue of, Findings findings) {
        Optional<YamlValue> paths = of.get("paths");
        if (paths.isPresent()
                && !(paths.get() instanceof Sequence)
                && !paths.get().isNothing())
            findings.problem(
                    paths.get().place(),
                    "`" + key + ":paths` of `" + name + "` is " + paths.get().kind(),
                    "write a list");
    }

    private static void one(
            String name, String key, Optional<YamlValue> value, Set<String> allowed, Findings findings) {
        if (value.isEmpty() || value.get().isNothing()) return;
        String text = value.get().text().orElse(value.get().kind());
        if (!allowed.contains(text) && !text.contains("$"))
            findings.problem(
                    value.get().place(),
                    "`" + key + ": " + text + "` of `" + name + "` is not known",
                    "write one of "
                            + String.join(", ", allowed.stream().sorted().toList()));
    }

    private static void when(String name, Mapping job, Findings findings) {
        Optional<String> when = job.get("when").flatMap(YamlValue::text);
        if (when.isEmpty() || WHEN.contains(when.get())) return;
        findings.problem(
                job.keyPlace("when"),
                "`when: " + when.get() + "` of `" + name + "` is no time for a job",
                when.get().equals("never")
                        ? "write it into `rules`"
                        : "write one of on_success, on_failure, always, manual, delayed");
    }

    private static void rules(String name, Mapping job, boolean whole, Findings findings) {
        Optional<YamlValue> rules = job.get("rules");
        if (rules.isEmpty()) return;
        for (String old : List.of("only", "except")) {
            if (job.get(old).isPresent())
                findings.problem(
                        job.keyPlace(old),
                        "`" + name + "` has both `" + old + "` and `rules`",
                        "say it all in `rules`");
        }
        if (rules.get() instanceof Sequence list && list.items().isEmpty())
            findings.missing(whole, job.keyPlace("rules"), "`rules` of `" + name + "` has no rule", "add one");
    }
}

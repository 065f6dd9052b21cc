package io.slipway.gitlab.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.pipeline.TaskAddress;
import io.slipway.gitlab.read.DirectoryFiles;
import io.slipway.gitlab.read.PipelineReader;
import io.slipway.gitlab.read.Variables;
import io.slipway.gitlab.yaml.YamlReader;
import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Field;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import io.slipway.gitlab.yaml.YamlValue.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The jobs as they are without Slipway: what they say of image, services, variables, caches and so on holds for the tasks that
 * are called like them. A task {@code service:task} is called like the job {@code service:task}; a task {@code ci:task}, as
 * {@code slipway import} names them, like the job whose name is {@code task} but for what no name of a task may have. Immutable.
 */
public final class NativeJobs {
    public static final NativeJobs NONE = new NativeJobs(Map.of());

    /** Of every job that does not say it itself; where {@code default} does not either, the file. */
    private static final List<String> DEFAULTS = List.of(
            "image",
            "services",
            "before_script",
            "after_script",
            "cache",
            "tags",
            "artifacts",
            "retry",
            "timeout",
            "interruptible",
            "id_tokens",
            "hooks");

    private final Map<String, Mapping> byTask;

    private NativeJobs(Map<String, Mapping> byTask) {
        this.byTask = byTask;
    }

    /**
     * What cannot be read has no jobs: then all run as they are planned, without keys of their own.
     *
     * @param project that the file and what it includes lie in
     */
    public static NativeJobs read(String text, Path project, String file) {
        Optional<Mapping> root =
                new PipelineReader(new DirectoryFiles(project), Variables.UNKNOWN).resolved(file, text.getBytes(UTF_8));
        Map<String, Mapping> byTask = new TreeMap<>();
        root.ifPresent(whole -> {
            for (Field field : whole.fields())
                if (field.value() instanceof Mapping job && job.get("script").isPresent()) {
                    Mapping complete = withDefaults(job, whole);
                    byTask.put(field.key(), complete);
                    String name =
                            field.key().replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[._-]+|[._-]+$", "");
                    byTask.putIfAbsent("ci:" + name, complete);
                }
        });
        return new NativeJobs(byTask);
    }

    private static Mapping withDefaults(Mapping job, Mapping root) {
        Mapping complete = job;
        Optional<YamlValue> inherit = job.get("inherit");
        for (String key : DEFAULTS) {
            if (!inherits(inherit.flatMap(value -> value.get("default")), key)) continue;
            Optional<YamlValue> general =
                    root.get("default").flatMap(map -> map.get(key)).or(() -> root.get(key));
            if (complete.get(key).isEmpty() && general.isPresent())
                complete = complete.with(new Field(key, root.place(), general.get()));
        }
        Optional<YamlValue> general = root.get("variables");
        if (!(general.orElse(null) instanceof Mapping all)) return complete;
        Mapping merged = all;
        for (Field variable : all.fields())
            if (!inherits(inherit.flatMap(value -> value.get("variables")), variable.key()))
                merged = merged.without(variable.key());
        if (complete.get("variables").orElse(null) instanceof Mapping mine)
            for (Field variable : mine.fields()) merged = merged.with(variable);
        return merged.isEmpty() ? complete : complete.with(new Field("variables", root.place(), plain(merged)));
    }

    /** @param said nothing, which is everything; true or false; or a list of keys */
    private static boolean inherits(Optional<YamlValue> said, String key) {
        if (said.isEmpty() || said.get().isNothing()) return true;
        if (said.get() instanceof Scalar scalar) return scalar.truth().orElse(true);
        return said.get().items().stream()
                .anyMatch(item -> item.text().filter(key::equals).isPresent());
    }

    /** Of a variable that says what it is for, the value: only a pipeline's variables may say more. */
    private static Mapping plain(Mapping variables) {
        Mapping plain = variables;
        for (Field variable : variables.fields()) {
            Optional<YamlValue> value = variable.value().get("value");
            if (value.isPresent()) plain = plain.with(new Field(variable.key(), variable.keyPlace(), value.get()));
            else if (variable.value() instanceof Mapping) plain = plain.without(variable.key());
        }
        return plain;
    }

    /** The keys of a job that is started for these; none for several tasks whose jobs are not the same but for their names. */
    Optional<Mapping> keysOf(List<TaskAddress> tasks) {
        Optional<Mapping> keys = Optional.ofNullable(byTask.get(tasks.get(0).toString()));
        return tasks.size() == 1 ? keys : Optional.empty();
    }

    /**
     * The same file with a {@code workflow} that always runs, in the place of its own: that is written for pushes and merge
     * requests, and a child pipeline is neither. Without any, jobs that have no rules would be left out in merge requests.
     */
    static String alwaysStarted(String text) {
        String always = "workflow: {rules: [{when: always}]}\n";
        List<YamlValue> documents = YamlReader.read("native", text.getBytes(UTF_8), problem -> {});
        if (documents.isEmpty() || !(documents.get(documents.size() - 1) instanceof Mapping root)) return text;
        List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)", -1)));
        int from = 0;
        int to = Integer.MAX_VALUE;
        for (Field field : root.fields()) {
            if (field.keyPlace().column() != 1) return text; // on one line with others: nothing to cut out
            int line = field.keyPlace().line() - 1;
            if (field.key().equals("workflow")) from = line + 1;
            else if (from > 0 && line >= from) to = Math.min(to, line);
        }
        if (root.isEmpty()) return text;
        if (from == 0) {
            lines.add(root.fields().get(0).keyPlace().line() - 1, always);
            return String.join("", lines);
        }
        List<String> kept = new ArrayList<>(lines.subList(0, from - 1));
        kept.add(always);
        kept.addAll(lines.subList(Math.min(to, lines.size()), lines.size()));
        return String.join("", kept);
    }
}

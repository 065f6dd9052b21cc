package io.slipway.core.definition;

import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a task takes from others: templates by name, which it {@code extends}, and defaults for its kind. The nearer word
 * counts: the task's own, then its templates from the last to the first, then the defaults of its service, then those of
 * the workspace. Maps such as {@code env} are joined key by key; anything else is replaced as a whole. Immutable.
 *
 * @param templates the keys of a task without one to begin with, by name
 * @param defaults by kind, the furthest first
 */
record Inheritance(Map<String, YamlNode> templates, Map<TaskKind, List<YamlNode>> defaults) {
    static final Inheritance NOTHING = new Inheritance(Map.of(), Map.of());

    private static final String EXTENDS = "extends";
    private static final Set<String> JOINED =
            Set.of("env", "requires", "prefers", "resources", "reports", "counts", "secrets", "sidecars");

    Inheritance {
        templates = Collections.unmodifiableMap(new TreeMap<>(templates));
        defaults = Map.copyOf(defaults);
    }

    /** These, and behind them those that a file says under {@code templates} and {@code defaults}. */
    Inheritance with(YamlMap keys, Problems problems) {
        Map<String, YamlNode> all = new TreeMap<>(templates);
        readMap(keys, "templates", "templates: {java: {requires: {jdk: 17}}}")
                .ifPresent(read -> read.entries()
                        .forEach(template -> readTask(template).ifPresent(node -> all.put(template.key(), node))));
        Map<TaskKind, List<YamlNode>> kinds = new TreeMap<>(defaults);
        readMap(keys, "defaults", "defaults: {test: {timeout: 10m}}").ifPresent(read -> {
            for (YamlMap.Entry each : read.entries()) {
                Optional<TaskKind> kind = kind(each, problems);
                Optional<YamlNode> node = readTask(each);
                if (kind.isEmpty() || node.isEmpty()) continue;
                List<YamlNode> further = new ArrayList<>(kinds.getOrDefault(kind.get(), List.of()));
                further.add(node.get());
                kinds.put(kind.get(), List.copyOf(further));
            }
        });
        return new Inheritance(all, kinds);
    }

    private static Optional<YamlMap> readMap(YamlMap keys, String key, String example) {
        return keys.value(key).flatMap(value -> value.map("`" + key + "`", example));
    }

    private static Optional<YamlNode> readTask(YamlMap.Entry entry) {
        Optional<YamlMap> read = entry.value().map("`" + entry.key() + "`", entry.key() + ": {timeout: 10m}");
        read.ifPresent(keys -> keys.refuseOthersThan(TaskReader.KEYS));
        return read.map(keys -> entry.value().node());
    }

    private static Optional<TaskKind> kind(YamlMap.Entry entry, Problems problems) {
        List<String> known = new ArrayList<>();
        for (TaskKind kind : TaskKind.values()) {
            if (kind.text().equals(entry.key())) return Optional.of(kind);
            known.add(kind.text());
        }
        problems.add(entry.place(), "unknown kind `" + entry.key() + "`", DidYouMean.suggest(entry.key(), known));
        return Optional.empty();
    }

    /** All that the task says and takes from others, as if it had been written at its place. */
    YamlNode whole(YamlNode task, YamlFile file) {
        if (!task.isMap()) return task;
        List<YamlNode> layers = new ArrayList<>();
        collect(task, file, new LinkedHashSet<>(), new HashSet<>(), layers);
        YamlNode joined = join(layers);
        List<YamlNode> further = defaults.getOrDefault(kindOf(joined), List.of());
        if (further.isEmpty()) return joined;
        List<YamlNode> all = new ArrayList<>(further);
        all.add(joined);
        return join(all);
    }

    /** Templates before what extends them, each once. */
    private void collect(YamlNode node, YamlFile file, Set<String> path, Set<String> collected, List<YamlNode> layers) {
        for (YamlValue name : extended(node, file)) {
            String template = name.knownText();
            YamlNode found = templates.get(template);
            if (found == null) {
                file.problems()
                        .add(
                                name.place(),
                                "there is no template `" + template + "`",
                                DidYouMean.suggest(template, templates.keySet()));
            } else if (!path.add(template)) {
                file.problems()
                        .add(
                                name.place(),
                                "templates extend each other in a circle: " + String.join(" -> ", path) + " -> "
                                        + template,
                                "remove one of these `extends`");
            } else {
                if (collected.add(template)) collect(found, file, path, collected, layers);
                path.remove(template);
            }
        }
        layers.add(node);
    }

    private static List<YamlValue> extended(YamlNode node, YamlFile file) {
        for (YamlNode.Entry entry : node.entries()) {
            if (!entry.key().scalar().equals(Optional.of(EXTENDS))) continue;
            YamlValue value = new YamlValue(file, entry.value());
            if (value.isList()) return value.texts("`extends`", "extends: [java, slow]");
            return value.text("`extends`", "extends: java").isPresent() ? List.of(value) : List.of();
        }
        return List.of();
    }

    private static TaskKind kindOf(YamlNode joined) {
        Optional<String> written = joined.entries().stream()
                .filter(entry -> entry.key().scalar().equals(Optional.of("kind")))
                .findFirst()
                .flatMap(entry -> entry.value().scalar());
        for (TaskKind kind : TaskKind.values()) if (written.equals(Optional.of(kind.text()))) return kind;
        return TaskKind.BUILD;
    }

    /** The last one's place with what all of them say, but for {@code extends}. */
    private static YamlNode join(List<YamlNode> layers) {
        YamlNode joined = layers.get(0);
        for (YamlNode over : layers.subList(1, layers.size())) joined = over.withEntries(join(joined, over));
        return joined.withEntries(joined.entries().stream()
                .filter(entry -> !entry.key().scalar().equals(Optional.of(EXTENDS)))
                .toList());
    }

    private static List<YamlNode.Entry> join(YamlNode under, YamlNode over) {
        Map<String, YamlNode.Entry> kept = new LinkedHashMap<>();
        for (YamlNode.Entry entry : under.entries()) entry.key().scalar().ifPresent(key -> kept.put(key, entry));
        List<YamlNode.Entry> nearer = new ArrayList<>();
        for (YamlNode.Entry entry : over.entries()) {
            Optional<YamlNode.Entry> further =
                    entry.key().scalar().flatMap(key -> Optional.ofNullable(kept.remove(key)));
            boolean both = further.isPresent() && isJoined(entry) && isJoined(further.get());
            nearer.add(
                    both
                            ? new YamlNode.Entry(
                                    entry.key(),
                                    entry.value().withEntries(join(further.get().value(), entry.value())))
                            : entry);
        }
        List<YamlNode.Entry> all = new ArrayList<>(kept.values());
        all.addAll(nearer);
        return all;
    }

    private static boolean isJoined(YamlNode.Entry entry) {
        return entry.value().isMap()
                && entry.key().scalar().filter(JOINED::contains).isPresent();
    }
}

package io.slipway.core.suggest;

import io.slipway.core.yaml.BoundedYaml;
import io.slipway.core.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What counts here of a {@code package.json}. Immutable.
 *
 * @param scripts by name
 * @param dependencies names of all packages that it depends on
 * @param loaded those of them that its users load too
 * @param workspaces patterns of directories
 * @param entries files that it offers to others: {@code main}, {@code module}, {@code types}, {@code bin}
 * @param published what else is to be published: {@code files}
 */
record PackageFile(
        String name,
        Map<String, String> scripts,
        List<String> dependencies,
        List<String> loaded,
        List<String> workspaces,
        List<String> entries,
        List<String> published) {
    static final PackageFile EMPTY =
            new PackageFile("", Map.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    private static final BoundedYaml.Form FORM =
            new BoundedYaml.Form(10 << 20, false, "this is no JSON", "make it smaller", "write an object");

    PackageFile {
        scripts = Map.copyOf(scripts);
        dependencies = List.copyOf(dependencies);
        loaded = List.copyOf(loaded);
        workspaces = List.copyOf(workspaces);
        entries = List.copyOf(entries);
        published = List.copyOf(published);
    }

    /** Absent when it is no JSON: npm will say what is wrong with it. */
    static Optional<PackageFile> read(String path, byte[] bytes) {
        return parse(path, bytes).filter(YamlNode::isMap).map(PackageFile::of);
    }

    /** A script with those that it calls by name, and those that these call. */
    String withCalled(String script) {
        Set<String> called = new LinkedHashSet<>(Set.of(script));
        StringBuilder text = new StringBuilder();
        for (Deque<String> next = new ArrayDeque<>(called); !next.isEmpty(); ) {
            String body = scripts.getOrDefault(next.removeFirst(), "");
            text.append(body).append('\n');
            for (String word : body.split("[\\s\"';&|]+", -1))
                if (scripts.containsKey(word) && called.add(word)) next.addLast(word);
        }
        return text.toString();
    }

    private static Optional<YamlNode> parse(String path, byte[] bytes) {
        // JSON is YAML, but for tabs between its values; within them JSON writes \t
        byte[] plain = new String(bytes, StandardCharsets.ISO_8859_1)
                .replace('\t', ' ')
                .getBytes(StandardCharsets.ISO_8859_1);
        return new BoundedYaml(path, FORM, (place, message, suggestion) -> {}).parse(plain);
    }

    /** {@code packages} of a {@code pnpm-workspace.yaml}. */
    static List<String> pnpmPackages(String path, byte[] bytes) {
        return parse(path, bytes)
                .flatMap(root -> get(root, "packages"))
                .map(PackageFile::texts)
                .orElse(List.of());
    }

    private static PackageFile of(YamlNode root) {
        Map<String, String> scripts = new TreeMap<>();
        get(root, "scripts").ifPresent(node -> {
            for (YamlNode.Entry entry : node.entries())
                entry.key()
                        .scalar()
                        .ifPresent(key -> entry.value().scalar().ifPresent(value -> scripts.put(key, value)));
        });
        List<String> loaded = new ArrayList<>();
        for (String kind : List.of("dependencies", "optionalDependencies", "peerDependencies"))
            loaded.addAll(keys(root, kind));
        List<String> dependencies = new ArrayList<>(loaded);
        dependencies.addAll(keys(root, "devDependencies"));
        Optional<YamlNode> workspaces = get(root, "workspaces");
        List<String> members = workspaces
                .map(node -> node.isMap()
                        ? get(node, "packages").map(PackageFile::texts).orElse(List.of())
                        : texts(node))
                .orElse(List.of());
        List<String> entries = new ArrayList<>();
        for (String key : List.of("main", "module", "types", "typings", "browser", "bin", "exports"))
            get(root, key).ifPresent(node -> entries.addAll(texts(node)));
        String name = get(root, "name").flatMap(YamlNode::scalar).orElse("");
        List<String> published = get(root, "files").map(PackageFile::texts).orElse(List.of());
        return new PackageFile(name, scripts, dependencies, loaded, members, entries, published);
    }

    private static List<String> keys(YamlNode map, String name) {
        List<String> keys = new ArrayList<>();
        get(map, name)
                .ifPresent(node ->
                        node.entries().forEach(entry -> entry.key().scalar().ifPresent(keys::add)));
        return keys;
    }

    private static Optional<YamlNode> get(YamlNode map, String key) {
        for (YamlNode.Entry entry : map.entries())
            if (entry.key().scalar().filter(key::equals).isPresent()) return Optional.of(entry.value());
        return Optional.empty();
    }

    /** All scalars in or below it. */
    private static List<String> texts(YamlNode node) {
        List<String> texts = new ArrayList<>();
        node.scalar().ifPresent(texts::add);
        for (YamlNode item : node.items()) texts.addAll(texts(item));
        for (YamlNode.Entry entry : node.entries()) texts.addAll(texts(entry.value()));
        return texts;
    }
}

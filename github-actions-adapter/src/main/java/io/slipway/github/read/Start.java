package io.slipway.github.read;

import io.slipway.github.expression.Contexts;
import io.slipway.github.expression.Truth;
import io.slipway.github.expression.Value;
import io.slipway.github.yaml.YamlValue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an event starts a workflow: whether {@code on} has it, and its filters of branches, tags, paths and types let it
 * through. Confined to one thread.
 *
 * @param changed files, when it is known which the push or pull request changes
 */
record Start(Contexts known, Optional<Set<String>> changed) {
    private static final Set<String> WITH_FILTERS = Set.of("push", "pull_request", "pull_request_target");

    /** What a pull request starts that does not say. */
    private static final List<String> TYPES = List.of("opened", "synchronize", "reopened");

    /** As far as the event, its ref and what it changes are known. */
    Truth of(YamlValue root) {
        Optional<String> event = text("event_name");
        if (event.isEmpty() || root.get("on").isEmpty()) return Truth.MAYBE;
        Optional<YamlValue> filter = Triggers.find(root, event.get());
        // Then it may be used by another that the event starts.
        if (filter.isEmpty()) return Triggers.find(root, "workflow_call").isPresent() ? Truth.MAYBE : Truth.NO;
        if (!WITH_FILTERS.contains(event.get())) return Truth.YES;
        return event.get().equals("push") ? push(filter.get()) : request(filter.get());
    }

    private Truth push(YamlValue filter) {
        boolean ofBranches = has(filter, "branches") || has(filter, "branches-ignore");
        boolean ofTags = has(filter, "tags") || has(filter, "tags-ignore");
        Optional<String> ref = text("ref");
        boolean tag = ref.filter(name -> name.startsWith("refs/tags/")).isPresent();
        Truth named = Truth.YES;
        if (ref.isEmpty()) {
            named = ofBranches || ofTags ? Truth.MAYBE : Truth.YES;
        } else if (ofBranches || ofTags) {
            String kind = tag ? "tags" : "branches";
            boolean asked = tag ? ofTags : ofBranches;
            named = asked ? wanted(filter, kind, ref.get().replaceFirst("^refs/(heads|tags)/", "")) : Truth.NO;
        }
        return tag ? named : named.and(changes(filter));
    }

    private Truth request(YamlValue filter) {
        List<String> types = has(filter, "types") ? texts(filter, "types") : TYPES;
        Truth type = text("event", "action")
                .map(action -> Truth.of(types.contains(action)))
                .orElse(Truth.MAYBE);
        Truth named =
                text("base_ref").map(base -> wanted(filter, "branches", base)).orElse(Truth.MAYBE);
        return type.and(named).and(changes(filter));
    }

    /** By what is asked for under this key, or kept out under the same with {@code -ignore}. */
    private static Truth wanted(YamlValue filter, String key, String name) {
        Truth wanted = has(filter, key) ? new NamePatterns(texts(filter, key)).match(name) : Truth.YES;
        String ignore = key + "-ignore";
        return has(filter, ignore)
                ? wanted.and(new NamePatterns(texts(filter, ignore)).match(name).not())
                : wanted;
    }

    private Truth changes(YamlValue filter) {
        if (!has(filter, "paths") && !has(filter, "paths-ignore")) return Truth.YES;
        Collection<String> files = changed.orElse(Set.of());
        if (files.isEmpty()) return Truth.MAYBE;
        Truth any = Truth.NO;
        for (String file : files) {
            any = any.or(wanted(filter, "paths", file));
            if (any == Truth.YES) break;
        }
        return any;
    }

    private static boolean has(YamlValue filter, String key) {
        return filter.get(key).isPresent();
    }

    private static List<String> texts(YamlValue filter, String key) {
        YamlValue value = filter.get(key).orElse(filter);
        if (value.text().isPresent()) return List.of(value.text().get());
        return value.items().stream().flatMap(item -> item.text().stream()).toList();
    }

    private Optional<String> text(String... path) {
        Value value = known.values().getOrDefault("github", Value.unknown());
        for (String key : path) value = value instanceof Value.Fields fields ? fields.find(key) : Value.unknown();
        return value instanceof Value.Text text && !text.text().isEmpty() ? Optional.of(text.text()) : Optional.empty();
    }
}

package io.slipway.gitlab.read;

import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Collector;
import io.slipway.gitlab.yaml.YamlValue.Field;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import io.slipway.gitlab.yaml.YamlValue.Reference;
import io.slipway.gitlab.yaml.YamlValue.Scalar;
import io.slipway.gitlab.yaml.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves {@code extends}, then {@code !reference}, in that order, as GitLab does. Confined to one thread. Every job is
 * merged once, every reference is looked up once.
 */
final class Inheritance {
    private static final int DEEPEST_EXTENDS = 11;
    private static final int DEEPEST_REFERENCE = 11;

    private final Mapping root;
    private final Findings findings;
    private final boolean whole;
    private final Map<String, Mapping> extended = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final Set<List<String>> following = new HashSet<>();

    /** @param whole whether every file that belongs to it was read */
    private Inheritance(Mapping root, boolean whole, Findings findings) {
        this.root = root;
        this.whole = whole;
        this.findings = findings;
    }

    static Mapping resolve(Mapping root, boolean whole, Findings findings) {
        Inheritance inheritance = new Inheritance(root, whole, findings);
        Collector fields = new Collector(root.fields().size());
        for (Field field : root.fields()) {
            boolean extending =
                    field.value() instanceof Mapping job && job.get("extends").isPresent();
            fields.put(extending ? inheritance.extended(field) : field);
        }
        Inheritance references = new Inheritance(fields.at(root.place()), whole, findings);
        return references.withoutReferences();
    }

    private Field extended(Field job) {
        return new Field(job.key(), job.keyPlace(), extended(job.key(), (Mapping) job.value(), 0));
    }

    private Mapping extended(String name, Mapping job, int depth) {
        findings.count(job.place(), 1);
        Mapping known = extended.get(name);
        if (known != null) return known;
        Optional<YamlValue> parents = job.get("extends");
        if (parents.isEmpty()) return job;
        if (depth > DEEPEST_EXTENDS || !open.add(name)) {
            String how = depth > DEEPEST_EXTENDS ? "is nested too deeply" : "comes back to itself";
            findings.problem(job.keyPlace("extends"), "`extends` of `" + name + "` " + how, "extend fewer jobs");
            return job.without("extends");
        }
        Mapping result = Mapping.empty(job.place());
        for (YamlValue parent : parents.get() instanceof Sequence list ? list.items() : List.of(parents.get())) {
            String wanted = parent.text().orElse("");
            Optional<YamlValue> found = root.get(wanted);
            if (found.isPresent() && found.get() instanceof Mapping base) {
                result = Merging.over(result, extended(wanted, base, depth + 1), findings);
            } else {
                findings.missing(
                        whole,
                        parent.place(),
                        "`" + name + "` extends `" + wanted + "`, but there is no such job",
                        findings.near(wanted, root.keys(), "add it, or include the file that has it"));
            }
        }
        open.remove(name);
        Mapping merged = Merging.over(result, job, findings).without("extends");
        extended.put(name, merged);
        return merged;
    }

    private Mapping withoutReferences() {
        return (Mapping) value(root, 0);
    }

    private YamlValue value(YamlValue value, int depth) {
        findings.count(value.place(), 1);
        if (value instanceof Reference reference) return target(reference, depth);
        if (value instanceof Mapping mapping) {
            Collector changed = null;
            for (Field field : mapping.fields()) {
                YamlValue resolved = value(field.value(), depth);
                if (resolved == field.value()) continue;
                if (changed == null) {
                    changed = new Collector(mapping.fields().size());
                    changed.putAll(mapping);
                }
                changed.put(new Field(field.key(), field.keyPlace(), resolved));
            }
            return changed == null ? mapping : changed.at(mapping.place());
        }
        if (value instanceof Sequence sequence) {
            List<YamlValue> items = new ArrayList<>(sequence.items().size());
            boolean changed = false;
            for (YamlValue item : sequence.items()) {
                YamlValue resolved = value(item, depth);
                changed |= resolved != item;
                // What a list refers to that is a list itself is spliced in where it stands.
                if (item instanceof Reference && resolved instanceof Sequence spliced) items.addAll(spliced.items());
                else if (!(item instanceof Reference && resolved.isNothing())) items.add(resolved);
            }
            return changed ? new Sequence(sequence.place(), items) : sequence;
        }
        return value;
    }

    private static Optional<YamlValue> item(Sequence list, String index) {
        if (!index.matches("\\d{1,6}")) return Optional.empty();
        int position = Integer.parseInt(index);
        return position < list.items().size() ? Optional.of(list.items().get(position)) : Optional.empty();
    }

    private YamlValue target(Reference reference, int depth) {
        Scalar nothing = new Scalar(reference.place(), "", true);
        if (depth > DEEPEST_REFERENCE || !following.add(reference.path())) {
            findings.problem(
                    reference.place(),
                    "`!reference [" + reference.shown() + "]` "
                            + (depth > DEEPEST_REFERENCE ? "is nested too deeply" : "comes back to itself"),
                    "refer to something else");
            return nothing;
        }
        YamlValue found = root;
        for (String key : reference.path()) {
            if (found instanceof Reference other) found = target(other, depth + 1);
            Optional<YamlValue> next = found instanceof Sequence list ? item(list, key) : found.get(key);
            if (next.isEmpty()) {
                findings.missing(
                        whole,
                        reference.place(),
                        "`!reference [" + reference.shown() + "]`: there is no `" + key + "`",
                        "add it, or include the file that has it");
                following.remove(reference.path());
                return nothing;
            }
            found = next.get();
        }
        YamlValue resolved = value(found, depth + 1);
        following.remove(reference.path());
        return resolved;
    }
}

package io.slipway.core.definition;

import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.Variant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads {@code matrix}: every combination of the values of its axes, without those that agree with an item of
 * {@code exclude}, and those that {@code include} lists.
 */
final class MatrixReader {
    /** As many as GitHub Actions allows; more are most likely a mistake. */
    static final int MOST_VARIANTS = 256;

    private static final String EXAMPLE = "matrix: {jdk: [17, 21]}";

    private final Problems problems;

    MatrixReader(Problems problems) {
        this.problems = problems;
    }

    /** In the order written; none, with a problem, when there is no variant that could be read. */
    List<Variant> read(YamlValue value) {
        Optional<YamlMap> keys = value.map("`matrix`", EXAMPLE);
        if (keys.isEmpty()) return List.of();
        List<SortedMap<String, String>> combinations = new ArrayList<>();
        combinations.add(new TreeMap<>());
        List<String> axes = new ArrayList<>();
        for (YamlMap.Entry axis : keys.get().entries()) {
            if (axis.key().equals("include") || axis.key().equals("exclude")) continue;
            if (!isWord(axis.key(), axis)) return List.of();
            List<String> values = words(axis);
            if (values.isEmpty()) return List.of();
            if ((long) combinations.size() * values.size() > MOST_VARIANTS) return tooMany(value);
            combinations = times(combinations, axis.key(), values);
            axes.add(axis.key());
        }
        if (combinations.get(0).isEmpty()) combinations.clear();
        for (SortedMap<String, String> out : items(keys.get(), "exclude", axes))
            combinations.removeIf(each -> each.entrySet().containsAll(out.entrySet()));
        Set<SortedMap<String, String>> all = new LinkedHashSet<>(combinations);
        all.addAll(items(keys.get(), "include", List.of()));
        if (all.size() > MOST_VARIANTS) return tooMany(value);
        if (all.isEmpty())
            problems.add(value.place(), "this matrix has no variant", "write for example `" + EXAMPLE + "`");
        return all.stream().map(Variant::new).toList();
    }

    private List<Variant> tooMany(YamlValue value) {
        problems.add(
                value.place(),
                "this matrix has more than " + MOST_VARIANTS + " variants",
                "take some out, or make several tasks of it");
        return List.of();
    }

    private static List<SortedMap<String, String>> times(
            List<SortedMap<String, String>> combinations, String axis, List<String> values) {
        List<SortedMap<String, String>> all = new ArrayList<>();
        for (SortedMap<String, String> combination : combinations) {
            for (String value : values) {
                SortedMap<String, String> one = new TreeMap<>(combination);
                one.put(axis, value);
                all.add(one);
            }
        }
        return all;
    }

    private List<String> words(YamlMap.Entry axis) {
        List<String> words = new ArrayList<>();
        List<YamlValue> items = axis.value().texts("the axis `" + axis.key() + "`", EXAMPLE);
        for (YamlValue item : items) {
            if (!isWord(item)) return List.of();
            if (!words.contains(item.knownText())) words.add(item.knownText());
        }
        if (items.isEmpty() && axis.value().isList())
            problems.add(
                    axis.place(), "the axis `" + axis.key() + "` has no value", "write for example `" + EXAMPLE + "`");
        return words;
    }

    /**
     * @param axes that an item may name; any when there are none
     */
    private List<SortedMap<String, String>> items(YamlMap keys, String key, List<String> axes) {
        List<SortedMap<String, String>> items = new ArrayList<>();
        String example = key + ": [{jdk: 17, os: linux}]";
        keys.value(key).ifPresent(list -> {
            for (YamlValue item : list.list("`" + key + "`", example)) {
                SortedMap<String, String> read = new TreeMap<>();
                item.map("an item of `" + key + "`", example).ifPresent(values -> {
                    for (YamlMap.Entry each : values.entries()) {
                        boolean isText = each.value()
                                .text("`" + each.key() + "`", example)
                                .isPresent();
                        if (isText && isWord(each.key(), each) && isWord(each.value()) && isAxis(each, axes))
                            read.put(each.key(), each.value().knownText());
                    }
                });
                if (!read.isEmpty()) items.add(read);
            }
        });
        return items;
    }

    private boolean isAxis(YamlMap.Entry entry, List<String> axes) {
        if (axes.isEmpty() || axes.contains(entry.key())) return true;
        problems.add(
                entry.place(),
                "this matrix has no axis `" + entry.key() + "`, so nothing agrees with this item",
                DidYouMean.suggest(entry.key(), axes));
        return false;
    }

    private boolean isWord(YamlValue value) {
        if (Variant.isWord(value.knownText())) return true;
        problems.add(
                value.place(),
                "`" + value.knownText() + "` cannot be a value of a matrix, whose values are part of a task's address",
                "write " + Variant.RULE);
        return false;
    }

    private boolean isWord(String axis, YamlMap.Entry entry) {
        if (Variant.isWord(axis)) return true;
        problems.add(entry.place(), "`" + axis + "` cannot be an axis of a matrix", "write " + Variant.RULE);
        return false;
    }
}

package io.slipway.jenkins.farm;

import io.slipway.core.pipeline.Selector;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads labels as people write them on a controller. Stateless. */
public final class LabelWords {
    private LabelWords() {}

    /**
     * A controller's labels are words. One with an equals sign says what something is, as {@code os=linux}; any other is
     * just there. Of two for one name the greater word counts, whatever the order. O(n log n).
     */
    public static SortedMap<String, String> read(Collection<String> words) {
        TreeMap<String, String> labels = new TreeMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals == 0 || word.isBlank()) continue;
            String name = equals < 0 ? word : word.substring(0, equals);
            String value = equals < 0 ? NodeFacts.YES : word.substring(equals + 1);
            labels.merge(name, value, (one, other) -> one.compareTo(other) >= 0 ? one : other);
        }
        return labels;
    }

    /**
     * What somebody wants of a node, as a step writes it: {@code [jdk: '>=17', os: 'linux', docker: true]}. A number stands
     * for itself, and {@code true} for a label that has to be there.
     *
     * @throws IllegalArgumentException when a value is no range
     */
    public static Selector selector(Map<String, ?> wishes) {
        TreeMap<String, String> texts = new TreeMap<>();
        wishes.forEach((label, wish) -> texts.put(label, text(label, wish)));
        return Selector.of(texts);
    }

    private static String text(String label, Object wish) {
        if (wish instanceof Boolean there) {
            if (there) return NodeFacts.YES;
            throw new IllegalArgumentException(label + ": false (expected: true, or a value or range such as >=17; what"
                    + " a node must not have cannot be asked for)");
        }
        return wish.toString();
    }
}

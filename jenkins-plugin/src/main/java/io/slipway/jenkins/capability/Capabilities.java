package io.slipway.jenkins.capability;

import io.slipway.jenkins.check.Fields;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a node has, by name: {@code os}, {@code arch}, {@code cpus}, {@code memory} in bytes, and the tools on it with their
 * versions. That is what requirements are compared with. Immutable.
 *
 * <p>Label expressions compare whole words only, so {@link #labels} says the same in several words:
 *
 * <table>
 *   <caption>Labels</caption>
 *   <tr><td>{@code os}, {@code arch}</td><td>{@code linux}, {@code os=linux}, {@code amd64}, {@code arch=amd64}</td></tr>
 *   <tr><td>a tool, here JDK 17.0.15</td><td>{@code jdk}, {@code jdk=17}, {@code jdk=17.0}, {@code jdk=17.0.15}</td></tr>
 *   <tr><td>8 CPUs</td><td>{@code cpus=8}; {@code cpus.min=1}, {@code =2}, {@code =4}, {@code =8}</td></tr>
 *   <tr><td>15 GiB of memory</td><td>{@code memory.min=1Gi}, {@code =2Gi}, {@code =4Gi}, {@code =8Gi}</td></tr>
 * </table>
 *
 * @param values by name, sorted
 */
public record Capabilities(SortedMap<String, String> values) {
    public static final Capabilities NONE = new Capabilities(Collections.emptySortedMap());

    /** So many parts of a version become labels of their own. */
    private static final int MOST_PARTS = 4;

    private static final long GIB = 1L << 30;

    public Capabilities {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static Capabilities of(Map<String, String> values) {
        return new Capabilities(new TreeMap<>(values));
    }

    /**
     * Reads what somebody wrote, one capability in a line: {@code board=stm32}, or a name alone, which is then also its
     * value.
     *
     * @throws IllegalArgumentException naming the first line that has another form
     */
    public static Capabilities parse(String text) {
        TreeMap<String, String> values = new TreeMap<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            String written = line.strip();
            if (written.isEmpty()) continue;
            int equals = written.indexOf('=');
            String name = (equals < 0 ? written : written.substring(0, equals)).strip();
            String value = (equals < 0 ? written : written.substring(equals + 1)).strip();
            Optional<String> wrong = Fields.name(name).or(() -> Fields.name(value));
            if (wrong.isPresent()) throw new IllegalArgumentException("line " + number + ": " + wrong.get());
            if (values.put(name, value) != null)
                throw new IllegalArgumentException(
                        "line " + number + ": '" + name + "' is there twice; leave one of them out");
        }
        return new Capabilities(values);
    }

    /** These, and those of {@code other}, which counts where both have a name. */
    public Capabilities and(Capabilities other) {
        TreeMap<String, String> both = new TreeMap<>(values);
        both.putAll(other.values);
        return new Capabilities(both);
    }

    /** Words for label expressions, none of which needs quotes. */
    public SortedSet<String> labels() {
        TreeSet<String> labels = new TreeSet<>();
        values.forEach((name, value) -> {
            switch (name) {
                case "os", "arch" -> {
                    add(labels, value);
                    add(labels, name + "=" + value);
                }
                case "cpus" -> addSizes(labels, "cpus", number(value), 1, "");
                case "memory" -> addSizes(labels, "memory", number(value) / GIB, 1, "Gi");
                default -> {
                    add(labels, name);
                    addVersions(labels, name, value);
                }
            }
        });
        return Collections.unmodifiableSortedSet(labels);
    }

    private static void addVersions(SortedSet<String> labels, String name, String value) {
        if (value.equals(name)) return;
        add(labels, name + "=" + value);
        int parts = 0;
        for (int i = 0; i < value.length() && parts < MOST_PARTS; i++) {
            if (value.charAt(i) != '.') continue;
            add(labels, name + "=" + value.substring(0, i));
            parts++;
        }
    }

    /** The whole number, and each power of two that is not above it. */
    private static void addSizes(SortedSet<String> labels, String name, long size, long least, String unit) {
        if (size < least) return;
        add(labels, name + "=" + size + unit);
        for (long step = least; step <= size && step > 0; step *= 2) add(labels, name + ".min=" + step + unit);
    }

    private static long number(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            return 0; // not a size: no label for it
        }
    }

    /** What a label expression would take for something else becomes an underscore. */
    private static void add(SortedSet<String> labels, String label) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            boolean plain = Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '+' || c == '-' || c == '=';
            word.append(plain ? c : '_');
        }
        labels.add(word.toString());
    }
}

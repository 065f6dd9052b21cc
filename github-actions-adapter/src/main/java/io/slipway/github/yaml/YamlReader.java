package io.slipway.github.yaml;

import static java.util.Objects.requireNonNull;

import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import io.slipway.core.yaml.BoundedYaml;
import io.slipway.core.yaml.YamlNode;
import io.slipway.github.yaml.YamlValue.Mapping;
import io.slipway.github.yaml.YamlValue.Scalar;
import io.slipway.github.yaml.YamlValue.ScalarType;
import io.slipway.github.yaml.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Turns the bytes of one file into the value of its document, or into the one problem that keeps it from being YAML.
 *
 * <p>Scalars mean what the core schema of YAML 1.2 says: {@code on} is text, {@code 3.10} a number. A file is at most as large
 * and as deep as GitHub itself takes, and stands for so many values that they fit into a small memory. Confined to one
 * thread. O(values that the file stands for).
 */
public final class YamlReader {
    /** What GitHub takes. */
    private static final int MOST_BYTES = 1 << 20;

    /** Of answers of its interface, which hold more. */
    private static final int MOST_BYTES_OF_JSON = 8 << 20;

    /** What GitHub takes. */
    private static final int MOST_LEVELS = 50;

    /** More than a file of that size holds when a person wrote it; aliases multiply what is written. */
    private static final int MOST_VALUES = 200_000;

    private static final int MOST_VALUES_OF_JSON = 400_000;

    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+"
                    + "|[-+]?(\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN");
    private static final Set<String> TRUTHS = Set.of("true", "True", "TRUE", "false", "False", "FALSE");

    private final Consumer<Problem> problems;
    private final int mostValues;
    private int values;

    private YamlReader(Consumer<Problem> problems, int mostValues) {
        this.problems = problems;
        this.mostValues = mostValues;
    }

    /**
     * The value of a workflow or an action.
     *
     * @param file as places name it
     * @param problems told what is wrong; then nothing is returned, or the value is one without what was wrong
     */
    public static Optional<YamlValue> read(String file, byte[] bytes, Consumer<Problem> problems) {
        return read(file, bytes, MOST_BYTES, MOST_VALUES, problems);
    }

    /** The value of an answer in JSON, which is YAML too. */
    public static Optional<YamlValue> readJson(String file, byte[] bytes, Consumer<Problem> problems) {
        return read(file, bytes, MOST_BYTES_OF_JSON, MOST_VALUES_OF_JSON, problems);
    }

    private static Optional<YamlValue> read(
            String file, byte[] bytes, int most, int mostValues, Consumer<Problem> problems) {
        requireNonNull(file, "file");
        requireNonNull(problems, "problems");
        BoundedYaml.Form form = new BoundedYaml.Form(
                most, mostValues, true, "not YAML", "split it", "write a workflow with `on` and `jobs`");
        Optional<YamlNode> root = new BoundedYaml(
                        file,
                        form,
                        (place, message, suggestion) -> problems.accept(Problem.at(place, message, suggestion)))
                .parse(withoutMark(bytes));
        try {
            return root.map(node -> new YamlReader(problems, mostValues).value(node, 1));
        } catch (TooMuch e) {
            problems.accept(e.problem);
            return Optional.empty();
        }
    }

    /** GitHub takes a file with a byte order mark. */
    private static byte[] withoutMark(byte[] bytes) {
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
    }

    private YamlValue value(YamlNode node, int level) {
        Place place = node.place();
        if (++values > mostValues)
            throw new TooMuch(place, "the file stands for more than " + mostValues + " values", "use fewer aliases");
        if (level > MOST_LEVELS)
            throw new TooMuch(
                    place,
                    "more than " + MOST_LEVELS + " levels of lists and maps, or an alias within what it names",
                    "write it flatter");
        node.foreignTag().ifPresent(tag -> refuseTag(place, tag));
        if (node.isMap()) return mapping(node, place, level);
        if (!node.isList()) return scalar(node, place);
        List<YamlNode> items = node.items();
        List<YamlValue> read = new ArrayList<>(items.size());
        for (YamlNode item : items) read.add(value(item, level + 1));
        return new Sequence(place, read);
    }

    private Scalar scalar(YamlNode node, Place place) {
        String text = node.scalar().orElseThrow();
        if (node.isPlain()) return new Scalar(place, text, type(text, node.isNothing()));
        ScalarType wanted = switch (node.coreTag()) {
            case "null" -> ScalarType.NOTHING;
            case "bool" -> ScalarType.TRUTH;
            case "int", "float" -> ScalarType.NUMBER;
            case "str" -> ScalarType.TEXT;
            default -> {
                if (node.foreignTag().isEmpty()) refuseTag(place, node.coreTag());
                yield ScalarType.TEXT;
            }
        };
        if (wanted != ScalarType.TEXT && type(text, node.isNothing()) != wanted)
            refuse(place, "`" + text + "` is not of the type that its tag says", "take the tag out");
        return new Scalar(place, text, wanted);
    }

    private static ScalarType type(String text, boolean nothing) {
        if (nothing) return ScalarType.NOTHING;
        if (TRUTHS.contains(text)) return ScalarType.TRUTH;
        boolean mayBe = !text.isEmpty() && "+-.0123456789".indexOf(text.charAt(0)) >= 0;
        return mayBe && NUMBER.matcher(text).matches() ? ScalarType.NUMBER : ScalarType.TEXT;
    }

    private Mapping mapping(YamlNode node, Place place, int level) {
        Map<String, YamlValue> fields = new LinkedHashMap<>();
        Map<String, Place> places = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (YamlNode.Entry entry : node.entries()) {
            Place at = entry.key().place();
            Optional<String> key = entry.key().scalar();
            if (key.isEmpty()) {
                refuse(at, "a key is a list or a map", "write text before the colon");
                continue;
            }
            YamlValue value = value(entry.value(), level + 1);
            if (!seen.add(key.get().toUpperCase(Locale.ROOT))) {
                refuse(at, "`" + key.get() + "` is written twice in one map", "keep one of them");
                continue;
            }
            fields.put(key.get(), value);
            places.put(key.get(), at);
        }
        return new Mapping(place, fields, places);
    }

    private void refuseTag(Place place, String tag) {
        refuse(place, "the tag `" + tag + "` means nothing to GitHub", "take it out");
    }

    private void refuse(Place place, String message, String suggestion) {
        problems.accept(Problem.at(place, message, suggestion));
    }

    /** Ends the reading of a file that stands for more than can be borne. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        TooMuch(Place place, String message, String suggestion) {
            super(message, null, false, false);
            this.problem = Problem.at(place, message, suggestion);
        }
    }
}

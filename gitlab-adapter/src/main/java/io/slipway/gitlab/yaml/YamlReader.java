package io.slipway.gitlab.yaml;

import static java.util.Objects.requireNonNull;

import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import io.slipway.gitlab.yaml.YamlValue.Reference;
import io.slipway.gitlab.yaml.YamlValue.Scalar;
import io.slipway.gitlab.yaml.YamlValue.Sequence;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Turns the bytes of one file into the values of its documents, or into the one problem that keeps it from being YAML.
 *
 * <p>Built on nodes, as databinding loses places, tags and aliases. A file is at most as large as GitLab itself takes, as
 * deep, and has so many values that they fit into a small memory. Confined to one thread. O(bytes).
 */
public final class YamlReader {
    /** What GitLab takes: {@code max_yaml_size_bytes}. */
    static final int MOST_BYTES = 2 << 20;

    /** What GitLab takes: {@code max_yaml_depth}. */
    private static final int MOST_LEVELS = 100;

    /** Each costs some 200 bytes while it is read. */
    private static final int MOST_VALUES = 400_000;

    private static final String MERGE = "<<";
    private static final String CHECK = "check quotes, colons, brackets and indentation here and on the line above";

    private final String file;
    private final Consumer<Problem> problems;
    private final IdentityHashMap<Node, YamlValue> done = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Boolean> open = new IdentityHashMap<>();
    private int merged;

    private YamlReader(String file, Consumer<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * The documents of a file.
     *
     * @param file as places name it
     * @param problems told what is wrong; then nothing is returned, or the value is one without what was wrong
     */
    public static List<YamlValue> read(String file, byte[] bytes, Consumer<Problem> problems) {
        return new YamlReader(requireNonNull(file, "file"), requireNonNull(problems, "problems")).documents(bytes);
    }

    private List<YamlValue> documents(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            refuse(1, 1, "the file has " + bytes.length + " bytes, more than GitLab reads", "split it with include");
            return List.of();
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            refuse(1, 1, "the file is not UTF-8", "save it as UTF-8");
            return List.of();
        }
        return values(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private List<YamlValue> values(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_BYTES + 1);
        options.setNestingDepthLimit(MOST_LEVELS);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        List<YamlValue> values = new ArrayList<>();
        try {
            Counting composer = new Counting(new ParserImpl(new StreamReader(text), options), options);
            while (composer.checkNode()) {
                Node root = composer.getNode();
                if (root != null) values.add(value(root));
            }
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            String context = e.getContext() == null ? "" : e.getContext() + ", ";
            String said = (context + e.getProblem()).replaceAll("\\s+", " ").strip();
            refuse(
                    mark == null ? 1 : mark.getLine() + 1,
                    mark == null ? 1 : mark.getColumn() + 1,
                    "not YAML: " + said,
                    CHECK);
            return List.of();
        } catch (YAMLException e) {
            refuse(1, 1, "not YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "), CHECK);
            return List.of();
        }
        return values;
    }

    private YamlValue value(Node node) {
        if (node instanceof ScalarNode) return convert(node); // cheaper made again than looked up
        YamlValue known = done.get(node);
        if (known != null) return known;
        if (open.put(node, true) != null) {
            Place place = place(node);
            refuse(place.line(), place.column(), "this value contains itself", "take the alias out of what it names");
            return new Scalar(place, "", true);
        }
        YamlValue value = convert(node);
        open.remove(node);
        done.put(node, value);
        return value;
    }

    private YamlValue convert(Node node) {
        Place place = place(node);
        if (node instanceof ScalarNode scalar) {
            return new Scalar(
                    place,
                    scalar.getValue(),
                    scalar.isPlain() && !scalar.getTag().getValue().endsWith(":str"));
        }
        if (node instanceof SequenceNode sequence) {
            List<YamlValue> items = new ArrayList<>(sequence.getValue().size());
            for (Node item : sequence.getValue()) items.add(value(item));
            return node.getTag().getValue().equals("!reference") ? reference(place, items) : new Sequence(place, items);
        }
        return mapping((MappingNode) node, place);
    }

    private YamlValue reference(Place place, List<YamlValue> items) {
        List<String> path = new ArrayList<>(items.size());
        for (YamlValue item : items) item.text().ifPresent(path::add);
        if (path.isEmpty() || path.size() < items.size()) {
            refuse(place.line(), place.column(), "this reference names nothing", "write !reference [job, key]");
            return new Scalar(place, "", true);
        }
        return new Reference(place, path);
    }

    private YamlValue mapping(MappingNode node, Place place) {
        Map<String, YamlValue> merged = new LinkedHashMap<>();
        Map<String, YamlValue> fields = new LinkedHashMap<>();
        Map<String, Place> places = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            YamlValue value = value(tuple.getValueNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                Place at = place(tuple.getKeyNode());
                refuse(at.line(), at.column(), "a key is a list or a map", "write text before the colon");
                continue;
            }
            if (key.getValue().equals(MERGE) && key.isPlain()) {
                merge(value, merged, places);
                continue;
            }
            fields.put(key.getValue(), value);
            places.put(key.getValue(), place(key));
        }
        if (merged.isEmpty()) return new Mapping(place, fields, places);
        merged.putAll(fields); // what is written here counts, wherever the merge key stands
        return new Mapping(place, merged, places);
    }

    /** Of several maps in one list the first that has a key counts. */
    private void merge(YamlValue from, Map<String, YamlValue> into, Map<String, Place> places) {
        if (from instanceof Mapping mapping) {
            merged += mapping.fields().size();
            if (merged > MOST_VALUES) throw new YAMLException("`<<` merges more than " + MOST_VALUES + " fields");
            mapping.fields().forEach((key, value) -> {
                into.put(key, value);
                places.putIfAbsent(key, mapping.keyPlace(key));
            });
            return;
        }
        if (!from.isNothing() && !(from instanceof Sequence)) {
            Place at = from.place();
            refuse(at.line(), at.column(), "`<<` merges " + from.kind(), "merge a map or a list of maps");
            return;
        }
        List<YamlValue> items = from.items();
        for (int i = items.size() - 1; i >= 0; i--) {
            // Maps only: lists of lists of aliases would be walked for ever.
            if (items.get(i) instanceof Mapping) merge(items.get(i), into, places);
        }
    }

    private Place place(Node node) {
        Mark mark = node.getStartMark();
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private void refuse(int line, int column, String message, String suggestion) {
        problems.accept(Problem.at(new Place(file, line, column), message, suggestion));
    }

    /** Composes nodes as the library does, but not more than can be kept. */
    private static final class Counting extends Composer {
        private int values;

        Counting(ParserImpl parser, LoaderOptions options) {
            super(parser, new Resolver(), options);
        }

        @Override
        protected Node composeScalarNode(@Nullable String anchor, List<CommentLine> comments) {
            count();
            return super.composeScalarNode(anchor, comments);
        }

        @Override
        protected Node composeSequenceNode(@Nullable String anchor) {
            count();
            return super.composeSequenceNode(anchor);
        }

        @Override
        protected Node composeMappingNode(@Nullable String anchor) {
            count();
            return super.composeMappingNode(anchor);
        }

        private void count() {
            values++;
            if (values > MOST_VALUES) throw new YAMLException("the file has more than " + MOST_VALUES + " values");
        }
    }
}

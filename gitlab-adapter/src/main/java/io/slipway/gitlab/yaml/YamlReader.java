package io.slipway.gitlab.yaml;

import static java.util.Objects.requireNonNull;

import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import io.slipway.gitlab.yaml.YamlValue.Collector;
import io.slipway.gitlab.yaml.YamlValue.Field;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import io.slipway.gitlab.yaml.YamlValue.Reference;
import io.slipway.gitlab.yaml.YamlValue.Scalar;
import io.slipway.gitlab.yaml.YamlValue.Sequence;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Turns the bytes of one file into the values of its documents, or into the one problem that keeps it from being YAML.
 *
 * <p>Built on events, as databinding loses places, tags and aliases. A file is at most as large as GitLab itself takes, as
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
    /** What has a name; null while it is read. */
    private final Map<String, @Nullable YamlValue> anchors = new HashMap<>();

    private int values;
    private int copied;

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
        ParserImpl parser = new ParserImpl(new StreamReader(text), options);
        List<YamlValue> documents = new ArrayList<>();
        try {
            for (Event event = parser.getEvent(); !event.is(Event.ID.StreamEnd); event = parser.getEvent()) {
                if (!event.is(Event.ID.DocumentStart)) continue;
                anchors.clear();
                documents.add(value(parser, parser.getEvent(), 0));
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
        } catch (RefusedException e) {
            refuse(e.place.line(), e.place.column(), e.message, e.suggestion);
            return List.of();
        }
        return documents;
    }

    /** Ends the reading of a file that is not to be read any further. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Place place;
        private final String message;
        private final String suggestion;

        RefusedException(Place place, String message, String suggestion) {
            super(message);
            this.place = place;
            this.message = message;
            this.suggestion = suggestion;
        }
    }

    /** The value that begins with an event; all its events are taken. */
    private YamlValue value(ParserImpl parser, Event event, int depth) {
        Place place = place(event.getStartMark());
        if (++values > MOST_VALUES)
            throw new RefusedException(
                    place, "the file has more than " + MOST_VALUES + " values", "split it with include");
        if (event instanceof AliasEvent alias) return named(alias.getAnchor(), place);
        String anchor = ((NodeEvent) event).getAnchor();
        if (event instanceof ScalarEvent scalar) {
            YamlValue value = new Scalar(place, scalar.getValue(), scalar.isPlain() && !isText(scalar.getTag()));
            if (anchor != null) anchors.put(anchor, value);
            return value;
        }
        if (depth >= MOST_LEVELS)
            throw new RefusedException(
                    place, "values are nested more than " + MOST_LEVELS + " deep", "write it flatter");
        if (anchor != null) anchors.put(anchor, null);
        YamlValue value = event instanceof MappingStartEvent
                ? mapping(parser, place, depth)
                : sequence(parser, place, depth, ((CollectionStartEvent) event).getTag());
        if (anchor != null) anchors.put(anchor, value);
        return value;
    }

    private static boolean isText(@Nullable String tag) {
        return tag != null && (tag.equals("!") || tag.endsWith(":str"));
    }

    private YamlValue named(String anchor, Place place) {
        YamlValue value = anchors.get(anchor);
        if (value != null) return value;
        if (!anchors.containsKey(anchor))
            throw new RefusedException(
                    place, "there is no anchor `&" + anchor + "` before this", "write it further up");
        refuse(place.line(), place.column(), "this value contains itself", "take the alias out of what it names");
        return new Scalar(place, "", true);
    }

    private YamlValue sequence(ParserImpl parser, Place place, int depth, @Nullable String tag) {
        List<YamlValue> items = new ArrayList<>();
        for (Event event = parser.getEvent(); !event.is(Event.ID.SequenceEnd); event = parser.getEvent())
            items.add(value(parser, event, depth + 1));
        return "!reference".equals(tag) ? reference(place, items) : new Sequence(place, items);
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

    private YamlValue mapping(ParserImpl parser, Place place, int depth) {
        Collector merged = new Collector(0);
        Collector fields = new Collector(8);
        boolean merges = false;
        for (Event event = parser.getEvent(); !event.is(Event.ID.MappingEnd); event = parser.getEvent()) {
            YamlValue key = value(parser, event, depth + 1);
            YamlValue value = value(parser, parser.getEvent(), depth + 1);
            if (!(key instanceof Scalar scalar)) {
                refuse(
                        key.place().line(),
                        key.place().column(),
                        "a key is " + key.kind(),
                        "write text before the colon");
            } else if (scalar.plain() && scalar.value().equals(MERGE)) {
                merges = true;
                merge(value, merged);
            } else {
                fields.put(new Field(scalar.value(), place(event.getStartMark()), value));
            }
        }
        Mapping own = fields.at(place);
        if (!merges) return own;
        merged.putAll(own); // what is written here counts, wherever the merge key stands
        return merged.at(place);
    }

    /** Of several maps in one list the first that has a key counts. */
    private void merge(YamlValue from, Collector into) {
        if (from instanceof Mapping mapping) {
            copied += mapping.fields().size();
            if (copied > MOST_VALUES)
                throw new RefusedException(
                        from.place(), "`<<` merges more than " + MOST_VALUES + " fields", "merge smaller maps");
            into.putAll(mapping);
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
            if (items.get(i) instanceof Mapping) merge(items.get(i), into);
        }
    }

    private Place place(Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private void refuse(int line, int column, String message, String suggestion) {
        problems.accept(Problem.at(new Place(file, line, column), message, suggestion));
    }
}

package io.slipway.core.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.CommentEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Writes a file again in its canonical form: known keys in their order, two spaces, at most one blank line, flow collections on one
 * line or, if they took several, as blocks. Comments, quotes and anchors stay. Text must have been read by {@link BoundedYaml}
 * before. Stateless. O(text).
 */
public final class CanonicalYaml {
    /** Writing may move a comment to where reading it finds it again; then it stays. */
    private static final int MOST_ROUNDS = 6;

    private CanonicalYaml() {}

    /** In which order the keys of a map stand. */
    public interface Order {
        /** Known keys; others follow as they were. */
        List<String> order();

        /** Of the map, or list of maps, under a key. */
        Optional<? extends Order> under(String key);

        /** Of the items of a list. */
        Optional<? extends Order> item();
    }

    /** Nothing when the file has something that could not be kept. */
    public static Optional<String> of(String text, Order order) {
        try {
            List<String> rounds = new ArrayList<>();
            for (String next = written(text, order); rounds.size() < MOST_ROUNDS; next = written(next, order)) {
                int first = rounds.indexOf(next);
                if (first < 0) {
                    rounds.add(next);
                    continue;
                }
                // The library writes a comment below a block of text deeper or less deep by turns: the deeper one
                // counts.
                String form = Collections.min(rounds.subList(first, rounds.size()));
                return comments(text).equals(comments(form)) ? Optional.of(form) : Optional.empty();
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty(); // the library fails at some comments in odd places
        }
    }

    private static String written(String text, Order order) {
        Node root = new Compose(reading(text)).composeString(text).orElseThrow();
        new Tidying().tidy(root, Optional.of(order));
        withoutLeadingBlanks(root);
        StringBuilder out = new StringBuilder(text.length() + 64);
        new Dump(writing()).dumpNode(root, new StreamDataWriter() {
            @Override
            public void write(String piece) {
                out.append(piece);
            }

            @Override
            public void write(String piece, int from, int length) {
                out.append(piece, from, from + length);
            }
        });
        return out.toString();
    }

    private static LoadSettings reading(String text) {
        return LoadSettings.builder()
                .setBufferSize(text.length() + 2) // all at once: the library trips over 😀 at the end of a piece
                .setSchema(new FailsafeSchema())
                .setParseComments(true)
                .setCodePointLimit(Integer.MAX_VALUE)
                .setAllowDuplicateKeys(true)
                .setAllowNonScalarKeys(true)
                .setMaxAliasesForCollections(Integer.MAX_VALUE)
                .build();
    }

    private static DumpSettings writing() {
        return DumpSettings.builder()
                .setSchema(new FailsafeSchema())
                .setDumpComments(true)
                .setIndent(2)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setWidth(Integer.MAX_VALUE)
                .setSplitLines(false)
                .setMaxSimpleKeyLength(1024)
                .setAnchorGenerator(node -> node.getAnchor().orElseThrow())
                .build();
    }

    /** All comments, sorted: their places may change. */
    private static List<String> comments(String text) {
        List<String> comments = new ArrayList<>();
        for (Event event : new Parse(reading(text)).parseString(text)) {
            if (event instanceof CommentEvent comment && comment.getCommentType() != CommentType.BLANK_LINE)
                comments.add(comment.getValue());
        }
        Collections.sort(comments);
        return comments;
    }

    /** None before the first word of a file or a block. */
    private static void withoutLeadingBlanks(Node node) {
        List<CommentLine> lines = node.getBlockComments();
        if (lines == null) return;
        int from = 0;
        while (from < lines.size() && isBlank(lines.get(from))) from++;
        node.setBlockComments(new ArrayList<>(lines.subList(from, lines.size())));
    }

    private static boolean isBlank(CommentLine line) {
        return line.getCommentType() == CommentType.BLANK_LINE;
    }

    /** Puts the nodes of one file into order, each once. */
    private static final class Tidying {
        private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        void tidy(Node node, Optional<? extends Order> order) {
            if (!seen.add(node)) return;
            node.setBlockComments(fewerBlanks(node.getBlockComments()));
            node.setEndComments(fewerBlanks(node.getEndComments()));
            if (node instanceof CollectionNode<?> collection) unfold(collection);
            if (node instanceof SequenceNode list) {
                Optional<? extends Order> ofItem = order.flatMap(Order::item);
                if (!list.getValue().isEmpty())
                    withoutLeadingBlanks(list.getValue().get(0));
                for (Node item : list.getValue()) tidy(item, ofItem);
            } else if (node instanceof MappingNode map) {
                order.ifPresent(known -> sort(map, known.order()));
                if (!map.getValue().isEmpty())
                    withoutLeadingBlanks(map.getValue().get(0).getKeyNode());
                for (NodeTuple entry : map.getValue()) {
                    tidy(entry.getKeyNode(), Optional.empty());
                    tidy(entry.getValueNode(), order.flatMap(known -> known.under(key(entry))));
                }
            }
        }

        private static List<CommentLine> fewerBlanks(List<CommentLine> lines) {
            if (lines == null) return new ArrayList<>();
            List<CommentLine> fewer = new ArrayList<>();
            for (CommentLine line : lines) {
                boolean isSecond = isBlank(line) && !fewer.isEmpty() && isBlank(fewer.get(fewer.size() - 1));
                if (!isSecond) fewer.add(line);
            }
            return fewer;
        }

        /** What was written over several lines stays readable. */
        private static void unfold(CollectionNode<?> node) {
            if (node.getFlowStyle() != FlowStyle.FLOW || node.getValue().isEmpty()) return;
            int first = node.getStartMark().orElseThrow().getLine();
            int last = node.getEndMark().orElseThrow().getLine();
            if (last > first) node.setFlowStyle(FlowStyle.BLOCK);
        }

        private static String key(NodeTuple entry) {
            return entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        }

        /** What stands above the first key stays above whichever is first then: it is most often about the whole. */
        private static void sort(MappingNode map, List<String> order) {
            if (order.isEmpty() || map.getValue().isEmpty()) return;
            List<NodeTuple> entries = new ArrayList<>(map.getValue());
            entries.sort(Comparator.comparingInt(entry -> {
                int at = order.indexOf(key(entry));
                return at < 0 ? order.size() : at;
            }));
            NodeTuple firstWritten = map.getValue().get(0);
            boolean isFirstStill = entries.indexOf(firstWritten) == 0;
            Node was = firstWritten.getKeyNode();
            Node is = entries.get(0).getKeyNode();
            if (!isFirstStill && was.getBlockComments() != null) {
                List<CommentLine> above = new ArrayList<>(was.getBlockComments());
                if (is.getBlockComments() != null) above.addAll(is.getBlockComments());
                is.setBlockComments(above);
                was.setBlockComments(new ArrayList<>());
            }
            map.setValue(entries);
        }
    }
}

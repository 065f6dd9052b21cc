package io.slipway.core.yaml;

import io.slipway.core.pipeline.Place;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.ComposerException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Turns the bytes of one file into a tree of nodes, or into the one problem that keeps it from being YAML (JSON is YAML too).
 * Confined to one thread. O(bytes).
 */
public final class BoundedYaml {
    private static final int MOST_LEVELS = 100;
    private static final String CHECK = "check quotes, colons, brackets and indentation here and on the line above";

    private final String file;
    private final Form form;
    private final Refusals refusals;

    /**
     * @param file as problems name it
     * @param refusals told the one problem, if there is one
     */
    public BoundedYaml(String file, Form form, Refusals refusals) {
        this.file = file;
        this.form = form;
        this.refusals = refusals;
    }

    /**
     * What files of one sort may have, and what to say of those that have not.
     *
     * @param mostBytes larger files are not read
     * @param mostValues nor are files with more lists, maps and scalars: each costs some 200 bytes of memory
     * @param aliases whether lists and maps may have anchors. A few aliases can make a small file stand for a huge one, or for
     *     one without end; who allows them has to count what is visited
     * @param noYaml what a file is that cannot be read
     * @param ifTooLarge what to do about one that is too large
     * @param ifEmpty what to do about one with nothing in it
     */
    public record Form(
            int mostBytes, int mostValues, boolean aliases, String noYaml, String ifTooLarge, String ifEmpty) {
        /** With as many values as fit into the bytes. */
        public Form(int mostBytes, boolean aliases, String noYaml, String ifTooLarge, String ifEmpty) {
            this(mostBytes, Integer.MAX_VALUE, aliases, noYaml, ifTooLarge, ifEmpty);
        }
    }

    /** Where a problem goes. */
    @FunctionalInterface
    public interface Refusals {
        void refuse(Place place, String message, String suggestion);
    }

    /** The document's root, or nothing after adding a problem. */
    public Optional<YamlNode> parse(byte[] bytes) {
        if (bytes.length > form.mostBytes) {
            String most = (form.mostBytes >> 20) + " MiB";
            return refuse(1, 1, "the file has " + bytes.length + " bytes, more than " + most, form.ifTooLarge);
        }
        Optional<String> text = decode(bytes);
        if (text.isEmpty()) return Optional.empty();
        if (text.get().startsWith("\uFEFF")) {
            return refuse(1, 1, "the file begins with a byte order mark", "save it as UTF-8 without one");
        }
        return compose(text.get()).map(root -> new YamlNode(file, root));
    }

    private Optional<String> decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (!result.isError()) return Optional.of(text);
        int lineStart = text.lastIndexOf('\n') + 1;
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        int column = 1 + text.codePointCount(lineStart, text.length());
        return refuse(line, column, "this byte is not UTF-8", "save the file as UTF-8");
    }

    private Optional<Node> compose(String text) {
        LoadSettings settings = settings(text);
        StreamReader reader = new StreamReader(settings, text);
        try {
            Optional<Node> root = new Composing(settings, reader, form).getSingleNode();
            if (root.isEmpty()) refuse(1, 1, "the file is empty", form.ifEmpty);
            return root;
        } catch (TooDeep e) {
            return refuse(
                    e.line, e.column, "more than " + MOST_LEVELS + " levels of lists and maps", "write it flatter");
        } catch (TooMany e) {
            return refuse(e.line, e.column, "more than " + form.mostValues + " values", form.ifTooLarge);
        } catch (Anchored e) {
            return refuse(e.line, e.column, "an alias cannot stand for a list or a map here", "write the value out");
        } catch (ReaderException e) {
            return refuseCharacter(text, e);
        } catch (MarkedYamlEngineException e) {
            return refuseSyntax(text, e);
        } catch (RuntimeException e) {
            // the library checks less than it promises: an escape cut short at the end is a NumberFormatException
            return refuse(reader.getLine() + 1, reader.getColumn() + 1, form.noYaml, CHECK);
        }
    }

    private LoadSettings settings(String text) {
        return LoadSettings.builder()
                .setLabel(file)
                .setBufferSize(text.length()
                        + 2) // all at once: the library trips over 😀 at the end of a piece, and copies a long scalar
                // again with each
                .setSchema(new AsWritten()) // every scalar stays text: numbers count as they were written
                .setCodePointLimit(form.mostBytes)
                .setAllowDuplicateKeys(true) // reported with both places
                .setAllowNonScalarKeys(true) // likewise
                .setMaxAliasesForCollections(Integer.MAX_VALUE) // what they multiply is counted when it is read
                .build();
    }

    private Optional<Node> refuseCharacter(String text, ReaderException e) {
        int at = Math.min(e.getPosition(), text.codePointCount(0, text.length()));
        String before = text.substring(0, text.offsetByCodePoints(0, at));
        int lineStart = before.lastIndexOf('\n') + 1;
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return refuse(
                line,
                1 + before.codePointCount(lineStart, before.length()),
                String.format("the character U+%04X must not be in YAML", e.getCodePoint()),
                "remove it, or write it as an escape in double quotes");
    }

    private Optional<Node> refuseSyntax(String text, MarkedYamlEngineException e) {
        Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
        int line = mark.map(Mark::getLine).orElse(0);
        int column = mark.map(Mark::getColumn).orElse(0);
        if (e instanceof ComposerException && String.valueOf(e.getMessage()).contains("single document")) {
            return refuse(
                    line + 1,
                    column + 1,
                    "a second document begins here",
                    "remove this `---` or move what follows to a file of its own");
        }
        String source = lineOf(text, line);
        int indent = 0;
        while (indent < source.length() && source.charAt(indent) == ' ') indent++;
        if (indent < source.length() && source.charAt(indent) == '\t') {
            return refuse(line + 1, indent + 1, "a tab indents this line", "use spaces");
        }
        String context = e.getContext() == null || e.getContext().isBlank() ? "" : e.getContext() + ", ";
        return refuse(line + 1, column + 1, form.noYaml + ": " + oneLine(context + e.getProblem()), CHECK);
    }

    private static String lineOf(String text, int line) {
        return text.lines().skip(line).findFirst().orElse("");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private <T> Optional<T> refuse(int line, int column, String message, String suggestion) {
        refusals.refuse(new Place(file, line, column), message, suggestion);
        return Optional.empty();
    }

    /** Resolves nothing, but tells a scalar that another schema would resolve from one that is text for certain. */
    private static final class AsWritten extends FailsafeSchema {
        @Override
        public ScalarResolver getScalarResolver() {
            return (value, implicit) -> implicit ? YamlNode.PLAIN : Tag.STR;
        }
    }

    /** Composes nodes as the library does, but not deeper than the stack can bear. */
    private static final class Composing extends Composer {
        private final Form form;
        private int level;
        private int values;

        Composing(LoadSettings settings, StreamReader reader, Form form) {
            super(settings, new ParserImpl(settings, reader));
            this.form = form;
        }

        @Override
        protected Node composeScalarNode(Optional<Anchor> anchor, List<CommentLine> comments) {
            count();
            return super.composeScalarNode(anchor, comments);
        }

        @Override
        protected SequenceNode composeSequenceNode(Optional<Anchor> anchor) {
            enter(anchor);
            SequenceNode node = super.composeSequenceNode(anchor);
            level--;
            return node;
        }

        @Override
        protected Node composeMappingNode(Optional<Anchor> anchor) {
            enter(anchor);
            Node node = super.composeMappingNode(anchor);
            level--;
            return node;
        }

        private void count() {
            values++;
            if (values > form.mostValues) throw new TooMany(parser.peekEvent().getStartMark());
        }

        private void enter(Optional<Anchor> anchor) {
            count();
            level++;
            if (level > MOST_LEVELS) throw new TooDeep(parser.peekEvent().getStartMark());
            if (anchor.isPresent() && !form.aliases)
                throw new Anchored(parser.peekEvent().getStartMark());
        }
    }

    private static final class TooMany extends Ended {
        private static final long serialVersionUID = 1L;

        TooMany(Optional<Mark> mark) {
            super(mark);
        }
    }

    /** Ends the composing at a place. */
    private abstract static class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final int line;
        final int column;

        Ended(Optional<Mark> mark) {
            this.line = mark.map(Mark::getLine).orElse(0) + 1;
            this.column = mark.map(Mark::getColumn).orElse(0) + 1;
        }
    }

    private static final class TooDeep extends Ended {
        private static final long serialVersionUID = 1L;

        TooDeep(Optional<Mark> mark) {
            super(mark);
        }
    }

    private static final class Anchored extends Ended {
        private static final long serialVersionUID = 1L;

        Anchored(Optional<Mark> mark) {
            super(mark);
        }
    }
}

package io.slipway.core.definition;

import io.slipway.core.pipeline.Place;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.ComposerException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Turns the bytes of one file into a tree of nodes, or into the one problem that keeps it from being YAML. */
final class YamlText {
    static final int MOST_BYTES = 10 * 1024 * 1024;
    private static final int MOST_LEVELS = 100;
    private static final String CHECK = "check quotes, colons, brackets and indentation here and on the line above";

    private final String file;
    private final Problems problems;

    YamlText(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The document's root, or nothing after adding a problem. */
    Optional<Node> parse(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return refuse(
                    1,
                    1,
                    "the file has " + bytes.length + " bytes, more than 10 MiB",
                    "move generated lists out of it");
        }
        Optional<String> text = decode(bytes);
        if (text.isEmpty()) return Optional.empty();
        if (text.get().startsWith("\uFEFF")) {
            return refuse(1, 1, "the file begins with a byte order mark", "save it as UTF-8 without one");
        }
        return compose(text.get());
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
        LoadSettings settings = settings();
        StreamReader reader = new StreamReader(settings, text);
        try {
            Optional<Node> root = new BoundedComposer(settings, reader).getSingleNode();
            if (root.isEmpty()) refuse(1, 1, "the file is empty", "begin it with `slipway: 1`");
            return root;
        } catch (TooDeep e) {
            return refuse(
                    e.line, e.column, "more than " + MOST_LEVELS + " levels of lists and maps", "write it flatter");
        } catch (ReaderException e) {
            return refuseCharacter(text, e);
        } catch (MarkedYamlEngineException e) {
            return refuseSyntax(text, e);
        } catch (RuntimeException e) {
            // the library checks less than it promises: an escape cut short at the end is a NumberFormatException
            return refuse(reader.getLine() + 1, reader.getColumn() + 1, "this is no YAML", CHECK);
        }
    }

    private LoadSettings settings() {
        return LoadSettings.builder()
                .setLabel(file)
                .setSchema(new FailsafeSchema()) // every scalar stays text: numbers count as they were written
                .setCodePointLimit(MOST_BYTES)
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
        return refuse(line + 1, column + 1, "this is no YAML: " + oneLine(context + e.getProblem()), CHECK);
    }

    private static String lineOf(String text, int line) {
        return text.lines().skip(line).findFirst().orElse("");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private <T> Optional<T> refuse(int line, int column, String message, String suggestion) {
        problems.add(new Place(file, line, column), message, suggestion);
        return Optional.empty();
    }

    /** Composes nodes as the library does, but not deeper than the stack can bear. */
    private static final class BoundedComposer extends Composer {
        private int level;

        BoundedComposer(LoadSettings settings, StreamReader reader) {
            super(settings, new ParserImpl(settings, reader));
        }

        @Override
        protected SequenceNode composeSequenceNode(Optional<Anchor> anchor) {
            enter();
            SequenceNode node = super.composeSequenceNode(anchor);
            level--;
            return node;
        }

        @Override
        protected Node composeMappingNode(Optional<Anchor> anchor) {
            enter();
            Node node = super.composeMappingNode(anchor);
            level--;
            return node;
        }

        private void enter() {
            if (++level <= MOST_LEVELS) return;
            Optional<Mark> mark = parser.peekEvent().getStartMark();
            throw new TooDeep(
                    mark.map(Mark::getLine).orElse(0) + 1,
                    mark.map(Mark::getColumn).orElse(0) + 1);
        }
    }

    private static final class TooDeep extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int line;
        private final int column;

        TooDeep(int line, int column) {
            this.line = line;
            this.column = column;
        }
    }
}

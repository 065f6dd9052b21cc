package io.slipway.core.inventory;

import io.slipway.core.pipeline.Place;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Turns a file's bytes into a value, or into the problem that keeps them from being YAML or JSON. */
final class InventoryText {
    static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final int MOST_LEVELS = 100;

    private final String file;
    private final Findings findings;

    InventoryText(String file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    Optional<Value> parse(byte[] bytes) {
        if (bytes.length > MOST_BYTES)
            return refuse(1, 1, "the file has more than 64 MiB", "leave out what is no agent, with jq for example");
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return refuse(1, 1, "the file is not UTF-8", "save it as UTF-8");
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setSchema(new FailsafeSchema()) // every scalar stays text: numbers count as they were written
                .setCodePointLimit(MOST_BYTES)
                .setAllowDuplicateKeys(true)
                .setAllowNonScalarKeys(true)
                .build();
        StreamReader reader = new StreamReader(settings, text);
        try {
            Optional<Node> root = new BoundedComposer(settings, reader).getSingleNode();
            if (root.isPresent()) return Optional.of(new Value(file, root.get()));
            return refuse(1, 1, "the file is empty", "begin it with `slipway-fleet: 1`");
        } catch (TooDeep e) {
            return refuse(
                    e.line, e.column, "more than " + MOST_LEVELS + " levels of lists and maps", "write it flatter");
        } catch (Aliased e) {
            return refuse(e.line, e.column, "an inventory has no aliases", "write the value out, or use `count`");
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            return refuse(
                    mark.map(Mark::getLine).orElse(0) + 1,
                    mark.map(Mark::getColumn).orElse(0) + 1,
                    "this is neither YAML nor JSON: "
                            + String.valueOf(e.getProblem()).strip(),
                    "check quotes, colons, brackets and indentation here and on the line above");
        } catch (RuntimeException e) {
            // The library checks less than it promises, and refuses characters without a place.
            return refuse(
                    reader.getLine() + 1,
                    reader.getColumn() + 1,
                    "this is neither YAML nor JSON",
                    "write the file again with the program it comes from");
        }
    }

    private <T> Optional<T> refuse(int line, int column, String message, String suggestion) {
        findings.refuse(new Place(file, line, column), message, suggestion);
        return Optional.empty();
    }

    /** Composes nodes as the library does, but not deeper than the stack can bear, and without aliases. */
    private static final class BoundedComposer extends Composer {
        private int level;

        BoundedComposer(LoadSettings settings, StreamReader reader) {
            super(settings, new ParserImpl(settings, reader));
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

        private void enter(Optional<Anchor> anchor) {
            Optional<Mark> mark = parser.peekEvent().getStartMark();
            int line = mark.map(Mark::getLine).orElse(0) + 1;
            int column = mark.map(Mark::getColumn).orElse(0) + 1;
            // A few aliases can make a small file stand for a huge one, or for one without end.
            if (anchor.isPresent()) throw new Aliased(line, column);
            if (++level > MOST_LEVELS) throw new TooDeep(line, column);
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

    private static final class Aliased extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int line;
        private final int column;

        Aliased(int line, int column) {
            this.line = line;
            this.column = column;
        }
    }
}

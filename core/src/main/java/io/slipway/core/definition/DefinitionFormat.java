package io.slipway.core.definition;

import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Place;
import io.slipway.core.yaml.CanonicalYaml;
import io.slipway.core.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The canonical form of a definition: keys in the order of the language, two spaces, one blank line at most. What it means and its
 * comments stay; a file of which that cannot be promised is refused. The canonical form is its own. Stateless. O(bytes).
 */
public final class DefinitionFormat {
    private DefinitionFormat() {}

    /**
     * @param path as problems name it; its last name says whether it is a service's or the workspace's
     * @throws InvalidPipelineException when it is no YAML, or has something that could not be kept
     */
    public static byte[] canonical(String path, byte[] bytes) {
        Problems problems = new Problems();
        Optional<YamlNode> root = new YamlText(path, problems).parse(bytes);
        if (root.isEmpty()) throw new InvalidPipelineException(problems.sorted());
        boolean isWorkspace = path.substring(path.lastIndexOf('/') + 1).equals(DefinitionReader.WORKSPACE_FILE);
        Shape shape = Shape.keys(() -> isWorkspace ? Language.WORKSPACE : Language.SERVICE);
        Optional<byte[]> written = CanonicalYaml.of(new String(bytes, StandardCharsets.UTF_8), shape)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .filter(form -> meansTheSame(root.get(), form, path));
        if (written.isPresent()) return written.get();
        problems.add(
                new Place(path, 1, 1),
                "this file has something that would be lost in its canonical form",
                "move comments out of values that span lines, and write no directives");
        throw new InvalidPipelineException(problems.sorted());
    }

    private static boolean meansTheSame(YamlNode root, byte[] form, String path) {
        Optional<YamlNode> other = new YamlText(path, new Problems()).parse(form);
        return other.isPresent() && new Comparison().same(root, other.get());
    }

    /** Compares two files, not further than any definition goes. */
    private static final class Comparison {
        /** Only a list or map that holds itself is deeper than what was read. */
        private static final int MOST_LEVELS = 200;

        private int left = YamlFile.MOST_VALUES;
        private int level;

        boolean same(YamlNode one, YamlNode other) {
            left--;
            if (left < 0 || level == MOST_LEVELS) return false;
            level++;
            boolean same = sameWithin(one, other);
            level--;
            return same;
        }

        private boolean sameWithin(YamlNode one, YamlNode other) {
            boolean alike = one.isMap() == other.isMap()
                    && one.isList() == other.isList()
                    && one.isNothing() == other.isNothing()
                    && one.scalar().equals(other.scalar())
                    && one.foreignTag().equals(other.foreignTag());
            return alike && sameItems(one.items(), other.items()) && sameEntries(one.entries(), other.entries());
        }

        private boolean sameItems(List<YamlNode> some, List<YamlNode> others) {
            if (some.size() != others.size()) return false;
            for (int i = 0; i < some.size(); i++) if (!same(some.get(i), others.get(i))) return false;
            return true;
        }

        /** In whatever order, but for keys written twice. */
        private boolean sameEntries(List<YamlNode.Entry> some, List<YamlNode.Entry> others) {
            if (some.size() != others.size()) return false;
            List<YamlNode.Entry> mine = sorted(some);
            List<YamlNode.Entry> theirs = sorted(others);
            for (int i = 0; i < mine.size(); i++) {
                if (!same(mine.get(i).key(), theirs.get(i).key())) return false;
                if (!same(mine.get(i).value(), theirs.get(i).value())) return false;
            }
            return true;
        }

        private static List<YamlNode.Entry> sorted(List<YamlNode.Entry> entries) {
            return entries.stream()
                    .sorted(Comparator.comparing(entry -> entry.key().scalar().orElse("")))
                    .toList();
        }
    }
}

package io.slipway.core.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random sets of patterns against a slow reading of their meaning: one regular expression per pattern. */
class PathSetAgainstReferenceTest {
    private static final List<String> NAMES = List.of("a", "b", "ab", "ba", "a.x");
    private static final List<String> NAME_PATTERNS =
            List.of("a", "b", "ab", "*", "**", "**", "a*", "*b", "?", "[ab]", "[!a]", "*.x", "{a,b*}", "a?*");
    private static final Digest CONTENT = Digest.of("content".getBytes(UTF_8));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void matching_and_selecting_agree_with_the_reference(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        for (int round = 0; round < 400; round++) {
            PathSet set = patterns(random);
            Tree tree = tree(random);

            Set<String> selected = set.select(tree, "").flatten().keySet();

            Set<String> meant = new TreeSet<>();
            for (String path : tree.flatten().keySet()) {
                if (isMeant(set, path)) meant.add(path);
                assertThat(set.matches(path)).as("%s and %s", set, path).isEqualTo(isMeant(set, path));
            }
            assertThat(selected).as("%s of %s", set, tree.flatten().keySet()).isEqualTo(meant);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {6, 7, 8})
    void no_path_lies_outside_the_roots_or_claimed_by_two_sets_that_do_not_overlap(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<String> paths = allPaths();
        for (int round = 0; round < 150; round++) {
            PathSet left = patterns(random);
            PathSet right = patterns(random);

            boolean overlapping = left.overlap(right).isPresent();

            for (String path : paths) {
                if (!left.matches(path)) continue;
                assertThat(left.roots())
                        .as("%s and %s", left, path)
                        .anyMatch(root -> root.isEmpty() || path.equals(root) || path.startsWith(root + "/"));
                if (right.matches(path)) {
                    assertThat(overlapping)
                            .as("%s, %s and %s", left, right, path)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {9, 10, 11})
    void the_example_of_an_overlap_is_matched_by_both_patterns(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            PathSet left = PathSet.of(pattern(random));
            PathSet right = PathSet.of(pattern(random));

            left.overlap(right).ifPresent(overlap -> {
                assertThat(left.matches(overlap.path()))
                        .as("%s in %s", overlap, left)
                        .isTrue();
                assertThat(right.matches(overlap.path()))
                        .as("%s in %s", overlap, right)
                        .isTrue();
            });
        }
    }

    private static PathSet patterns(RandomGenerator random) {
        List<String> patterns = new ArrayList<>();
        patterns.add(pattern(random));
        for (int i = random.nextInt(4); i > 0; i--) patterns.add((random.nextBoolean() ? "!" : "") + pattern(random));
        return new PathSet(patterns);
    }

    private static String pattern(RandomGenerator random) {
        List<String> names = new ArrayList<>();
        for (int i = random.nextInt(1, 5); i > 0; i--)
            names.add(NAME_PATTERNS.get(random.nextInt(NAME_PATTERNS.size())));
        return String.join("/", names);
    }

    private static Tree tree(RandomGenerator random) {
        List<String> paths = allPaths();
        Tree.Builder tree = Tree.builder();
        Set<String> taken = new TreeSet<>();
        for (int i = random.nextInt(25); i > 0; i--) {
            String path = paths.get(random.nextInt(paths.size()));
            boolean free = taken.stream()
                    .noneMatch(other -> (other + "/").startsWith(path + "/") || (path + "/").startsWith(other + "/"));
            if (free && taken.add(path)) tree.file(path, CONTENT, false);
        }
        return tree.build();
    }

    private static List<String> allPaths() {
        List<String> paths = new ArrayList<>(NAMES);
        for (int from = 0; paths.size() < 700; from++) {
            for (String name : NAMES) paths.add(paths.get(from) + "/" + name);
        }
        return paths;
    }

    private static boolean isMeant(PathSet set, String path) {
        boolean meant = false;
        for (String pattern : set.patterns()) {
            boolean excludes = pattern.startsWith("!");
            if (regex(excludes ? pattern.substring(1) : pattern).matcher(path).matches()) meant = !excludes;
        }
        return meant;
    }

    /** The pattern, then anything below. */
    private static Pattern regex(String pattern) {
        String path = pattern.endsWith("**") ? pattern.substring(0, pattern.length() - 1) : pattern;
        return Pattern.compile(Pattern.compile("\\*\\*/|\\*|\\?|\\.|\\[!|\\{a,b\\*}")
                        .matcher(path)
                        .replaceAll(found -> switch (found.group()) {
                            case "**/" -> "([^/]+/)*";
                            case "*" -> "[^/]*";
                            case "?" -> "[^/]";
                            case "." -> "[.]";
                            case "[!" -> "[^/";
                            default -> "(a|b[^/]*)";
                        })
                + "(/.*)?");
    }
}

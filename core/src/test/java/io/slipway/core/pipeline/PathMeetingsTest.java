package io.slipway.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.content.PathSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathMeetingsTest {
    @Test
    void two_thousand_tasks_with_outputs_of_their_own_are_hardly_compared() {
        PathMeetings<Integer> meetings = new PathMeetings<>();
        for (int task = 0; task < 2_000; task++) {
            String directory = "service" + task % 20;
            meetings.add(
                    task,
                    PathSet.of("build/" + task + "/**", "log/" + task + "-*.txt", "out" + task + ".jar")
                            .in(directory));
        }
        int[] compared = {0};

        meetings.forEachPair((a, b) -> {
            compared[0]++;
            return false;
        });

        // a number may begin another one, as 1 begins 12, but no more than that
        assertThat(compared[0]).isLessThan(3 * 2_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void all_that_meet_are_shown(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<PathSet> sets = new ArrayList<>();
        for (int i = 0; i < 60; i++)
            sets.add(PathSet.of(pattern(random), pattern(random)).in(random.nextBoolean() ? "a" : ""));
        PathMeetings<Integer> meetings = new PathMeetings<>();
        for (int i = 0; i < sets.size(); i++) meetings.add(i, sets.get(i));
        boolean[][] shown = new boolean[sets.size()][sets.size()];

        meetings.forEachPair((a, b) -> {
            shown[a][b] = true;
            shown[b][a] = true;
            return false;
        });

        int meeting = 0;
        for (int a = 0; a < sets.size(); a++) {
            for (int b = 0; b < a; b++) {
                if (sets.get(a).overlap(sets.get(b)).isEmpty()) continue;
                meeting++;
                assertThat(shown[a][b]).as(sets.get(a) + " and " + sets.get(b)).isTrue();
            }
        }
        assertThat(meeting).isBetween(60, 60 * 58 / 2);
    }

    private static String pattern(RandomGenerator random) {
        List<String> names = List.of("a", "ab", "b", "*", "a*", "?b", "**", ".", "[ab]", "{a,b}c");
        StringBuilder pattern = new StringBuilder(names.get(random.nextInt(names.size())));
        for (int i = random.nextInt(4); i > 0; i--) pattern.append('/').append(names.get(random.nextInt(names.size())));
        return pattern.toString();
    }

    @Test
    void a_pattern_that_has_met_enough_meets_no_more() {
        PathMeetings<String> meetings = new PathMeetings<>();
        for (String owner : List.of("a", "b", "c", "d")) meetings.add(owner, PathSet.of("out"));
        List<String> pairs = new ArrayList<>();

        meetings.forEachPair((a, b) -> {
            pairs.add(a + b);
            return true;
        });

        assertThat(pairs).containsExactly("ab", "ac", "ad");
    }

    @ParameterizedTest
    @CsvSource({
        "src/main/**, src/main/",
        "a.txt, a.txt",
        "'{a,b}/c', ''",
        "./a/./b*, a/b",
        "a/[b]c, a/",
        "**, ''",
        "out?, out",
        "a../b, a../b",
        "., ''",
        "a/., a/",
        "a/.*, a/.",
        ".git, .git"
    })
    void the_literal_beginning_ends_before_the_first_wildcard(String pattern, String literal) {
        assertThat(PathMeetings.literalBeginning(pattern)).isEqualTo(literal);
    }
}

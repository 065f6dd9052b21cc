package io.slipway.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathSetOverlapTest {
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(
            value = {
                "build/classes/**, build/test-classes/**, -",
                "build/**, build/classes/**, build/classes/x",
                "build, build/a.jar, build/a.jar",
                "*.jar, a.jar, a.jar",
                "*.jar, *.war, -",
                "a*.jar, *b.jar, ab.jar",
                "a*, *b, ab",
                "a.jar, b.jar, -",
                "**/*.jar, build/**/x*, build/x.jar",
                "**/a/**, b/*/c, b/a/c",
                "a/**/b, a/**/c, a/b/c",
                "[a-m]*, [n-z]*, -",
                "[a-m]*, [k-z]*, k",
                "[!a]x, [!b]x, cx",
                "[!a]x, [a-b]x, bx",
                "?, ??, -",
                "x/?, x/[!a-z], x/{",
                "../a/**, a/**, -",
                "?*, [^x]y*, ay",
                "*, [ab]?, ax",
            })
    void two_patterns_may_claim_one_path(String mine, String theirs, String example) {
        PathSet left = PathSet.of(mine).in("s");
        PathSet right = PathSet.of(theirs).in("s");

        assertThat(left.overlap(right).map(PathSet.Overlap::path)).hasToString(expected(example));
        assertThat(right.overlap(left).isPresent())
                .isEqualTo(left.overlap(right).isPresent());
    }

    @Test
    void both_patterns_are_named_as_seen_from_the_workspace() {
        PathSet left = PathSet.of("docs", "build/**").in("orders");
        PathSet right = PathSet.of("orders/build/libs/*.jar").in("");

        assertThat(left.overlap(right))
                .contains(new PathSet.Overlap("orders/build/**", "orders/build/libs/*.jar", "orders/build/libs/.jar"));
    }

    @Test
    void what_one_side_takes_out_as_a_whole_is_no_overlap() {
        PathSet all = PathSet.of("build/**", "!build/reports/**");

        assertThat(all.overlap(PathSet.of("build/reports/**"))).isEmpty();
        assertThat(PathSet.of("build/reports/junit/*.xml").overlap(all)).isEmpty();
        assertThat(all.overlap(PathSet.of("build/*/x"))).isPresent();
        assertThat(all.overlap(PathSet.of("build/**/x"))).isPresent();
    }

    @Test
    void what_is_taken_in_again_overlaps() {
        PathSet left = PathSet.of("build/**", "!build/reports/**", "build/reports/a.xml");

        assertThat(left.overlap(PathSet.of("build/reports/*.xml")).map(PathSet.Overlap::mine))
                .contains("build/reports/a.xml");
        assertThat(left.overlap(PathSet.of("build/reports/b.xml"))).isEmpty();
    }

    @Test
    void an_exclusion_with_wildcards_takes_out_only_what_it_surely_covers() {
        PathSet left = PathSet.of("build/**", "!**/*.log");

        assertThat(left.overlap(PathSet.of("build/a.log"))).isEmpty();
        assertThat(left.overlap(PathSet.of("build/*.log"))).isEmpty();
        assertThat(left.overlap(PathSet.of("build/**/*.log"))).isEmpty();
        assertThat(left.overlap(PathSet.of("build/a*.log"))).isPresent();
        assertThat(left.overlap(PathSet.of("build/**"))).isPresent();
    }

    private static String expected(String example) {
        return example.equals("-") ? "Optional.empty" : "Optional[s/" + example + "]";
    }
}

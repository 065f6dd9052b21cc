package io.slipway.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathSetTest {
    @ParameterizedTest(name = "{0} means {1}: {2}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "src/Main.java, src/Main.java, true",
                "src/Main.java, src/Main.javac, false",
                "src/Main.java, Main.java, false",
                "src, src/deep/Main.java, true",
                "src, src, true",
                "src, srcs/Main.java, false",
                "src/, src/deep/Main.java, true",
                "src/, src, false",
                "src/**, src/deep/Main.java, true",
                "src/**, src, false",
                "src/*, src/deep/Main.java, true",
                "*.jar, a.jar, true",
                "*.jar, .jar, true",
                "*.jar, lib/a.jar, false",
                "*.jar, a.jar/content, true",
                "**/*.jar, a.jar, true",
                "**/*.jar, lib/x/a.jar, true",
                "**/*.jar, lib/x/a.war, false",
                "**, .hidden/file, true",
                "src/**/Test*.java, src/TestA.java, true",
                "src/**/Test*.java, src/a/b/TestA.java, true",
                "src/**/Test*.java, src/a/b/ATest.java, false",
                "a/**/b/**/c, a/b/c, true",
                "a/**/b/**/c, a/x/b/y/b/c, true",
                "a/**/b/**/c, a/x/c, false",
                "a/**/**/b, a/b, true",
                "a?c, abc, true",
                "a?c, ac, false",
                "a?c, a😀c, true",
                "[a-c]x, bx, true",
                "[a-c]x, dx, false",
                "[!a-c]x, dx, true",
                "[^a-c]x, bx, false",
                "[]x]y, ]y, true",
                "[a-]y, -y, true",
                "[[]id].js, [id].js, true",
                "[[]id].js, id.js, false",
                "x[*]y, x*y, true",
                "x[*]y, xzy, false",
                "[{]a[}], {a}, true",
                "\"{src,test}/**/*.{java,kt}\", test/a/B.kt, true",
                "\"{src,test}/**/*.{java,kt}\", docs/a/B.kt, false",
                "\"a{,b{1,2}}\", a, true",
                "\"a{,b{1,2}}\", ab2, true",
                "\"a{,b{1,2}}\", ab, false",
                "\"[a,b]{c,d}\", \",d\", true",
                "./src/./x, src/x, true",
                "., any/thing, true",
                "*a*b*, xaxbx, true",
                "*a*b*, xbxax, false",
                "*ab, aab, true",
                "*.tar.gz, a.tar.tar.gz, true",
                "../shared/**, shared/x, false",
            })
    void a_pattern_means_a_path(String pattern, String path, boolean meant) {
        assertThat(PathSet.of(pattern).matches(path)).isEqualTo(meant);
    }

    @Test
    void the_last_pattern_that_matches_decides() {
        PathSet set = PathSet.of("src/**", "!src/gen/**", "src/gen/kept.txt");

        assertThat(set.matches("src/a.txt")).isTrue();
        assertThat(set.matches("src/gen/a.txt")).isFalse();
        assertThat(set.matches("src/gen/kept.txt")).isTrue();
    }

    @Test
    void taking_out_a_directory_takes_out_all_below_it() {
        PathSet set = PathSet.of("**", "!node_modules");

        assertThat(set.matches("node_modules/a/b.js")).isFalse();
        assertThat(set.matches("src/node_modules")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "!",
                "/etc/passwd",
                "!/etc",
                "src//x",
                "src\\x",
                "a[bc",
                "a[",
                "a[]",
                "a[!]",
                "[z-a]",
                "a/../b",
                "{a,b",
                "a}b",
                "**.java",
                "a**",
                "{/a,b}",
                "a\0b"
            })
    void what_is_no_pattern_is_refused_with_the_pattern_and_what_is_expected(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathSet.of("src/**", pattern))
                .withMessageStartingWith("pattern: '" + pattern + "' (expected: ");
    }

    @Test
    void an_exclusion_with_nothing_before_it_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathSet.of("!build/**"))
                .withMessage("pattern: '!build/**' (expected: a pattern to take from before it, such as '**')");
    }

    @Test
    void too_many_names_or_alternatives_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathSet.of("a/".repeat(63) + "b"))
                .withMessageContaining("at most 62 names");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathSet.of("{a,b}".repeat(9)))
                .withMessageContaining("at most 256 alternatives");
    }

    @Test
    void sets_with_the_same_patterns_are_equal() {
        assertThat(PathSet.of("a", "b")).isEqualTo(PathSet.of("a", "b")).hasSameHashCodeAs(PathSet.of("a", "b"));
        assertThat(PathSet.of("a", "b")).isNotEqualTo(PathSet.of("b", "a")).isNotEqualTo("a");
        assertThat(PathSet.of("a", "!a/b")).hasToString("PathSet[a, !a/b]");
        assertThat(PathSet.none().isEmpty()).isTrue();
        assertThat(PathSet.none().matches("a")).isFalse();
        assertThat(PathSet.all().isEmpty()).isFalse();
    }

    @Test
    void patterns_of_a_service_are_seen_from_the_workspace() {
        PathSet set =
                PathSet.of("src/**", "!src/x", "../shared/*.json", "..", "./a").in("services/orders");

        assertThat(set.patterns())
                .containsExactly(
                        "services/orders/src/**",
                        "!services/orders/src/x",
                        "services/shared/*.json",
                        "services/**",
                        "services/orders/a");
        assertThat(set.matches("services/orders/src/a")).isTrue();
        assertThat(set.matches("services/shared/a.json")).isTrue();
    }

    @Test
    void a_directory_with_special_characters_stands_for_itself() {
        PathSet set = PathSet.of("*.js").in("!odd/[id]");

        assertThat(set.patterns()).containsExactly("./!odd/[[]id]/*.js");
        assertThat(set.matches("!odd/[id]/a.js")).isTrue();
        assertThat(new PathSet(set.patterns()).matches("!odd/[id]/a.js")).isTrue();
        assertThat(new PathSet(set.patterns()).matches("!odd/i/a.js")).isFalse();
    }

    @Test
    void a_set_seen_from_the_root_is_itself() {
        PathSet set = PathSet.of("src/**");

        assertThat(set.in("")).isSameAs(set);
    }

    @Test
    void a_pattern_may_leave_the_service_but_not_the_workspace() {
        PathSet set = PathSet.of("src", "../../top", "../../../far");

        assertThat(set.leadingOutOfWorkspace("a/b")).contains("../../../far");
        assertThat(set.leadingOutOfWorkspace("a/b/c")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> set.select(Tree.empty(), "a/b"))
                .withMessage(
                        "pattern: '../../../far' (expected: inside the workspace; it leads 1 too many directories up)");
    }

    @Test
    void roots_are_the_fewest_places_to_look_under() {
        assertThat(PathSet.of("build/classes/**", "build/*.jar", "!build/tmp", "out/report.xml", "build-tools/x")
                        .roots())
                .containsExactly("build", "build-tools/x", "out/report.xml");
        assertThat(PathSet.of("a/b", "a", "a/c/*").roots()).containsExactly("a");
        assertThat(PathSet.of("src", "**/*.jar").roots()).containsExactly("");
        assertThat(PathSet.none().roots()).isEqualTo(List.of());
    }
}

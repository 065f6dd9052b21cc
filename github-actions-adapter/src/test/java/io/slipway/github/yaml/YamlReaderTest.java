package io.slipway.github.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.Problem;
import io.slipway.github.yaml.YamlValue.Mapping;
import io.slipway.github.yaml.YamlValue.Scalar;
import io.slipway.github.yaml.YamlValue.ScalarType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
    private final List<Problem> problems = new ArrayList<>();

    private YamlValue read(String text) {
        return YamlReader.read("f.yml", text.getBytes(UTF_8), problems::add).orElseThrow();
    }

    /** As GitHub compares keys: in capitals, and those of a dotted and of a dotless i are two. */
    @Test
    void keys_are_the_same_whatever_their_case() {
        read("a-i: 1\na-\u0130: 2\n");
        assertThat(problems).isEmpty();

        read("Key: 1\nkEY: 2\n");

        assertThat(problems).singleElement().asString().contains("`kEY` is written twice in one map");
    }

    /** The library reads in pieces, and trips over a character of two halves that a piece ends in. */
    @Test
    void signs_beyond_the_basic_plane_are_read_wherever_they_stand() {
        for (int at = 1_000; at < 1_100; at++) {
            String text = "a: " + "x".repeat(at) + "\ud83d\ude00\nb: 1\n";

            assertThat(read(text).get("a").flatMap(YamlValue::text)).contains("x".repeat(at) + "\ud83d\ude00");
        }
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "on @ TEXT",
                "yes @ TEXT",
                "True @ TRUTH",
                "FALSE @ TRUTH",
                "3.10 @ NUMBER",
                "'3.10' @ TEXT",
                "0o17 @ NUMBER",
                "0x1F @ NUMBER",
                "-.inf @ NUMBER",
                ".NaN @ NUMBER",
                "1e3 @ NUMBER",
                "12_345 @ TEXT",
                "2024-01-01 @ TEXT",
                "~ @ NOTHING",
                "Null @ NOTHING",
                "!!str 5 @ TEXT",
                "!!int 5 @ NUMBER",
                "!!bool true @ TRUTH",
                "!!null null @ NOTHING"
            })
    void scalars_mean_what_yaml_1_2_says(String text, ScalarType type) {
        assertThat(read("[" + text + "]").items().get(0))
                .isInstanceOfSatisfying(
                        Scalar.class, scalar -> assertThat(scalar.type()).isEqualTo(type));
        assertThat(problems).isEmpty();
    }

    @Test
    void values_know_their_kind_and_place() {
        Mapping root = (Mapping) read("a: [1, x]\nb: {c: true}\nd:\n");

        assertThat(root.kind()).isEqualTo("a map");
        assertThat(root.get("a").orElseThrow().kind()).isEqualTo("a list");
        assertThat(root.get("b").orElseThrow().get("c").orElseThrow().kind()).isEqualTo("true or false");
        assertThat(root.get("d").orElseThrow().isNothing()).isTrue();
        assertThat(root.get("d").orElseThrow().text()).isEmpty();
        assertThat(root.get("a").orElseThrow().get("b")).isEmpty();
        assertThat(root.get("a").orElseThrow().isNothing()).isFalse();
        assertThat(root.keyPlace("b")).hasToString("f.yml:2:1");
        assertThat(root.keyPlace("none")).hasToString("f.yml:1:1");
        assertThat(root.items()).isEmpty();
        assertThat(root.text()).isEmpty();
    }

    @Test
    void aliases_are_what_they_stand_for_and_merge_keys_are_keys() {
        YamlValue root = read("a: &a {x: 1}\nb: *a\nc: {<<: *a}\n");

        assertThat(root.get("b").orElseThrow().get("x").orElseThrow().text()).contains("1");
        assertThat(root.get("c").orElseThrow().get("x")).isEmpty();
        assertThat(root.get("c").orElseThrow().get("<<")).isPresent();
    }

    @Test
    void what_github_does_not_take_is_told_with_its_place() {
        read("a: 1\nA: 2\n? [x]\n: 3\nt: !x 1\nu: !!timestamp 2024\nv: !!int x\n");

        assertThat(problems.stream().map(Problem::toString))
                .containsExactly(
                        "f.yml:2:1 `A` is written twice in one map; keep one of them",
                        "f.yml:3:3 a key is a list or a map; write text before the colon",
                        "f.yml:5:4 the tag `!x` means nothing to GitHub; take it out",
                        "f.yml:6:4 the tag `timestamp` means nothing to GitHub; take it out",
                        "f.yml:7:4 `x` is not of the type that its tag says; take the tag out");
    }
}

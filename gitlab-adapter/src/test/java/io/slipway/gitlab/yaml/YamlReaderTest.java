package io.slipway.gitlab.yaml;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import io.slipway.gitlab.yaml.YamlValue.Field;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import io.slipway.gitlab.yaml.YamlValue.Reference;
import io.slipway.gitlab.yaml.YamlValue.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    private final List<String> problems = new ArrayList<>();

    private List<YamlValue> read(byte[] bytes) {
        return YamlReader.read("ci.yml", bytes, (Problem problem) -> problems.add(problem.toString()));
    }

    private YamlValue one(String text) {
        return read(text.getBytes(UTF_8)).get(0);
    }

    @Test
    void signs_beyond_the_basic_plane_are_read_wherever_they_stand() {
        for (int at = 1_000; at < 1_100; at++) {
            byte[] bytes = ("a: " + "x".repeat(at) + "\ud83d\ude00\nb: 1\n").getBytes(UTF_8);

            assertThat(read(bytes).get(0).get("a").flatMap(YamlValue::text)).contains("x".repeat(at) + "\ud83d\ude00");
        }
    }

    @Test
    void scalars_are_text_as_written_and_know_what_they_mean() {
        YamlValue root = one("{a: yes, b: 'yes', c: 1.10, d: , e: ~, f: off, on: x}");

        assertThat(root.get("a").orElseThrow())
                .isInstanceOfSatisfying(Scalar.class, a -> assertThat(a.truth()).contains(true));
        assertThat(root.get("b").orElseThrow())
                .isInstanceOfSatisfying(Scalar.class, b -> assertThat(b.truth()).isEmpty());
        assertThat(root.get("c").orElseThrow().text()).contains("1.10");
        assertThat(root.get("d").orElseThrow().isNothing()).isTrue();
        assertThat(root.get("e").orElseThrow().text()).isEmpty();
        assertThat(root.get("f").orElseThrow())
                .isInstanceOfSatisfying(Scalar.class, f -> assertThat(f.truth()).contains(false));
        assertThat(root.get("on")).isPresent();
        assertThat(List.of("a", "b", "c", "d").stream()
                        .map(key -> root.get(key).orElseThrow().kind()))
                .containsExactly("true or false", "text", "a number", "nothing");
    }

    @ParameterizedTest
    @CsvSource({
        "yes, true",
        "On, true",
        "OFF, false",
        "0777, 511",
        "-0777, -511",
        "0x1F, 31",
        "0b101, 5",
        "1_000, 1000",
        "+5, 5",
        "1.10, 1.1",
        "1.0, 1.0",
        "3., 3.0",
        "-.5, -0.5",
        "1.5e+2, 150.0",
        "1:30, 90",
        "-1:02:03, -3723",
        "08, 08",
        "1.2.3, 1.2.3",
        "1e3, 1e3",
        "2024-01-31, 2024-01-31",
        "., .",
        "-, -",
        "v1, v1",
        "~, ''",
    })
    void plain_scalars_mean_what_yaml_1_1_makes_of_them(String written, String meaning) {
        assertThat(new Scalar(new Place("ci.yml", 1, 1), written, true).meaning())
                .isEqualTo(meaning);
        assertThat(new Scalar(new Place("ci.yml", 1, 1), written, false).meaning())
                .isEqualTo(written);
    }

    @Test
    void large_maps_are_as_small_ones() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30; i++)
            text.append("k").append(i).append(": ").append(i).append('\n');
        Mapping root = (Mapping) one(text + "k3: last\n");

        assertThat(root.keys()).hasSize(30).startsWith("k0", "k1", "k2", "k3");
        assertThat(root.get("k3").orElseThrow().text()).contains("last");
        assertThat(root.without("k3").get("k3")).isEmpty();
        assertThat(root.without("none")).isSameAs(root);
        assertThat(root.with(new Field("new", root.place(), root)).keys()).hasSize(31);
    }

    @Test
    void a_name_given_twice_names_what_came_last() {
        YamlValue root = one("a: &x 1\nb: *x\nc: &x 2\nd: *x\ne: !!str 5\n");

        assertThat(root.get("b").orElseThrow().text()).contains("1");
        assertThat(root.get("d").orElseThrow().text()).contains("2");
        assertThat(root.get("e").orElseThrow().kind()).isEqualTo("text");
    }

    @Test
    void places_count_from_one() {
        Mapping root = (Mapping) one("a: 1\nbb:\n  - x\n");

        assertThat(root.keyPlace("bb").toString()).isEqualTo("ci.yml:2:1");
        assertThat(root.get("bb").orElseThrow().items().get(0).place().toString())
                .isEqualTo("ci.yml:3:5");
        assertThat(root.keyPlace("missing")).isEqualTo(root.place());
    }

    @Test
    void references_keep_their_path() {
        YamlValue root = one("a: !reference [.setup, script]");

        assertThat(root.get("a").orElseThrow()).isInstanceOfSatisfying(Reference.class, reference -> {
            assertThat(reference.path()).containsExactly(".setup", "script");
            assertThat(reference.kind()).isEqualTo("a reference");
            assertThat(reference.shown()).isEqualTo(".setup, script");
        });
    }

    @Test
    void several_documents_are_several_values() {
        assertThat(read("spec: {}\n---\na: 1\n".getBytes(UTF_8))).hasSize(2);
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_text() {
        assertThat(one("\uFEFFa: 1").get("a")).isPresent();
    }

    @Test
    void what_is_written_counts_more_than_what_is_merged() {
        YamlValue root = one("x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz: {c: 3, <<: [*x, *y], d: 4}\nw: {<<: }\n");

        YamlValue merged = root.get("z").orElseThrow();
        assertThat(List.of("a", "b", "c", "d").stream()
                        .map(key -> merged.get(key).orElseThrow().text().orElseThrow()))
                .containsExactly("1", "1", "3", "4");
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: [1",
                "a: 'x",
                "a: *nowhere",
                "\tb: 1",
                "a: &x [*x]",
                "? [a]\n: 1",
                "a: {<<: text}",
                "a: !reference [[x]]",
                "a: !reference []",
                "a: \u0007",
                "{{{{",
                "a: b: c",
                "%YAML 9.9\n---\na"
            })
    void what_is_wrong_is_told_with_its_place(String text) {
        read(text.getBytes(UTF_8));

        assertThat(problems).isNotEmpty().allMatch(problem -> problem.startsWith("ci.yml:") && problem.contains("; "));
    }

    @Test
    void other_encodings_are_refused() {
        assertThat(read("a: 1".getBytes(UTF_16))).isEmpty();
        assertThat(read(new byte[] {'a', ':', ' ', (byte) 0xff})).isEmpty();
        assertThat(problems).hasSize(2);
    }

    @Test
    @Timeout(30) // of the wall, on whatever else runs here; the benches measure it
    void huge_and_deep_files_end_quickly() {
        List<String> hostile = List.of(
                "[".repeat(1_000_000),
                "a: ".repeat(300_000),
                "- ".repeat(500_000),
                "[" + "a,".repeat(1_000_000) + "]",
                "x".repeat(10 << 20),
                "{".repeat(5_000) + "}".repeat(5_000));
        for (String text : hostile) read(text.getBytes(UTF_8));

        assertThat(problems).hasSizeGreaterThanOrEqualTo(hostile.size() - 1);
    }

    @Test
    void merging_many_maps_many_times_is_refused() {
        StringBuilder text = new StringBuilder("a: &a {");
        for (int i = 0; i < 2_000; i++) text.append("k").append(i).append(": 1, ");
        text.append("}\nb: {<<: [");
        text.append("*a, ".repeat(1_000)).append("]}\n");

        read(text.toString().getBytes(UTF_8));

        assertThat(problems).singleElement().asString().contains("merges more than");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void any_bytes_give_values_or_problems(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String letters = "ab:-[]{}&*!|>'\"#,?%@`\n\t <~=\u0001é";
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(80); k >= 0; k--) text.append(letters.charAt(random.nextInt(letters.length())));

            List<YamlValue> values = read(text.toString().getBytes(UTF_8));

            assertThat(values).as(text.toString()).doesNotContainNull();
        }
    }
}

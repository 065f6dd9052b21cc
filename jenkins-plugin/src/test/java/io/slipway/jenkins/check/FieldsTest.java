package io.slipway.jenkins.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"database", "rack-3", "c++", "jdk17.0_2"})
    void a_name_that_label_expressions_can_hold_is_fine(String name) {
        assertThat(Fields.name(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a&&b", "->", "-x", "a>b", "'q'", "(x)", "a=b"})
    void a_name_that_they_would_read_otherwise_is_refused_with_what_to_write(String name) {
        assertThat(Fields.name(name))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("'" + name + "'").contains("write"));
    }

    @Test
    void a_name_longer_than_a_hundred_letters_is_refused() {
        assertThat(Fields.name("x".repeat(100))).isEmpty();
        assertThat(Fields.name("x".repeat(101))).isPresent();
    }

    @Test
    void what_is_no_number_is_named_as_it_was_written() {
        assertThat(Fields.weight(" 1.5 ")).isEmpty();
        assertThat(Fields.weight("abc")).hasValue("'abc' is not a weight; write 0 (does not count) or more");
        assertThat(Fields.factor("")).hasValue("'' is not a factor; write a number above 0, such as 1 or 2.5");
        assertThat(Fields.factor("0")).hasValue("0.0 is not a factor; write a number above 0, such as 1 or 2.5");
    }

    @Test
    void weights_may_be_zero_and_factors_may_not() {
        assertThat(Fields.weight(0)).isEmpty();
        assertThat(Fields.weight(-1)).isPresent();
        assertThat(Fields.weight(Double.NaN)).isPresent();
        assertThat(Fields.weight(Double.POSITIVE_INFINITY)).isPresent();
        assertThat(Fields.factor(0.1)).isEmpty();
        assertThat(Fields.factor(0)).isPresent();
        assertThat(Fields.factor(Double.NaN)).isPresent();
    }

    @Test
    void one_is_enough() {
        assertThat(Fields.atLeastOne(1)).isEmpty();
        assertThat(Fields.atLeastOne(0)).hasValue("0 is too few; write 1 or more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "1.5", "99999999999"})
    void what_is_no_whole_number_is_named_as_it_was_written(String text) {
        assertThat(Fields.atLeastOne(text)).hasValue("'" + text + "' is not a whole number that fits; write 1 or more");
        assertThat(Fields.atLeastNone(text)).isPresent();
        assertThat(Fields.priority(text)).isPresent();
    }

    @Test
    void whole_numbers_have_their_bounds() {
        assertThat(Fields.atLeastOne(" 1 ")).isEmpty();
        assertThat(Fields.atLeastOne("0")).hasValue("0 is too few; write 1 or more");
        assertThat(Fields.atLeastNone("0")).isEmpty();
        assertThat(Fields.atLeastNone("-1")).hasValue("-1 is too few; write 0 or more");
        assertThat(Fields.priority("-1000")).isEmpty();
        assertThat(Fields.priority("1001")).hasValue("1001 is too far from 0; write one from -1000 to 1000");
    }

    @Test
    void a_folder_is_named_from_the_root_without_slashes_around_it() {
        assertThat(Fields.folder("acme/web")).isEmpty();
        assertThat(Fields.folder("/acme")).isPresent();
        assertThat(Fields.folder("acme/")).isPresent();
        assertThat(Fields.folder("acme//web")).isPresent();
        assertThat(Fields.folder(" ")).isPresent();
    }

    @Test
    void a_cache_has_a_size_that_holds_something() {
        assertThat(Fields.cacheSize("20Gi")).isEmpty();
        assertThat(Fields.cacheSize("twenty")).hasValue("'twenty' is not a size; write for example 20Gi");
        assertThat(Fields.cacheSize("10Ki"))
                .hasValueSatisfying(why -> assertThat(why).contains("at least 1Mi"));
    }

    @Test
    void a_cache_directory_may_be_new_or_left_out() {
        assertThat(Fields.cacheDirectory("")).isEmpty();
        assertThat(Fields.cacheDirectory(directory.resolve("a/b").toString())).isEmpty();
        assertThat(Fields.cacheDirectory(directory.toString())).isEmpty();
    }

    @Test
    void a_cache_directory_is_no_file_and_no_relative_or_broken_path() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(Fields.cacheDirectory(file.toString()))
                .hasValueSatisfying(why -> assertThat(why).contains("is a file"));
        assertThat(Fields.cacheDirectory("cache"))
                .hasValueSatisfying(why -> assertThat(why).contains("is not absolute"));
        assertThat(Fields.cacheDirectory("/a\0b"))
                .hasValueSatisfying(why -> assertThat(why).contains("is not a path"));
    }

    @Test
    void claims_are_names_with_weights_or_one() {
        assertThat(Fields.claims("database=2, licence  rack"))
                .isEqualTo(Map.of("database", 2, "licence", 1, "rack", 1));
        assertThat(Fields.claims("")).isEmpty();
        assertThat(Fields.claimsText("database=2")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "database=0, has no weight",
        "database=two, has no weight",
        "a&b, is not a name",
        "'a,a', is there twice"
    })
    void a_claim_of_another_form_is_refused(String text, String why) {
        assertThatThrownBy(() -> Fields.claims(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
        assertThat(Fields.claimsText(text))
                .hasValueSatisfying(told -> assertThat(told).contains(why));
    }
}

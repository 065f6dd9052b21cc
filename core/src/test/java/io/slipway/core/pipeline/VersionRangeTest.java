package io.slipway.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17 | 17 | true",
                "17 | 17.0.15 | true",
                "17 | 170 | false",
                "17 | 18 | false",
                "3.8 | 3.8.7 | true",
                "3.8 | 3.80 | false",
                "=17 | 17.0.0 | true",
                "=17 | 17.0.1 | false",
                ">=17 | 17 | true",
                ">=17 | 9 | false",
                ">=3.8,<4 | 3.9.12 | true",
                ">=3.8,<4 | 4.0 | false",
                ">= 3.8 , < 4 | 3.10 | true",
                ">17 | 17.0.0 | false",
                ">17 | 17.0.1 | true",
                "<=3.8 | 3.8.0 | true",
                "<=3.8 | 3.8.1 | false",
                "<20250101000000000000 | 20241231000000000000 | true",
                ">=1.02 | 1.2 | true",
                "linux | linux | true",
                "linux | linux-musl | false",
                "=linux | linux | true",
                ">=17 | linux | false",
                "linux | 17 | false",
            })
    void accepts_what_it_says(String range, String value, boolean accepted) {
        assertThat(new VersionRange(range).accepts(value)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ">=",
                ">",
                "=",
                "17,",
                ",17",
                "=>17",
                "==17",
                "^17",
                "~1.2",
                ">=17 <18",
                ">=x",
                "!=17",
                "17 || 18"
            })
    void refuses_what_is_no_range(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VersionRange(text))
                .withMessageStartingWith("range: '" + text + "' (expected: a value such as ");
    }

    @Test
    void a_selector_keeps_its_ranges_as_written_and_sorted() {
        Selector selector = Selector.of(Map.of("os", "linux", "jdk", ">= 17"));

        assertThat(selector.texts()).containsExactly(Map.entry("jdk", ">= 17"), Map.entry("os", "linux"));
        assertThat(selector.ranges().get("jdk")).hasToString(">= 17");
        assertThat(Selector.any().texts()).isEmpty();
    }
}

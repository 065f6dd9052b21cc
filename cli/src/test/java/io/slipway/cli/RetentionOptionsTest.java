package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionOptionsTest {
    private final FakeSurroundings process = new FakeSurroundings();

    @ParameterizedTest
    @CsvSource({"1K, 1024", "500M, 524288000", "10G, 10737418240", "512MiB, 536870912", "2tb, 2199023255552"})
    void reads_sizes(String text, long bytes) {
        assertThat(new SizeConverter().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"90m, PT1H30M", "12h, PT12H", "30d, PT720H", "2w, PT336H"})
    void reads_ages(String text, String duration) {
        assertThat(new AgeConverter().convert(text)).hasToString(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--max-size=ten",
                "--max-size=G",
                "--max-size=1.5G",
                "--max-size=10",
                "--max-size=9999999G",
                "--max-age=30",
                "--max-age=d",
                "--max-age=1y",
                "--max-age=-1d"
            })
    void refuses_other_sizes_and_ages_with_an_example(String option) {
        int code = process.slipway("cache", "gc", option);

        assertThat(code).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(process.err()).contains("expected: such as").hasLineCount(1);
    }
}

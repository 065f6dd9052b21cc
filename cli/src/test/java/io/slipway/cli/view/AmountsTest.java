package io.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.00s",
        "4, 0.00s",
        "5, 0.01s",
        "42, 0.04s",
        "9994, 9.99s",
        "9995, 10.0s",
        "12345, 12.3s",
        "59949, 59.9s",
        "59950, 1m00s",
        "125400, 2m05s",
        "3599499, 59m59s",
        "3599500, 1h00m",
        "3720000, 1h02m",
        "-3, 0.00s",
    })
    void writes_durations_with_three_digits_or_so(long millis, String text) {
        assertThat(Amounts.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "10188, 9.9 KiB",
        "10240, 10 KiB",
        "1048575, 1.0 MiB",
        "189792256, 181 MiB",
        "9223372036854775807, 8.0 EiB",
    })
    void writes_sizes_with_the_largest_unit_that_fits(long bytes, String text) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 tasks", "1, 1 task", "31, 31 tasks"})
    void counts_in_words(long count, String text) {
        assertThat(Amounts.count(count, "task")).isEqualTo(text);
    }
}

package io.slipway.jenkins.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1048576, 1048576", "1Ki, 1024", "512Mi, 536870912", "1.5Gi, 1610612736", "2Ti, 2199023255552"})
    void reads_what_people_write(String text, long bytes) {
        assertThat(ByteSize.parse(text)).hasValue(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Gi", "-1", "1 G", "1gb", "9999999999999Ti", "1e9"})
    void reads_nothing_else(String text) {
        assertThat(ByteSize.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20Gi, 20Gi", "1536Mi, 1536Mi", "1024Mi, 1Gi", "1000, 1000", "0, 0"})
    void writes_it_as_people_do(String text, String written) {
        assertThat(ByteSize.parse(text).orElseThrow()).hasToString(written);
    }

    @Test
    void is_not_below_nothing() {
        assertThatThrownBy(() -> new ByteSize(-1)).hasMessage("bytes: -1 (expected: >= 0)");
    }
}

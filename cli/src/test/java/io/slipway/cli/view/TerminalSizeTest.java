package io.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalSizeTest {
    @Test
    void believes_what_the_environment_says() {
        assertThat(TerminalSize.measure(Map.of("COLUMNS", "132", "LINES", "50")))
                .isEqualTo(new TerminalSize(132, 50));
        assertThat(TerminalSize.measure(Map.of("COLUMNS", "40"))).isEqualTo(new TerminalSize(40, 24));
    }

    @Test
    void reads_what_the_terminal_says() {
        assertThat(TerminalSize.parse("24 80\n")).contains(new TerminalSize(80, 24));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0", "24", "many 80", "24 ", "-1 80"})
    void does_not_believe_nonsense(String said) {
        assertThat(TerminalSize.parse(said)).isEmpty();
    }
}

package io.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StyleTest {
    @ParameterizedTest
    @CsvSource({
        // terminal, TERM, NO_COLOR, CLICOLOR_FORCE -> colour, moving
        "true,  xterm, '', '',  true,  true",
        "true,  xterm, 1,  '',  false, true",
        "true,  dumb,  '', '',  false, false",
        "true,  dumb,  '', 1,   true,  false",
        "false, xterm, '', '',  false, false",
        "false, xterm, '', 1,   true,  false",
        "false, xterm, '', 0,   false, false",
        "true,  xterm, 1,  1,   false, true",
    })
    void follows_what_terminal_and_environment_say(
            boolean terminal, String term, String noColor, String force, boolean colour, boolean moving) {
        Map<String, String> environment = Map.of("TERM", term, "NO_COLOR", noColor, "CLICOLOR_FORCE", force);

        assertThat(Style.of(environment, terminal)).isEqualTo(new Style(colour, moving));
    }

    @Test
    void paints_nothing_without_colour() {
        assertThat(Style.PLAIN.red("text") + Style.PLAIN.green("") + Style.PLAIN.faint("x"))
                .isEqualTo("textx");
    }
}

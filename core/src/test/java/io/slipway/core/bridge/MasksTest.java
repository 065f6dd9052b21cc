package io.slipway.core.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MasksTest {
    @Test
    void secrets_are_hidden_by_the_names_of_their_variables() {
        Masks masks = Masks.of(Map.of(
                "CI_JOB_TOKEN",
                "abcdef",
                "MY_PASSWORD",
                "line-one\nline-two",
                "SHORT_TOKEN",
                "abc",
                "PLAIN",
                "visible"));

        assertThat(masks.hide("abcdef line-one line-two abc visible"))
                .isEqualTo("[MASKED] [MASKED] [MASKED] abc visible");
    }
}

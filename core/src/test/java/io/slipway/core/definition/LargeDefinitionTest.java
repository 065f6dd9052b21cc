package io.slipway.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class LargeDefinitionTest {
    @Test
    void more_values_than_memory_bears_are_one_problem_with_its_place() {
        String text = "slipway: 1\nx: [" + "a,".repeat(600_000) + "]\n";

        assertThat(Definitions.problems(Definitions.files("slipway.yaml", text)))
                .singleElement()
                .asString()
                .startsWith("slipway.yaml:2:")
                .contains("more than 500000 values");
    }

    @Test
    void a_text_of_9_mib_is_read_as_any_other() {
        String text = "slipway: 1\nx: \"" + "x".repeat(9 << 20) + "\"\n";

        assertThat(Definitions.problems(Definitions.files("slipway.yaml", text)))
                .anySatisfy(problem -> assertThat(problem).startsWith("slipway.yaml:2:1 unknown key `x`"));
    }
}

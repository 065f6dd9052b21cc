package io.slipway.core.local.process;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessSpecTest {

    private static final Path HERE = Path.of(".");

    @Test
    void refuses_what_no_kernel_can_run() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec(List.of(), Map.of()))
                .withMessageContaining("argv");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec(List.of("echo", "a\0b"), Map.of()))
                .withMessageContaining("NUL");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec(List.of("echo"), Map.of("A=B", "c")))
                .withMessageContaining("A=B (expected: a name without =)");
    }

    @Test
    void refuses_limits_that_nothing_can_keep() {
        ProcessSpec spec = spec(List.of("true"), Map.of());

        assertThatIllegalArgumentException().isThrownBy(() -> spec.withTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> spec.withMemoryLimitBytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> spec.withGrace(Duration.ofMillis(-1)));
    }

    private static ProcessSpec spec(List<String> argv, Map<String, String> environment) {
        return ProcessSpec.of(argv, environment, HERE, Path.of("log"));
    }
}

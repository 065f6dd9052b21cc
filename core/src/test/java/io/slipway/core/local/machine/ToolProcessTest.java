package io.slipway.core.local.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolProcessTest {
    private final ToolProcess tools = new ToolProcess(Map.of("PATH", System.getenv("PATH"), "GREETING", "hello"));

    @Test
    void reads_both_outputs_and_hands_on_only_its_own_environment() {
        List<String> command = List.of("sh", "-c", "echo $GREETING; echo there >&2; echo ${HOME-nowhere}");

        assertThat(tools.printed(command)).contains("hello\nthere\nnowhere\n");
    }

    @Test
    void a_tool_that_fails_or_is_not_there_says_nothing() {
        assertThat(tools.printed(List.of("sh", "-c", "echo 1.2.3; exit 3"))).isEmpty();
        assertThat(tools.printed(List.of("/nonexistent/tool"))).isEmpty();
    }
}

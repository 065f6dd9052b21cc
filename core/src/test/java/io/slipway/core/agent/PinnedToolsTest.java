package io.slipway.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.Terms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PinnedToolsTest {
    private static Pipeline pinning(Map<String, String> requires, String... tools) {
        Terms terms =
                new Terms(Optional.empty(), Optional.empty(), Optional.empty(), List.of(tools), "", Optional.empty());
        return Pipeline.of(List.of(Task.builder("app:make")
                .run("make")
                .requires(requires)
                .terms(terms)
                .build()));
    }

    private static Map<String, String> chosen(Pipeline pipeline, List<Labels> ready) {
        return PinnedTools.chosen(pipeline, ready).tasks().get(0).requires().texts();
    }

    @Test
    void the_highest_version_is_chosen_that_an_agent_offers_which_has_all_the_rest() {
        List<Labels> ready = List.of(
                Labels.of(Map.of("os", "linux", "jdk", "17.0.9")),
                Labels.of(Map.of("os", "linux", "jdk", "17.0.15")),
                Labels.of(Map.of("os", "linux", "jdk", "21.0.1")),
                Labels.of(Map.of("os", "macos", "jdk", "17.0.20")));

        assertThat(chosen(pinning(Map.of("os", "linux", "jdk", "17"), "jdk"), ready))
                .isEqualTo(Map.of("os", "linux", "jdk", "=17.0.15"));
        assertThat(chosen(pinning(Map.of(), "jdk"), ready)).isEqualTo(Map.of("jdk", "=21.0.1"));
    }

    @Test
    void a_tool_that_nobody_offers_is_required_all_the_same() {
        assertThat(chosen(pinning(Map.of(), "node"), List.of(Labels.of(Map.of("os", "linux")))))
                .isEqualTo(Map.of("node", ">=0"));
        assertThat(PinnedTools.of(pinning(Map.of(), "node", "jdk"))).containsExactly("jdk", "node");
    }

    @Test
    void two_tools_come_from_one_agent() {
        List<Labels> ready = List.of(
                Labels.of(Map.of("jdk", "17.0.9", "node", "22.1.0")),
                Labels.of(Map.of("jdk", "21.0.1", "node", "18.0.0")));

        assertThat(chosen(pinning(Map.of(), "jdk", "node"), ready))
                .isEqualTo(Map.of("jdk", "=21.0.1", "node", "=18.0.0"));
    }
}

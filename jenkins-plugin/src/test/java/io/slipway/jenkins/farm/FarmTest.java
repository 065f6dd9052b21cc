package io.slipway.jenkins.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.agent.Agent;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FarmTest {
    @Test
    void labels_are_words_and_some_have_a_value() {
        assertThat(LabelWords.read(List.of("linux", "os=linux", "jdk", "jdk=17.0.2", "=x", " ")))
                .containsExactlyEntriesOf(new TreeMap<>(Map.of("jdk", "yes", "linux", "yes", "os", "linux")));
    }

    @Test
    void wishes_are_read_as_a_jenkinsfile_writes_them() {
        Map<String, Object> wishes = new LinkedHashMap<>();
        wishes.put("jdk", ">=17");
        wishes.put("docker", true);
        wishes.put("cores", 4);

        assertThat(LabelWords.selector(wishes).texts())
                .isEqualTo(new TreeMap<>(Map.of("jdk", ">=17", "docker", "yes", "cores", "4")));
        assertThatThrownBy(() -> LabelWords.selector(Map.of("docker", false))).hasMessageContaining("docker: false");
    }

    @ParameterizedTest
    @CsvSource({"2,2000", "0.5,500", "500m,500", "' 1.25 ',1250", "0,0"})
    void reads_processors(String text, int milliCpu) {
        assertThat(Amounts.milliCpu(text)).isEqualTo(milliCpu);
    }

    @ParameterizedTest
    @CsvSource({"4Gi,4294967296", "512Mi,536870912", "2G,2000000000", "1.5Ki,1536", "17,17"})
    void reads_bytes(String text, long bytes) {
        assertThat(Amounts.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1.0001", "99999999999"})
    void refuses_what_is_no_number_of_processors(String text) {
        assertThatThrownBy(() -> Amounts.milliCpu(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cpu");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "4GB", "0.3"})
    void refuses_what_is_no_amount_of_memory(String text) {
        assertThatThrownBy(() -> Amounts.bytes(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("memory");
    }

    @Test
    void a_node_is_an_agent_with_its_labels_and_what_was_measured() {
        Agent agent = NodeFacts.of("a", 4)
                .with(new TreeMap<>(Map.of("os", "linux")))
                .measuring(8, 1 << 30)
                .agent();

        assertThat(agent.labels().values())
                .isEqualTo(new TreeMap<>(Map.of("node-name", "a", "slipway-node", "yes", "os", "linux")));
        assertThat(agent.capacity()).isEqualTo(new Resources(8000, 1 << 30).withCount("executors", 4));
        assertThat(NodeFacts.of("a", 3).agent().capacity().milliCpu()).isEqualTo(3000);
        assertThat(NodeFacts.of("a", 3).cpus()).isEqualTo(OptionalInt.empty());
        assertThatThrownBy(() -> NodeFacts.of(" ", 1)).hasMessageContaining("name");
        assertThatThrownBy(() -> NodeFacts.of("a", -1)).hasMessageContaining("executors");
        assertThatThrownBy(() -> NodeFacts.of("a", 1).busyElsewhere(-1)).hasMessageContaining("busyElsewhere");
    }

    @Test
    void says_what_nodes_that_could_take_it_do() {
        List<NodeFacts> nodes = List.of(
                NodeFacts.of("e", 1),
                NodeFacts.of("d", 2).busyElsewhere(2),
                NodeFacts.of("c", 1).unavailable("is offline: broken disk"),
                NodeFacts.of("b", 1).unavailable("is offline"),
                NodeFacts.of("a", 1));

        assertThat(WaitingFor.sentences(nodes, Selector.any(), new Resources(0, 0)))
                .containsExactly(
                        "a is taken by others; it is this one's turn when they end",
                        "b is offline",
                        "c is offline: broken disk",
                        "and 2 more nodes that could take it");
        assertThat(WaitingFor.sentences(nodes.subList(1, 2), Selector.any(), new Resources(0, 0)))
                .containsExactly("d has no free executor: all 2 are taken by other builds");
    }

    @Test
    void says_of_the_nearest_node_what_it_lacks() {
        List<NodeFacts> nodes = List.of(
                NodeFacts.of("a", 2).measuring(2, 1L << 30),
                NodeFacts.of("b", 0).with(new TreeMap<>(Map.of("jdk", "11"))).measuring(2, 1L << 30));
        Selector wants = Selector.of(Map.of("jdk", ">=17", "docker", "yes"));

        assertThat(WaitingFor.sentences(nodes, wants, new Resources(4000, 2L << 30).withCount("executors", 1)))
                .singleElement()
                .asString()
                .startsWith("no node has all it needs; ");
        assertThat(WaitingFor.sentences(nodes.subList(0, 1), wants, new Resources(4500, 2L << 30)))
                .containsExactly(
                        "no node has all it needs; a comes nearest, but it has 1024 MiB of memory instead of 2048"
                                + " MiB and has 2 processors instead of 4500m and has no docker and has no jdk >=17; add such a"
                                + " node or ask for less");
    }

    @Test
    void an_agent_that_nobody_has_looked_at_yet_may_have_what_is_missing() {
        List<NodeFacts> nodes = List.of(
                NodeFacts.of("built-in", 2),
                NodeFacts.of("b", 1),
                NodeFacts.of("a", 1).measuring(2, 1L << 30));
        Selector wants = Selector.of(Map.of("os", "linux"));

        assertThat(WaitingFor.sentences(nodes, wants, new Resources(0, 0)))
                .containsExactly("no node is known to have all it needs yet; what these have is being looked at: b");
        assertThat(WaitingFor.sentences(nodes.subList(0, 1), wants, new Resources(0, 0)))
                .containsExactly("no node has all it needs; built-in comes nearest, but it has no os linux; add such a"
                        + " node or ask for less");
    }
}

package io.slipway.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.cache.Action;
import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.local.output.OutputException;
import io.slipway.core.pipeline.Command;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.jenkins.content.NodeHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTaskTest {
    private static final TaskAddress COMPILE = TaskAddress.parse("orders:compile");

    @TempDir
    Path directory;

    private NodeHome home;
    private Path place;

    @BeforeEach
    void open() throws IOException {
        home = NodeHome.at(directory.resolve("home").toString(), "");
        place = Files.createDirectories(directory.resolve("place"));
    }

    @Test
    void the_command_finds_its_inputs_and_the_outputs_of_its_needs_and_nothing_of_the_last_attempt()
            throws IOException {
        Action action = action(tree("orders/src/A.java", "class A"), tree("contracts/api.txt", "api"));
        Path work = task(action).prepare();
        Files.writeString(work.resolve("left.txt"), "left by an attempt before");

        Path again = task(action).prepare();

        assertThat(again).isEqualTo(work).endsWith(Path.of("orders"));
        assertThat(again.resolve("src/A.java")).hasContent("class A");
        assertThat(again.resolveSibling("contracts/api.txt")).hasContent("api");
        assertThat(again.resolve("left.txt")).doesNotExist();
    }

    @Test
    void what_it_declares_is_collected_and_its_contents_are_on_the_node() throws IOException {
        Action action = action(tree("orders/src/A.java", "class A"), Tree.empty());
        Path work = task(action).prepare();
        Files.createDirectories(work.resolve("out"));
        Files.writeString(work.resolve("out/A.class"), "compiled");
        Files.writeString(work.resolve("scratch.txt"), "nobody declared it");

        TaskMade made = TaskMade.decode(task(action).collect().encode());

        Digest compiled = Digest.of("compiled".getBytes());
        assertThat(made.complaint()).isEmpty();
        assertThat(made.isKept()).isTrue();
        assertThat(made.outputs())
                .isEqualTo(Tree.builder()
                        .file("orders/out/A.class", compiled, false)
                        .build());
        assertThat(home.lacking(PreparedAction.files(made.outputs()).values())).isEmpty();
    }

    @Test
    void what_it_declares_and_did_not_make_is_complained_about() throws IOException {
        Action action = action(tree("orders/src/A.java", "class A"), Tree.empty());
        task(action).prepare();

        assertThat(task(action).collect().complaint())
                .hasValueSatisfying(why -> assertThat(why).contains("out/**"));
    }

    @Test
    void an_input_that_never_came_to_the_node_is_told() {
        Tree unknown = Tree.builder()
                .file("orders/src/A.java", Digest.of(new byte[] {1}), false)
                .build();

        assertThatThrownBy(() -> task(action(unknown, Tree.empty())).prepare())
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("orders:compile");
    }

    private NodeTask task(Action action) {
        return new NodeTask(home, place, COMPILE, action);
    }

    private Tree tree(String path, String content) {
        return Tree.builder()
                .file(path, home.contents().put(content.getBytes()), false)
                .build();
    }

    private static Action action(Tree sources, Tree contracts) {
        TreeMap<TaskAddress, Tree> needs = new TreeMap<>();
        needs.put(TaskAddress.parse("contracts:package"), contracts);
        return new Action(
                sources,
                needs,
                new Command.Shell("make"),
                "orders",
                new TreeMap<>(),
                PathSet.of("out/**"),
                new TreeMap<>(),
                "linux",
                "amd64",
                new TreeMap<>());
    }
}

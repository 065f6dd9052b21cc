package io.slipway.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Task;
import io.slipway.jenkins.content.NodeHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeWorkspaceTest {
    private static final Task COMPILE =
            Task.builder("orders:compile").run("make").outputs("out/**").build();

    @TempDir
    Path directory;

    private Path root;
    private NodeHome home;
    private NodeWorkspace workspace;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectories(directory.resolve("ws"));
        home = NodeHome.at(directory.resolve("home").toString(), "");
        workspace = new NodeWorkspace(root, home);
    }

    @Test
    void all_that_lies_at_places_is_seen_whoever_made_it() throws IOException {
        write("src/a.txt", "a");
        write("other/b.txt", "b");

        assertThat(workspace.look(PathSet.of("src/**"))).isEqualTo(tree("src/a.txt", "a"));
    }

    @Test
    void what_a_body_made_is_taken_into_the_store_of_the_node() throws IOException {
        write("orders/out/a.txt", "made");

        TaskMade made = workspace.collect(COMPILE);

        assertThat(made.outputs()).isEqualTo(tree("orders/out/a.txt", "made"));
        assertThat(home.contents().contains(digest("made"))).isTrue();
    }

    @Test
    void a_delivery_takes_away_what_an_earlier_one_of_the_task_left() throws IOException {
        deliver(tree("orders/out/old.txt", "old"));

        deliver(tree("orders/out/new.txt", "new"));

        assertThat(root.resolve("orders/out/old.txt")).doesNotExist();
        assertThat(root.resolve("orders/out/new.txt")).hasContent("new");
    }

    @Test
    void only_what_is_neither_in_place_nor_on_the_node_is_lacking() throws IOException {
        deliver(tree("orders/out/a.txt", "known"));
        Tree both = Tree.builder()
                .merge(tree("orders/out/a.txt", "known"))
                .merge(tree("orders/out/b.txt", "unknown"))
                .build();

        assertThat(workspace.lacking(List.of(new Delivery(COMPILE, both, Tree.empty()))))
                .containsExactly(digest("unknown"));
    }

    @Test
    void what_cannot_be_put_in_place_is_told() throws IOException {
        Delivery gone = new Delivery(COMPILE, tree("orders/out/a.txt", "never seen"), Tree.empty());

        assertThat(workspace.restore(List.of(gone)))
                .containsExactly(
                        "cannot put back what orders:compile made: part of it is no longer kept; run it again");
    }

    private void deliver(Tree outputs) throws IOException {
        home.contents().put("old".getBytes());
        home.contents().put("new".getBytes());
        home.contents().put("known".getBytes());
        assertThat(workspace.restore(List.of(new Delivery(COMPILE, outputs, Tree.empty()))))
                .isEmpty();
    }

    private void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static Tree tree(String path, String content) {
        return Tree.builder().file(path, digest(content), false).build();
    }

    private static Digest digest(String content) {
        return Digest.of(content.getBytes());
    }
}

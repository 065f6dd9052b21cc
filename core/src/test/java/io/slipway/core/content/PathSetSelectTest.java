package io.slipway.core.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathSetSelectTest {
    private final Tree workspace = Tree.builder()
            .file("slipway.yaml", content("root"), false)
            .file("orders/src/Main.java", content("main"), false)
            .file("orders/src/gen/Gen.java", content("gen"), false)
            .file("orders/src/gen/keep.txt", content("keep"), false)
            .link("orders/src/latest", "Main.java")
            .directory("orders/empty")
            .file("payments/src/Main.java", content("other"), true)
            .file("shared/schema.json", content("schema"), false)
            .build();

    @Test
    void selected_files_lie_at_their_workspace_paths() {
        Tree selected = PathSet.of("src/**", "../shared/*.json").select(workspace, "orders");

        assertThat(selected.flatten().keySet())
                .containsExactly(
                        "orders/src/Main.java",
                        "orders/src/gen/Gen.java",
                        "orders/src/gen/keep.txt",
                        "orders/src/latest",
                        "shared/schema.json");
    }

    @Test
    void a_whole_directory_is_the_same_tree() {
        Tree selected = PathSet.of("src/**").select(workspace, "orders");

        assertThat(treeAt(selected, "orders/src")).isSameAs(treeAt(workspace, "orders/src"));
    }

    @Test
    void everything_is_the_workspace_itself() {
        assertThat(PathSet.all().select(workspace, "")).isSameAs(workspace);
        assertThat(treeAt(PathSet.all().select(workspace, "orders"), "orders")).isSameAs(treeAt(workspace, "orders"));
    }

    @Test
    void a_directory_that_loses_nothing_is_the_same_tree() {
        Tree selected = PathSet.of("src/**", "!**/*.class").select(workspace, "orders");

        assertThat(treeAt(selected, "orders/src")).isSameAs(treeAt(workspace, "orders/src"));
    }

    @Test
    void what_is_taken_out_can_be_taken_in_again() {
        Tree selected = PathSet.of("src/**", "!src/gen/**", "src/gen/keep.txt").select(workspace, "orders");

        assertThat(selected.flatten().keySet())
                .containsExactly("orders/src/Main.java", "orders/src/gen/keep.txt", "orders/src/latest");
    }

    @Test
    void a_directory_that_loses_everything_is_gone() {
        Tree selected = PathSet.of("**", "!src/**").select(workspace, "orders");

        assertThat(selected.flatten().keySet()).containsExactly("orders/empty/");
    }

    @Test
    void an_empty_directory_is_taken_by_its_name_and_by_what_is_below_it() {
        assertThat(PathSet.of("empty").select(workspace, "orders").flatten()).containsKey("orders/empty/");
        assertThat(PathSet.of("empty/**").select(workspace, "orders").flatten()).containsKey("orders/empty/");
        assertThat(PathSet.of("empty/**/*.x").select(workspace, "orders").isEmpty())
                .isTrue();
    }

    @Test
    void what_is_not_there_is_not_selected() {
        assertThat(PathSet.of("src/None.java", "slipway.yaml/x").select(workspace, "orders"))
                .isEqualTo(Tree.empty());
        assertThat(PathSet.of("src/**").select(workspace, "gone")).isEqualTo(Tree.empty());
        assertThat(PathSet.none().select(workspace, "")).isEqualTo(Tree.empty());
    }

    @Test
    void literal_paths_are_looked_up_in_a_directory_of_many() {
        Tree.Builder many = Tree.builder();
        for (int i = 0; i < 5_000; i++) many.file("in/" + i + ".txt", content("" + i), false);
        Tree tree = many.build();

        Tree selected = PathSet.of("in/17.txt", "in/4711.txt").select(tree, "");

        assertThat(selected.flatten().keySet()).containsExactly("in/17.txt", "in/4711.txt");
    }

    private static Tree treeAt(Tree tree, String path) {
        return ((TreeEntry.Directory) tree.find(path).orElseThrow()).tree();
    }

    private static Digest content(String text) {
        return Digest.of(text.getBytes(UTF_8));
    }
}

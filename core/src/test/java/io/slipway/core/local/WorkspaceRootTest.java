package io.slipway.core.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.local.source.Checkout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceRootTest {
    @TempDir
    Path directory;

    @Test
    void is_the_nearest_workspace_file_upwards_even_above_a_git_root() {
        Checkout files = new Checkout(directory)
                .write("slipway-workspace.yaml", "")
                .write("inner/slipway-workspace.yaml", "")
                .directory("inner/checkout/.git")
                .directory("inner/checkout/service");

        assertThat(WorkspaceRoot.of(files.at("inner/checkout/service"))).isEqualTo(files.at("inner"));
        assertThat(WorkspaceRoot.of(files.at("inner"))).isEqualTo(files.at("inner"));
        assertThat(WorkspaceRoot.of(directory)).isEqualTo(directory);
    }

    @Test
    void is_else_the_nearest_git_root_which_may_be_a_linked_worktree() {
        Checkout files = new Checkout(directory)
                .directory("outer/.git")
                .write("outer/worktree/.git", "gitdir: elsewhere")
                .directory("outer/worktree/service");

        assertThat(WorkspaceRoot.of(files.at("outer/worktree/service"))).isEqualTo(files.at("outer/worktree"));
        assertThat(WorkspaceRoot.of(files.at("outer"))).isEqualTo(files.at("outer"));
    }

    @Test
    void a_directory_of_the_name_of_the_workspace_file_does_not_count() {
        Checkout files =
                new Checkout(directory).directory("outer/.git").directory("outer/inner/slipway-workspace.yaml");

        assertThat(WorkspaceRoot.of(files.at("outer/inner"))).isEqualTo(files.at("outer"));
    }

    @Test
    void is_found_from_a_path_with_dots() {
        Checkout files = new Checkout(directory).directory("a/.git").directory("a/b");

        assertThat(WorkspaceRoot.of(files.at("a/b/../b/."))).isEqualTo(files.at("a"));
    }

    @Test
    void a_starting_point_that_is_no_directory_is_refused() {
        Checkout files = new Checkout(directory).write("file", "");

        assertThatThrownBy(() -> WorkspaceRoot.of(files.at("file")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name a directory");
    }
}

package io.slipway.core.local.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitChangesTest {
    @TempDir
    private Path directory;

    private Checkout checkout;

    @BeforeEach
    void a_repository_with_one_commit() {
        checkout = new Checkout(directory).directory("").git("init", "--quiet", "--initial-branch=main");
        checkout.git("config", "user.name", "Ada").git("config", "user.email", "ada@example.org");
        checkout.write("same", "1").write("sub/changed", "1").write("gone", "1").write(".gitignore", "*.log\n");
        commit();
    }

    private void commit() {
        checkout.git("add", "--all").git("commit", "--quiet", "--message", "more");
    }

    @Test
    void the_branch_is_known_here_below_and_in_a_worktree_and_absent_where_none_is_checked_out(@TempDir Path beside) {
        checkout.git("checkout", "--quiet", "-b", "feature/one");
        assertThat(GitChanges.branch(checkout.root())).contains("feature/one");
        assertThat(GitChanges.branch(checkout.at("sub"))).contains("feature/one");

        Path worktree = beside.resolve("tree");
        checkout.git("worktree", "add", "--quiet", "-b", "two", worktree.toString());
        assertThat(GitChanges.branch(worktree)).contains("two");

        checkout.git("checkout", "--quiet", "--detach");
        assertThat(GitChanges.branch(checkout.root())).isEmpty();
        assertThat(GitChanges.branch(beside)).as("no repository").isEmpty();
    }

    @Test
    void where_head_is_kept_otherwise_git_is_asked() throws IOException {
        Files.writeString(checkout.at(".git/HEAD"), "ref: refs/tags/one\n");

        assertThat(GitChanges.branch(checkout.root())).contains("one");
    }

    @Test
    void changed_deleted_and_new_files_are_found_whether_or_not_they_are_committed() {
        checkout.write("sub/changed", "2")
                .delete("gone")
                .write("sub/new file", "3")
                .write("x.log", "4");

        assertThat(GitChanges.since(directory, "HEAD")).containsExactly("gone", "sub/changed", "sub/new file");

        commit();
        assertThat(GitChanges.since(directory, "HEAD")).isEmpty();
        assertThat(GitChanges.since(directory, "HEAD~1")).containsExactly("gone", "sub/changed", "sub/new file");
    }

    @Test
    void a_file_that_moved_has_changed_in_both_places() {
        checkout.delete("gone").write("moved", "1");
        commit();

        assertThat(GitChanges.since(directory, "HEAD~1")).containsExactly("gone", "moved");
    }

    @Test
    void what_others_did_meanwhile_does_not_count() {
        checkout.git("checkout", "--quiet", "-b", "mine").write("mine.txt", "1");
        commit();
        checkout.git("checkout", "--quiet", "main").write("theirs.txt", "1");
        commit();
        checkout.git("checkout", "--quiet", "mine");

        assertThat(GitChanges.since(directory, "main")).containsExactly("mine.txt");
    }

    @Test
    void paths_are_relative_to_the_workspace_and_inside_it() {
        checkout.write("sub/changed", "2").write("same", "2");

        assertThat(GitChanges.since(directory.resolve("sub"), "HEAD")).containsExactly("changed");
    }

    @Test
    void an_unknown_revision_is_refused_and_is_no_option_of_git() {
        for (String revision : new String[] {"nowhere", "--output=x", ""}) {
            assertThatThrownBy(() -> GitChanges.since(directory, revision))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("git knows no revision `" + revision + "`");
        }
    }

    @Test
    void without_git_there_is_no_revision(@TempDir Path elsewhere) {
        assertThatThrownBy(() -> GitChanges.since(elsewhere, "HEAD")).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.slipway.core.local.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.content.Digest;
import io.slipway.core.content.InMemoryContentStore;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.local.source.Checkout;
import io.slipway.core.local.source.FileMemo;
import io.slipway.core.local.source.FileStamp;
import io.slipway.core.pipeline.Task;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxesTest {
    @TempDir
    private Path directory;

    private final InMemoryContentStore store = new InMemoryContentStore();
    private Checkout workspace;

    @BeforeEach
    void makeWorkspace() {
        workspace = new Checkout(directory.resolve("workspace")).directory(".slipway");
    }

    @Test
    void has_the_declared_inputs_and_nothing_else() {
        workspace.write("svc/src/a.sh", "a").executable("svc/src/a.sh", true).write("svc/secret", "s");
        workspace.link("svc/src/link", "a.sh");
        Tree sources = Tree.builder()
                .file("svc/src/a.sh", digest("a"), true)
                .link("svc/src/link", "a.sh")
                .build();
        Tree need = Tree.builder()
                .file("lib/out/lib.jar", store.put("jar".getBytes(StandardCharsets.UTF_8)), false)
                .directory("lib/out/empty")
                .build();

        try (Sandboxes sandboxes = sandboxes();
                Sandbox sandbox = sandboxes.create(task(), sources, List.of(need), store)) {
            Checkout inside = new Checkout(sandbox.root());

            assertThat(sandbox.directory()).isEqualTo(sandbox.root().resolve("svc"));
            assertThat(inside.at("svc/src/a.sh")).hasContent("a").isExecutable();
            assertThat(inside.at("svc/src/link")).isSymbolicLink();
            assertThat(inside.at("lib/out/lib.jar")).hasContent("jar");
            assertThat(inside.at("lib/out/empty")).isEmptyDirectory();
            assertThat(inside.at("svc/secret")).doesNotExist();
        }
    }

    @Test
    void what_a_task_does_to_its_inputs_stays_inside() throws IOException {
        workspace.write("svc/src/a", "a");
        Tree sources = Tree.builder().file("svc/src/a", digest("a"), false).build();

        try (Sandboxes sandboxes = sandboxes();
                Sandbox sandbox = sandboxes.create(task(), sources, List.of(), store)) {
            Path inside = sandbox.directory().resolve("src/a");
            assertThat(FileStamp.of(inside).inode())
                    .isNotEqualTo(FileStamp.of(workspace.at("svc/src/a")).inode());
            Files.writeString(inside, "spoilt");
        }

        assertThat(workspace.at("svc/src/a")).hasContent("a");
    }

    @Test
    void the_directory_of_the_task_is_there_even_without_inputs() {
        try (Sandboxes sandboxes = sandboxes();
                Sandbox sandbox = sandboxes.create(task(), Tree.empty(), List.of(), store)) {
            assertThat(sandbox.directory()).isEmptyDirectory();
        }
    }

    @Test
    void an_input_that_changed_since_it_was_selected_makes_no_sandbox() {
        workspace.write("svc/src/a", "changed");
        Tree sources = Tree.builder().file("svc/src/a", digest("a"), false).build();

        try (Sandboxes sandboxes = sandboxes()) {
            assertThatThrownBy(() -> sandboxes.create(task(), sources, List.of(), store))
                    .isInstanceOf(OutputException.class)
                    .hasMessage("cannot make a sandbox for svc:build (svc/src/a has changed meanwhile); run it again");
        }
    }

    @Test
    void a_needed_output_that_the_store_lost_is_taken_from_the_workspace_when_it_is_the_same() {
        workspace.write("lib/out/lib.jar", "jar");
        Tree need = Tree.builder().file("lib/out/lib.jar", digest("jar"), true).build();
        Tree other =
                Tree.builder().file("lib/out/lib.jar", digest("other"), true).build();

        try (Sandboxes sandboxes = sandboxes();
                Sandbox sandbox = sandboxes.create(task(), Tree.empty(), List.of(need), store)) {
            assertThat(sandbox.root().resolve("lib/out/lib.jar"))
                    .hasContent("jar")
                    .isExecutable();
            assertThatThrownBy(() -> sandboxes.create(task(), Tree.empty(), List.of(other), store))
                    .isInstanceOf(OutputException.class);
        }
    }

    @Test
    void outputs_are_collected_inside_and_put_into_the_workspace() {
        Task task = task();
        try (Sandboxes sandboxes = sandboxes();
                Sandbox sandbox = sandboxes.create(task, Tree.empty(), List.of(), store)) {
            new Checkout(sandbox.root()).write("svc/out/made", "m").write("svc/other", "o");

            Collected collected = outputs(sandbox.root()).collect(task, store);
            outputs(workspace.root()).restore(task, collected.outputs(), Tree.empty(), Tree.empty(), store);
        }

        assertThat(workspace.at("svc/out/made")).hasContent("m");
        assertThat(workspace.at("svc/other")).doesNotExist();
    }

    @Test
    void a_closed_sandbox_leaves_nothing_even_where_a_task_made_directories_read_only() throws IOException {
        try (Sandboxes sandboxes = sandboxes()) {
            Sandbox sandbox = sandboxes.create(task(), Tree.empty(), List.of(), store);
            new Checkout(sandbox.root()).write("svc/cache/mod/a", "a").link("svc/etc", "/etc");
            Files.setPosixFilePermissions(
                    sandbox.directory().resolve("cache/mod"), PosixFilePermissions.fromString("r-x------"));

            sandbox.close();

            assertThat(sandbox.root()).doesNotExist();
        }
        assertThat(place()).isEmptyDirectory();
    }

    @Test
    void a_new_run_removes_what_a_dead_one_left_and_nothing_of_one_that_lives() throws Exception {
        new Checkout(place()).write("run-1.lock", "").write("run-1/0/svc/big", "left by kill -9");
        new Checkout(place()).write("run-2.lock", "").write("run-2/0/svc/a", "in use");
        Process other = holderOf(place().resolve("run-2.lock"));
        try (Sandboxes first = sandboxes()) {
            Sandbox mine = first.create(task(), Tree.empty(), List.of(), store);

            sandboxes().close();

            assertThat(place().resolve("run-1")).doesNotExist();
            assertThat(place().resolve("run-1.lock")).doesNotExist();
            assertThat(place().resolve("run-2/0/svc/a")).exists();
            assertThat(mine.root()).exists();
        } finally {
            other.destroyForcibly().waitFor();
        }
        sandboxes().close();

        assertThat(place()).isEmptyDirectory();
    }

    /** Another process that holds a lock until it is killed. */
    private static Process holderOf(Path lockFile) throws IOException, URISyntaxException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path classes = Path.of(LockHolder.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Process holder = new ProcessBuilder(
                        java, "-cp", classes.toString(), LockHolder.class.getName(), lockFile.toString())
                .start();
        assertThat(holder.inputReader().readLine()).isEqualTo("held");
        return holder;
    }

    private Sandboxes sandboxes() {
        return Sandboxes.open(workspace.root(), place());
    }

    private Path place() {
        return directory.resolve("sandboxes");
    }

    private WorkspaceOutputs outputs(Path root) {
        return new WorkspaceOutputs(
                root, FileMemo.open(root, directory.resolve("memo")), directory.resolve("staging"), Set.of());
    }

    private static Task task() {
        return Task.builder("svc:build")
                .run("true")
                .outputs(PathSet.of("out/**"))
                .build();
    }

    private static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }
}

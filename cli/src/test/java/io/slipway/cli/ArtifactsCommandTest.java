package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactsCommandTest {
    @TempDir
    Path directory;

    private TemporaryWorkspace workspace;

    private void define(String keep) {
        workspace.write(
                "app/slipway.yaml",
                "slipway: 1\nservice: app\ntasks:\n  pack:\n    run: mkdir -p build; echo ${{ vars.text }} > build/a.jar; echo b > build/b.txt\n"
                        + "    inputs: [src/**]\n    outputs: [build/**]\n    keep: " + keep
                        + "\nvariables: {text: one}\n");
    }

    @BeforeEach
    void a_task_that_keeps_a_file() {
        workspace = new TemporaryWorkspace(directory);
        define("{paths: [build/*.jar], for: 30d}");
    }

    @Test
    void nothing_is_kept_before_a_run() {
        assertThat(workspace.slipway("artifacts")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).startsWith("nothing is kept; ");
        assertThat(workspace.slipway("artifacts", "--to", "there")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("nothing is kept of that");
    }

    @Test
    void what_is_kept_is_listed_by_run_and_task_and_can_be_copied() {
        workspace.slipway("run");
        workspace.slipway("run");

        assertThat(workspace.slipway("artifacts")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out().lines().filter(line -> line.startsWith("app:pack  run ")))
                .hasSize(2);
        assertThat(workspace.out()).contains("  app/build/a.jar  4 B").doesNotContain("b.txt");
        assertThat(workspace.slipway("artifacts", "app:pack", "--run", "~1", "--json"))
                .isEqualTo(ExitCode.DONE);
        assertThat(workspace.out())
                .containsOnlyOnce("\"task\":\"app:pack\"")
                .contains("{\"path\":\"app/build/a.jar\",\"bytes\":4}");
        assertThat(workspace.slipway("artifacts", "other:task")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).startsWith("nothing is kept; ");

        assertThat(workspace.slipway("artifacts", "app:pack", "--to", "there")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).isEqualTo("app/build/a.jar\n");
        assertThat(workspace.read("there/app/build/a.jar")).isEqualTo("one\n");
    }

    @Test
    void a_collection_leaves_it_until_its_time_is_over() throws IOException {
        workspace.slipway("run");
        growOld();
        assertThat(workspace.slipway("cache", "gc", "--max-size", "1M", "--max-age", "1h"))
                .isEqualTo(ExitCode.DONE);

        assertThat(workspace.slipway("artifacts", "--to", "there")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.read("there/app/build/a.jar")).isEqualTo("one\n");
    }

    @Test
    void what_is_over_is_forgotten() throws Exception {
        define("1s");
        workspace.slipway("run");
        try (Stream<Path> kept = Files.list(directory.resolve("store/artifacts"))) {
            Path file = kept.findFirst().orElseThrow();
            assertThat(new io.slipway.core.local.Artifacts(directory.resolve("store"))
                            .all(java.time.Instant.now().plusSeconds(60)))
                    .isEmpty();
            assertThat(file).doesNotExist();
        }
        assertThat(workspace.slipway("artifacts")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).startsWith("nothing is kept; ");
    }

    /** Everything in the store was used long ago, and nobody remembers the workspace. */
    private void growOld() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("store"))) {
            for (Path path : all.filter(Files::isRegularFile).toList())
                Files.setLastModifiedTime(path, java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));
        }
    }
}

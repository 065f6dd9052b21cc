package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
    @TempDir
    private Path directory;

    @Test
    void what_it_writes_is_valid_runs_and_is_reused() {
        TemporaryWorkspace workspace = new TemporaryWorkspace(directory)
                .write(
                        "ui/package.json",
                        "{\"name\": \"ui\", \"main\": \"dist/o\", \"scripts\": {\"build\":"
                                + " \"mkdir -p dist && cp in dist/o\"}}")
                .write("ui/in", "1");

        assertThat(workspace.slipway("init")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).isEqualTo("wrote  ui/slipway.yaml\nlook them over, then: slipway run\n");
        assertThat(workspace.slipway("validate")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.slipway("plan")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).contains("ui:build");
    }

    @Test
    void overwrites_nothing_and_says_so() {
        TemporaryWorkspace workspace = new TemporaryWorkspace(directory)
                .write("a/package.json", "{\"scripts\": {\"test\": \"true\"}}")
                .write("a/slipway.yaml", "slipway: 1\nservice: mine\ntasks: {x: {run: \"true\"}}\n");

        assertThat(workspace.slipway("init")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).isEqualTo("kept   a/slipway.yaml (it was there already)\n");
        assertThat(workspace.read("a/slipway.yaml")).contains("service: mine");
    }

    @Test
    void a_dry_run_prints_and_writes_nothing() {
        TemporaryWorkspace workspace =
                new TemporaryWorkspace(directory).write("a/package.json", "{\"scripts\": {\"test\": \"true\"}}");

        assertThat(workspace.slipway("init", "--dry-run")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).startsWith("# a/slipway.yaml\n").contains("service: a\n");
        assertThat(workspace.has("a/slipway.yaml")).isFalse();
    }

    @Test
    void where_nothing_is_to_be_found_it_shows_how_to_begin_by_hand() {
        TemporaryWorkspace workspace = new TemporaryWorkspace(directory);

        assertThat(workspace.slipway("init")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.out()).contains("write a slipway.yaml by hand");
        assertThat(workspace.slipway("init", "--json")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.out()).isEqualTo("{\"type\":\"init\",\"written\":[],\"kept\":[],\"notes\":[]}\n");
    }
}

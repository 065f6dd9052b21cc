package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FmtCommandTest {
    private static final String OTHER = "service: a\nslipway: 1 # one\ntasks: {t: {kind: test, run: make}}\n";
    private static final String FORM = "slipway: 1 # one\nservice: a\ntasks: {t: {run: make, kind: test}}\n";

    @TempDir
    Path directory;

    private TemporaryWorkspace workspace;

    @BeforeEach
    void workspace() {
        workspace = new TemporaryWorkspace(directory);
    }

    @Test
    void writes_all_definitions_in_their_form_and_names_those_that_changed() {
        workspace.write("a/slipway.yaml", OTHER);

        assertThat(workspace.slipway("fmt")).isZero();

        assertThat(workspace.read("a/slipway.yaml")).isEqualTo(FORM);
        assertThat(workspace.out()).isEqualTo("a/slipway.yaml\n");
        assertThat(workspace.slipway("fmt", "--check")).isZero();
    }

    @Test
    void check_changes_nothing() {
        workspace.write("a/slipway.yaml", OTHER);

        assertThat(workspace.slipway("fmt", "--check", "a/slipway.yaml")).isEqualTo(ExitCode.TASK_FAILED);

        assertThat(workspace.read("a/slipway.yaml")).isEqualTo(OTHER);
        assertThat(workspace.out()).isEqualTo("a/slipway.yaml\n");
    }

    @Test
    void what_cannot_be_formatted_is_told_and_left_alone() {
        workspace.write("a/slipway.yaml", "slipway: [");

        assertThat(workspace.slipway("fmt", "a/slipway.yaml", "b/slipway.yaml")).isEqualTo(ExitCode.WRONG_REQUEST);

        assertThat(workspace.read("a/slipway.yaml")).isEqualTo("slipway: [");
        assertThat(workspace.err()).contains("a/slipway.yaml:1:", "there is no b/slipway.yaml");
    }

    @Test
    void schema_prints_either_schema_and_no_other() {
        assertThat(workspace.slipway("schema")).isZero();
        assertThat(workspace.out()).startsWith("{\n").contains("\"title\": \"slipway.yaml\"");

        assertThat(workspace.slipway("schema", "workspace")).isZero();
        assertThat(workspace.out()).contains("\"title\": \"slipway-workspace.yaml\"");

        assertThat(workspace.slipway("schema", "tasks")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("`service` or `workspace`");
    }
}

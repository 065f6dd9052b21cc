package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code status}, {@code logs} and {@code diff}: what the records of runs tell. */
class PastRunsCommandsTest {
    private static final String SERVICE = """
            slipway: 1
            service: app
            tasks:
              make: {run: "echo making; cp in.txt out.txt", inputs: [in.txt], outputs: [out.txt]}
              check: {kind: test, run: "echo checking; grep -q good out.txt", inputs: [], needs: [make]}
              other: {run: "echo other", inputs: []}
            """;

    @TempDir
    private Path directory;

    private TemporaryWorkspace workspace = new TemporaryWorkspace(Path.of("target/never-used"));

    @BeforeEach
    void a_workspace_that_ran_well_and_then_badly() {
        workspace = new TemporaryWorkspace(directory)
                .write("app/slipway.yaml", SERVICE)
                .write("app/in.txt", "good\n");
        workspace.slipway("run");
        workspace.write("app/in.txt", "bad\n").slipway("run", "-k");
    }

    @Test
    void status_says_what_the_last_run_came_to_and_what_failed() {
        assertThat(workspace.slipway("status")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out())
                .containsPattern("run [0-9a-f-]+ failed, took ")
                .contains("3 tasks: 1 reused, 1 succeeded, 1 failed\n", "failed   app:check  ");

        workspace.slipway("status", "~1");
        assertThat(workspace.out()).contains("succeeded, took", "3 tasks: 3 succeeded\n");

        workspace.slipway("status", "--json");
        assertThat(workspace.out())
                .startsWith("{\"type\":\"status\"")
                .contains("\"result\":\"failed\"", "\"state\":\"reused\"");
    }

    @Test
    void status_of_a_run_that_is_not_there_says_what_is() {
        assertThat(workspace.slipway("status", "~7")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("there are only 2 runs on record; write `~1` for the oldest");
        assertThat(workspace.slipway("status", "zzz")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("there is no run `zzz` on record; the last one is ");
    }

    @Test
    void status_before_the_first_run_says_so(@TempDir Path fresh) {
        TemporaryWorkspace untouched = new TemporaryWorkspace(fresh).write("app/slipway.yaml", SERVICE);

        assertThat(untouched.slipway("status")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(untouched.err()).contains("nothing ran here yet; run something first");
    }

    @Test
    void logs_of_a_task_are_those_of_when_it_ran_and_without_one_those_of_what_failed() {
        workspace.slipway("logs", "app:other");
        assertThat(workspace.out()).isEqualTo("other\n");

        workspace.slipway("logs");
        assertThat(workspace.out()).isEqualTo("== app:check\nchecking\n");

        assertThat(workspace.slipway("logs", "app:chekc")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("had no task `app:chekc`; did you mean `app:check`?");
    }

    @Test
    void logs_of_sidecars_are_shown_by_name_and_below_those_of_a_task_that_failed() {
        workspace.write("app/slipway.yaml", """
                        slipway: 1
                        service: app
                        tasks:
                          it:
                            run: "echo testing; exit 1"
                            inputs: []
                            sidecars:
                              db: {run: "echo database is up; exec sleep 60", ready: {log: is up}}
                        """).slipway("run");

        workspace.slipway("logs");
        assertThat(workspace.out()).isEqualTo("== app:it\ntesting\n== app:it, sidecar db\ndatabase is up\n");

        workspace.slipway("logs", "app:it", "--sidecar", "db");
        assertThat(workspace.out()).isEqualTo("database is up\n");

        workspace.slipway("logs", "app:it");
        assertThat(workspace.out()).isEqualTo("testing\n");
        assertThat(workspace.err()).isEqualTo("what its sidecars printed: --sidecar db\n");

        workspace.slipway("logs", "--json");
        assertThat(workspace.out())
                .contains(
                        "\"task\":\"app:it\",\"text\":\"testing\\n\"",
                        "\"sidecar\":\"db\",\"text\":\"database is up\\n\"");

        assertThat(workspace.slipway("logs", "app:it", "--sidecar", "dv")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("app:it has no sidecar `dv`; did you mean `db`?");
        assertThat(workspace.slipway("logs", "--sidecar", "db")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("name the task too");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void following_the_log_of_a_run_that_has_ended_prints_it_and_ends() {
        workspace.slipway("logs", "-f", "app:make");

        assertThat(workspace.out()).isEqualTo("making\n");
    }

    @Test
    void diff_says_which_file_made_which_task_end_otherwise() {
        assertThat(workspace.slipway("diff")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out())
                .contains("app:make\n  app/in.txt changed\n  other outputs\n", "app:check\n  succeeded -> failed\n")
                .endsWith("1 task is the same\n")
                .doesNotContain("app:other");

        workspace.slipway("diff", "--all");
        assertThat(workspace.out()).contains("app:other\n");

        workspace.slipway("diff", "~0", "~0");
        assertThat(workspace.out()).endsWith("3 tasks are the same\n");

        workspace.slipway("diff", "--json");
        assertThat(workspace.out())
                .startsWith("{\"type\":\"difference\"")
                .contains("\"because\":[\"app/in.txt changed\"]", "\"sameOutputs\":false");
    }
}

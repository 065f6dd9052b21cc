package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Approvals on the command line. */
class ApproveTest {
    @TempDir
    Path directory;

    private TemporaryWorkspace workspace;

    @BeforeEach
    void a_deploy_that_wants_approval() {
        workspace = new TemporaryWorkspace(directory).write("app/slipway.yaml", """
                slipway: 1
                service: app
                tasks:
                  build: {run: 'true'}
                  deploy: {run: 'true', kind: deploy, needs: [build], approval: {note: look first}}
                """);
    }

    @Test
    void a_run_that_waits_says_how_to_go_on_and_status_and_report_tell_who_approved() {
        assertThat(workspace.slipway("run", "--with", "deploy")).isEqualTo(ExitCode.WAITS);
        assertThat(workspace.err())
                .contains("waits   app:deploy  waits for approval: look first")
                .contains("waits for approval in ")
                .contains("go on with it: slipway run --resume --approve 'app:deploy'");
        assertThat(workspace.slipway("status")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out())
                .contains("waits for approval")
                .contains("queued   app:deploy  waits for approval: look first")
                .contains("go on with it: slipway run --resume --approve 'app:deploy'");
        assertThat(workspace.slipway("status", "--json")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).contains("\"result\":\"waiting\"");

        assertThat(workspace.slipway("run", "--resume", "--approve", "app:deploy"))
                .isEqualTo(ExitCode.DONE);
        assertThat(workspace.slipway("status")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).contains("approved app:deploy  by ");
        assertThat(workspace.slipway("report")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).contains("### Approved").contains("- `app:deploy` by ");
    }

    @Test
    void a_run_that_is_resumed_has_the_parameters_that_it_began_with() {
        workspace
                .write("slipway-workspace.yaml", "slipway: 1\nparams: {target: {}}\n")
                .write("app/slipway.yaml", """
                slipway: 1
                service: app
                tasks:
                  deploy:
                    run: 'echo to "$TARGET"'
                    env: {TARGET: "${{ params.target }}"}
                    kind: deploy
                    approval: {note: look first}
                """);
        assertThat(workspace.slipway("run", "--with", "deploy", "-P", "target=staging"))
                .isEqualTo(ExitCode.WAITS);

        assertThat(workspace.slipway("run", "--resume", "--approve", "app:deploy"))
                .isEqualTo(ExitCode.DONE);
        assertThat(workspace.logs()).containsEntry("app.deploy.log", "to staging\n");
    }

    @Test
    void a_plan_says_who_has_to_agree_to_what_and_of_which_group_the_run_would_be() {
        workspace
                .write(
                        "slipway-workspace.yaml",
                        "slipway: 1\nconcurrency: {group: 'to ${{ event }}', when-busy: cancel-older}\n")
                .write("app/slipway.yaml", """
                        slipway: 1
                        service: app
                        tasks:
                          build: {run: 'true'}
                          deploy: {run: 'true', kind: deploy, needs: [build], approval: {by: [ann, bob], note: look first}}
                        """);

        workspace.slipway("plan", "--with", "deploy");
        assertThat(workspace.out())
                .contains("waits for approval by ann or bob: look first\n", "reused, 1 to be approved\n")
                .containsPattern("one run at a time of `to [a-z]*`: this one would cancel an older one");

        workspace.slipway("plan", "--with", "deploy", "--json");
        assertThat(workspace.out())
                .contains("\"approval\":{\"by\":[\"ann\",\"bob\"],\"note\":\"look first\"}")
                .containsPattern("\"concurrency\":\\{\"group\":\"to [a-z]*\",\"whenBusy\":\"cancel-older\"}");

        workspace.slipway("plan");
        assertThat(workspace.out()).doesNotContain("approv");
    }

    @Test
    void at_a_terminal_it_asks_unless_told_not_to() {
        workspace.startedIn(workspace.root()).answering("y");

        assertThat(workspace.slipway("run", "--with", "deploy", "--no-input")).isEqualTo(ExitCode.WAITS);
        assertThat(workspace.err()).doesNotContain("[y/N]");
        assertThat(workspace.slipway("run", "--with", "deploy", "--json")).isEqualTo(ExitCode.WAITS);
        assertThat(workspace.out()).contains("\"result\":\"waiting\"");
        assertThat(workspace.slipway("run", "--with", "deploy")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.err()).contains("approve it? [y/N] ").contains("approved app:deploy  by ");
    }
}

package io.slipway.core.local;

import static io.slipway.core.run.TaskState.FAILED;
import static io.slipway.core.run.TaskState.REUSED;
import static io.slipway.core.run.TaskState.SUCCEEDED;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunResult;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sidecars in real runs. */
@Timeout(60)
class SidecarRunTest {
    @TempDir
    Path directory;

    private Outcome outcome(Project project) {
        return project.events(RunEvent.AttemptFinished.class).get(0).outcome();
    }

    private String log(Project project, RunSummary summary, String sidecar) throws IOException {
        return Files.readString(project.layout().sidecarLog(summary.run(), Project.address("test"), sidecar, false));
    }

    /** Listens where it is told, and says something to whoever comes. */
    static final class Server {
        private Server() {}

        public static void main(String[] arguments) throws IOException {
            int port = Integer.parseInt(System.getenv("SLIPWAY_PORT_DB"));
            try (ServerSocket server = new ServerSocket(port, 10, InetAddress.getLoopbackAddress())) {
                while (true) {
                    try (Socket client = server.accept();
                            OutputStream out = client.getOutputStream()) {
                        out.write("hello\n".getBytes(US_ASCII));
                    }
                }
            }
        }
    }

    @Test
    void the_command_reaches_a_server_on_the_port_that_both_were_given() throws IOException {
        Project project = Project.in(directory, """
                test:
                  run: bash -c 'cat </dev/tcp/127.0.0.1/$SLIPWAY_PORT_DB' > got; echo $SLIPWAY_PORT_DB > port
                  inputs: []
                  sidecars:
                    db:
                      run: ["%s", -XX:TieredStopAtLevel=1, -cp, "%s", "%s"]
                      ports: [db]
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Server.class.getName()));

        RunSummary summary = project.run();

        assertThat(Project.states(summary)).as(outcome(project).message()).containsEntry("test", SUCCEEDED);
        assertThat(project.read("got")).isEqualTo("hello\n");
        assertThat(Integer.parseInt(project.read("port").strip())).isBetween(20_000, 32_767);
    }

    @Test
    void the_command_starts_when_the_log_says_so_and_the_sidecar_is_ended_after_it() throws IOException {
        Project project = Project.in(directory, """
                test:
                  run: echo task >> "$MARKS/order"
                  inputs: []
                  pass: [MARKS]
                  sidecars:
                    db:
                      run: |
                        trap 'echo ended >> "$MARKS/order"; exit 0' TERM
                        echo starting; echo begun >> "$MARKS/order"
                        echo "now ready to accept"
                        while :; do sleep 0.05; done
                      ready: {log: ready to \\w+}
                """);

        RunSummary summary = project.run();

        assertThat(Project.states(summary)).as(outcome(project).message()).containsEntry("test", SUCCEEDED);
        assertThat(project.marksIn("order")).containsExactly("begun", "task", "ended");
        assertThat(log(project, summary, "db")).startsWith("starting\nnow ready to accept\n");
    }

    @Test
    void sidecars_start_one_after_the_other_and_end_in_the_opposite_order() {
        String sidecar = """
                %1$s:
                  run: |
                    trap 'echo %1$s ended >> "$MARKS/order"; exit 0' TERM
                    echo %1$s begun >> "$MARKS/order"; echo ready
                    while :; do sleep 0.05; done
                  ready: {log: ready}
                """;
        Project project = Project.in(
                directory,
                "test:\n  run: echo task >> \"$MARKS/order\"\n  inputs: []\n  pass: [MARKS]\n  sidecars:\n"
                        + (sidecar.formatted("db") + sidecar.formatted("app")).indent(4));

        project.run();

        assertThat(project.marksIn("order")).containsExactly("db begun", "app begun", "task", "app ended", "db ended");
    }

    @Test
    void a_command_or_a_file_tells_that_a_sidecar_is_ready() {
        Project project = Project.in(directory, """
                test:
                  run: cat made socket > got
                  inputs: []
                  sidecars:
                    db:
                      run: echo m > made; exec sleep 1000
                      ready: {command: "test -s made"}
                    app:
                      run: echo s > socket; exec sleep 1000
                      ready: {file: socket}
                """).write("socket", "old");

        RunSummary summary = project.run();

        assertThat(Project.states(summary)).as(outcome(project).message()).containsEntry("test", SUCCEEDED);
        assertThat(project.read("got")).isEqualTo("m\ns\n");
    }

    @Test
    void a_sidecar_that_ends_before_it_is_ready_fails_the_task_which_never_starts() throws IOException {
        Project project = Project.in(directory, """
                test:
                  run: echo ran > ran
                  inputs: []
                  sidecars: {db: {run: "echo no disk; exit 3", ready: {log: ready}}}
                """);

        RunSummary summary = project.run();

        assertThat(outcome(project).kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome(project).message())
                .contains("sidecar `db` exited with code 3 before it was ready", "(its log ends: no disk)", "; read ");
        assertThat(project.at("ran")).doesNotExist();
        assertThat(Files.readString(project.layout().log(summary.run(), Project.address("test"))))
                .contains("slipway: sidecar `db`", "db | no disk\n");
    }

    @Test
    void a_sidecar_that_cannot_start_fails_the_task_which_never_starts() {
        Project project = Project.in(directory, """
                test:
                  run: [touch, ran]
                  inputs: []
                  sidecars: {db: {run: [./not-there]}}
                """);

        project.run();

        assertThat(outcome(project).message())
                .startsWith("sidecar `db` could not start: ")
                .doesNotContain("while the task ran", "before it was ready");
        assertThat(project.at("ran")).doesNotExist();
    }

    @Test
    void a_sidecar_that_ends_well_before_its_task_fails_it_too() {
        Project project = Project.in(directory, """
                test:
                  run: touch go; exec sleep 1000
                  inputs: []
                  sidecars: {db: {run: "until [ -e go ]; do sleep 0.02; done"}}
                """);

        project.run();

        assertThat(outcome(project).message()).startsWith("sidecar `db` ended by itself while the task ran");
    }

    @Test
    void a_sidecar_that_is_never_ready_fails_the_task() {
        Project project = Project.in(directory, """
                test:
                  run: echo
                  inputs: []
                  sidecars: {db: {run: exec sleep 1000, ready: {file: never, timeout: 1s}}}
                """);

        project.run();

        assertThat(outcome(project).message())
                .contains("sidecar `db` was not ready within 1s: there is no ", "never", "`timeout` of its `ready`");
    }

    @Test
    void a_sidecar_that_dies_ends_its_task_at_once() {
        Project project = Project.in(directory, """
                test:
                  run: touch go; exec sleep 1000
                  inputs: []
                  sidecars: {db: {run: "until [ -e go ]; do sleep 0.02; done; echo out of memory; exit 7"}}
                """);

        RunSummary summary = project.run();

        assertThat(Project.states(summary)).containsEntry("test", FAILED);
        assertThat(outcome(project).message())
                .contains("sidecar `db` exited with code 7 while the task ran (its log ends: out of memory)");
    }

    @Test
    void a_sidecar_gets_the_secrets_of_its_task_and_its_log_hides_them() throws IOException {
        Project project = Project.in(directory, """
                test:
                  run: "true"
                  inputs: []
                  secrets: [DB_PASSWORD]
                  sidecars: {db: {run: 'echo "password $DB_PASSWORD"; echo ready; exec sleep 1000', ready: {log: ready}}}
                """).environment("DB_PASSWORD", "hunter2222");

        RunSummary summary = project.run();

        assertThat(log(project, summary, "db")).isEqualTo("password [MASKED]\nready\n");
    }

    @Test
    void a_change_of_a_sidecar_runs_the_task_again_and_one_of_its_readiness_does_not() {
        String tasks = "test: {run: echo, inputs: [], sidecars: {db: {run: %s, ready: {log: %s}}}}";
        Project project = Project.in(directory, tasks.formatted("echo up; exec sleep 1000", "up"));
        project.run();

        project.define(tasks.formatted("echo up; exec sleep 1000", "u"));
        assertThat(Project.states(project.run())).containsEntry("test", REUSED);

        project.define(tasks.formatted("echo up; exec sleep 1001", "u"));
        assertThat(Project.states(project.run())).containsEntry("test", SUCCEEDED);
        assertThat(project.with(engine -> engine.explain(Project.address("test")))
                        .toString())
                .contains("its sidecar db changed");
    }

    @Test
    void two_tasks_at_once_have_different_ports() {
        String task = """
                %1$s:
                  run: echo $SLIPWAY_PORT_DB > %1$s
                  inputs: []
                  resources: {cpu: 0.1}
                  sidecars: {db: {run: exec sleep 1000, ports: [db], ready: {command: "true"}}}
                """;
        Project project = Project.in(directory, task.formatted("one") + task.formatted("two"));

        assertThat(Project.states(project.run())).containsValues(SUCCEEDED, SUCCEEDED);
        assertThat(project.read("one")).isNotEqualTo(project.read("two"));
    }

    @Test
    void cancelling_while_a_sidecar_gets_ready_ends_it() {
        Project project = Project.in(directory, """
                test:
                  run: echo
                  inputs: []
                  pass: [MARKS]
                  sidecars: {db: {run: 'echo $$ > "$MARKS/pid"; exec sleep 1000', ready: {log: never}}}
                """);

        RunSummary summary = project.with(engine -> {
            Thread canceller = new Thread(() -> {
                while (project.marksIn("pid").isEmpty()) Thread.onSpinWait();
                engine.cancel("enough");
            });
            canceller.start();
            return engine.run(Project.ALL, project.listener());
        });

        assertThat(summary.result()).isEqualTo(RunResult.CANCELLED);
        List<String> pid = project.marksIn("pid");
        assertThat(ProcessHandle.of(Long.parseLong(pid.get(0)))).isEmpty();
    }
}

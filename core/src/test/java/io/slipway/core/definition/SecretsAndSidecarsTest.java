package io.slipway.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.slipway.core.pipeline.Command;
import io.slipway.core.pipeline.SecretSource;
import io.slipway.core.pipeline.Sidecar;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretsAndSidecarsTest {
    private static Task task(String keys, String... more) {
        String service = "slipway: 1\nservice: orders\ntasks:\n  test:\n    run: make\n" + keys.indent(4);
        String[] files = new String[more.length + 2];
        files[0] = "orders/slipway.yaml";
        files[1] = service;
        System.arraycopy(more, 0, files, 2, more.length);
        return Definitions.read(files).pipeline().get(TaskAddress.parse("orders:test"));
    }

    @Test
    void a_variable_that_is_a_secret_of_one_task_cannot_be_passed_to_another() {
        assertThat(Definitions.problems(Definitions.files("slipway.yaml", """
                slipway: 1
                service: s
                tasks:
                  a: {run: make, secrets: [TOKEN], pass: [CI]}
                  b: {run: make, secrets: {KEY: {env: CI_KEY}}, pass: [CI_KEY]}
                  c: {run: make, pass: [CI, TOKEN, KEY]}
                """)))
                .containsExactly(
                        "slipway.yaml:5:3 `s:b` passes `CI_KEY`, whose value is a secret of `s:b` and would be shown;"
                                + " write `secrets: [CI_KEY]` instead of `pass`",
                        "slipway.yaml:6:3 `s:c` passes `TOKEN`, whose value is a secret of `s:a` and would be shown;"
                                + " write `secrets: [TOKEN]` instead of `pass`");
    }

    @Test
    void a_name_is_a_variable_of_the_caller_unless_the_workspace_says_otherwise() {
        Task task = task("secrets: [NPM, OWN, TOKEN]", "slipway-workspace.yaml", """
                slipway: 1
                secrets:
                  NPM: {env: CI_NPM}
                  TOKEN: {command: [vault, read, token], timeout: 5s}
                  UNUSED: {file: x}
                """);

        assertThat(task.secrets())
                .containsExactly(
                        entry("NPM", new SecretSource.Variable("CI_NPM")),
                        entry("OWN", new SecretSource.Variable("OWN")),
                        entry(
                                "TOKEN",
                                new SecretSource.Program(List.of("vault", "read", "token"), Duration.ofSeconds(5))));
    }

    @Test
    void a_file_is_relative_to_what_names_it() {
        assertThat(task("""
                secrets:
                  A: {file: a}
                  B: {file: ../b}
                  C: {file: ./c/../d}
                  D: {file: /etc/d}
                  E: {file: ~/e}
                  F: {file: ../../f}
                """).secrets().values())
                .extracting(source -> ((SecretSource.File) source).path())
                .containsExactly("orders/a", "b", "orders/d", "/etc/d", "~/e", "../f");
        assertThat(task("secrets: [A]", "slipway-workspace.yaml", "slipway: 1\nsecrets: {A: {file: a}}")
                        .secrets())
                .containsEntry("A", new SecretSource.File("a"));
    }

    @Test
    void secrets_and_sidecars_of_a_template_are_joined_with_those_of_the_task() {
        Task task = task(
                "extends: base\nsecrets: {B: {env: OWN}}\nsidecars: {db: {run: own}}", "slipway-workspace.yaml", """
                slipway: 1
                templates:
                  base:
                    secrets: {A: {env: X}, B: {env: Y}}
                    sidecars: {db: {run: theirs, ports: [db]}, app: {run: app}}
                """);

        assertThat(task.secrets())
                .isEqualTo(Map.of("A", new SecretSource.Variable("X"), "B", new SecretSource.Variable("OWN")));
        assertThat(task.sidecars())
                .extracting(Sidecar::name, sidecar -> sidecar.command().text())
                .containsExactlyInAnyOrder(tuple("app", "app"), tuple("db", "own"));
    }

    @Test
    void a_sidecar_is_read_whole_in_the_order_written() {
        Task task = task("""
                sidecars:
                  web:
                    run: [node, server.js]
                    directory: ./app
                    env: {MODE: test}
                    ports: [http, admin-2]
                    ready: {port: admin-2, timeout: 30s}
                    grace: 0s
                  db: {run: ./db}
                """);

        assertThat(task.sidecars()).hasSize(2).first().satisfies(web -> {
            assertThat(web.name()).isEqualTo("web");
            assertThat(web.command()).isEqualTo(new Command.Argv(List.of("node", "server.js")));
            assertThat(web.directory()).isEqualTo("orders/app");
            assertThat(web.env()).containsExactly(entry("MODE", "test"));
            assertThat(web.ports()).containsExactly("http", "admin-2");
            assertThat(web.ready()).contains(new Sidecar.PortListens("admin-2"));
            assertThat(web.readyWithin()).isEqualTo(Duration.ofSeconds(30));
            assertThat(web.grace()).isEqualTo(Duration.ZERO);
        });
        assertThat(task.sidecars().get(1).directory()).isEqualTo("orders");
        assertThat(task.sidecars().get(1).ready()).isEqualTo(Optional.empty());
        assertThat(Sidecar.variable("admin-2")).isEqualTo("SLIPWAY_PORT_ADMIN_2");
    }

    @Test
    void a_sidecar_with_ports_is_ready_when_its_first_port_is_listened_on() {
        assertThat(task("sidecars: {db: {run: x, ports: [db, admin]}}")
                        .sidecars()
                        .get(0)
                        .ready())
                .contains(new Sidecar.PortListens("db"));
    }

    @Test
    void every_sign_of_readiness_is_read() {
        Task task = task("""
                sidecars:
                  a: {run: x, ready: {port: 5432}}
                  b: {run: x, ready: {log: 'ready \\d+'}}
                  c: {run: x, ready: {command: [nc, -z]}}
                  d: {run: x, ready: {command: nc -z}}
                  e: {run: x, ready: {file: db.sock}}
                """);

        assertThat(task.sidecars())
                .extracting(sidecar -> sidecar.ready().orElseThrow())
                .containsExactly(
                        new Sidecar.PortListens("5432"),
                        new Sidecar.LogSays("ready \\d+"),
                        new Sidecar.CommandSucceeds(new Command.Argv(List.of("nc", "-z"))),
                        new Sidecar.CommandSucceeds(new Command.Shell("nc -z")),
                        new Sidecar.FileExists("db.sock"));
    }
}

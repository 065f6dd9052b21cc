package io.slipway.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.content.PathSet;
import io.slipway.core.pipeline.Approval;
import io.slipway.core.pipeline.Keep;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.Terms;
import io.slipway.core.workspace.Concurrency;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The terms on which a task runs, as they are written. */
class TermsTest {
    private static final String HEAD = "slipway: 1\nservice: s\ntasks:\n  t:\n    run: make\n";

    private static Terms read(String keys) {
        return Definitions.read("slipway.yaml", HEAD + keys.indent(4))
                .pipeline()
                .tasks()
                .get(0)
                .terms();
    }

    private static List<String> problems(String keys) {
        return Definitions.problems(Definitions.files("slipway.yaml", HEAD + keys.indent(4)));
    }

    @Test
    void approval_is_anybodys_or_of_those_named() {
        assertThat(read("approval: true").approval()).contains(new Approval(List.of(), ""));
        assertThat(read("approval: false")).isEqualTo(Terms.NONE);
        assertThat(read("approval: {by: [bob, ada], note: Look first}").approval())
                .contains(new Approval(List.of("ada", "bob"), "Look first"));
        assertThat(problems("approval: maybe"))
                .containsExactly(
                        "slipway.yaml:6:15 `approval` must be true or false, but this is the text `maybe`; write for example `approval: true`");
        assertThat(problems("approval: {by: []}"))
                .containsExactly(
                        "slipway.yaml:6:20 `by` names nobody; write for example `by: [ada]`, or leave it away");
    }

    @Test
    void runs_of_a_workspace_may_be_of_one_group() {
        String service = HEAD;
        assertThat(Definitions.read(
                                "slipway.yaml",
                                service,
                                "slipway-workspace.yaml",
                                "slipway: 1\nconcurrency: {group: \"${{ vars.v }}-${{ branch }}\", when-busy: cancel-older}\nvariables: {v: d}\n")
                        .concurrency())
                .contains(new Concurrency("d-${{ branch }}", Concurrency.WhenBusy.CANCEL_OLDER));
        assertThat(Definitions.problems(Definitions.files(
                        "slipway.yaml",
                        service,
                        "slipway-workspace.yaml",
                        "slipway: 1\nconcurrency: {group: \"${{ brunch }}\", when-busy: cancel}\n")))
                .containsExactly(
                        "slipway-workspace.yaml:2:22 `${{ brunch }}` stands for nothing here; did you mean `branch`?",
                        "slipway-workspace.yaml:2:50 unknown when-busy `cancel`; use one of `queue`, `cancel-older`, `kill-older`");
        assertThat(Definitions.problems(Definitions.files(
                        "slipway.yaml",
                        service,
                        "slipway-workspace.yaml",
                        "slipway: 1\nconcurrency: {when-busy: queue}\n")))
                .hasSize(1);
    }

    @Test
    void versions_pins_and_former_names_are_read() {
        assertThat(read("version: 1.10").version()).isEqualTo("1.10");
        assertThat(read("pin: [node, jdk]").pins()).containsExactly("jdk", "node");
        assertThat(read("renamed-from: old").renamedFrom()).contains(TaskAddress.parse("s:old"));
        assertThat(read("renamed-from: \"other:old\"\nmatrix: {jdk: [17]}").renamedFrom())
                .contains(TaskAddress.parse("other:old[jdk=17]"));
        assertThat(problems("version: ''")).hasSize(1).first().asString().contains("this is no version");
        assertThat(problems("pin: ['j dk']")).hasSize(1).first().asString().contains("cannot be the name of a tool");
        assertThat(problems("renamed-from: t")).hasSize(1).first().asString().contains("is its name still");
        assertThat(problems("renamed-from: 't t'"))
                .hasSize(1)
                .first()
                .asString()
                .contains("cannot be a task");
        assertThat(Definitions.problems(Definitions.files(
                        "slipway.yaml",
                        HEAD + "    renamed-from: u\n  u: {run: make}\n  v: {run: make, renamed-from: w}\n"
                                + "  x: {run: make, renamed-from: w}\n")))
                .containsExactly(
                        "slipway.yaml:4:3 `s:t` was renamed from `s:u`, but that is the past of `s:u`; take `renamed-from` out of one of them",
                        "slipway.yaml:9:3 `s:x` was renamed from `s:w`, but that is the past of `s:v`; take `renamed-from` out of one of them");
    }

    @Test
    void what_is_kept_is_all_that_is_made_or_some_of_it() {
        assertThat(read("keep: 2d").keep()).contains(new Keep(PathSet.all(), Duration.ofDays(2)));
        assertThat(read("keep: {paths: [build/*.jar]}").keep())
                .contains(new Keep(PathSet.of("build/*.jar"), Duration.ofDays(30)));
        assertThat(problems("keep: {for: 4000d}"))
                .containsExactly(
                        "slipway.yaml:6:17 `4000d` cannot be how long something is kept; write for example `12h` or `30d`, at most ten years");
    }
}

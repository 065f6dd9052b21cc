package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor}, {@code graph}, {@code trace}, {@code report}, {@code cache save|restore}, {@code completion}, {@code man}, {@code watch}. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DailyCommandsTest {
    private static final String SERVICE = """
            slipway: 1
            service: app
            tasks:
              make: {run: "echo making; cp in.txt out.txt", inputs: [in.txt], outputs: [out.txt]}
              check: {kind: test, run: "echo '<checking> & so'; grep -q good out.txt", inputs: [], needs: [make]}
            """;

    @TempDir
    private Path directory;

    private TemporaryWorkspace workspace = new TemporaryWorkspace(Path.of("target/never-used"));

    @BeforeEach
    void a_workspace() {
        workspace = new TemporaryWorkspace(directory)
                .write("app/slipway.yaml", SERVICE)
                .write("app/in.txt", "good\n");
    }

    @Test
    void validate_says_the_same_from_what_it_remembers_and_sees_what_was_changed_since() {
        assertThat(workspace.slipway("validate")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.root().resolve(".slipway/memo/definitions")).isNotEmptyFile();

        assertThat(workspace.slipway("validate")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).isEqualTo("ok: 1 service, 2 tasks\n");

        assertThat(workspace.slipway("validate", "-q")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).isEmpty();

        workspace.write("app/slipway.yaml", SERVICE.replace("run:", "rum:"));
        assertThat(workspace.slipway("validate")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("unknown key `rum`; did you mean `run`?");
    }

    @Test
    void what_nobody_can_mean_is_refused_with_what_there_is() {
        workspace.write("app/slipway.yaml", SERVICE.replace("kind: test,", "kind: test, labels: [slow],"));
        assertThat(workspace.slipway("run", "--label", "slwo")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("no task has the label `slwo`; did you mean `slow`?");
        assertThat(workspace.slipway("plan", "--label", "slwo")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("no task has the label `slwo`; did you mean `slow`?");
        assertThat(workspace.slipway("run", "//app/...")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("there is no `//app/...`: write a service's name or its directory");
        assertThat(workspace.slipway("run", "app/make")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("or a task written service:task");
        assertThat(workspace.slipway("validate", "app/slipway.yaml")).isEqualTo(ExitCode.DONE);

        workspace.slipway("run");
        assertThat(workspace.slipway("history", "--task", "app:mkae")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("no run of `app:mkae` is remembered; did you mean `app:make`?");
        assertThat(workspace.slipway("import", "github", "nosuch.yml")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("nosuch.yml cannot be read; name a file such as .github/workflows/ci.yml");
    }

    @Test
    void a_wrong_line_of_a_file_of_parameters_is_named() {
        workspace
                .write("slipway-workspace.yaml", "slipway: 1\nparams: {target: {type: number, default: 1}}\n")
                .write("p2.yaml", "target: x\ntaget: 2\n");

        assertThat(workspace.slipway("validate", "--params", "p2.yaml")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err())
                .contains("p2.yaml:2:1 ", "there is no parameter `taget`; did you mean `target`?")
                .contains("parameter `target` cannot be `x` (from p2.yaml:1:1)");
    }

    @Test
    void validate_works_where_nothing_can_be_kept() {
        workspace.write(".slipway", "a file where the directory would be");

        assertThat(workspace.slipway("validate")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).isEqualTo("ok: 1 service, 2 tasks\n");
    }

    @Test
    void doctor_says_of_each_thing_how_it_is() {
        assertThat(workspace.slipway("doctor")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out())
                .contains("ok   definitions  2 tasks\n", "ok   workspace ", "ok   disk ", "ok   clock ");

        workspace.slipway("doctor", "--json");
        assertThat(workspace.out()).startsWith("{\"type\":\"doctor\",\"broken\":false,\"findings\":[{");
    }

    @Test
    void doctor_ends_with_1_when_something_is_broken_and_says_what_to_do() {
        workspace.write("app/slipway.yaml", "slipway: 1\nservice: app\ntasks: {x: {rum: y}}\n");

        assertThat(workspace.slipway("doctor")).isEqualTo(ExitCode.TASK_FAILED);
        assertThat(workspace.out()).contains("fail definitions", "`slipway validate` tells them");

        workspace.write("app/slipway.yaml", SERVICE.replace("kind: test,", "kind: test, requires: {node: \">=99\"},"));
        assertThat(workspace.slipway("doctor")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out())
                .containsPattern("warn tools +app:check asks for node >=99 \\(here: .+\\); install it");
    }

    @Test
    void every_command_takes_that_nothing_is_to_be_asked() {
        assertThat(workspace.slipway("validate", "--no-input")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.slipway("cache", "stats", "--no-input")).isEqualTo(ExitCode.DONE);
    }

    @Test
    void graph_draws_in_four_ways() throws IOException {
        workspace.slipway("graph");
        assertThat(workspace.out()).isEqualTo("app:make\napp:check <- app:make\n");
        workspace.slipway("graph", "-f", "dot");
        assertThat(workspace.out()).contains("\"app:make\" -> \"app:check\";");
        workspace.slipway("graph", "-f", "mermaid");
        assertThat(workspace.out()).startsWith("flowchart LR\n");

        workspace.slipway("graph", "-f", "svg", "-o", "graph.svg");
        assertThat(workspace.out()).isEmpty();
        assertThat(workspace.read("graph.svg"))
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
                .contains(">app:make</text>", ">app:check</text>", "<path d=\"M")
                .endsWith("</svg>\n");
    }

    @Test
    void a_trace_has_what_ran_on_which_agent_and_what_was_reused() {
        workspace.slipway("run");
        workspace.slipway("trace");
        assertThat(workspace.out())
                .startsWith("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[")
                .contains("\"name\":\"local\"", "\"ph\":\"X\",\"name\":\"app:make\",\"cat\":\"succeeded\"")
                .endsWith("]}\n");

        workspace.slipway("run");
        workspace.slipway("trace");
        assertThat(workspace.out()).contains("reused app:make").doesNotContain("\"cat\":\"succeeded\"");
    }

    @Test
    void a_report_is_markdown_with_a_gantt_or_junit_with_the_end_of_a_failed_log() {
        workspace.write("app/in.txt", "bad\n").slipway("run");

        workspace.slipway("report");
        assertThat(workspace.out())
                .startsWith("## Slipway: failed\n")
                .contains("- `app:check`: ", "| `app:make` | succeeded | ", "```mermaid\ngantt\n", "app check :crit, ");

        workspace.slipway("report", "--format", "junit");
        assertThat(workspace.out())
                .contains("<testsuite name=\"slipway\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\"")
                .contains("<testcase classname=\"app\" name=\"make\"", "&lt;checking&gt; &amp; so\n</failure>");
    }

    @Test
    void results_that_were_saved_are_reused_from_another_store() {
        workspace.slipway("run");
        assertThat(workspace.slipway("cache", "save", "all.cache")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).startsWith("saved 2 results with ");
        assertThat(workspace.slipway("cache", "save", "one.cache", "app:chekc")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("did you mean `app:check`?");

        TemporaryWorkspace elsewhere = new TemporaryWorkspace(directory.resolve("elsewhere"))
                .write("app/slipway.yaml", SERVICE)
                .write("app/in.txt", "good\n");
        String file = workspace.root().resolve("all.cache").toString();
        assertThat(elsewhere.slipway("cache", "restore", file)).isEqualTo(ExitCode.DONE);
        assertThat(elsewhere.out()).startsWith("restored 2 results with ");
        elsewhere.slipway("run");

        assertThat(elsewhere.err()).contains("2 tasks, 2 reused");
    }

    @Test
    void an_archive_that_is_damaged_cut_short_or_too_large_is_refused() throws IOException {
        workspace.write("app/in.txt", "good " + "x".repeat(100_000) + "\n").slipway("run");
        workspace.slipway("cache", "save", "all.cache");
        Path file = workspace.root().resolve("all.cache");
        byte[] whole = Files.readAllBytes(file);

        assertThat(workspace.slipway("cache", "restore", "all.cache", "--max-size", "1K"))
                .isEqualTo(ExitCode.TASK_FAILED);
        assertThat(workspace.err()).contains("more than 1024 bytes");
        for (int cut : List.of(3, whole.length / 2, whole.length - 12)) {
            Files.write(file, Arrays.copyOf(whole, cut));
            assertThat(workspace.slipway("cache", "restore", "all.cache")).isEqualTo(ExitCode.TASK_FAILED);
            assertThat(workspace.err()).contains("is damaged");
        }
        Files.writeString(file, "no archive at all");
        assertThat(workspace.slipway("cache", "restore", "all.cache")).isEqualTo(ExitCode.TASK_FAILED);
    }

    @Test
    void shells_complete_every_command_and_a_page_is_written_for_each() throws Exception {
        workspace.slipway("completion", "bash");
        Path script = directory.resolve("completion.bash");
        Files.writeString(script, workspace.out());
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script + "; COMP_WORDS=(slipway re); COMP_CWORD=1; COMP_LINE='slipway re';"
                                + " COMP_POINT=10; _complete_slipway; echo ${COMPREPLY[@]}")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("report");

        workspace.slipway("completion", "zsh");
        assertThat(workspace.out()).contains("bashcompinit", "_complete_slipway");
        workspace.slipway("completion", "fish");
        assertThat(workspace.out())
                .contains("complete -c slipway -n '__slipway_at run' -s k -l keep-going", "-a graph -d 'Draws tasks");

        workspace.slipway("man", "man1");
        assertThat(workspace.read("man1/slipway.1")).contains(".SH COMMANDS", "slipway\\-run(1)", ".SH EXIT STATUS");
        assertThat(workspace.read("man1/slipway-cache-gc.1"))
                .contains("\\fB\\-\\-max\\-size SIZE\\fR", "10G when not said");
    }

    @Test
    void watch_runs_again_what_a_saved_file_affects_until_it_is_interrupted() throws Exception {
        TemporaryWorkspace watched = workspace;
        Thread watching = new Thread(() -> watched.slipway("watch"));
        watching.start();
        while (!watched.err().contains("watching ")) Thread.onSpinWait();
        watched.write("app/in.txt", "good again\n");
        while (watched.err().split("watching ", -1).length < 3) Thread.onSpinWait();
        watched.write("app/slipway.yaml", "slipway: 1\nservice: app\ntasks: {x: {rum: y}}\n");
        while (!watched.err().contains("did you mean `run`")) Thread.onSpinWait();
        watching.interrupt();
        watching.join();

        assertThat(watched.err()).contains("changed: app/in.txt", "2 tasks, 2 ran", "changed: app/slipway.yaml");
    }
}

package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, from the arguments to the files that a task makes. */
class RunCommandTest {
    private static final String LIBRARY = """
            slipway: 1
            service: library
            tasks:
              make:
                run: sed s/hello/HELLO/ in.txt > out.txt; echo x >> ../made.log
                inputs: [in.txt]
                outputs: [out.txt]
            """;
    private static final String SHOP = """
            slipway: 1
            service: shop
            tasks:
              build:
                run: cat ../library/out.txt own.txt > shop.txt
                inputs: [own.txt]
                outputs: [shop.txt]
                needs: ["library:make"]
              test:
                kind: test
                run: grep -q HELLO shop.txt
                inputs: []
                needs: [build]
              publish:
                kind: deploy
                run: cp shop.txt ../published.txt
                needs: [build]
            """;
    /** Independent of everything else, and too long to be through before the first of the others had its turn. */
    private static final String CHAIN = """
            slipway: 1
            service: zoo
            tasks:
              one: {run: echo one}
              two: {run: echo two, needs: [one]}
              three: {run: echo three, needs: [two]}
            """;

    @TempDir
    private Path directory;

    private TemporaryWorkspace workspace = new TemporaryWorkspace(Path.of("target/never-used"));

    @BeforeEach
    void make_workspace() {
        workspace = new TemporaryWorkspace(directory)
                .write("library/slipway.yaml", LIBRARY)
                .write("library/in.txt", "hello\n")
                .write("shop/slipway.yaml", SHOP)
                .write("shop/own.txt", "own\n");
    }

    @Test
    void builds_everything_and_reuses_everything_the_second_time() {
        int first = workspace.slipway("run");
        String told = workspace.err();
        int second = workspace.slipway("run");

        assertThat(first).isEqualTo(ExitCode.DONE);
        assertThat(told).contains("ok      library:make", "ok      shop:test", ": 3 tasks, 3 ran\n");
        assertThat(second).isEqualTo(ExitCode.DONE);
        assertThat(workspace.err()).contains(": 3 tasks, 3 reused\n").doesNotContain("library:make");
        assertThat(workspace.read("shop/shop.txt")).isEqualTo("HELLO\nown\n");
        assertThat(workspace.read("made.log")).isEqualTo("x\n");
        assertThat(workspace.out()).isEmpty();
    }

    @Test
    void runs_again_only_what_a_change_reaches() {
        workspace.slipway("run");

        workspace.write("shop/own.txt", "mine\n");
        int code = workspace.slipway("run", "-v");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(workspace.err())
                .contains("reused  library:make", "because shop/own.txt changed", ": 3 tasks, 2 ran, 1 reused\n");
    }

    @Test
    void stops_at_a_task_that_does_not_change_what_it_made() {
        workspace.slipway("run");

        workspace.write("library/in.txt", "HELLO\n");
        workspace.slipway("run");

        assertThat(workspace.err()).contains("ok      library:make", ": 3 tasks, 1 ran, 2 reused\n");
    }

    @Test
    void runs_the_workspace_that_the_first_directory_belongs_to() {
        FakeSurroundings outside = workspace.startedIn(directory);

        int code = outside.slipway("run", "workspace/library");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(outside.err()).contains(": 1 task, 1 ran\n");
        assertThat(workspace.has("library/out.txt")).isTrue();
        assertThat(workspace.has("shop/shop.txt")).isFalse();
    }

    @Test
    void runs_as_if_started_elsewhere() {
        FakeSurroundings outside = workspace.startedIn(directory);

        int code = outside.slipway("run", "-C", "workspace", "shop:build");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(outside.err()).contains(": 2 tasks, 2 ran\n");
    }

    @Test
    void deploys_only_when_asked_to_and_then_every_time() {
        workspace.slipway("run", "shop");
        assertThat(workspace.has("published.txt")).isFalse();

        int first = workspace.slipway("run", "shop", "--with", "deploy");
        int second = workspace.slipway("run", "shop", "--with", "deploy");

        assertThat(List.of(first, second)).containsOnly(ExitCode.DONE);
        assertThat(workspace.read("published.txt")).isEqualTo("HELLO\nown\n");
        assertThat(workspace.err()).contains("ok      shop:publish", "1 ran, 3 reused");
    }

    @Test
    void shows_what_a_failing_task_printed_and_where_its_log_is() {
        workspace.write("library/in.txt", "good day\n");

        int code = workspace.slipway("run");

        assertThat(code).isEqualTo(ExitCode.TASK_FAILED);
        assertThat(workspace.err())
                .contains("FAILED  shop:test", "\nshop:test failed: ", "\nlog: ", "`slipway explain shop:test`")
                .contains(": 3 tasks, 3 ran, 1 failed\n");
    }

    @Test
    void starts_nothing_more_after_a_failure_unless_told_to_keep_going() {
        workspace
                .write("library/slipway.yaml", LIBRARY.replace("sed s", "false; sed s"))
                .write("zoo/slipway.yaml", CHAIN);

        int stopped = workspace.slipway("run", "-j", "1");
        String stoppedTold = workspace.err();
        int kept = workspace.slipway("run", "-j", "1", "-k");

        assertThat(stopped).isEqualTo(ExitCode.TASK_FAILED);
        assertThat(stoppedTold).contains("FAILED  library:make").doesNotContain("ok      zoo:three");
        assertThat(kept).isEqualTo(ExitCode.TASK_FAILED);
        assertThat(workspace.err())
                .contains("ok      zoo:three", "skipped shop:build    needs library:make, which failed")
                .contains(" 1 failed, 2 skipped\n");
    }

    @Test
    void fails_in_the_sandbox_where_an_input_is_not_declared() {
        workspace.write("library/slipway.yaml", LIBRARY.replace("inputs: [in.txt]", "inputs: []"));

        int inPlace = workspace.slipway("run", "library");
        int sandboxed = workspace.slipway("run", "library", "--sandbox", "--rebuild");

        assertThat(inPlace).isEqualTo(ExitCode.DONE);
        assertThat(sandboxed).isEqualTo(ExitCode.TASK_FAILED);
        assertThat(workspace.err()).contains("in.txt");
    }

    @Test
    void runs_everything_again_when_a_rebuild_is_asked_for() {
        workspace.slipway("run");

        int code = workspace.slipway("run", "--rebuild");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(workspace.err()).contains(": 3 tasks, 3 ran\n");
    }

    @Test
    void prints_nothing_but_json_on_standard_output() throws IOException {
        workspace.slipway("run", "library");

        int code = workspace.slipway("run", "--json");

        assertThat(code).isEqualTo(ExitCode.DONE);
        List<String> lines = workspace.out().lines().toList();
        for (String line : lines) assertThat(tokensOf(line)).as(line).isPositive();
        assertThat(lines)
                .filteredOn(line -> line.contains("\"type\":\"taskReused\""))
                .hasSize(1);
        assertThat(lines.get(lines.size() - 1))
                .startsWith("{\"type\":\"summary\",\"result\":\"succeeded\",\"tasks\":3,\"ran\":2,\"reused\":1,"
                        + "\"skipped\":0,\"failed\":0,\"retried\":0,\"wallMillis\":");
        assertThat(workspace.err()).isEmpty();
    }

    @Test
    void refuses_a_selection_that_names_nothing_and_suggests_one() {
        int code = workspace.slipway("run", "shop:biuld");

        assertThat(code).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err())
                .startsWith("slipway: ")
                .contains("shop:biuld", "build")
                .hasLineCount(1);
    }

    @Test
    void refuses_a_directory_that_is_not_there() {
        int code = workspace.slipway("run", "-C", "nowhere");

        assertThat(code).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("nowhere").hasLineCount(1);
    }

    @Test
    void says_every_problem_of_the_definitions_with_its_place() {
        workspace
                .write("library/slipway.yaml", LIBRARY.replace("    run:", "    rum:"))
                .write("shop/slipway.yaml", SHOP.replace("[build]", "[biuld]"));

        int run = workspace.slipway("run");
        String told = workspace.err();
        int validate = workspace.slipway("validate");

        assertThat(run).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(validate).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(told).contains("library/slipway.yaml:5:5 ", "`run`", "shop/slipway.yaml:", "`build`", " problems\n");
        assertThat(workspace.err()).isEqualTo(told);
        assertThat(workspace.out()).isEmpty();
    }

    @Test
    void counts_services_and_tasks_when_the_definitions_are_right() {
        int code = workspace.slipway("validate", "shop");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).isEqualTo("ok: 2 services, 4 tasks\n");
        assertThat(workspace.err()).isEmpty();

        workspace.slipway("validate", "--json");
        assertThat(workspace.out())
                .isEqualTo("{\"type\":\"validation\",\"ok\":true,\"services\":2,\"tasks\":4,\"problems\":[]}\n");
    }

    @Test
    void plans_what_a_run_then_does() {
        workspace.slipway("run");
        workspace.write("library/in.txt", "hello again\n");

        int code = workspace.slipway("plan");
        String planned = workspace.out();
        workspace.slipway("plan", "--json");
        String json = workspace.out();
        workspace.slipway("plan", "--format", "dot");
        String dot = workspace.out();

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(planned)
                .containsPattern("run    library:make .*library/in.txt changed\n")
                .containsPattern("maybe  shop:build .*unless library:make makes the same as before\n")
                .contains("3 tasks: 1 to run, 2 to run if what they need changes, 0 reused\n");
        assertThat(json).startsWith("{\"type\":\"plan\",").contains("\"verdict\":\"runIfChanged\"");
        assertThat(dot).contains("\"library:make\" -> \"shop:build\";");
        assertThat(workspace.err()).isEmpty();
        assertThat(workspace.read("library/out.txt")).isEqualTo("HELLO\n");
    }

    @Test
    void explains_down_to_the_file_why_a_task_ran() {
        workspace.slipway("run");
        workspace.write("shop/own.txt", "mine\n");
        workspace.slipway("run");

        int code = workspace.slipway("explain", "shop:build");
        String explained = workspace.out();
        workspace.slipway("explain", "--json", "library:make");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(explained).contains("shop/own.txt changed");
        assertThat(workspace.out()).startsWith("{\"type\":\"explanation\",\"task\":\"library:make\",\"sentences\":[\"");
    }

    @Test
    void suggests_the_task_that_was_meant_when_there_is_none_of_that_name() {
        int code = workspace.slipway("explain", "shop:tset");

        assertThat(code).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).isEqualTo("slipway: There is no task `shop:tset`; did you mean `shop:test`?\n");
    }

    @Test
    void has_nothing_to_resume_after_a_run_that_ended() {
        workspace.slipway("run");

        int code = workspace.slipway("run", "--resume");

        assertThat(code).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).isEqualTo("slipway: the last run has ended; start a new one\n");
    }

    @Test
    void names_the_task_and_the_file_that_are_not_the_same_twice() {
        workspace.write("library/slipway.yaml", LIBRARY.replace("> out.txt;", "> out.txt; date +%N >> out.txt;"));

        int stamped = workspace.slipway("verify", "--rebuild", "library");
        String told = workspace.out();
        String summary = workspace.err();
        int sound = workspace.slipway("verify", "--rebuild", "shop:build");

        assertThat(stamped).isEqualTo(ExitCode.TASK_FAILED);
        assertThat(summary).contains("failed in ").doesNotContain("succeeded");
        assertThat(told).contains("library:make ", "\n  library/out.txt\n1 task not reproducible; ");
        assertThat(sound).isEqualTo(ExitCode.TASK_FAILED);
        assertThat(workspace.out()).contains("library:make ").doesNotContain("shop:build");
    }

    @Test
    void finds_nothing_to_name_where_everything_is_the_same_twice() {
        workspace.write("library/slipway.yaml", LIBRARY.replace("; echo x >> ../made.log", ""));

        int code = workspace.slipway("verify", "--rebuild");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).isEqualTo("ok: every task made the same twice\n");
        assertThat(workspace.err()).contains(": 3 tasks, 3 ran\n");
    }

    private static int tokensOf(String line) throws IOException {
        int tokens = 0;
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (parser.nextToken() != null) tokens++;
        }
        return tokens;
    }
}

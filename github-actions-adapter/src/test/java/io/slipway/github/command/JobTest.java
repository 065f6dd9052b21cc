package io.slipway.github.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.bridge.CommitJobs;
import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.MachineLabels;
import io.slipway.core.bridge.TestSplit;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalSettings;
import io.slipway.core.pipeline.InvalidPipelineException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a job of a small workspace, with a runner's files and a store of its own. */
class JobTest {
    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicInteger tokens = new AtomicInteger();
    private Path project = Path.of("");
    private Path store = Path.of("");

    @BeforeEach
    void lay_out_two_services() throws IOException {
        project = Files.createDirectories(directory.resolve("repository/project"));
        store = directory.resolve("store");
        write("slipway-workspace.yaml", "slipway: 1\n");
        write("a/slipway.yaml", """
                slipway: 1
                service: a
                tasks:
                  build: {run: "mkdir -p out; cp in.txt out/; echo hunter2-hunter2; echo '::error::gotcha'", inputs: [in.txt], outputs: [out/**]}
                """);
        write("b/slipway.yaml", """
                slipway: 1
                service: b
                tasks:
                  test:
                    run: cat ../a/out/in.txt
                    kind: test
                    inputs: [in.txt]
                    needs: ["a:build"]
                    timeout: 1m
                    requires: {os: linux}
                """);
        write("a/in.txt", "1");
        write("b/in.txt", "2");
    }

    private void write(String path, String text) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void on_a_runner() {
        environment.put("GITHUB_ACTIONS", "true");
        environment.put("GITHUB_WORKSPACE", directory.resolve("repository").toString());
        environment.put("GITHUB_OUTPUT", directory.resolve("output").toString());
        environment.put("GITHUB_STEP_SUMMARY", directory.resolve("summary").toString());
    }

    private Runner runner() {
        return runner(() -> LocalEngine.open(
                project,
                new LocalSettings(
                        store,
                        environment,
                        Map.of(),
                        "someone",
                        Clock.systemUTC(),
                        System::nanoTime,
                        new SplittableRandom(7),
                        warning -> {})));
    }

    private Runner runner(Supplier<LocalEngine> open) {
        out.reset();
        err.reset();
        Host host = new Host(
                environment,
                project,
                store,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Clock.systemUTC(),
                System::nanoTime,
                work -> new Thread(work).start(),
                open);
        return new Runner(host, () -> "token" + tokens.incrementAndGet());
    }

    private static CommitJobs.Rules rules() {
        MachineLabels labels = new MachineLabels(List.of("ubuntu-latest"), false, new TreeMap<>());
        return new CommitJobs.Rules(256, 256, Duration.ofMinutes(5), labels);
    }

    private void plan(Runner runner, Optional<Path> nativeFile, Duration patience) throws IOException {
        int code = new PlanCommand(runner, List.of(), rules(), nativeFile, patience).call();
        assertThat(code).isZero();
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output")).replaceAll("token\\d+", "T");
    }

    @Test
    void a_plan_is_outputs_and_a_page() throws IOException {
        on_a_runner();

        plan(runner(), Optional.empty(), Duration.ofMinutes(1));

        assertThat(output())
                .isEqualTo("matrix<<ghadelimiter_T\n{\"include\":[{\"name\":\"b:test\",\"runs-on\":[\"ubuntu-latest\"],"
                        + "\"tasks\":\"b:test\",\"timeout-minutes\":360,\"index\":1,\"total\":1}]}\nghadelimiter_T\n"
                        + "has_work<<ghadelimiter_T\ntrue\nghadelimiter_T\neta<<ghadelimiter_T\n2\nghadelimiter_T\n"
                        + "cache-hit<<ghadelimiter_T\nfalse\nghadelimiter_T\n");
        assertThat(directory.resolve("summary")).content().contains("2 to run, 0 reused", "```mermaid");
    }

    @Test
    void what_ran_is_reused_and_nothing_is_left_to_do() throws IOException {
        int code = new RunCommand(runner(), List.of()).call();
        assertThat(code).isZero();
        assertThat(out.toString(UTF_8)).contains("a:build succeeded", "result=succeeded\ntasks=2\nreused=0\n");

        plan(runner(), Optional.empty(), Duration.ofMinutes(1));
        assertThat(out.toString(UTF_8)).contains("nothing to do", "has_work=false\neta=0\ncache-hit=true\n");

        new RunCommand(runner(), List.of()).call();
        assertThat(out.toString(UTF_8)).contains("a:build reused", "reused=2\n");
        Files.delete(project.resolve("a/out/in.txt"));
        assertThat(new RestoreCommand(runner(), List.of(), Optional.empty(), true).call())
                .isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("restored 2 of 2 tasks\ncache-hit=true\n");
        assertThat(project.resolve("a/out/in.txt")).hasContent("1");

        new ExplainCommand(runner(), "a:build").call();
        assertThat(out.toString(UTF_8)).contains("reused").doesNotContain("::");
    }

    @Test
    void logs_are_groups_in_which_nothing_is_a_command_and_nothing_is_secret() throws IOException {
        on_a_runner();
        environment.put("MY_PASSWORD", "hunter2-hunter2");

        new RunCommand(runner(), List.of()).call();

        String said = out.toString(UTF_8).replaceAll("token\\d+", "T");
        assertThat(said)
                .startsWith("::add-mask::hunter2-hunter2\n")
                .contains(
                        "::group::a:build succeeded\n::stop-commands::T\n[MASKED]\n::error::gotcha\n::T::\n::endgroup::\n");
        assertThat(directory.resolve("summary")).content().contains("2 tasks, 0 reused, 0 failed");
        new ExplainCommand(runner(), "a:build").call();
        assertThat(out.toString(UTF_8)).startsWith("::stop-commands::");
    }

    @Test
    void what_compilers_and_tests_complain_of_is_shown_beside_the_line() throws IOException {
        on_a_runner();
        write("c/src/X.java", "class X {\n");
        write("c/src/test/shop/XTest.java", "");
        write("c/slipway.yaml", """
                slipway: 1
                service: c
                tasks:
                  build: {run: "echo 'src/X.java:1: error: a, b: %'; echo 'src/X.java:1:3: warning: hm'; echo '/etc/passwd:1: error: no'; exit 1", inputs: []}
                  test: {run: "mkdir r; cp t.xml r/; exit 1", inputs: [t.xml], kind: test, reports: {junit: r/*.xml}}
                """);
        write("c/t.xml", """
                <testsuite><testcase classname="shop.XTest" name="adds"><failure message="expected 1">
                at org.junit.Assert.fail(Assert.java:9)
                at shop.XTest.adds(XTest.java:42)</failure></testcase><testcase name="x"><skipped/></testcase></testsuite>
                """);

        int code = new RunCommand(runner(), List.of("c:build")).call();
        assertThat(code).isEqualTo(1);
        assertThat(out.toString(UTF_8))
                .contains(
                        "::error title=Slipway::c:build failed: ",
                        "::error file=project/c/src/X.java,line=1::a, b: %25\n",
                        "::warning file=project/c/src/X.java,line=1,col=3::hm\n")
                .doesNotContain("file=/etc", "file=..");
        assertThat(output()).contains("result<<ghadelimiter_T\nfailed\n");

        new RunCommand(runner(), List.of("c:test")).call();
        assertThat(out.toString(UTF_8))
                .contains("::error file=project/c/src/test/shop/XTest.java,line=42::shop.XTest.adds: expected 1\n");
        assertThat(directory.resolve("summary")).content().contains("2 tests, 1 failed, 1 skipped");
    }

    @Test
    void a_definition_with_problems_is_shown_where_it_is_written() throws IOException {
        on_a_runner();
        write("b/slipway.yaml", "slipway: 1\nservice: b\ntasks:\n  test: {rum: x}\n");

        assertThatThrownBy(() -> new RunCommand(runner(), List.of()).call())
                .isInstanceOf(InvalidPipelineException.class);

        assertThat(out.toString(UTF_8))
                .contains("::error file=project/b/slipway.yaml,line=4,col=")
                .contains("did you mean");
    }

    @Test
    void a_plan_that_fails_is_the_matrix_without_slipway() throws IOException {
        on_a_runner();
        write("native.json", "{\"include\": [{\"name\": \"unit\", \"node\": 20}]}\n");
        Runner broken = runner(() -> {
            throw new IllegalStateException("the disk is\n::error::gone");
        });

        plan(broken, Optional.of(Path.of("native.json")), Duration.ofMinutes(1));

        assertThat(output())
                .contains(
                        "matrix<<ghadelimiter_T\n{\"include\": [{\"name\": \"unit\", \"node\": 20}]}\nghadelimiter_T\n")
                .contains("has_work<<ghadelimiter_T\ntrue\n", "eta<<ghadelimiter_T\n\n");
        assertThat(out.toString(UTF_8))
                .isEqualTo("::warning title=Slipway::no plan for this commit (the disk is ::error::gone);"
                        + " everything runs as it would without Slipway\n");
    }

    @Test
    void a_plan_that_takes_too_long_is_one_job_that_runs_everything() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        Runner slow = runner(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("too late");
        });

        plan(slow, Optional.of(Path.of("no.json")), Duration.ofMillis(50));

        assertThat(out.toString(UTF_8)).contains("\"name\":\"everything\"", "has_work=true");
        assertThat(err.toString(UTF_8)).contains("took longer than 50 ms", "no.json cannot be read");
    }

    @Test
    void a_shared_directory_carries_results_as_far_as_a_job_is_trusted() throws IOException {
        Path shared = directory.resolve("shared");
        Path event = Files.writeString(directory.resolve("event"), "{\"repository\": {\"default_branch\": \"main\"}}");
        environment.put("GITHUB_EVENT_PATH", event.toString());
        environment.put("GITHUB_EVENT_NAME", "push");
        environment.put("GITHUB_REF", "refs/heads/main");
        new RunCommand(runner(), List.of()).call();
        save(Optional.of(shared));
        assertThat(out.toString(UTF_8))
                .contains("every entry is sound", "scope=trusted", "files are new for other jobs");

        store = directory.resolve("fork");
        environment.put("GITHUB_EVENT_NAME", "pull_request");
        Files.delete(project.resolve("a/out/in.txt"));
        new RestoreCommand(runner(), List.of(), Optional.of(shared), true).call();
        assertThat(out.toString(UTF_8)).contains("cache-hit=true");
        assertThat(project.resolve("a/out/in.txt")).hasContent("1");
        Files.delete(project.resolve("a/out/in.txt"));
        new RestoreCommand(runner(), List.of(), Optional.of(shared), false).call();
        assertThat(project.resolve("a/out/in.txt")).doesNotExist();
        write("a/in.txt", "evil");
        new RunCommand(runner(), List.of()).call();
        save(Optional.of(shared));
        assertThat(out.toString(UTF_8)).contains("scope=\n", "not trusted");

        store = directory.resolve("later");
        environment.put("GITHUB_EVENT_NAME", "push");
        new RestoreCommand(runner(), List.of(), Optional.of(shared), true).call();
        assertThat(out.toString(UTF_8)).contains("restored 0 of 2 tasks", "cache-hit=false");
    }

    private void save(Optional<Path> to) throws IOException {
        new SaveCommand(runner(), 1 << 30, Duration.ofDays(1), to, Optional.empty()).call();
    }

    @Test
    void what_one_job_made_is_handed_on_alone() throws IOException {
        new RunCommand(runner(), List.of("a:build")).call();
        Path first = directory.resolve("first");
        new SaveCommand(runner(), 1 << 30, Duration.ofDays(1), Optional.empty(), Optional.of(first)).call();
        assertThat(out.toString(UTF_8)).contains("files were made or used here");

        store = directory.resolve("collected");
        assertThat(Files.exists(first.resolve("actions"))).isTrue();
        io.slipway.core.bridge.StoreCopy.copy(first, store);
        new RestoreCommand(runner(), List.of("a:build"), Optional.empty(), true).call();
        assertThat(out.toString(UTF_8)).contains("restored 1 of 1 tasks");
    }

    @Test
    void a_store_that_cannot_be_asked_restores_nothing_and_fails_nothing() throws IOException {
        int code = new RestoreCommand(
                        runner(() -> {
                            throw new IllegalStateException("gone");
                        }),
                        List.of(),
                        Optional.empty(),
                        true)
                .call();

        assertThat(code).isZero();
        assertThat(err.toString(UTF_8)).contains("nothing was restored: gone");
        assertThat(out.toString(UTF_8)).isEqualTo("cache-hit=false\n");
    }

    @Test
    void parts_of_the_tests_are_lines_and_an_output() throws IOException {
        write("src/ATest.java", "");
        write("src/BTest.java", "");
        write("old/bad.xml", "<");
        new SplitCommand(runner(), new TestSplit(List.of("src/**"), List.of("old/*.xml"), 2, 2)).call();
        assertThat(out.toString(UTF_8)).isEqualTo("src/BTest.java\n");
        assertThat(err.toString(UTF_8)).contains("bad.xml is no JUnit report");

        on_a_runner();
        new SplitCommand(runner(), new TestSplit(List.of("src/**"), List.of(), 1, 1)).call();
        assertThat(output()).isEqualTo("files<<ghadelimiter_T\nsrc/ATest.java\nsrc/BTest.java\nghadelimiter_T\n");
    }

    @Test
    void a_forecast_is_a_sentence_and_an_output() throws IOException {
        new ForecastCommand(runner(), List.of(), 2).call();

        assertThat(out.toString(UTF_8))
                .startsWith("2 tasks, done after about 2 s on 2 runners")
                .endsWith("\neta=2\n");
        assertThatThrownBy(() -> new ForecastCommand(runner(), List.of(), 0)).hasMessageContaining("runners: 0");
    }

    @Test
    void scopes_are_json_for_who_carries_the_store() {
        new ScopesCommand(runner()).call();

        assertThat(out.toString(UTF_8)).isEqualTo("{\"reads\":[\"trusted\"],\"writes\":null}\n");
        environment.put("GITHUB_EVENT_PATH", "/nowhere/at/all");
        new ScopesCommand(runner()).call();
        assertThat(out.toString(UTF_8)).contains("\"writes\":null");
    }
}

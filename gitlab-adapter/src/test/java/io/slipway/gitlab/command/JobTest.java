package io.slipway.gitlab.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.bridge.CommitJobs;
import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.MachineLabels;
import io.slipway.core.bridge.TestSplit;
import io.slipway.core.imported.ImportedJob;
import io.slipway.core.imported.ImportedPipeline;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalSettings;
import io.slipway.gitlab.plan.CommitPlan;
import io.slipway.gitlab.read.PipelineReader;
import io.slipway.gitlab.read.ProjectFiles;
import io.slipway.gitlab.read.Variables;
import io.slipway.gitlab.write.Trust;
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
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a job of a small workspace, with a store of its own. */
class JobTest {
    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path project = Path.of("");

    @BeforeEach
    void lay_out_two_services() throws IOException {
        project = Files.createDirectory(directory.resolve("project"));
        write("slipway-workspace.yaml", "slipway: 1\n");
        write("a/slipway.yaml", """
                slipway: 1
                service: a
                tasks:
                  build: {run: "mkdir -p out; cp in.txt out/; echo hunter2-hunter2", inputs: [in.txt], outputs: [out/**]}
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
                    locks: [db]
                    timeout: 1m
                    requires: {os: linux}
                    pass: [CI_NODE_INDEX, CI_NODE_TOTAL]
                    reports: {junit: "r/*.xml"}
                """);
        write("a/in.txt", "1");
        write("b/in.txt", "2");
    }

    private void write(String path, String text) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Host host() {
        return host(() -> LocalEngine.open(
                project,
                new LocalSettings(
                        directory.resolve("store"),
                        environment,
                        Map.of(),
                        "someone",
                        Clock.systemUTC(),
                        System::nanoTime,
                        new SplittableRandom(7),
                        warning -> {})));
    }

    private Host host(Supplier<LocalEngine> open) {
        out.reset();
        err.reset();
        return new Host(
                environment,
                project,
                directory.resolve("store"),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Clock.systemUTC(),
                System::nanoTime,
                work -> new Thread(work).start(),
                open);
    }

    private CommitPlan.Settings settings(int mostJobs, Optional<String> store) {
        MachineLabels labels = new MachineLabels(List.of("big"), true, new TreeMap<>());
        return new CommitPlan.Settings(
                "slipway gitlab",
                new CommitJobs.Rules(mostJobs, 200, Duration.ofMinutes(5), labels),
                store,
                Trust.of(environment));
    }

    private ImportedPipeline plan(Host host, int mostJobs) {
        new PlanCommand(
                        host,
                        List.of(),
                        settings(mostJobs, Optional.of(".store")),
                        Optional.empty(),
                        Optional.of(Path.of("sum.md")),
                        Duration.ofMinutes(1))
                .call();
        return new PipelineReader(ProjectFiles.NONE, Variables.UNKNOWN).read("child.yml", out.toByteArray());
    }

    @Test
    void a_plan_has_a_job_for_each_task_that_has_to_run() throws IOException {
        ImportedPipeline child = plan(host(), 200);

        assertThat(child.problems()).isEmpty();
        assertThat(child.jobs()).extracting(ImportedJob::name).containsExactly("a:build", "b:test", "keep results");
        assertThat(child.graph().predecessors("b:test")).containsExactly("a:build");
        assertThat(child.jobs().get(1)).satisfies(test -> {
            assertThat(test.labels()).containsExactly("big", "linux");
            assertThat(test.lock()).contains("db");
            assertThat(test.timeout()).contains(Duration.ofMinutes(6));
            assertThat(test.script()).isEqualTo("slipway gitlab run 'b:test'");
            assertThat(test.reports()).containsEntry("junit", List.of("b/r/*.xml"));
        });
        assertThat(Files.readString(project.resolve("sum.md")))
                .contains("2 to run, 0 reused", "gantt", "| `a:build` | runs |");
    }

    @Test
    void the_same_commit_gives_the_same_plan() {
        plan(host(), 200);
        String first = out.toString(UTF_8);

        plan(host(), 200);

        assertThat(out.toString(UTF_8)).isEqualTo(first);
    }

    @Test
    void tasks_share_jobs_when_there_are_too_many() {
        ImportedPipeline child = plan(host(), 1);

        assertThat(child.jobs()).extracting(ImportedJob::name).containsExactly("b:test", "keep results");
        assertThat(child.jobs().get(0).script()).isEqualTo("slipway gitlab run 'b:test'");
    }

    @Test
    void what_ran_is_reused_and_nothing_is_left_to_do() throws IOException {
        environment.put("MY_PASSWORD", "hunter2-hunter2");
        int code = new RunCommand(host(), List.of(), Optional.of(Path.of("out.env")), Optional.of(Path.of("run.md")))
                .call();
        assertThat(code).isZero();
        assertThat(out.toString(UTF_8))
                .contains("section_start:", "a:build succeeded", "[MASKED]")
                .doesNotContain("hunter2");
        assertThat(Files.readString(project.resolve("out.env")))
                .isEqualTo("SLIPWAY_RESULT=succeeded\nSLIPWAY_TASKS=2\nSLIPWAY_REUSED=0\n");

        assertThat(Files.readString(project.resolve("run.md"))).contains("2 tasks, 0 reused, 0 failed", "gantt");

        ImportedPipeline child = plan(host(), 200);
        assertThat(child.jobs()).extracting(ImportedJob::name).containsExactly("nothing to do");

        Files.delete(project.resolve("a/out/in.txt"));
        assertThat(new RestoreCommand(host(), List.of()).call()).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("restored 2 of 2 tasks\n");
        assertThat(project.resolve("a/out/in.txt")).hasContent("1");

        new ExplainCommand(host(), "a:build").call();
        assertThat(out.toString(UTF_8)).contains("reused");
    }

    @Test
    void a_task_that_fails_fails_the_job_and_shows_its_log() throws IOException {
        write("a/slipway.yaml", "slipway: 1\nservice: a\ntasks:\n  build: {run: \"echo broken; false\"}\n");

        int code = new RunCommand(host(), List.of("a:build"), Optional.empty(), Optional.empty()).call();

        assertThat(code).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("[collapsed=false]", "a:build failed", "broken");
    }

    @Test
    void a_plan_that_fails_falls_back_to_what_runs_without_slipway() throws IOException {
        write("native.yml", "unit: {script: make test, cache: {key: mine, paths: [x]}}\n");
        Host broken = host(() -> {
            throw new IllegalStateException("the disk is\ngone");
        });

        int code = new PlanCommand(
                        broken,
                        List.of(),
                        settings(200, Optional.empty()),
                        Optional.of(Path.of("native.yml")),
                        Optional.empty(),
                        Duration.ofMinutes(1))
                .call();

        assertThat(code).isZero();
        assertThat(out.toString(UTF_8))
                .isEqualTo("workflow: {rules: [{when: always}]}\n" + Files.readString(project.resolve("native.yml")));
        assertThat(err.toString(UTF_8))
                .isEqualTo(
                        "warning: no plan for this commit (the disk is gone); everything runs as it would without Slipway\n");
    }

    @Test
    void a_plan_that_takes_too_long_falls_back_to_one_job() {
        java.util.concurrent.CountDownLatch never = new java.util.concurrent.CountDownLatch(1);
        Host slow = host(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("too late");
        });

        new PlanCommand(
                        slow,
                        List.of(),
                        settings(200, Optional.empty()),
                        Optional.of(Path.of("no.yml")),
                        Optional.empty(),
                        Duration.ofMillis(50))
                .call();

        ImportedPipeline child =
                new PipelineReader(ProjectFiles.NONE, Variables.UNKNOWN).read("child.yml", out.toByteArray());
        assertThat(child.jobs()).extracting(ImportedJob::name).containsExactly("everything");
        assertThat(err.toString(UTF_8))
                .isEqualTo("warning: no plan for this commit (the plan took longer than 50 ms); no.yml cannot be read"
                        + " either: one job runs everything\n");
    }

    @Test
    void a_store_that_cannot_be_asked_restores_nothing_and_fails_nothing() {
        int code = new RestoreCommand(
                        host(() -> {
                            throw new IllegalStateException("gone");
                        }),
                        List.of())
                .call();

        assertThat(code).isZero();
        assertThat(err.toString(UTF_8)).contains("nothing was restored: gone");
    }

    @Test
    void a_store_is_checked_before_it_is_carried() throws IOException {
        new RunCommand(host(), List.of(), Optional.empty(), Optional.empty()).call();

        assertThat(new SaveCommand(host(), 1 << 30, Duration.ofDays(1)).call()).isZero();

        assertThat(out.toString(UTF_8)).startsWith("every entry is sound; ");
    }

    @Test
    void parts_of_the_tests_take_about_as_long() throws IOException {
        for (String name : List.of("A", "B", "C")) write("src/" + name + "Test.java", "");
        write(
                "old/r.xml",
                "<s><testcase classname='ATest' time='10'/><testcase classname='BTest' time='4'/><testcase classname='CTest' time='5'/></s>");
        write("old/bad.xml", "<");

        new SplitCommand(host(), new TestSplit(List.of("src/**"), List.of("old/*.xml"), 1, 2)).call();
        assertThat(out.toString(UTF_8)).isEqualTo("src/ATest.java\n");
        assertThat(err.toString(UTF_8)).contains("old/bad.xml is no JUnit report");
        new SplitCommand(host(), new TestSplit(List.of("src/**"), List.of("old/r.xml"), 2, 2)).call();
        assertThat(out.toString(UTF_8)).isEqualTo("src/BTest.java\nsrc/CTest.java\n");

        assertThatThrownBy(() -> new SplitCommand(host(), new TestSplit(List.of("none"), List.of(), 1, 1)).call())
                .hasMessageContaining("no file matches");
        assertThatThrownBy(() -> new TestSplit(List.of("x"), List.of(), 3, 2)).hasMessageContaining("3 of 2");
    }

    @Test
    void a_forecast_says_on_how_many_runners() {
        assertThat(new ForecastCommand(host(), List.of(), 2).call()).isZero();

        assertThat(out.toString(UTF_8))
                .isEqualTo("2 tasks, done after about 2 s on 2 runners; 2 never ran, one second is assumed for each\n");
        assertThatThrownBy(() -> new ForecastCommand(host(), List.of(), 0)).hasMessageContaining("runners: 0");
    }
}

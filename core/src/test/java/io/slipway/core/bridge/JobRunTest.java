package io.slipway.core.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalSettings;
import io.slipway.core.pipeline.TaskAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jobs of any host ask, on a small workspace with a store of its own. */
class JobRunTest {
    @TempDir
    private Path directory;

    private Path project = Path.of("");
    private final List<String> shown = new ArrayList<>();

    @BeforeEach
    void lay_out_a_service() throws IOException {
        project = Files.createDirectory(directory.resolve("project"));
        write("slipway-workspace.yaml", "slipway: 1\n");
        write("a/slipway.yaml", """
                slipway: 1
                service: a
                tasks:
                  build: {run: "mkdir -p out; cp in.txt out/; echo hunter2-hunter2; echo 'in.txt:1: warning: hunter2-hunter2'", inputs: [in.txt], outputs: [out/**]}
                  test: {run: "cp t.xml r.xml; exit 1", kind: test, inputs: [t.xml], needs: [build], reports: {junit: [r.xml, other.xml]}}
                """);
        write("a/in.txt", "1");
        write("a/other.xml", "<");
        write("a/src/shop/ATest.java", "");
        write("a/t.xml", """
                <s><testcase classname="shop.ATest" name="x"><failure message="hunter2-hunter2">
                at shop.ATest.x(ATest.java:3)</failure></testcase></s>
                """);
    }

    private void write(String path, String text) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Host host() {
        Map<String, String> environment = Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "A_TOKEN", "hunter2-hunter2");
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
        Path store = directory.resolve("store");
        return new Host(
                environment,
                project,
                store,
                nowhere,
                nowhere,
                Clock.systemUTC(),
                System::nanoTime,
                Runnable::run,
                () -> LocalEngine.open(
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

    private JobRun run(String... selections) throws IOException {
        Host host = host();
        try (LocalEngine engine = host.open().get()) {
            return JobRun.of(
                    host,
                    engine,
                    List.of(selections),
                    (task, state, log) -> shown.add(task + " " + JobRun.word(state) + " "
                            + log.lines().findFirst().orElse("-")));
        }
    }

    @Test
    void each_task_is_shown_once_and_nothing_is_secret() throws IOException {
        JobRun run = run();

        assertThat(shown).containsExactly("a:build succeeded [MASKED]", "a:test failed -");
        assertThat(run.succeeded()).isFalse();
        assertThat(run.reused()).isZero();
        assertThat(run.summary().tasks()).hasSize(2);
        assertThat(run.complaints())
                .containsExactlyInAnyOrder(
                        new Complaint(false, "a/in.txt", 1, 0, "[MASKED]"),
                        new Complaint(true, "a/src/shop/ATest.java", 3, 0, "shop.ATest.x: [MASKED]"));
        assertThat(run.page(1 << 20)).contains("1 tests, 1 failed").doesNotContain("hunter2");
        assertThat(new RecordedTimes(directory.resolve("store")).expected(TaskAddress.parse("a:build")))
                .isPresent();

        shown.clear();
        assertThat(run("a:build").reused()).isEqualTo(1);
        assertThat(shown).containsExactly("a:build reused -");
        assertThat(host().variable("NONE")).isEmpty();
    }

    @Test
    void what_a_task_calls_a_secret_is_hidden_in_reports_and_on_the_page_whatever_its_variable_is_called()
            throws IOException {
        write("a/slipway.yaml", """
                slipway: 1
                service: a
                tasks:
                  build: {run: make}
                  test: {run: "cp t.xml r.xml; echo $KEY; exit 1", kind: test, inputs: [t.xml], reports: {junit: [r.xml]}, secrets: {KEY: {file: ../../key}}}
                """);
        Files.writeString(directory.resolve("key"), "correct-horse-battery");
        write(
                "a/t.xml",
                Files.readString(project.resolve("a/t.xml")).replace("hunter2-hunter2", "correct-horse-battery"));

        JobRun run = run("a:test");

        assertThat(shown).containsExactly("a:test failed [MASKED]");
        assertThat(run.page(1 << 20)).contains("1 tests, 1 failed", "[MASKED]").doesNotContain("correct-horse");
        assertThat(run.complaints())
                .containsExactly(new Complaint(true, "a/src/shop/ATest.java", 3, 0, "shop.ATest.x: [MASKED]"));
    }

    @Test
    void what_is_reused_comes_back_and_what_is_missing_does_not() throws IOException {
        run("a:build");
        Files.delete(project.resolve("a/out/in.txt"));

        try (LocalEngine engine = host().open().get()) {
            Restoration restored = Restoration.of(engine, List.of());
            assertThat(restored.sentence()).isEqualTo("restored 1 of 2 tasks");
            assertThat(restored.isWhole()).isFalse();
            assertThat(Restoration.of(engine, List.of("a:build")).isWhole()).isTrue();
        }
        assertThat(project.resolve("a/out/in.txt")).hasContent("1");
    }

    @Test
    void a_damaged_entry_is_told_and_not_carried() throws IOException {
        run("a:build");
        List<String> warnings = new ArrayList<>();
        assertThat(care(warnings).sentence()).isEqualTo("every entry is sound; 0 MiB are kept");
        try (Stream<Path> entries = Files.walk(directory.resolve("store/actions"))) {
            Path any = entries.filter(Files::isRegularFile).findFirst().orElseThrow();
            assertThat(any.toFile().setWritable(true)).isTrue();
            Files.writeString(any, "damaged");
        }

        assertThat(care(warnings).sentence()).startsWith("damaged entries were set aside");
        assertThat(warnings).singleElement().asString().endsWith("was damaged and is not kept");
    }

    private StoreCare care(List<String> warnings) {
        Host host = host();
        return StoreCare.of(host, host.store(), 1 << 30, Duration.ofDays(1), warnings::add);
    }

    @Test
    void parts_of_the_tests_take_about_as_long() throws IOException {
        for (String name : List.of("A", "B", "C")) write("src/" + name + "Test.java", "");
        write(".git/src/DTest.java", "");
        write(
                "old/r.xml",
                "<s><testcase classname='ATest' time='10'/><testcase classname='BTest' time='4'/><testcase classname='CTest' time='5'/></s>");
        write("old/bad.xml", "<");
        List<String> warnings = new ArrayList<>();

        assertThat(new TestSplit(List.of("src/**"), List.of("old/*.xml"), 1, 2).files(project, warnings::add))
                .containsExactly("src/ATest.java");
        assertThat(warnings).containsExactly("old/bad.xml is no JUnit report and is left aside");
        assertThat(new TestSplit(List.of("src/**"), List.of("old/r.xml"), 2, 2).files(project, warnings::add))
                .containsExactly("src/BTest.java", "src/CTest.java");
        assertThatThrownBy(() -> new TestSplit(List.of("none"), List.of(), 1, 1).files(project, warnings::add))
                .hasMessageContaining("no file matches");
        assertThatThrownBy(() -> new TestSplit(List.of("x"), List.of(), 3, 2)).hasMessageContaining("3 of 2");
        assertThatThrownBy(() -> new CommitJob(
                        "x",
                        0,
                        List.of(),
                        java.util.Optional.empty(),
                        1,
                        List.of(),
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        List.of(),
                        Duration.ZERO))
                .hasMessageContaining("none in x");
    }
}

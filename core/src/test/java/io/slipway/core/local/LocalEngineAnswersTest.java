package io.slipway.core.local;

import static io.slipway.core.local.PlannedTask.Verdict.REUSE;
import static io.slipway.core.local.PlannedTask.Verdict.RUN;
import static io.slipway.core.local.PlannedTask.Verdict.RUN_IF_CHANGED;
import static io.slipway.core.run.TaskState.REUSED;
import static io.slipway.core.run.TaskState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.slipway.core.cache.Invalidation.Cause;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a workspace says of itself, and what it does when its store is in a bad way. */
class LocalEngineAnswersTest {
    private static final String CHAIN = """
            make:
              run: head -n 1 a.txt > made
              inputs: [a.txt]
              outputs: [made]
            copy:
              run: cp made copied
              inputs: []
              outputs: [copied]
              needs: [make]
            alone:
              run: cp b.txt lonely
              inputs: [b.txt]
              outputs: [lonely]
            """;

    @TempDir
    Path directory;

    private Project chain() {
        return Project.in(directory, CHAIN).write("a.txt", "a\n").write("b.txt", "b\n");
    }

    private static Map<String, PlannedTask> plan(Project project) {
        Map<String, PlannedTask> planned = new TreeMap<>();
        for (PlannedTask task : project.with(engine -> engine.plan(Project.ALL)).tasks()) {
            planned.put(task.task().task(), task);
        }
        return planned;
    }

    private static List<Cause> causes(PlannedTask task) {
        return task.because().orElseThrow().causes();
    }

    @Test
    void before_the_first_run_everything_would_run() {
        Project project = chain();

        Map<String, PlannedTask> plan = plan(project);

        assertThat(plan).containsOnlyKeys("alone", "copy", "make");
        assertThat(plan.values()).allSatisfy(task -> {
            assertThat(task.verdict()).isEqualTo(RUN);
            assertThat(causes(task)).containsExactly(new Cause(Cause.Kind.NEVER_RAN, ""));
        });
        assertThat(project.store().resolve("actions"))
                .satisfiesAnyOf(
                        actions -> assertThat(actions).doesNotExist(),
                        actions -> assertThat(actions).isEmptyDirectory());
    }

    @Test
    void after_an_edit_a_plan_names_the_file_and_waits_for_what_comes_of_it() {
        Project project = chain();
        project.run();

        project.write("a.txt", "another\n");
        Map<String, PlannedTask> plan = plan(project);

        assertThat(plan.get("alone").verdict()).isEqualTo(REUSE);
        assertThat(plan.get("make").verdict()).isEqualTo(RUN);
        assertThat(causes(plan.get("make"))).containsExactly(new Cause(Cause.Kind.FILE_CHANGED, "a.txt"));
        assertThat(plan.get("copy").verdict()).isEqualTo(RUN_IF_CHANGED);
        assertThat(plan.get("copy").after()).containsExactly(Project.address("make"));
        assertThat(project.read("copied")).isEqualTo("a\n");
    }

    @Test
    void a_plan_knows_that_a_task_will_run_whatever_its_needs_make() {
        Project project = chain();
        project.run();

        project.write("a.txt", "another\n").define(CHAIN.replace("cp made copied", "cat made > copied"));
        PlannedTask copy = plan(project).get("copy");

        assertThat(copy.verdict()).isEqualTo(RUN);
        assertThat(causes(copy)).extracting(Cause::kind).containsExactly(Cause.Kind.COMMAND_CHANGED);
    }

    @Test
    void after_a_run_everything_would_be_reused() {
        Project project = chain();
        project.run();

        assertThat(plan(project).values()).extracting(PlannedTask::verdict).containsOnly(REUSE);
    }

    @Test
    void an_explanation_names_what_made_a_task_run_and_what_it_was_reused_for() {
        Project project = chain();
        project.run();
        List<String> first = explain(project, "make");
        project.write("a.txt", "another\n");
        project.run();

        assertThat(first).anySatisfy(sentence -> assertThat(sentence).startsWith("asked for by ada"));
        assertThat(first).contains("because it has not succeeded here before");
        assertThat(explain(project, "make")).contains("because a.txt changed");
        assertThat(explain(project, "copy")).contains("because made, made by a needed task, changed");
        assertThat(explain(project, "alone"))
                .anySatisfy(sentence -> assertThat(sentence).startsWith("reused: its result was there under key "));
    }

    private static List<String> explain(Project project, String task) {
        return project.with(engine -> engine.explain(Project.address(task)));
    }

    @Test
    void a_run_that_was_killed_before_it_wrote_anything_does_not_hide_the_one_before() throws IOException {
        Project project = chain();
        project.run();
        Files.createDirectories(project.layout().logs(new RunId("ffffffff-0000-7000-8000-000000000000")));

        assertThat(explain(project, "make")).contains("because it has not succeeded here before");
    }

    @Test
    void there_is_nothing_to_explain_before_a_run() {
        Project project = chain();

        assertThatThrownBy(() -> explain(project, "make"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no run had app:make yet; run it first");
    }

    @Test
    void a_rebuild_finds_the_task_that_makes_something_else_each_time() {
        String tasks = """
                same:
                  run: mkdir -p out && echo same > out/same
                  inputs: []
                  outputs: [out/same]
                chance:
                  run: |
                    mkdir -p out
                    echo fixed > out/fixed
                    head -c 16 /dev/urandom > out/chance
                  inputs: []
                  outputs: [out/fixed, out/chance]
                """;
        Project project = Project.in(directory, tasks);

        RebuildVerification found = project.with(engine -> engine.verifyRebuild(Project.ALL, project.listener()));
        RunSummary after = project.run();

        assertThat(found.run().result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(found.unreproducible())
                .containsExactly(
                        new Unreproducible(Project.address("chance"), List.of("out/chance"), "made different outputs"));
        assertThat(Project.states(after)).containsOnly(entry("same", SUCCEEDED), entry("chance", SUCCEEDED));
    }

    @Test
    void a_rebuild_leaves_the_workspace_and_the_store_as_they_were() throws IOException {
        Project project = chain();
        project.run();
        project.write("a.txt", "changed\n").write("copied", "by hand\n");
        Files.delete(project.at("lonely"));
        long entries = results(project);

        RebuildVerification found = project.with(engine -> engine.verifyRebuild(Project.ALL, project.listener()));

        assertThat(found.run().result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(found.unreproducible()).isEmpty();
        assertThat(project.read("copied")).isEqualTo("by hand\n");
        assertThat(project.at("lonely")).doesNotExist();
        assertThat(results(project)).isEqualTo(entries);
        assertThat(project.store().resolve("sandboxes")).isEmptyDirectory();
    }

    private static long results(Project project) throws IOException {
        try (Stream<Path> files = Files.walk(project.store())) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void a_rebuild_finds_the_task_that_fails_the_second_time() {
        String tasks = """
                once:
                  run: mkdir "$MARKS/once"
                  inputs: []
                  pass: [MARKS]
                """;
        Project project = Project.in(directory, tasks);

        RebuildVerification found = project.with(engine -> engine.verifyRebuild(Project.ALL, project.listener()));

        assertThat(found.unreproducible()).singleElement().satisfies(once -> {
            assertThat(once.task()).isEqualTo(Project.address("once"));
            assertThat(once.difference()).startsWith("succeeded the first time, and the second time it ");
        });
        TaskTrend trend = project.with(engine -> TaskTrend.of(engine.past(), engine.pipeline()))
                .get(0);
        assertThat(trend.failures()).isEqualTo(1);
        assertThat(trend.flakiness().probability())
                .as("of two runs under one key one failed")
                .isGreaterThan(0.09);
    }

    @Test
    void without_a_store_the_run_goes_on_with_one_warning() throws IOException {
        Project project = chain();
        Files.writeString(project.store(), "a plain file");

        RunSummary summary = project.run();

        assertThat(summary.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(project.read("copied")).isEqualTo("a\n");
        assertThat(project.read("lonely")).isEqualTo("b\n");
        assertThat(project.warnings).hasSize(1);
        assertThat(project.store()).hasContent("a plain file");
    }

    @Test
    void damaged_contents_are_made_again() throws IOException {
        String large = "x".repeat(300_000) + "\n"; // small ones are kept within their result
        Project project = chain().write("a.txt", large);
        project.run();
        for (Path content : filesUnder(project.store().resolve("contents"))) damage(content);
        for (String output : List.of("made", "copied")) Files.delete(project.at(output));

        RunSummary second = project.run();
        RunSummary third = project.run();

        // making it again mended the content that both results name
        assertThat(Project.states(second))
                .containsOnly(entry("make", SUCCEEDED), entry("copy", REUSED), entry("alone", REUSED));
        assertThat(project.read("made")).isEqualTo(large);
        assertThat(project.read("copied")).isEqualTo(large);
        assertThat(project.warnings).isNotEmpty();
        assertThat(Project.states(third)).doesNotContainValue(SUCCEEDED);
    }

    @Test
    void damaged_results_are_made_again() throws IOException {
        Project project = chain();
        project.run();
        for (Path action : filesUnder(project.store().resolve("actions"))) damage(action);

        RunSummary second = project.run();

        assertThat(Project.states(second)).containsEntry("make", SUCCEEDED).containsEntry("alone", SUCCEEDED);
        assertThat(project.read("made")).isEqualTo("a\n");
        assertThat(project.read("copied")).isEqualTo("a\n");
        assertThat(project.read("lonely")).isEqualTo("b\n");
        assertThat(project.warnings).isNotEmpty();
        assertThat(Project.states(project.run())).doesNotContainValue(SUCCEEDED);
    }

    private static List<Path> filesUnder(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            assertThat(files).isNotEmpty();
            return files;
        }
    }

    /** Turns the last byte, as a bad disk does. */
    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length == 0) return;
        bytes[bytes.length - 1] ^= 1;
        Files.delete(file);
        Files.write(file, bytes);
    }

    @Test
    void a_rebuild_that_is_asked_for_runs_everything() {
        Project project = chain();
        project.run();

        RunSummary again = project.run(Project.request(new RunOptions(false, true)));

        assertThat(Project.states(again))
                .containsOnlyKeys("alone", "copy", "make")
                .containsValue(SUCCEEDED);
        assertThat(Project.states(again)).doesNotContainValue(REUSED);
    }
}

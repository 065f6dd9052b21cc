package io.slipway.core.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.Subject;
import io.slipway.core.estimate.TaskModels;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is learnt of real runs of a workspace, and from where. */
class LearntTasksTest {
    private static final TaskAddress MAKE = Project.address("make");

    @TempDir
    Path directory;

    private Project project() {
        return Project.in(directory, """
                make: {run: cp a.txt made, inputs: [a.txt], outputs: [made]}
                copy: {run: cp made copied, inputs: [], outputs: [copied], needs: [make]}
                """).write("a.txt", "a\n");
    }

    private static TaskModels models(Project project) {
        return project.with(LocalEngine::models);
    }

    private static long runs(Project project) {
        return runs(project, Subject.of(MAKE));
    }

    private static long runs(Project project, Subject task) {
        return models(project)
                .durations()
                .estimate(task, Covariates.NONE, Instant.EPOCH)
                .orElseThrow()
                .runs();
    }

    @Test
    void a_run_teaches_what_to_expect_of_the_next_one() {
        Project project = project();

        project.run();

        Duration said = models(project).durations().expected(MAKE).orElseThrow();
        assertThat(TaskHistory.open(project.layout().history()).expected(MAKE)).contains(said);
    }

    @Test
    void a_run_in_which_all_is_reused_neither_reads_nor_writes_what_was_learnt() throws IOException {
        Project project = project();
        project.run();
        Files.writeString(project.layout().learntTasks(), "not read");

        project.run();

        assertThat(project.layout().learntTasks()).hasContent("not read");
    }

    @Test
    void what_was_learnt_is_learnt_again_when_it_is_lost() throws IOException {
        Project project = project();
        for (int i = 0; i < 3; i++) project.write("a.txt", "a" + i).run();
        byte[] learnt = models(project).save();

        Files.delete(project.layout().learntTasks());

        assertThat(models(project).save()).isEqualTo(learnt);
        assertThat(runs(project)).isEqualTo(3);
    }

    @Test
    void a_run_that_was_not_learnt_from_as_slipway_was_killed_is_found_by_its_journal() throws IOException {
        Project project = project();
        project.run();
        byte[] before = Files.readAllBytes(project.layout().learntTasks());
        project.write("a.txt", "another").run();
        byte[] after = models(project).save();

        Files.write(project.layout().learntTasks(), before);

        assertThat(models(project).save()).isEqualTo(after);
    }

    @Test
    void results_are_learnt_to_be_there_only_where_that_had_to_be_guessed() {
        Project project = project();
        project.run();
        project.write("a.txt", "another").run();
        project.define("""
                make: {run: "cp a.txt made && true", inputs: [a.txt], outputs: [made]}
                copy: {run: cp made copied, inputs: [], outputs: [copied], needs: [make]}
                """).run();

        TaskModels models = models(project);

        assertThat(models.reuse().probability(Subject.of(MAKE))).isZero();
        assertThat(models.reuse().probability(Subject.of(Project.address("copy"))))
                .as("two misses and a hit after make had run")
                .isBetween(0.3, 0.5);
    }

    @Test
    void an_import_is_learnt_from_at_once() {
        Project project = project();
        List<WorkspacePast.PastTask> imported = new ArrayList<>();
        for (int i = 0; i < 30; i++)
            imported.add(new WorkspacePast.PastTask(
                    Subject.of(MAKE),
                    "old " + i,
                    Instant.parse("2026-01-05T08:00:00Z").plusSeconds(3600L * i),
                    Optional.of(Outcome.Kind.SUCCEEDED),
                    new Usage(Duration.ofSeconds(40), Duration.ZERO, 0, 0, 0),
                    Optional.empty(),
                    ""));

        project.with(engine -> engine.remember(imported));

        TaskHistory history = TaskHistory.open(project.layout().history());
        assertThat(history.expected(MAKE).orElseThrow()).isBetween(Duration.ofSeconds(38), Duration.ofSeconds(42));
        assertThat(history.overdueAfter(MAKE).orElseThrow()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {", renamed-from: make", ""})
    void a_task_with_another_name_goes_on_with_its_past(String said) throws IOException {
        String task = "%s: {run: cp a.txt made, inputs: [a.txt], outputs: [made]%s}";
        Project project = Project.in(directory, task.formatted("make", "")).write("a.txt", "a\n");
        for (int i = 0; i < 3; i++) project.write("a.txt", "a" + i).run();

        project.define(task.formatted("build", said)).run();
        project.write("a.txt", "another").run();

        Subject build = Subject.of(Project.address("build"));
        assertThat(runs(project, build)).as("three by its old name").isEqualTo(4);
        List<TaskTrend> trends = project.with(engine -> TaskTrend.of(engine.past(), engine.pipeline()));
        assertThat(trends).hasSize(1);
        assertThat(trends.get(0).subject()).isEqualTo(build);
        assertThat(trends.get(0).passes()).hasSize(4);

        Files.delete(project.layout().learntTasks());

        assertThat(runs(project, build)).as("learnt again").isEqualTo(4);
    }

    @Test
    void a_task_that_does_what_one_of_the_others_does_leaves_it_its_past() {
        String tasks = "make: {run: 'true', inputs: [a.txt]}\n";
        Project project = Project.in(directory, tasks).write("a.txt", "a\n");
        project.run();

        project.define(tasks + "again: {run: 'true', inputs: [a.txt]}\n").run();

        assertThat(project.with(LocalEngine::past).tasks())
                .extracting(task -> task.subject().name())
                .contains("app:make", "app:again");
        assertThat(runs(project, Subject.of(MAKE))).isEqualTo(1);
    }

    @Test
    void circumstances_of_a_task_are_read_from_the_journal() {
        Project project = project();
        project.run();
        project.write("a.txt", "another").run();

        List<WorkspacePast.PastTask> makes = project.with(LocalEngine::past).tasks().stream()
                .filter(task -> task.subject().name().equals("app:make"))
                .toList();

        assertThat(makes).extracting(task -> task.met().cache()).containsExactly("cold", "warm");
        assertThat(makes)
                .extracting(task -> task.met().covariates().changedInputFiles())
                .containsExactly(0, 1);
        assertThat(makes).allSatisfy(task -> {
            assertThat(task.met().covariates().event()).isEqualTo("local");
            assertThat(task.met().covariates().branch()).isNotEmpty();
            assertThat(task.agent()).isEqualTo("local");
            assertThat(task.met().covariates().agentClass()).isEqualTo("local");
            assertThat(task.met().waited()).isLessThan(Duration.ofSeconds(30));
        });
    }
}

package io.slipway.core.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a task is the same as before: over versions, names, tools and edits of its definition. */
class SameTaskTest {
    @TempDir
    Path directory;

    private static RunRequest deploying(String... approved) {
        return new RunRequest(List.of(), Set.of(TaskKind.DEPLOY), TaskFilter.NONE, 0, false, RunOptions.DEFAULT)
                .approved(new Approvals(List.of(approved), Optional.empty()));
    }

    @Test
    void another_version_makes_it_run_again_and_the_one_before_is_still_known() {
        String task = "make: {run: echo one > made, inputs: [src/**], outputs: [made]%s}";
        Project project = Project.in(directory, task.formatted(""));
        project.run();

        project.define(task.formatted(", version: 2"));
        RunSummary second = project.run();
        assertThat(Project.task(second, "make").state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(Project.task(second, "make")
                        .because()
                        .orElseThrow()
                        .causes()
                        .get(0)
                        .text())
                .isEqualTo("its version is now 2");
        assertThat(Project.task(project.run(), "make").state()).isEqualTo(TaskState.REUSED);

        project.define(task.formatted(""));
        assertThat(Project.task(project.run(), "make").state()).isEqualTo(TaskState.REUSED);
    }

    @Test
    void a_renamed_task_and_what_needs_it_do_not_run_again_and_keep_their_past() {
        String tasks = "%s: {run: echo one > made, inputs: [src/**], outputs: [made]%s}\n"
                + "user: {run: cat made > used, inputs: [src/**], outputs: [used], needs: [%s]}";
        Project project = Project.in(directory, tasks.formatted("old", "", "old"));
        project.run();

        project.define(tasks.formatted("new", ", renamed-from: old", "new"));
        assertThat(Project.states(project.run())).isEqualTo(Map.of("new", TaskState.REUSED, "user", TaskState.REUSED));
        assertThat(project.read("used")).isEqualTo("one\n");

        WorkspacePast past = project.with(LocalEngine::past);
        assertThat(past.tasks()).extracting(task -> task.subject().name()).containsOnly("app:new", "app:user");
        LocalPlan plan = project.with(engine -> engine.plan(Project.ALL));
        assertThat(plan.tasks()).allSatisfy(task -> assertThat(task.expected()).isPresent());
    }

    @Test
    void a_pinned_tool_is_required_in_exactly_the_version_that_is_here() {
        Project project = Project.in(directory, "make: {run: 'true', pin: [git], requires: {git: '>=1'}}");
        String required = project.with(
                engine -> engine.pipeline().tasks().get(0).requires().texts().get("git"));
        assertThat(required).matches("=\\d+\\.\\d+.*");
        assertThat(project.run().result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(Project.task(project.run(), "make").state()).isEqualTo(TaskState.REUSED);
    }

    @Test
    void a_definition_edited_while_a_run_goes_on_does_not_change_that_run() {
        Project project = Project.in(directory, """
                first: {run: "sed -i 's/echo two/echo other/' slipway.yaml", inputs: []}
                second: {run: echo two > two, outputs: [two], inputs: [], needs: [first]}
                """);

        assertThat(project.run().result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(project.read("two")).isEqualTo("two\n");
        assertThat(project.read("slipway.yaml")).contains("echo other");
    }

    @Test
    void a_run_that_is_resumed_ends_on_the_definition_it_began_with() {
        String tasks = "build: {run: echo b > built, outputs: [built], inputs: [src/**]}\n"
                + "deploy: {kind: deploy, run: 'echo %s >> $MARKS/deployed', pass: [MARKS], needs: [build], approval: true}";
        Project project = Project.in(directory, tasks.formatted("one")).write("src/a", "a");
        RunSummary waiting = project.run(deploying());
        assertThat(waiting.result()).isEqualTo(RunResult.WAITING);

        project.define(tasks.formatted("two") + "\nmore: {run: 'true'}").write("other/slipway.yaml", """
                slipway: 1
                service: other
                tasks: {t: {run: 'true'}}
                """);
        RunSummary done = project.with(engine -> engine.resume(deploying("app:deploy"), project.listener()));

        assertThat(done.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(done.run()).isEqualTo(waiting.run());
        assertThat(done.tasks()).hasSize(2);
        assertThat(project.marksIn("deployed")).containsExactly("one");

        project.run(deploying("app:deploy"));
        assertThat(project.marksIn("deployed")).containsExactly("one", "two");
    }

    @Test
    void a_run_whose_sources_changed_is_not_resumed() throws Exception {
        Project project = Project.in(directory, "deploy: {kind: deploy, run: 'true', approval: true, inputs: [src/**]}")
                .write("src/a", "a");
        project.run(deploying());
        project.define("deploy: {kind: deploy, run: 'false', approval: true}").write("src/a", "b");

        assertThatThrownBy(() -> project.with(engine -> engine.resume(deploying("app:deploy"), project.listener())))
                .hasMessageContaining("the sources have changed");

        Files.delete(project.layout().pipeline(project.layout().allRuns().get(0)));
        assertThatThrownBy(() -> project.with(engine -> engine.resume(deploying("app:deploy"), project.listener())))
                .hasMessageContaining("cannot be read");
    }
}

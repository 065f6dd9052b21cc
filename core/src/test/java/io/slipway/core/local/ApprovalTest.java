package io.slipway.core.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.TaskState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with a task that wants approval. */
class ApprovalTest {
    private static final String TASKS = """
            build: {run: echo b >> $MARKS/build, pass: [MARKS], outputs: []}
            deploy: {kind: deploy, run: echo d >> $MARKS/deploy, pass: [MARKS], needs: [build], approval: %s}
            after: {kind: deploy, run: echo a >> $MARKS/after, pass: [MARKS], needs: [deploy]}
            """;

    @TempDir
    Path directory;

    private Project project;
    private final List<String> questions = new ArrayList<>();

    @BeforeEach
    void a_deploy_that_wants_approval() {
        project = Project.in(directory, TASKS.formatted("{note: look first}"));
    }

    private static RunRequest deploying(Approvals approvals) {
        return new RunRequest(List.of(), Set.of(TaskKind.DEPLOY), TaskFilter.NONE, 0, false, RunOptions.DEFAULT)
                .approved(approvals);
    }

    private static RunRequest approving(String... tasks) {
        return deploying(new Approvals(List.of(tasks), Optional.empty()));
    }

    private RunRequest asking(boolean answer) {
        return deploying(
                new Approvals(List.of(), Optional.of((task, why) -> questions.add(task + " " + why) && answer)));
    }

    private RunSummary resume(RunRequest request) {
        return project.with(engine -> engine.resume(request, project.listener()));
    }

    @Test
    void without_anybody_there_the_run_ends_as_one_that_waits_and_goes_on_with_approval() {
        RunSummary waiting = project.run(approving());

        assertThat(waiting.result()).isEqualTo(RunResult.WAITING);
        assertThat(Project.task(waiting, "build").state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(Project.task(waiting, "deploy").state()).isEqualTo(TaskState.QUEUED);
        assertThat(project.events(RunEvent.TaskSetAside.class))
                .singleElement()
                .satisfies(aside -> assertThat(aside.why()).isEqualTo("waits for approval: look first"));
        assertThat(resume(approving()).result()).isEqualTo(RunResult.WAITING);
        assertThat(project.marksIn("deploy")).isEmpty();

        RunSummary done = resume(approving("app:*"));

        assertThat(done.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(done.run()).isEqualTo(waiting.run());
        assertThat(project.marksIn("build")).hasSize(1);
        assertThat(project.marksIn("deploy")).hasSize(1);
        assertThat(project.marksIn("after")).hasSize(1);
        List<JournalEntry> entries = FileJournal.read(project.layout().journal(done.run()));
        assertThat(entries)
                .filteredOn(entry -> entry.event() instanceof RunEvent.TaskApproved)
                .singleElement()
                .satisfies(entry -> assertThat(entry.actor()).isEqualTo("ada"));
        List<String> explained = project.with(engine -> engine.explain(Project.address("deploy")));
        assertThat(explained).anySatisfy(sentence -> assertThat(sentence).startsWith("approved by ada at "));
    }

    @Test
    void what_is_approved_ahead_does_not_wait() {
        RunSummary done = project.run(approving("app:deploy"));

        assertThat(done.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(project.events(RunEvent.TaskSetAside.class)).isEmpty();
        assertThat(project.events(RunEvent.TaskApproved.class)).hasSize(1);
    }

    @Test
    void whoever_is_there_is_asked_when_nothing_else_is_left_to_do() {
        assertThat(project.run(asking(true)).result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(questions).containsExactly("app:deploy waits for approval: look first");

        questions.clear();
        assertThat(project.run(asking(false)).result()).isEqualTo(RunResult.WAITING);
        assertThat(questions).hasSize(1);
        assertThat(resume(asking(true)).result()).isEqualTo(RunResult.SUCCEEDED);
    }

    @Test
    void only_those_named_may_approve_and_only_what_wants_approval() {
        assertThatThrownBy(() -> project.run(approving("app:build"))).hasMessageContaining("asks for approval");
        assertThatThrownBy(() -> project.run(approving("app:biuld"))).hasMessageContaining("did you mean");

        project.define(TASKS.formatted("{by: [bob, eve]}"));
        assertThatThrownBy(() -> project.run(approving("app:deploy")))
                .hasMessage("`app:deploy` may be approved by bob or eve, but this is ada; ask one of them");
        assertThat(project.run(asking(true)).result()).isEqualTo(RunResult.WAITING);
        assertThat(project.marksIn("deploy")).isEmpty();
    }

    @Test
    void a_result_that_is_reused_needs_no_approval() {
        project.define("build: {run: echo b >> $MARKS/build, pass: [MARKS], approval: true}");

        assertThat(project.run(asking(true)).result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(project.run().result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(questions).hasSize(1);
    }
}

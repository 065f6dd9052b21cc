package io.slipway.core.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.TaskState;
import io.slipway.core.workspace.Concurrency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two runs of one concurrency group. */
@Timeout(60)
class ConcurrencyTest {
    private static final String UNTIL_GO = "run: 'while ! test -e $MARKS/go; do sleep 0.02; done', pass: [MARKS]";

    @TempDir
    Path directory;

    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private Project project;

    @BeforeEach
    void a_project() {
        project = Project.in(directory, "quick: {run: 'true'}");
    }

    @AfterEach
    void go() {
        mark("go");
        other.shutdownNow();
    }

    private void mark(String name) {
        try {
            Files.createFile(project.marks().resolve(name));
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunRequest in(String group) {
        return new RunRequest(List.of(), Set.of(TaskKind.DEPLOY), TaskFilter.NONE, 0, false, RunOptions.DEFAULT)
                .in(Concurrency.parse(group));
    }

    /** Begins in another thread; back when its first attempt has started. */
    private CompletableFuture<RunSummary> begin(RunRequest request, EventListener also) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<RunSummary> older = CompletableFuture.supplyAsync(
                () -> project.with(engine -> engine.run(request, entries -> {
                    entries.forEach(entry -> {
                        if (entry.event() instanceof RunEvent.AttemptStarted) started.countDown();
                    });
                    also.onEvents(entries);
                })),
                other);
        assertThat(started.await(40, TimeUnit.SECONDS)).isTrue();
        return older;
    }

    @Test
    void the_newer_waits_until_the_older_has_ended() throws Exception {
        project.define("wait: {" + UNTIL_GO + "}");
        CompletableFuture<RunSummary> older = begin(in("g"), entries -> {});

        try (LocalEngine engine = project.open(said -> {
            assertThat(said).isEqualTo("another run of the group `g` is going on; waiting for it to end");
            mark("go");
        })) {
            assertThat(engine.run(in("g"), entries -> {}).result()).isEqualTo(RunResult.SUCCEEDED);
        }

        assertThat(older.get().result()).isEqualTo(RunResult.SUCCEEDED);
    }

    @Test
    void the_newer_ends_the_older_when_it_says_so() throws Exception {
        project.define("wait: {" + UNTIL_GO + "}\nnext: {run: 'true', needs: [wait]}");
        CompletableFuture<RunSummary> older = begin(in("g"), entries -> {});

        project.define("quick: {run: 'true'}");
        assertThat(project.run(in("g=cancel-older")).result()).isEqualTo(RunResult.SUCCEEDED);

        assertThat(older.get().result()).isEqualTo(RunResult.CANCELLED);
        assertThat(Project.task(older.get(), "next").state()).isEqualTo(TaskState.SKIPPED);
    }

    @Test
    void a_deploy_that_runs_may_end_but_nothing_comes_after_it() throws Exception {
        project.define("deploy: {kind: deploy, " + UNTIL_GO + "}\nafter: {kind: deploy, run: 'true', needs: [deploy]}");
        CompletableFuture<RunSummary> older = begin(
                in("g"),
                entries -> entries.forEach(entry -> {
                    if (entry.event() instanceof RunEvent.RunCancelled) mark("go");
                }));

        project.define("quick: {run: 'true'}");
        assertThat(project.run(in("g=cancel-older")).result()).isEqualTo(RunResult.SUCCEEDED);

        assertThat(Project.states(older.get()))
                .containsEntry("deploy", TaskState.SUCCEEDED)
                .containsEntry("after", TaskState.SKIPPED);
        assertThat(older.get().result()).isEqualTo(RunResult.CANCELLED);
    }

    @Test
    void a_deploy_that_runs_is_killed_only_when_that_is_said() throws Exception {
        project.define("deploy: {kind: deploy, " + UNTIL_GO + "}");
        CompletableFuture<RunSummary> older = begin(in("g"), entries -> {});

        project.define("quick: {run: 'true'}");
        assertThat(project.run(in("g=kill-older")).result()).isEqualTo(RunResult.SUCCEEDED);

        assertThat(Project.states(older.get())).containsEntry("deploy", TaskState.FAILED);
        assertThat(project.marksIn("go")).isEmpty();
    }

    @Test
    void what_a_killed_run_left_behind_keeps_nobody_waiting() throws IOException {
        project.define("quick: {run: 'true'}");
        project.run(in("g"));
        Path group;
        try (var groups = Files.list(project.store().resolve("groups"))) {
            group = groups.findFirst().orElseThrow();
        }
        Path left = Files.createFile(group.resolve("waiting/00000000-0000-7000-8000-000000000000"));

        assertThat(project.run(in("g")).result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(left).doesNotExist();
        assertThat(project.warnings).isEmpty();
    }

    @Test
    void the_workspace_names_the_group_and_runs_of_others_do_not_mind() throws Exception {
        project.define("wait: {" + UNTIL_GO + "}")
                .write("slipway-workspace.yaml", "slipway: 1\nconcurrency: 'deploy-${{ branch }}'\n")
                .environment("BRANCH_NAME", "main");
        mark("go");
        project.run();

        assertThat(project.store()
                        .resolve("groups")
                        .resolve(io.slipway.core.content.Digest.of(
                                        "deploy-main".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .hash()))
                .isDirectory();
    }
}

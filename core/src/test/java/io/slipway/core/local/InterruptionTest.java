package io.slipway.core.local;

import static io.slipway.core.run.TaskState.FAILED;
import static io.slipway.core.run.TaskState.REUSED;
import static io.slipway.core.run.TaskState.SKIPPED;
import static io.slipway.core.run.TaskState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are cancelled, or whose Slipway is killed. */
@Timeout(60)
class InterruptionTest {
    /** {@code second} waits forever the first time, once it has said which process is its child. */
    private static final String SECOND_HANGS_ONCE = """
            first:
              run: |
                echo ran >> "$MARKS/first"
                echo first > first
              inputs: []
              outputs: [first]
              pass: [MARKS]
            second:
              run: |
                echo half > second
                if mkdir "$MARKS/began"; then
                  tail -f /dev/null &
                  echo $! > "$MARKS/child"
                  wait
                fi
                echo second >> second
              inputs: []
              outputs: [second]
              needs: [first]
              pass: [MARKS]
            third:
              run: cat first second > third
              inputs: []
              outputs: [third]
              needs: [first, second]
            """;

    @TempDir
    Path directory;

    private Project hanging() throws IOException, InterruptedException {
        Project project = Project.in(directory, SECOND_HANGS_ONCE);
        Path pipe = project.marks().resolve("child");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return project;
    }

    /** Blocks until the second task runs. */
    private static long childOfSecond(Project project) throws IOException {
        return Long.parseLong(Files.readString(project.marks().resolve("child")).strip());
    }

    /** No process of that number, or one that only waits for its parent to notice. */
    private static boolean isGone(long process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
        } catch (IOException e) {
            return true;
        }
    }

    private static CompletableFuture<RunSummary> inAnotherThread(Supplier<RunSummary> run) {
        return CompletableFuture.supplyAsync(run, task -> new Thread(task).start());
    }

    @Test
    void a_cancelled_run_ends_with_all_its_processes() throws Exception {
        Project project = hanging();

        RunSummary cancelled;
        long child;
        try (LocalEngine engine = project.open()) {
            EventListener listener = project.listener();
            CompletableFuture<RunSummary> running = inAnotherThread(() -> engine.run(Project.ALL, listener));
            child = childOfSecond(project);
            engine.cancel("enough");
            cancelled = running.get();
        }
        boolean gone = isGone(child);
        RunSummary again = project.run();

        assertThat(cancelled.result()).isEqualTo(RunResult.CANCELLED);
        assertThat(Project.states(cancelled))
                .containsOnly(entry("first", SUCCEEDED), entry("second", FAILED), entry("third", SKIPPED));
        assertThat(Project.task(cancelled, "second").outcome().orElseThrow().kind())
                .isEqualTo(Outcome.Kind.CANCELLED);
        assertThat(gone).isTrue();
        assertThat(Project.states(again))
                .containsOnly(entry("first", REUSED), entry("second", SUCCEEDED), entry("third", SUCCEEDED));
        assertThat(project.read("third")).isEqualTo("first\nhalf\nsecond\n");
    }

    @Test
    void a_run_cancelled_before_it_begins_runs_nothing() {
        Project project = Project.in(directory, SECOND_HANGS_ONCE);

        RunSummary summary = project.with(engine -> {
            engine.cancel("never mind");
            return engine.run(Project.ALL, project.listener());
        });

        assertThat(summary.result()).isEqualTo(RunResult.CANCELLED);
        assertThat(project.events(RunEvent.AttemptStarted.class)).isEmpty();
    }

    @Test
    void a_run_after_a_cancelled_one_in_the_same_engine_is_not_cancelled() {
        Project project = Project.in(directory, "one:\n  run: echo one > one\n  inputs: []\n  outputs: [one]\n");

        try (LocalEngine engine = project.open()) {
            engine.cancel("never mind");
            RunSummary cancelled = engine.run(Project.ALL, project.listener());
            RunSummary next = engine.run(Project.ALL, project.listener());

            assertThat(cancelled.result()).isEqualTo(RunResult.CANCELLED);
            assertThat(next.result()).isEqualTo(RunResult.SUCCEEDED);
        }
    }

    @Test
    void a_second_engine_of_the_same_process_waits_for_the_first() throws Exception {
        Project project = hanging();
        CompletableFuture<String> warned = new CompletableFuture<>();

        try (LocalEngine first = project.open();
                LocalEngine second = project.open(warned::complete)) {
            CompletableFuture<RunSummary> ofFirst = inAnotherThread(() -> first.run(Project.ALL, entries -> {}));
            childOfSecond(project);
            CompletableFuture<RunSummary> ofSecond = inAnotherThread(() -> second.run(Project.ALL, entries -> {}));
            String warning = warned.get();
            first.cancel("enough");

            assertThat(warning).isEqualTo("another run is going on in this workspace; waiting for it to end");
            assertThat(ofFirst.get().result()).isEqualTo(RunResult.CANCELLED);
            assertThat(Project.states(ofSecond.get()))
                    .containsOnly(entry("first", REUSED), entry("second", SUCCEEDED), entry("third", SUCCEEDED));
        }
    }

    @Test
    void a_run_that_waits_for_its_turn_can_be_cancelled() throws Exception {
        Project project = Project.in(directory, "one:\n  run: echo one\n  inputs: []\n");
        project.layout().create();
        CompletableFuture<String> warned = new CompletableFuture<>();

        try (WorkspaceLock held = project.lock();
                LocalEngine engine = project.open(warned::complete)) {
            CompletableFuture<RunSummary> waiting = inAnotherThread(() -> engine.run(Project.ALL, project.listener()));
            warned.get();
            engine.cancel("enough");
            RunSummary summary = waiting.get();

            assertThat(held.waited()).isFalse();
            assertThat(summary.result()).isEqualTo(RunResult.CANCELLED);
            assertThat(summary.tasks()).isEmpty();
            assertThat(project.events).isEmpty();
        }
    }

    @Test
    void a_killed_run_goes_on_where_it_was() throws Exception {
        Project project = hanging();
        long child = kill(project);

        RunSummary resumed = project.with(engine -> engine.resume(Project.ALL, project.listener()));

        assertThat(isGone(child)).isTrue();
        assertThat(resumed.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(Project.states(resumed))
                .containsOnly(entry("first", SUCCEEDED), entry("second", SUCCEEDED), entry("third", SUCCEEDED));
        assertThat(project.events(RunEvent.AttemptStarted.class))
                .extracting(started -> started.task().task() + " " + started.attempt())
                .containsExactly("second 2", "third 1");
        assertThat(project.marksIn("first")).containsExactly("ran");
        assertThat(project.read("third")).isEqualTo("first\nhalf\nsecond\n");
        assertThat(Project.states(project.run())).doesNotContainValue(SUCCEEDED);
    }

    @Test
    void what_a_run_started_just_before_it_was_killed_is_ended_too() throws Exception {
        Project project = hanging();
        long child = kill(project);
        Path recorded = project.layout().processes(project.layout().allRuns().get(0));
        Files.writeString(recorded, Files.readAllLines(recorded).get(0) + "\n");

        RunSummary again = project.run();

        assertThat(isGone(child)).isTrue();
        assertThat(Project.states(again)).containsEntry("second", SUCCEEDED);
    }

    @Test
    void what_a_killed_run_left_of_a_sidecar_is_ended() throws Exception {
        Project project = Project.in(directory, """
                test:
                  run: if mkdir "$MARKS/began"; then exec tail -f /dev/null; fi
                  inputs: []
                  pass: [MARKS]
                  sidecars:
                    db:
                      run: tail -f /dev/null & echo $! > "$MARKS/child"; echo ready; wait
                      ready: {log: ready}
                """);
        Path pipe = project.marks().resolve("child");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Process slipway = InterruptedRun.start(directory);
        long first = Long.parseLong(Files.readString(pipe).strip());
        while (!Files.exists(project.marks().resolve("began")))
            assertThat(slipway.isAlive()).isTrue();
        slipway.destroyForcibly().waitFor();
        boolean wasThere = !isGone(first);

        CompletableFuture<RunSummary> again = inAnotherThread(project::run);
        long second = Long.parseLong(Files.readString(pipe).strip());

        assertThat(wasThere).isTrue();
        assertThat(isGone(first)).as("ended before the next run began").isTrue();
        assertThat(Project.states(again.get())).containsEntry("test", SUCCEEDED);
        assertThat(isGone(second)).isTrue();
    }

    @Test
    void a_killed_run_whose_sources_changed_is_started_anew() throws Exception {
        Project project = hanging();
        long child = kill(project);
        project.write("new.txt", "new");

        assertThatThrownBy(() -> project.with(engine -> engine.resume(Project.ALL, project.listener())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the sources have changed");
        RunSummary anew = project.run();

        assertThat(isGone(child)).isTrue();
        assertThat(Project.states(anew))
                .containsOnly(entry("first", REUSED), entry("second", SUCCEEDED), entry("third", SUCCEEDED));
        assertThat(project.read("third")).isEqualTo("first\nhalf\nsecond\n");
    }

    @Test
    void a_run_that_ended_is_not_resumed() {
        Project project = Project.in(directory, "one:\n  run: echo one\n  inputs: []\n");
        project.run();

        assertThatThrownBy(() -> project.with(engine -> engine.resume(Project.ALL, project.listener())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the last run has ended; start a new one");
    }

    @Test
    void a_cancelled_run_is_not_resumed_and_says_what_goes_on_with_it_whether_or_not_it_came_to_its_end()
            throws Exception {
        Project project = hanging();
        kill(project);
        Path journal = project.layout().journal(project.layout().allRuns().get(0));
        RunId run = project.layout().allRuns().get(0);
        try (FileJournal written = FileJournal.open(journal, FileJournal.Force.LEFT_TO_SYSTEM)) {
            written.append(Instant.EPOCH, "somebody", List.of(new RunEvent.RunCancelled(run, "interrupted")));
        }
        String instead = "the last run was ended before all was done (interrupted); go on with `slipway run` as it was"
                + " called, which reuses all that was done";

        assertThatThrownBy(() -> project.with(engine -> engine.resume(Project.ALL, project.listener())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(instead);
        try (FileJournal written = FileJournal.open(journal, FileJournal.Force.LEFT_TO_SYSTEM)) {
            written.append(Instant.EPOCH, "somebody", List.of(new RunEvent.RunFinished(run, RunResult.CANCELLED)));
        }
        assertThatThrownBy(() -> project.with(engine -> engine.resume(Project.ALL, project.listener())))
                .hasMessage(instead);
        assertThat(Project.states(project.run()))
                .containsOnly(entry("first", REUSED), entry("second", SUCCEEDED), entry("third", SUCCEEDED));
    }

    /** Kills a Slipway in the middle of the second task, of which a process stays behind. */
    private long kill(Project project) throws IOException, InterruptedException {
        Process slipway = InterruptedRun.start(directory);
        long child = childOfSecond(project);
        RunId run = project.layout().allRuns().get(0);
        RecordedProcesses recorded = new RecordedProcesses(project.layout().processes(run));
        while (recorded.read().orElse(List.of()).size() < 2)
            assertThat(slipway.isAlive()).isTrue();
        slipway.destroyForcibly().waitFor();
        assertThat(isGone(child)).isFalse();
        return child;
    }
}

package io.slipway.core.local;

import static io.slipway.core.run.TaskState.FAILED;
import static io.slipway.core.run.TaskState.REUSED;
import static io.slipway.core.run.TaskState.SKIPPED;
import static io.slipway.core.run.TaskState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.SkipReason;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.WaitReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real workspaces, real processes, a real store. */
class LocalEngineTest {
    /** {@code first} looks at one line only, so that some edits of b.txt change nothing after it. */
    private static final String THREE = """
            upper:
              run: mkdir -p out && tr a-z A-Z < a.txt > out/upper
              inputs: [a.txt]
              outputs: [out/upper]
            first:
              run: mkdir -p out && head -n 1 b.txt > out/first
              inputs: [b.txt]
              outputs: [out/first]
            both:
              run: cat out/upper out/first > out/both
              inputs: []
              outputs: [out/both]
              needs: [upper, first]
            """;

    @TempDir
    Path directory;

    private Project three() {
        return Project.in(directory, THREE).write("a.txt", "a\n").write("b.txt", "b\nrest\n");
    }

    @Test
    void the_next_run_of_any_kind_removes_the_sandboxes_of_a_killed_one() throws IOException {
        Project project = Project.in(directory, "make: {run: echo}");
        for (Path place :
                List.of(project.store().resolve("sandboxes"), project.layout().sandboxes())) {
            Files.createDirectories(place.resolve("run-killed/0/src"));
            Files.writeString(place.resolve("run-killed.lock"), "");
        }

        project.run();

        assertThat(project.store().resolve("sandboxes")).isEmptyDirectory();
        assertThat(project.layout().sandboxes()).isEmptyDirectory();
    }

    @Test
    void the_second_run_reuses_everything() {
        Project project = three();

        RunSummary first = project.run();
        RunSummary second = project.run();

        assertThat(first.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(Project.states(first))
                .containsOnlyKeys("both", "first", "upper")
                .containsValue(SUCCEEDED);
        assertThat(Project.states(second))
                .containsOnly(entry("both", REUSED), entry("first", REUSED), entry("upper", REUSED));
        assertThat(project.read("out/both")).isEqualTo("A\nb\n");
        assertThat(project.warnings).isEmpty();
    }

    @Test
    void only_what_an_edit_needs_runs_again() {
        Project project = three();
        project.run();

        project.write("a.txt", "aa\n");
        RunSummary second = project.run();

        assertThat(Project.states(second))
                .containsOnly(entry("both", SUCCEEDED), entry("first", REUSED), entry("upper", SUCCEEDED));
        assertThat(project.read("out/both")).isEqualTo("AA\nb\n");
    }

    @Test
    void the_variants_of_a_matrix_run_and_are_reused_each_for_itself() {
        Project project = Project.in(directory, """
                make:
                  matrix: {word: [one, two]}
                  run: cat in-${{ matrix.word }} > out-${{ matrix.word }}
                  inputs: ["in-${{ matrix.word }}"]
                  outputs: ["out-${{ matrix.word }}"]
                all: {run: cat out-* > all, inputs: [], outputs: [all], needs: [make]}
                """).write("in-one", "1\n").write("in-two", "2\n");

        project.run();
        assertThat(project.read("all")).isEqualTo("1\n2\n");

        project.write("in-two", "3\n");
        assertThat(Project.states(project.run()))
                .isEqualTo(Map.of(
                        "make[word=one]",
                        TaskState.REUSED,
                        "make[word=two]",
                        TaskState.SUCCEEDED,
                        "all",
                        TaskState.SUCCEEDED));
        assertThat(project.read("all")).isEqualTo("1\n3\n");
    }

    @Test
    void another_value_of_a_parameter_runs_what_it_is_put_into() {
        Project project =
                Project.in(directory, """
                greet: {run: 'echo "$WHO" > greeting', env: {WHO: "${{ params.who }}"}, inputs: [], outputs: [greeting]}
                other: {run: "true", inputs: []}
                """).write("slipway-workspace.yaml", "slipway: 1\nparams: {who: you}\n");

        project.run();
        assertThat(project.read("greeting")).isEqualTo("you\n");

        Map<String, TaskState> states =
                Project.states(project.environment("SLIPWAY_PARAM_WHO", "all").run());
        assertThat(states).isEqualTo(Map.of("greet", TaskState.SUCCEEDED, "other", TaskState.REUSED));
        assertThat(project.read("greeting")).isEqualTo("all\n");
    }

    @Test
    void a_task_whose_condition_does_not_hold_is_skipped_with_what_comes_after_it_and_the_run_ends_well() {
        Project project = Project.in(directory, """
                a: {run: "true", inputs: []}
                b: {run: "true", inputs: [], when: "branch == 'other' && needs.a == 'succeeded'", needs: [a]}
                c: {run: "true", inputs: [], needs: [b]}
                d: {run: "echo d", inputs: [], needs: [{task: b, optional: true}]}
                e: {run: "true", inputs: [], when: "env.MODE == 'fast' && needs.a == 'succeeded'", needs: [a]}
                """).environment("MODE", "fast").environment("BRANCH_NAME", "main");

        RunSummary summary = project.run();

        assertThat(summary.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(Project.states(summary))
                .isEqualTo(Map.of(
                        "a", TaskState.SUCCEEDED,
                        "b", TaskState.SKIPPED,
                        "c", TaskState.SKIPPED,
                        "d", TaskState.SUCCEEDED,
                        "e", TaskState.SUCCEEDED));
        assertThat(Project.task(summary, "b").skipped().orElseThrow().detail())
                .isEqualTo("`branch == 'other'` is false");
        assertThat(project.<List<String>>with(engine -> engine.explain(Project.address("b"))))
                .contains("skipped: it runs only under a condition: `branch == 'other'` is false");
    }

    @Test
    void a_condition_asks_how_a_matrix_ended_as_a_whole() {
        Project project = Project.in(directory, """
                good: {run: "true", inputs: [], matrix: {n: [1, 2]}, shards: 2}
                bad: {run: "[ ${{ matrix.n }} = 2 ]", inputs: [], matrix: {n: [1, 2, 3]}, allow-failure: true}
                passed: {run: "true", inputs: [], needs: [good], when: "needs.good == 'succeeded' && needs['app:good'] == needs.good"}
                rescue: {run: "true", inputs: [], needs: [bad], when: "needs.bad == 'failed'"}
                never: {run: "true", inputs: [], needs: [bad], when: "needs.bad == 'succeeded'"}
                """);

        assertThat(Project.states(project.run()))
                .containsEntry("passed", TaskState.SUCCEEDED)
                .containsEntry("rescue", TaskState.SUCCEEDED)
                .containsEntry("never", TaskState.SKIPPED);
    }

    @Test
    void a_plan_leaves_out_what_would_be_skipped_and_says_why() {
        Project project = Project.in(directory, """
                a: {run: "true", inputs: []}
                b: {run: "true", inputs: [], when: "branch == 'other'", needs: [a]}
                c: {run: "true", inputs: [], needs: [b]}
                d: {run: "true", inputs: [], needs: [{task: b, optional: true}]}
                e: {run: "true", inputs: [], when: "branch == 'main' && needs.a == 'failed'", needs: [a]}
                """).environment("BRANCH_NAME", "main");

        LocalPlan plan = project.with(engine -> engine.plan(Project.ALL));

        assertThat(plan.skipped())
                .isEqualTo(Map.of(
                        Project.address("b"),
                        "`branch == 'other'` is false",
                        Project.address("c"),
                        "needs app:b, which is skipped"));
        assertThat(plan.tasks()).extracting(task -> task.task().task()).containsExactlyInAnyOrder("a", "d", "e");
    }

    @Test
    void a_failure_that_is_allowed_satisfies_the_order_and_gives_no_outputs() {
        Project project = Project.in(directory, """
                lint: {run: "echo x > out; exit 1", inputs: [], outputs: [out], allow-failure: true}
                build: {run: "test ! -e out", inputs: [], needs: [lint]}
                """);

        RunSummary summary = project.run(Project.sandboxed());

        assertThat(summary.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(Project.states(summary)).isEqualTo(Map.of("lint", TaskState.FAILED, "build", TaskState.SUCCEEDED));
    }

    @Test
    void what_has_changed_since_a_revision_runs_with_what_it_needs() {
        Project project = Project.in(directory, """
                a: {run: cp a.txt a.out, inputs: [a.txt], outputs: [a.out]}
                b: {run: cat a.out b.txt > b.out, inputs: [b.txt], outputs: [b.out], needs: [a]}
                c: {run: cp c.txt c.out, inputs: [c.txt], outputs: [c.out]}
                """)
                .write("a.txt", "a")
                .write("b.txt", "b")
                .write("c.txt", "c")
                .commit();
        RunRequest since = new RunRequest(
                List.of(),
                Set.of(),
                new TaskFilter(Set.of(), Set.of(), Optional.of("HEAD")),
                0,
                false,
                RunOptions.DEFAULT);

        assertThat(Project.states(project.run(since))).isEmpty();
        project.write("b.txt", "c");
        assertThat(Project.states(project.run(since))).containsOnlyKeys("a", "b");
    }

    @Test
    void a_second_run_of_one_engine_sees_files_that_are_new() {
        Project project = Project.in(directory, """
                list:
                  run: ls src > list
                  inputs: [src/**]
                  outputs: [list]
                """).write("src/a", "a");

        try (LocalEngine engine = project.open()) {
            engine.run(Project.ALL, project.listener());
            project.write("src/b", "b");
            RunSummary second = engine.run(Project.ALL, project.listener());

            assertThat(Project.states(second)).containsOnly(entry("list", SUCCEEDED));
            assertThat(project.read("list")).isEqualTo("a\nb\n");
        }
    }

    @Test
    void what_comes_after_an_equal_output_is_reused() {
        Project project = three();
        project.run();

        project.write("b.txt", "b\nanother rest\n");
        RunSummary second = project.run();

        assertThat(Project.states(second))
                .containsOnly(entry("both", REUSED), entry("first", SUCCEEDED), entry("upper", REUSED));
    }

    @Test
    void an_edit_taken_back_brings_the_earlier_outputs_back() {
        Project project = three();
        project.run();
        project.write("a.txt", "other\n");
        project.run();

        project.write("a.txt", "a\n");
        RunSummary third = project.run();

        assertThat(Project.states(third))
                .containsOnly(entry("both", REUSED), entry("first", REUSED), entry("upper", REUSED));
        assertThat(project.read("out/both")).isEqualTo("A\nb\n");
    }

    @Test
    void outputs_removed_or_changed_by_hand_are_put_right_and_others_left_alone() throws IOException {
        Project project = three();
        project.run();
        FileTime old = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(project.at("out/both"), old);
        Files.delete(project.at("out/upper"));
        project.write("out/first", "by hand\n");

        RunSummary second = project.run();

        assertThat(Project.states(second))
                .containsOnly(entry("both", REUSED), entry("first", REUSED), entry("upper", REUSED));
        assertThat(project.read("out/upper")).isEqualTo("A\n");
        assertThat(project.read("out/first")).isEqualTo("b\n");
        assertThat(Files.getLastModifiedTime(project.at("out/both"))).isEqualTo(old);
    }

    private static final String ONE_FAILS = """
            bad:
              run: exit 3
              inputs: []
            after:
              run: touch after
              inputs: []
              outputs: [after]
              needs: [bad]
            other:
              run: touch other
              inputs: []
              outputs: [other]
            then:
              run: touch then
              inputs: []
              outputs: [then]
              needs: [other]
            clean:
              run: touch clean
              inputs: []
              outputs: [clean]
              needs: [bad]
              always: true
            """;

    @Test
    void a_failure_ends_the_run_except_for_what_always_runs() {
        Project project = Project.in(directory, ONE_FAILS);

        RunSummary summary = project.run(Project.request(RunOptions.DEFAULT, "app:after", "app:clean"));

        assertThat(summary.result()).isEqualTo(RunResult.FAILED);
        assertThat(Project.states(summary))
                .containsOnly(entry("bad", FAILED), entry("after", SKIPPED), entry("clean", SUCCEEDED));
        Outcome outcome = Project.task(summary, "bad").outcome().orElseThrow();
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.exitCode()).isEqualTo(3);
        SkipReason skipped = Project.task(summary, "after").skipped().orElseThrow();
        assertThat(skipped.kind()).isEqualTo(SkipReason.Kind.NEED_FAILED);
        assertThat(skipped.cause()).contains(Project.address("bad"));
        assertThat(project.at("after")).doesNotExist();
    }

    @Test
    void nothing_starts_after_a_failure() {
        Project project = Project.in(directory, """
                bad:
                  run: exit 3
                  inputs: []
                before:
                  run: touch before
                  inputs: []
                  outputs: [before]
                later:
                  run: touch later
                  inputs: []
                  outputs: [later]
                  needs: [before]
                """);

        RunSummary summary = project.run(Project.jobs(1));

        assertThat(Project.states(summary)).containsEntry("bad", FAILED).containsEntry("later", SKIPPED);
        assertThat(project.at("later")).doesNotExist();
    }

    @Test
    void keep_going_runs_all_that_needs_nothing_failed() {
        Project project = Project.in(directory, ONE_FAILS);

        RunSummary summary = project.run(Project.request(new RunOptions(true, false)));

        assertThat(summary.result()).isEqualTo(RunResult.FAILED);
        assertThat(Project.states(summary))
                .containsOnly(
                        entry("bad", FAILED),
                        entry("after", SKIPPED),
                        entry("other", SUCCEEDED),
                        entry("then", SUCCEEDED),
                        entry("clean", SUCCEEDED));
    }

    @Test
    void what_a_failed_attempt_left_is_not_in_the_next_result() {
        String tasks = """
                build:
                  run: |
                    mkdir -p out
                    if grep -q bad a.txt; then touch out/left; exit 1; fi
                    cp a.txt out/made
                  inputs: [a.txt]
                  outputs: [out/**]
                """;
        Project project = Project.in(directory, tasks).write("a.txt", "bad");
        RunSummary failed = project.run();

        project.write("a.txt", "good");
        RunSummary mended = project.run();

        assertThat(failed.result()).isEqualTo(RunResult.FAILED);
        assertThat(mended.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(project.at("out/left")).doesNotExist();
        assertThat(project.at("out")).isDirectoryContaining(path -> path.endsWith("made"));
    }

    @Test
    void a_result_is_not_kept_when_an_input_changed_meanwhile() {
        String tasks = """
                build:
                  run: |
                    cp a.txt out
                    if grep -q before a.txt; then echo after > a.txt; fi
                  inputs: [a.txt]
                  outputs: [out]
                """;
        Project project = Project.in(directory, tasks).write("a.txt", "before\n");

        RunSummary first = project.run();
        boolean storedFirst = stored(project);
        project.write("a.txt", "before\n");
        RunSummary second = project.run();
        RunSummary third = project.run();
        boolean storedThird = stored(project);
        RunSummary fourth = project.run();

        assertThat(storedFirst).isFalse();
        assertThat(project.layout().log(first.run(), Project.address("build")))
                .content()
                .contains("changed while it ran, so this result is not kept");
        assertThat(Project.states(second)).containsEntry("build", SUCCEEDED);
        assertThat(Project.states(third)).containsEntry("build", SUCCEEDED);
        assertThat(storedThird).isTrue();
        assertThat(Project.states(fourth)).containsEntry("build", REUSED);
        assertThat(project.read("out")).isEqualTo("after\n");
    }

    private static boolean stored(Project project) {
        return project.events(RunEvent.AttemptFinished.class).get(0).stored();
    }

    @Test
    void a_declared_output_that_is_missing_is_named() {
        Project project =
                Project.in(directory, "build:\n  run: touch other\n  inputs: []\n  outputs: [target/app.jar]\n");

        RunSummary summary = project.run();

        Outcome outcome = Project.task(summary, "build").outcome().orElseThrow();
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OUTPUT_MISSING);
        assertThat(outcome.message()).contains("target/app.jar");
    }

    @Test
    void a_sandbox_has_no_input_that_is_not_declared() {
        String tasks = """
                build:
                  run: cat a.txt secret.txt > out
                  inputs: [a.txt]
                  outputs: [out]
                """;
        Project project = Project.in(directory, tasks).write("a.txt", "a").write("secret.txt", "s");

        RunSummary sandboxed = project.run(Project.sandboxed());
        RunSummary inPlace = project.run();

        assertThat(Project.states(sandboxed)).containsEntry("build", FAILED);
        assertThat(project.layout().log(sandboxed.run(), Project.address("build")))
                .content()
                .contains("secret.txt");
        assertThat(Project.states(inPlace)).containsEntry("build", SUCCEEDED);
    }

    @Test
    void a_program_that_looks_above_its_sandbox_does_not_find_the_workspace() {
        String tasks = """
                build:
                  run: |
                    d=$PWD
                    until [ "$d" = / ]; do
                      d=$(dirname "$d")
                      if [ -e "$d/slipway.yaml" ]; then echo "$d has one"; exit 1; fi
                    done
                  inputs: []
                """;
        Project project = Project.in(directory, tasks);

        RunSummary summary = project.run(Project.sandboxed());

        assertThat(Project.states(summary)).containsOnly(entry("build", SUCCEEDED));
    }

    @Test
    void without_a_store_sandboxes_stand_in_the_workspace() throws IOException {
        Project project = three();
        Files.writeString(project.store(), "a plain file");

        RunSummary summary = project.run(Project.sandboxed());

        assertThat(summary.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(project.warnings).anyMatch(warning -> warning.endsWith("putting them into the workspace for now"));
        assertThat(project.layout().sandboxes()).isEmptyDirectory();
    }

    @Test
    void what_an_optional_need_that_failed_should_have_made_is_not_there_for_who_runs_all_the_same() {
        String tasks = """
                docs:
                  run: echo half > docs; exit 1
                  inputs: []
                  outputs: [docs]
                package:
                  run: if [ -e docs ]; then cp docs package; else echo none > package; fi
                  inputs: []
                  outputs: [package]
                  needs: [{task: docs, optional: true}]
                """;
        Project project = Project.in(directory, tasks);
        RunRequest keepGoing =
                new RunRequest(List.of(), Set.of(), TaskFilter.NONE, 0, true, new RunOptions(true, false));

        RunSummary summary = project.run(keepGoing);

        assertThat(Project.states(summary)).containsOnly(entry("docs", FAILED), entry("package", SUCCEEDED));
        assertThat(project.read("package")).isEqualTo("none\n");
    }

    @Test
    void what_a_sandbox_makes_comes_into_the_workspace() {
        Project project = three();

        RunSummary sandboxed = project.run(Project.sandboxed());
        RunSummary inPlace = project.run();

        assertThat(sandboxed.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(project.read("out/both")).isEqualTo("A\nb\n");
        assertThat(Project.states(inPlace))
                .containsOnly(entry("both", REUSED), entry("first", REUSED), entry("upper", REUSED));
    }

    private static final String VARIABLES = """
            build:
              run: echo "$MODE $LEVEL" > out
              inputs: []
              outputs: [out]
              env: {MODE: fast}
              pass: [LEVEL]
            """;

    @Test
    void variables_that_are_set_or_let_pass_count_and_the_path_does_not() {
        Project project = Project.in(directory, VARIABLES).environment("LEVEL", "1");
        project.run();

        TaskState otherPath = build(project.environment("PATH", System.getenv("PATH") + ":/nowhere"));
        TaskState otherLevel = build(project.environment("LEVEL", "2"));
        String made = project.read("out");
        TaskState otherMode = build(project.define(VARIABLES.replace("fast", "slow")));

        assertThat(otherPath).isEqualTo(REUSED);
        assertThat(otherLevel).isEqualTo(SUCCEEDED);
        assertThat(made).isEqualTo("fast 2\n");
        assertThat(otherMode).isEqualTo(SUCCEEDED);
        assertThat(project.read("out")).isEqualTo("slow 2\n");
    }

    private static TaskState build(Project project) {
        return Project.task(project.run(), "build").state();
    }

    @Test
    void a_command_does_not_see_other_variables_of_the_caller() {
        Project project = Project.in(
                        directory, "build:\n  run: echo \"[$TOKEN]\" > out\n  inputs: []\n  outputs: [out]\n")
                .environment("TOKEN", "secret");

        project.run();

        assertThat(project.read("out")).isEqualTo("[]\n");
    }

    @Test
    void a_deploy_runs_every_time_it_is_asked_for_and_after_the_deploys_it_needs() {
        String tasks = """
                package:
                  run: touch app
                  inputs: []
                  outputs: [app]
                above:
                  kind: deploy
                  run: echo above >> "$MARKS/deployed"
                  inputs: []
                  needs: [package, {task: "app:below", kind: runtime}]
                  pass: [MARKS]
                below:
                  kind: deploy
                  run: echo below >> "$MARKS/deployed"
                  inputs: []
                  needs: [package]
                  pass: [MARKS]
                """;
        Project project = Project.in(directory, tasks);

        RunSummary without = project.run();
        List<String> none = project.marksIn("deployed");
        project.run(Project.with(TaskKind.DEPLOY));
        RunSummary again = project.run(Project.with(TaskKind.DEPLOY));

        assertThat(Project.states(without)).containsOnlyKeys("package");
        assertThat(none).isEmpty();
        assertThat(Project.states(again))
                .containsOnly(entry("package", REUSED), entry("above", SUCCEEDED), entry("below", SUCCEEDED));
        assertThat(project.marksIn("deployed")).containsExactly("below", "above", "below", "above");
    }

    @Test
    void a_deploy_does_not_run_after_a_deploy_it_needs_failed() {
        String tasks = """
                use:
                  kind: deploy
                  run: echo use
                  inputs: []
                  needs: [{task: "app:give", kind: runtime}]
                give:
                  kind: deploy
                  run: exit 1
                  inputs: []
                """;
        Project project = Project.in(directory, tasks);

        RunSummary summary = project.run(Project.with(TaskKind.DEPLOY));

        assertThat(Project.states(summary)).containsOnly(entry("give", FAILED), entry("use", SKIPPED));
    }

    @Test
    void tasks_with_the_same_lock_do_not_run_together() {
        StringBuilder tasks = new StringBuilder();
        for (String name : List.of("one", "two", "three", "four")) {
            tasks.append("""
                    NAME:
                      run: |
                        echo begin NAME >> "$MARKS/log"
                        i=0; while [ $i -lt 2000 ]; do i=$((i + 1)); done
                        echo end NAME >> "$MARKS/log"
                      inputs: []
                      locks: [database]
                      pass: [MARKS]
                    """.replace("NAME", name));
        }
        Project project = Project.in(directory, tasks.toString());

        RunSummary summary = project.run(Project.jobs(4));

        assertThat(summary.result()).isEqualTo(RunResult.SUCCEEDED);
        List<String> marks = project.marksIn("log");
        assertThat(marks).hasSize(8);
        for (int i = 0; i < marks.size(); i += 2) {
            assertThat(marks.get(i + 1)).isEqualTo(marks.get(i).replace("begin", "end"));
        }
        assertThat(project.events(RunEvent.TaskHeld.class))
                .anySatisfy(held ->
                        assertThat(held.reasons()).extracting(WaitReason::kind).contains(WaitReason.Kind.LOCK));
    }

    @Test
    void a_task_that_takes_too_long_is_ended_and_said_to() {
        Project project =
                Project.in(directory, "endless:\n  run: exec tail -f /dev/null\n  inputs: []\n  timeout: 1s\n");

        RunSummary summary = project.run();

        TaskSummary endless = Project.task(summary, "endless");
        assertThat(endless.outcome().orElseThrow().kind()).isEqualTo(Outcome.Kind.TIMED_OUT);
        assertThat(endless.outcome().orElseThrow().message()).startsWith("timed out after 1s");
    }

    @Test
    void a_result_that_may_have_been_made_of_somebody_elses_file_is_not_kept() throws IOException {
        Project project = Project.in(directory, """
                make:
                  run: mkdir -p out && echo 1 > out/made
                  inputs: []
                  outputs: [out/**]
                list:
                  run: ls out > list
                  inputs: [k]
                  outputs: [list]
                  needs: [make]
                """).write("k", "1");
        project.run();
        project.write("out/stray", "").write("k", "2");
        project.run();
        List<String> warned = List.copyOf(project.warnings);

        Files.delete(project.at("out/stray"));
        Files.delete(project.at("list"));
        project.run();

        assertThat(project.read("list")).isEqualTo("made\n");
        assertThat(warned).singleElement().asString().contains("out/stray lies among the outputs of app:make");
    }

    @Test
    void what_always_runs_cleans_up_after_every_failure() throws IOException {
        Project project = Project.in(directory, """
                fail:
                  run: exit 7
                  inputs: []
                clean:
                  run: echo cleaned >> $MARKS/cleaned
                  always: true
                  inputs: []
                  needs: [fail]
                  pass: [MARKS]
                """);

        project.run();
        project.run();

        assertThat(project.marksIn("cleaned")).containsExactly("cleaned", "cleaned");
    }
}

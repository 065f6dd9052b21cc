package io.slipway.core.local;

import static io.slipway.core.run.TaskState.FAILED;
import static io.slipway.core.run.TaskState.REUSED;
import static io.slipway.core.run.TaskState.SKIPPED;
import static io.slipway.core.run.TaskState.SUCCEEDED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets in real runs: who gets them, and that nobody else sees them. */
class SecretRunTest {
    private static final String VALUE = "s3cr3t-Tok/en+ä&42";
    private static final TaskAddress PUBLISH = Project.address("publish");

    @TempDir
    Path directory;

    private Project project(String source, String run) {
        return Project.in(directory, "publish: {run: " + run + ", inputs: [], secrets: {TOKEN: " + source + "}}");
    }

    private String log(Project project, RunSummary summary) throws IOException {
        return Files.readString(project.layout().log(summary.run(), PUBLISH));
    }

    private Outcome outcome(Project project) {
        return project.events(RunEvent.AttemptFinished.class).get(0).outcome();
    }

    @Test
    void a_secret_of_the_caller_reaches_the_command_and_is_hidden_in_its_log() throws IOException {
        Project project = project("{env: CI_TOKEN}", "'printf %s \"$TOKEN\" >got; echo \"token: $TOKEN.\"'")
                .environment("CI_TOKEN", VALUE);

        RunSummary summary = project.run();

        assertThat(project.read("got")).isEqualTo(VALUE);
        assertThat(log(project, summary)).isEqualTo("token: [MASKED].\n");
    }

    @Test
    void a_secret_that_comes_piece_by_piece_is_hidden_too() throws IOException {
        Project project = project(
                        "{env: CI_TOKEN}",
                        "'i=1; while [ $i -le 18 ]; do printf %s \"$(printf %s \"$TOKEN\" | cut -c $i)\"; i=$((i+1)); done; echo'")
                .environment("CI_TOKEN", "abcdefghijklmnopqr");

        assertThat(log(project, project.run())).isEqualTo("[MASKED]\n");
    }

    @Test
    void nothing_that_slipway_writes_has_the_value_in_it() throws IOException {
        Project project = project("{env: CI_TOKEN}", "'echo \"$TOKEN\"; printf %s \"$TOKEN\" | base64; exit 3'")
                .environment("CI_TOKEN", VALUE);

        RunSummary summary = project.run();

        assertThat(Project.states(summary)).containsEntry("publish", FAILED);
        assertThat(filesWith(VALUE)).isEmpty();
        assertThat(filesWith("czNjcjN0")).isEmpty();
        assertThat(project.with(engine -> engine.explain(PUBLISH)).toString()).doesNotContain(VALUE);
    }

    @Test
    void a_condition_learns_whether_there_is_a_secret_and_writes_its_value_nowhere() throws IOException {
        Project project = Project.in(directory, """
                        publish: {run: echo, inputs: [], secrets: [TOKEN], when: "env.TOKEN != ''"}
                        without: {run: echo, inputs: [], when: "env.TOKEN == ''"}
                        """).environment("TOKEN", VALUE);

        RunSummary summary = project.run();

        assertThat(Project.states(summary)).containsEntry("publish", SUCCEEDED).containsEntry("without", SKIPPED);
        assertThat(filesWith(VALUE)).isEmpty();
        assertThat(Project.states(project.environment("TOKEN", "").run()))
                .containsEntry("publish", SKIPPED)
                .containsEntry("without", SUCCEEDED);
    }

    @Test
    void a_task_that_reads_a_file_with_a_secret_in_it_neither_shows_nor_keeps_it() throws IOException {
        Project project = Project.in(directory, """
                        publish: {run: 'echo "$TOKEN" >got', inputs: [], outputs: [got], secrets: [TOKEN]}
                        copy: {run: cat got | tee copied, inputs: [], outputs: [copied], needs: [publish]}
                        beside: {run: echo beside, inputs: []}
                        """).environment("TOKEN", VALUE);

        RunSummary summary = project.run();

        assertThat(project.read("copied")).isEqualTo(VALUE + "\n");
        assertThat(Files.readString(project.layout().log(summary.run(), Project.address("copy"))))
                .startsWith("[MASKED]\n")
                .contains("copied has a secret in it, so this result is not kept");
        assertThat(filesWith(VALUE))
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .containsOnly("got", "copied");
        assertThat(Project.states(project.run()))
                .containsEntry("copy", SUCCEEDED)
                .containsEntry("beside", REUSED);
    }

    /** Of the store and of .slipway. */
    private List<Path> filesWith(String text) throws IOException {
        List<Path> found = new ArrayList<>();
        String bytes = new String(text.getBytes(UTF_8), ISO_8859_1);
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                if (Files.readString(file, ISO_8859_1).contains(bytes)) found.add(file);
            }
        }
        return found;
    }

    @Test
    void another_value_reuses_the_result_and_another_name_does_not() {
        Project project = project("{env: CI_TOKEN}", "echo done").environment("CI_TOKEN", VALUE);
        project.run();

        assertThat(Project.states(
                        project.environment("CI_TOKEN", "another-value").run()))
                .containsEntry("publish", REUSED);

        project.define("publish: {run: echo done, inputs: [], secrets: {NPM_TOKEN: {env: CI_TOKEN}}}");
        assertThat(Project.states(project.run())).containsEntry("publish", SUCCEEDED);
        assertThat(project.with(engine -> engine.explain(PUBLISH)).toString())
                .contains("it now gets the secret NPM_TOKEN", "it no longer gets the secret TOKEN");
    }

    @Test
    void another_source_of_the_same_name_reuses_the_result() throws IOException {
        Project project = project("{env: CI_TOKEN}", "echo done").environment("CI_TOKEN", VALUE);
        project.run();
        Files.writeString(directory.resolve("token"), "of-a-file\n");

        project.define(
                "publish: {run: echo done, inputs: [], secrets: {TOKEN: {file: " + directory.resolve("token") + "}}}");

        assertThat(Project.states(project.run())).containsEntry("publish", REUSED);
    }

    @Test
    void a_file_gives_a_secret_without_its_last_line_break() throws IOException {
        Files.writeString(directory.resolve("token"), "of a file\n");
        Project project = project("{file: " + directory.resolve("token") + "}", "printf %s \"$TOKEN\" >got");

        project.run();

        assertThat(project.read("got")).isEqualTo("of a file");
    }

    @Test
    void a_file_below_the_home_and_one_beside_the_definition_are_found() throws IOException {
        Files.writeString(directory.resolve("token"), "at home");
        Project project = Project.in(directory, """
                publish:
                  run: printf '%s, %s' "$HOMELY" "$NEAR" > got
                  inputs: []
                  secrets: {HOMELY: {file: ~/token}, NEAR: {file: ./near}}
                """)
                .write("near", "near by")
                .write(".gitignore", "near\n")
                .environment("HOME", directory.toString());

        project.run();

        assertThat(project.read("got")).isEqualTo("at home, near by");
    }

    @Test
    void a_file_that_git_does_not_ignore_is_no_secret() {
        Project project = project("{file: token}", "echo").write("token", VALUE);

        project.run();

        assertThat(outcome(project).kind()).isEqualTo(Outcome.Kind.COULD_NOT_START);
        assertThat(outcome(project).message()).contains("secret TOKEN", "the file token", "let git ignore it");
    }

    @Test
    void a_command_is_asked_once_for_all_tasks_and_gives_what_it_prints() {
        Project project = Project.in(directory, """
                one: {run: printf %s "$TOKEN" > one, inputs: [], secrets: [TOKEN]}
                two: {run: printf %s "$TOKEN" > two, inputs: [], secrets: [TOKEN]}
                """).write("slipway-workspace.yaml", """
                slipway: 1
                secrets: {TOKEN: {command: [sh, -c, 'echo asked >>"$MARKS/asked"; echo "$MARKS" printed']}}
                """);

        project.run();

        assertThat(project.read("one")).isEqualTo(project.marks() + " printed").isEqualTo(project.read("two"));
        assertThat(project.marksIn("asked")).hasSize(1);
    }

    @Test
    void a_command_is_asked_again_for_another_attempt() {
        Project project = Project.in(directory, """
                publish:
                  run: '[ "$TOKEN" = token2 ]'
                  inputs: []
                  retry: {attempts: 3, backoff: 0s}
                  secrets: {TOKEN: {command: [sh, -c, 'echo x >>"$MARKS/asked"; echo token$(wc -l <"$MARKS/asked")']}}
                """);

        assertThat(Project.states(project.run())).containsEntry("publish", SUCCEEDED);
        assertThat(project.marksIn("asked")).hasSize(2);
    }

    @Test
    void what_a_failing_command_says_is_told_nowhere() {
        Project project = project("{command: [sh, -c, 'echo hunter22; echo hunter22 >&2; exit 4']}", "echo");

        project.run();

        assertThat(outcome(project).kind()).isEqualTo(Outcome.Kind.COULD_NOT_START);
        assertThat(outcome(project).message().replace("echo hunter22", ""))
                .contains("secret TOKEN cannot be had", "ended with exit code 4", "try it by hand")
                .doesNotContain("hunter22");
    }

    @Test
    void a_command_that_takes_too_long_is_ended() {
        Project project = project("{command: [sleep, 1000], timeout: 1s}", "echo");

        project.run();

        assertThat(outcome(project).message()).contains("`sleep 1000`", "did not end within 1s", "`timeout`");
    }

    @Test
    void a_secret_that_is_not_set_or_too_short_keeps_its_task_from_starting() {
        Project project = project("{env: CI_TOKEN}", "echo ran >ran");

        project.run();
        assertThat(outcome(project).message()).contains("secret TOKEN", "the variable CI_TOKEN is not set", "set it");

        project.environment("CI_TOKEN", "abc").run();
        assertThat(outcome(project).message()).contains("secret TOKEN", "fewer than 4 characters");
        assertThat(outcome(project).kind()).isEqualTo(Outcome.Kind.COULD_NOT_START);
        assertThat(project.at("ran")).doesNotExist();
    }

    @Test
    void a_merge_request_of_another_project_gets_no_secrets() {
        Project project = project("{env: CI_TOKEN}", "echo")
                .environment("CI_TOKEN", VALUE)
                .environment("CI_MERGE_REQUEST_PROJECT_ID", "1")
                .environment("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "2")
                .environment("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH", "eve/shop");

        project.run();

        assertThat(outcome(project).message()).contains("it gets no secrets (TOKEN)", "eve/shop");
    }

    @Test
    void a_result_with_a_secret_in_it_is_not_kept() throws IOException {
        Project project = Project.in(directory, """
                publish: {run: 'mkdir -p out; echo "//registry/:token=$TOKEN" > out/npmrc; echo fine > out/fine', inputs: [], outputs: [out/**], secrets: [TOKEN]}
                """).environment("TOKEN", VALUE);

        RunSummary first = project.run();
        RunSummary second = project.run();

        assertThat(Project.states(first)).containsEntry("publish", SUCCEEDED);
        assertThat(Project.states(second)).containsEntry("publish", SUCCEEDED);
        assertThat(log(project, second)).contains("slipway: out/npmrc has a secret in it", "leave it out");
        assertThat(filesWith(VALUE)).containsExactly(project.at("out/npmrc"));
    }

    @Test
    void the_engine_hides_what_it_handed_out() {
        Project project = project("{env: CI_TOKEN}", "echo").environment("CI_TOKEN", VALUE);

        try (LocalEngine engine = project.open()) {
            assertThat(engine.hide("<" + VALUE + ">")).isEqualTo("<" + VALUE + ">");
            engine.run(Project.ALL, project.listener());
            assertThat(engine.hide("<" + VALUE + ">")).isEqualTo("<[MASKED]>");
        }
    }
}

package io.slipway.core.local;

import static io.slipway.core.run.TaskState.REUSED;
import static io.slipway.core.run.TaskState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.content.Digest;
import io.slipway.core.local.StandingResults.Standing;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingResultsTest {
    private static final Task FIRST = Task.builder("app:first").run("true").build();
    private static final Task SECOND =
            Task.builder("app:second").run("true").needs("first").build();
    private static final Pipeline PIPELINE = Pipeline.of(List.of(FIRST, SECOND));
    private static final Digest PREMISE = digest("premise");

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void names_the_file() {
        file = directory.resolve("standing");
    }

    @Test
    void what_was_remembered_stands_while_the_premise_and_its_needs_are_the_same() {
        keep(PREMISE, FIRST, SECOND);

        StandingResults next = StandingResults.open(file, PREMISE, PIPELINE);

        assertThat(next.find(FIRST, made(Map.of()))).contains(standing("first"));
        assertThat(next.find(SECOND, made(Map.of(FIRST.address(), digest("first")))))
                .contains(standing("second"));
    }

    @Test
    void nothing_stands_under_another_premise() {
        keep(PREMISE, FIRST);

        StandingResults next = StandingResults.open(file, digest("other"), PIPELINE);

        assertThat(next.find(FIRST, made(Map.of()))).isEmpty();
    }

    @Test
    void nothing_stands_on_a_need_that_made_something_else_or_nothing() {
        keep(PREMISE, FIRST, SECOND);

        StandingResults next = StandingResults.open(file, PREMISE, PIPELINE);

        assertThat(next.find(SECOND, made(Map.of(FIRST.address(), digest("else")))))
                .isEmpty();
        assertThat(next.find(SECOND, made(Map.of()))).isEmpty();
    }

    @Test
    void what_was_made_of_something_that_is_not_remembered_is_not_remembered_either() {
        keep(PREMISE, SECOND);

        assertThat(file).doesNotExist();
    }

    @Test
    void what_may_have_been_made_of_other_outputs_of_a_need_is_dropped() {
        keep(PREMISE, FIRST, SECOND);
        StandingResults other = StandingResults.open(file, PREMISE, PIPELINE);
        other.remember(FIRST, new Standing(key("first"), digest("else"), digest("else"), Duration.ZERO, 1));
        other.save();

        StandingResults next = StandingResults.open(file, PREMISE, PIPELINE);

        assertThat(next.find(SECOND, made(Map.of(FIRST.address(), digest("else")))))
                .isEmpty();
        assertThat(next.find(SECOND, made(Map.of(FIRST.address(), digest("first")))))
                .isEmpty();
    }

    @Test
    void a_damaged_file_is_as_good_as_none() throws IOException {
        keep(PREMISE, FIRST, SECOND);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

        StandingResults next = StandingResults.open(file, PREMISE, PIPELINE);

        assertThat(next.find(FIRST, made(Map.of()))).isEmpty();
    }

    @Test
    void what_was_made_of_a_need_that_has_since_made_something_else_runs_again() {
        Project project = Project.in(directory, """
                chance:
                  run: date +%N > chance
                  outputs: [chance]
                copy:
                  run: cp chance copy
                  inputs: []
                  outputs: [copy]
                  needs: [chance]
                """);
        project.run();
        project.run(Project.request(new RunOptions(false, true), "app:chance"));

        assertThat(Project.states(project.run())).containsOnly(entry("chance", REUSED), entry("copy", SUCCEEDED));
        assertThat(project.read("copy")).isEqualTo(project.read("chance"));
    }

    @Test
    void a_need_that_stands_gives_what_it_gave_to_one_that_has_to_be_looked_up() throws IOException {
        Project project = Project.in(directory, """
                make:
                  run: mkdir -p out/empty reports && echo 1 > out/file && echo '<testsuite/>' > reports/one.xml
                  outputs: [out/**]
                  reports: {junit: reports/*.xml}
                use:
                  run: ls out > used
                  inputs: []
                  outputs: [used]
                  needs: [make]
                """);
        project.run();

        Files.delete(project.at("used"));

        assertThat(Project.states(project.run())).containsOnly(entry("make", REUSED), entry("use", REUSED));
        assertThat(project.read("used")).isEqualTo("empty\nfile\n");
    }

    private void keep(Digest premise, Task... tasks) {
        StandingResults results = StandingResults.open(file, premise, PIPELINE);
        for (Task task : tasks) results.remember(task, standing(task.address().task()));
        results.save();
    }

    private static Standing standing(String name) {
        return new Standing(key(name), digest(name), digest("left " + name), Duration.ofMillis(3), 1);
    }

    private static Function<TaskAddress, Optional<Digest>> made(Map<TaskAddress, Digest> made) {
        return task -> Optional.ofNullable(made.get(task));
    }

    private static ActionKey key(String name) {
        return new ActionKey(digest(name).hash());
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}

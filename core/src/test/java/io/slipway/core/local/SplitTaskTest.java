package io.slipway.core.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.run.TaskState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a task whose test files are dealt out to parts. */
class SplitTaskTest {
    private static final String SCRIPT = "for f in $SLIPWAY_SHARD_FILES; do echo $f >> $MARKS/ran; done";

    @TempDir
    Path directory;

    private Project project;

    private static String task(String shards, String more) {
        return "test: {kind: test, pass: [MARKS], shards: " + shards + ", run: '" + SCRIPT + more + "'}\n";
    }

    private Project with(String shards) {
        project = Project.in(directory, task(shards, "")).write("src/a.js", "1");
        for (String name : List.of("a", "b", "c", "d")) project.write("test/" + name + ".js", name);
        return project;
    }

    @BeforeEach
    void four_tests_in_two_parts() {
        with("{count: 2, files: [test/**]}");
    }

    private List<String> ran() {
        List<String> ran = new ArrayList<>(project.marksIn("ran"));
        ran.sort(null);
        return ran;
    }

    @Test
    void each_file_runs_in_one_part_and_then_all_is_reused() {
        Map<String, TaskState> first = Project.states(project.run());
        assertThat(first)
                .containsOnlyKeys("test[shard=1of2]", "test[shard=2of2]")
                .containsValue(TaskState.SUCCEEDED);
        assertThat(ran()).containsExactly("test/a.js", "test/b.js", "test/c.js", "test/d.js");

        assertThat(Project.states(project.run())).doesNotContainValue(TaskState.SUCCEEDED);
    }

    @Test
    void only_the_part_runs_whose_file_changed_or_to_which_one_came() {
        project.run();

        project.write("test/a.js", "other");
        Map<String, TaskState> edited = Project.states(project.run());
        assertThat(edited.values()).containsExactlyInAnyOrder(TaskState.SUCCEEDED, TaskState.REUSED);

        project.write("test/e.js", "new");
        Map<String, TaskState> added = Project.states(project.run());
        assertThat(added.values()).containsExactlyInAnyOrder(TaskState.SUCCEEDED, TaskState.REUSED);
        assertThat(project.marksIn("ran")).contains("test/e.js");

        project.write("src/a.js", "2");
        assertThat(Project.states(project.run()).values()).containsOnly(TaskState.SUCCEEDED);
    }

    @Test
    void a_part_without_files_does_nothing() {
        project.define(task("{count: 5, files: [test/**]}", "; test -n \"$SLIPWAY_SHARD_FILES\""));

        assertThat(Project.states(project.run())).hasSize(5).doesNotContainValue(TaskState.FAILED);
        assertThat(ran()).hasSize(4);
    }
}

package io.slipway.core.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.slipway.core.local.process.TaskMark;
import io.slipway.core.pipeline.Task;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskEnvironmentTest {
    private static final TaskEnvironment ENVIRONMENT = new TaskEnvironment(
            Map.of("PATH", "/bin", "HOME", "/home/ada", "TOKEN", "secret", "LEVEL", "1", "MODE", "slow"),
            new TaskMark("cafe"));

    private static Task.Builder task() {
        return Task.builder("orders:compile").run("true");
    }

    @Test
    void a_command_sees_what_is_let_pass_if_the_caller_has_it() {
        Task task = task().pass(List.of("LEVEL", "ABSENT")).build();

        assertThat(ENVIRONMENT.of(task, "0")).containsEntry("LEVEL", "1").doesNotContainKey("ABSENT");
    }

    @Test
    void what_the_task_sets_hides_what_the_caller_has() {
        Task task = task().env("MODE", "fast").env("PATH", "/opt/bin").build();

        assertThat(ENVIRONMENT.of(task, "0")).containsEntry("MODE", "fast").containsEntry("PATH", "/opt/bin");
    }

    @Test
    void a_command_sees_the_fixed_set_the_time_of_the_commit_and_whose_it_is_and_nothing_else() {
        assertThat(ENVIRONMENT.of(task().build(), "1700000000"))
                .containsOnly(
                        entry("PATH", "/bin"),
                        entry("HOME", "/home/ada"),
                        entry("SOURCE_DATE_EPOCH", "1700000000"),
                        entry("SLIPWAY_WORKSPACE", "cafe"));
    }

    @Test
    void a_task_may_set_its_own_time_of_the_commit() {
        Task task = task().env("SOURCE_DATE_EPOCH", "1").build();

        assertThat(ENVIRONMENT.of(task, "1700000000")).containsEntry("SOURCE_DATE_EPOCH", "1");
    }
}

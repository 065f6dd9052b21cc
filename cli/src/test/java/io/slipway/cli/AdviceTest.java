package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.Observation;
import io.slipway.core.estimate.Subject;
import io.slipway.core.estimate.TaskModels;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that ask for far more than they use, in a workspace that remembers what they used. */
class AdviceTest {
    @TempDir
    private Path directory;

    /** Five tasks that ask for 4 GiB; {@code task-0} to {@code task-N} of them used 300 MiB each time. */
    private TemporaryWorkspace workspace(int runs, int greedy) throws IOException {
        StringBuilder tasks = new StringBuilder("slipway: 1\nservice: app\ntasks:\n");
        TaskModels models = new TaskModels();
        for (int task = 0; task < 5; task++) {
            tasks.append("  task-%d: {run: make, resources: {cpu: 0.5, memory: 4Gi}}\n".formatted(task));
            for (int run = 0; run < runs && task < greedy; run++) models.observe(used("app:task-" + task, run));
        }
        ByteArrayOutputStream learnt = new ByteArrayOutputStream();
        learnt.writeBytes("-\n".getBytes(StandardCharsets.US_ASCII));
        learnt.writeBytes(models.save());
        TemporaryWorkspace workspace = new TemporaryWorkspace(directory).write("app/slipway.yaml", tasks.toString());
        Path file = workspace.root().resolve(".slipway/history/learnt");
        Files.createDirectories(file.getParent());
        Files.write(file, learnt.toByteArray());
        return workspace;
    }

    private static Observation used(String task, int run) {
        return new Observation(
                new Subject(task, "task"),
                "run " + run,
                Optional.empty(),
                Covariates.NONE,
                Instant.EPOCH,
                Optional.of(Outcome.Kind.SUCCEEDED),
                new Usage(Duration.ofSeconds(10), Duration.ofSeconds(5), 300L << 20, 0, 0));
    }

    @Test
    void a_plan_tells_of_the_first_three_and_how_many_more_there_are() throws IOException {
        TemporaryWorkspace workspace = workspace(12, 5);

        workspace.slipway("plan");

        assertThat(workspace.out()).endsWith("""
                advice: app:task-0 asks for 4096 MiB of memory and needs 300 at its peak; ask for what it needs: cpu 0.5, memory 375Mi
                advice: app:task-1 asks for 4096 MiB of memory and needs 300 at its peak; ask for what it needs: cpu 0.5, memory 375Mi
                advice: app:task-2 asks for 4096 MiB of memory and needs 300 at its peak; ask for what it needs: cpu 0.5, memory 375Mi
                advice: 2 more tasks ask for far too much or too little; `slipway history` tells which
                """);
    }

    @Test
    void a_plan_as_json_tells_of_all() throws IOException {
        TemporaryWorkspace workspace = workspace(12, 5);

        workspace.slipway("plan", "--json");

        assertThat(workspace.out())
                .contains("\"advice\":[{\"task\":\"app:task-0\",\"why\":\"app:task-0 asks for 4096 MiB of memory and"
                        + " needs 300 at its peak; ask for what it needs\",\"milliCpu\":500,\"memoryBytes\":393216000}")
                .contains("\"task\":\"app:task-4\",\"why\"");
    }

    @Test
    void the_doctor_warns_and_says_what_to_ask_for() throws IOException {
        TemporaryWorkspace workspace = workspace(12, 1);

        assertThat(workspace.slipway("doctor")).isEqualTo(ExitCode.DONE);

        assertThat(workspace.out())
                .containsOnlyOnce("warn resources ")
                .contains(
                        "app:task-0 asks for 4096 MiB of memory and needs 300 at its peak; ask for what it needs: cpu 0.5,"
                                + " memory 375Mi\n");
    }

    @Test
    void a_few_runs_are_not_enough_to_say_so() throws IOException {
        TemporaryWorkspace workspace = workspace(9, 5);

        workspace.slipway("plan");
        assertThat(workspace.out()).doesNotContain("advice");
        workspace.slipway("plan", "--json");
        assertThat(workspace.out()).doesNotContain("advice");
        workspace.slipway("doctor");
        assertThat(workspace.out()).doesNotContain("resources");
    }
}
